"""Stock nbgrader's commands, as an instructor types them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.helpers.environment import isolated


def nbgrader(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a stock nbgrader command in a course folder, as an instructor without settings does."""
    return subprocess.run(
        ["nbgrader", *arguments],
        cwd=folder,
        env=isolated(),
        text=True,
        capture_output=True,
        timeout=300,
        check=False,
    )
