"""What a wrong answer is asked besides its cases, while its words are still shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from course.questions import TASKS
from course.task import Task
from descent.checking.further import further
from descent.checking.question import Question
from tests.helpers.asked import graded_question

ASKED = [t for ts in TASKS.values() for t in ts if t.kind in ("optimizer", "function")]


def questions_of(question: Question) -> list[Any]:
    """Return all that an answer is told by being asked further."""
    told: list[Any] = []

    def ask(*given: Any) -> dict[str, Any]:
        told.append([str(getattr(one, "__dict__", one)) for one in given])  # oracles by numbers
        return {"values": []}

    further(question, ask)
    return told


@pytest.mark.parametrize("task", ASKED, ids=lambda task: task.name)
def test_nothing_hidden_is_told(task: Task) -> None:
    question = graded_question(task)
    shown = tuple(case for case in question.cases if not case.hidden)
    assert questions_of(question) == questions_of(replace(question, cases=shown))
