"""Answers that are right in another way get full marks."""

from __future__ import annotations

from typing import Any

import pytest

from course.questions import TASKS
from course.task import Task
from descent.checking.probe import observe, respond
from descent.checking.verdict import judge
from tests.course.right import RIGHT, worked_out
from tests.helpers.asked import graded_question, public_question

ASKED = {task.name: task for tasks in TASKS.values() for task in tasks if task.kind != "essay"}
PAIRS = [
    pytest.param(ASKED[name], answer, id=f"{name}-{number}")
    for name, answers in RIGHT.items()
    for number, answer in enumerate(answers)
]
ENOUGH = 6


def test_every_question_has_enough_right_answers() -> None:
    assert set(RIGHT) == set(ASKED)
    assert {name: len(answers) for name, answers in RIGHT.items() if len(answers) < ENOUGH} == {}


@pytest.mark.parametrize(("task", "answer"), PAIRS)
def test_a_right_answer_in_another_style_gets_full_marks(task: Task, answer: Any) -> None:
    public, right = public_question(task), worked_out(answer)

    def ask(response: str, *given: Any) -> Any:
        return respond(response, right, *given)

    # In the kit nobody assesses what was said: that is the grader's.
    verdict = judge(public, [observe(public.kind, case, ask) for case in public.cases])
    assert verdict.right, verdict.report()
    question = graded_question(task, "any term")
    verdict = judge(question, [task.seen(right, case) for case in question.cases])
    assert verdict.right, verdict.report()
    assert verdict.score == question.points == task.points
