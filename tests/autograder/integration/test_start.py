"""What nbgrader's commands wait for before they begin."""

from __future__ import annotations

import subprocess
import sys

from course.paths import ROOT

HEAVY = ("course.questions", "course.mistakes", "descent", "solutions", "matplotlib", "jupytext")
ASKED = f"""
import sys
import nbgrader.apps.nbgraderapp
from traitlets.config import Config
import autograder.nbgrader_config
autograder.nbgrader_config.configure(Config())
print(*sorted({{name for name in sys.modules if name.startswith({HEAVY!r})}}))
"""


def test_a_command_that_does_not_grade_brings_none_of_the_course() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
