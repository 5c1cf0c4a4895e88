"""How a question is written down becomes how it is asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from course.questions import TASKS
from course.task import Setting, Task

ASKED = [task for tasks in TASKS.values() for task in tasks]


def drawn(random: np.random.Generator) -> Sequence[Setting]:
    return [Setting("a number", 1.0, {"arguments": [[float(random.normal())]]})]


TASK = Task("double", "function", lambda x: 2 * x, visible=(), hidden=drawn, assignment="first")


def hidden(task: Task, term: str = "") -> float:
    (case,) = task.graded_question(term).cases
    assert case.hidden
    return float(case.inputs["arguments"][0][0])


def test_hidden_inputs_are_drawn_anew_for_each_question_assignment_and_term() -> None:
    """Whoever has seen those of one question knows nothing of another's."""
    drawings = [
        hidden(TASK),
        hidden(replace(TASK, name="twice")),
        hidden(replace(TASK, assignment="second")),
        hidden(TASK, "2026 autumn"),
        hidden(TASK, "2027 autumn"),
    ]
    assert len(set(drawings)) == len(drawings)


def test_the_same_question_of_a_term_is_always_drawn_alike() -> None:
    assert hidden(TASK, "2026") == hidden(replace(TASK), "2026")


def test_what_is_due_is_the_references_word() -> None:
    (case,) = TASK.graded_question().cases
    assert case.expected["values"] == [2 * case.inputs["arguments"][0][0]]


@pytest.mark.parametrize("task", ASKED, ids=lambda task: task.name)
def test_the_public_question_holds_nothing_hidden(task: Task) -> None:
    assert not any(case.hidden for case in task.public_question().cases)
    titles = [case.title for case in task.public_question().cases]
    assert titles == [setting.title for setting in task.visible]


@pytest.mark.parametrize("task", ASKED, ids=lambda task: task.name)
def test_another_term_asks_for_the_same_points(task: Task) -> None:
    """So every term draws other inputs, and none is worth more."""
    # Working out what is due would take seconds, and says nothing here.
    drawn = [task.settings(term) for term in ("", "2026 autumn")]
    assert [s.points for s, _ in drawn[0]] == [s.points for s, _ in drawn[1]]
    assert sum(s.points for s, _ in drawn[1]) == task.points
    inputs = [json.dumps([dict(s.inputs) for s, unseen in found if unseen]) for found in drawn]
    assert inputs[0] != inputs[1] or inputs[0] == "[]"
