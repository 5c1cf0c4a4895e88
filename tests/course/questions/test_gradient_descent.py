"""What the assignment on gradient descent says beside its questions is so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.assemble import assemble
from course.questions import task
from course.questions.gradient_descent import floor, floors
from descent.checking.verdict import judge


def test_the_training_loop_has_the_bug_that_is_named() -> None:
    cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in
             assemble("gradient-descent").cells}  # fmt: skip
    given = cells["one_epoch-answer"].source.split("### BEGIN SOLUTION")[0]
    repaired = given.replace("x = x[order]", "x, y = x[order], y[order]")
    asked = task("gradient-descent", "one_epoch")
    assert asked is not None
    graded_question = asked.graded_question()
    for source, score, mistake in (
        (given, 0, "the bug left in"),
        (repaired, graded_question.points, None),
    ):
        names: dict[str, Any] = {"np": np}
        exec(source, names)
        verdict = judge(
            graded_question,
            [asked.seen(names["one_epoch"], case) for case in graded_question.cases],
        )
        assert verdict.score == score
        assert (verdict.mistake and verdict.mistake.name) == mistake


@pytest.mark.parametrize(("lr", "noise"), [(0.1, 1.0), (0.05, 1.0), (0.1, 0.5)])
def test_the_floor_is_where_the_lesson_has_it(lr: float, noise: float) -> None:
    assert floor(lr, noise) == pytest.approx(lr * noise**2 / (4 * (1 - lr)), rel=0.02)


def test_what_becomes_of_the_floor() -> None:
    assert floors() == {
        "half the rate": "about half",
        "four times the batch": "about a quarter",
        "twice the steps": "the same",
    }
