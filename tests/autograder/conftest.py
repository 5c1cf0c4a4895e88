"""A class that has two assignments and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.integration import patches

DUE = "2026-11-27 23:00:00 UTC"


@pytest.fixture(scope="session", autouse=True)
def _own_version() -> None:
    """Make new gradebooks as a class's configuration has it, in a tenth of the time."""
    patches.look_up_version()


@pytest.fixture(scope="session")
def released_gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook in which two assignments were released, to be copied."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}") as gradebook:
        gradebook.add_assignment("momentum", duedate=DUE)
        gradebook.add_assignment("interview")
    return path


@pytest.fixture
def course(tmp_path: Path, released_gradebook: Path) -> Path:
    """A class's folder."""
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    shutil.copy(released_gradebook, folder)
    return folder
