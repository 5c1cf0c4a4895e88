"""The page's Python says of every answer what CPython says, byte for byte: all checks, by Node."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from book.live.build import find_node
from book.pages.live import MADE, is_made
from course.paths import ROOT
from course.questions import TASKS
from tests.helpers.environment import isolated
from tests.helpers.lacking import lacking

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).parents[2] / "helpers" / "page.mjs"
ASKED = """
import json
from tests.helpers.every_answer import everything
print(json.dumps(everything()))
"""


def in_a_page(code: str) -> Any:
    """What Python code prints in a page, as JSON."""
    node = find_node()
    if not (node and is_made()):
        lacking("there is no Python for pages here: run `make live`, with node, first")
    return _printed([str(node), str(SCRIPT), str(MADE), str(ROOT)], code)


def in_cpython(code: str) -> Any:
    return _printed([sys.executable, "-"], code)


def _printed(command: list[str], code: str) -> Any:
    done = subprocess.run(
        command, input=code, cwd=ROOT, env=isolated(), text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]  # before it stands all of Pyodide
    return json.loads(done.stdout)


def test_every_answer_is_told_the_same() -> None:
    found, due = in_a_page(ASKED), in_cpython(ASKED)
    questions = [task.name for tasks in TASKS.values() for task in tasks if task.kind != "essay"]
    assert list(found) == list(due) == questions
    assert len(questions) == 75
    differing = {
        (question, answer): (found[question][answer], reports)
        for question, answers in due.items()
        for answer, reports in answers.items()
        if found[question][answer] != reports
    }
    assert differing == {}
