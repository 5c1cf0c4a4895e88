"""nbgrader as it is when somebody starts it in a class's folder."""

from __future__ import annotations

import contextlib
from pathlib import Path

from nbgrader.apps import NbGrader


def started(folder: Path, log_level: str = "ERROR") -> NbGrader:
    """Return nbgrader's program with the settings that hold in this folder, the user's included."""
    app = NbGrader(log_level=log_level)
    with contextlib.chdir(folder):
        app.initialize([])
        for name in ("root", "db_url"):  # worked out when first asked for, from where one stands
            getattr(app.coursedir, name)
    return app
