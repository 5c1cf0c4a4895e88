"""A class's folder with its assignments released by stock nbgrader, made once a worker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.integration import class_folder
from course.assemble import assignments


def nbgrader(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a stock nbgrader command in a course folder, as an instructor does."""
    bin_folder = Path(sys.executable).parent  # nbgrader looks for alembic on the PATH
    return subprocess.run(
        ["nbgrader", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"},
        text=True,
        capture_output=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder with every assignment released; copy before you write to it."""
    folder = tmp_path_factory.mktemp("class")
    class_folder.make(folder)
    for assignment in assignments():
        done = nbgrader(folder, "generate_assignment", assignment)
        assert done.returncode == 0, done.stderr
    return folder
