"""The page's Python says of an answer what CPython says, byte for byte: all checks, by Node."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from book.live.build import find_node
from book.pages.live import MADE, is_made
from course.paths import ROOT
from course.questions import TASKS
from course.task import Task
from tests.helpers.asked import names_mistakes
from tests.helpers.environment import isolated
from tests.helpers.lacking import lacking
from tests.helpers.newer import expected

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).parents[2] / "helpers" / "page.mjs"
ASKED_OF = [task for tasks in TASKS.values() for task in tasks if task.kind != "essay"]
# A page takes a minute for all: one answer in so many is asked of it, and all by `make answers`.
ONE_IN = int(os.environ.get("ONE_IN", "6"))
ASKED = """
import json
from tests.helpers.every_answer import everything
from tests.helpers.newer import refused
print(json.dumps([everything({}), refused()]))
"""


def in_a_page(code: str) -> Any:
    """What Python code prints in a page, as JSON."""
    node = find_node()
    if not (node and is_made()):
        lacking("there is no Python for pages here: run `make live`, with node, first")
    return _printed([str(node), str(SCRIPT), str(MADE), str(ROOT)], code)


def _printed(command: list[str], code: str) -> Any:
    done = subprocess.run(
        command, input=code, cwd=ROOT, env=isolated(), text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]  # before it stands all of Pyodide
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def due() -> Any:
    """What CPython says."""
    return _printed([sys.executable, "-"], ASKED.format(""))[0]


@pytest.fixture(scope="module")
def found() -> Any:
    """What a page says; it takes a minute for all answers."""
    return in_a_page(ASKED.format(ONE_IN))


@pytest.mark.parametrize(
    "task", [t for t in ASKED_OF if names_mistakes(t)], ids=lambda task: task.name
)
def test_a_mistake_loses_points_and_is_named(task: Task, due: Any) -> None:
    """`check` asks as the grader does: its names are the grader's (`test_mistakes.py`)."""
    for known in task.misconceptions:
        reports = due[task.name][known.name]
        score = float(reports[0].rpartition("-> ")[2])
        assert score < task.maximum or score == task.maximum == 0
        # Of the code that the notebook gives nothing is told.
        assert known.given or f"This looks like: {known.name}." in reports[-1]


def test_syntax_that_the_grader_cannot_read_is_refused_in_a_page(found: Any) -> None:
    assert found[1] == [expected(), []]


def test_answers_are_told_the_same_in_a_page(due: Any, found: Any) -> None:
    found, _ = found
    assert list(found) == list(due) == [task.name for task in ASKED_OF]
    assert len(due) == 84
    assert sum(map(len, found.values())) >= sum(map(len, due.values())) // ONE_IN
    differing = {
        (question, answer): (reports, due[question][answer])
        for question, answers in found.items()
        for answer, reports in answers.items()
        if due[question][answer] != reports
    }
    assert differing == {}
