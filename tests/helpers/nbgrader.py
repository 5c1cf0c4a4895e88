"""Stock nbgrader, as an instructor uses it, and what students hand in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from course.paths import ROOT
from tests.helpers.environment import isolated
from tests.helpers.forked import forked

TEXTS = ROOT / "tests" / "submissions" / "momentum"
TIMEOUT = 300.0  # seconds
# What formgrader's button does, for all assignments in one process, as starting takes longest.
RELEASE = """
import sys
from pathlib import Path
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config
from autograder.integration import class_folder
from autograder.nbgrader_config import configure
from course.assemble import assignments
folder = Path(sys.argv[1])
class_folder.make(folder)
config = Config()
configure(config)
config.CourseDirectory.root = str(folder)
for assignment in assignments():
    done = NbGraderAPI(config=config).generate_assignment(assignment)
    if not done["success"]:
        sys.exit(done["log"])
"""


def nbgrader(
    folder: Path, *arguments: str, **variables: object
) -> subprocess.CompletedProcess[str]:
    """Run a stock nbgrader command in a course folder, as an instructor without settings does."""
    if variables or sys.platform != "linux":  # surroundings of its own need a start of its own
        return _run(folder, "nbgrader", *arguments, **variables)
    return forked(folder, ["nbgrader", *arguments], TIMEOUT)


def release(folder: Path) -> None:
    """Make a course in a folder and release every assignment."""
    done = _run(ROOT, sys.executable, "-c", RELEASE, str(folder))
    assert done.returncode == 0, done.stderr


def _run(folder: Path, *command: str, **variables: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=isolated(**variables),
        text=True,
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
