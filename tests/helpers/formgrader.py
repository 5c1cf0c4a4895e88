"""Formgrader of a class's folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.environment import isolated
from tests.helpers.jupyter_server import serving

TOKEN = "of-the-test"


@contextmanager
def formgrader_of(course: Path) -> Iterator[str]:
    """Start formgrader in a class's folder, and yield its address."""
    extension = {"nbgrader.server_extensions.formgrader": True}
    options = [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.jpserver_extensions={extension}"]
    ready = f"/formgrader/api/assignments?token={TOKEN}"
    with serving(["jupyter", "server", *options], course, isolated(), ready) as address:
        yield address
