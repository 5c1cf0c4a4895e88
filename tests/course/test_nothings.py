"""What is no answer earns nothing: constants, what is not finite, errors, other types."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.questions import TASKS
from course.task import Task
from tests.helpers.asked import examined, graded_question

ASKED = [t for tasks in TASKS.values() for t in tasks]
RULES = [task for task in ASKED if task.kind == "optimizer"]
FUNCTIONS = [task for task in ASKED if task.kind in ("function", "tuner")]
BY_HAND = [t for t in ASKED if t.kind == "value" and "entry" in t.visible[0].inputs]

NOTHINGS = {
    "NaN": lambda *given: float("nan"),
    "nothing": lambda *given: None,
    "zero": lambda *given: 0.0,
    "one": lambda *given: 1.0,
    "an error": lambda *given: 1 / 0,
    "its first argument": lambda *given: given[0],
    "its second argument": lambda *given: given[min(1, len(given) - 1)],
    "its third argument": lambda *given: given[min(2, len(given) - 1)],
    "its last argument": lambda *given: given[-1],
    "all its arguments": lambda *given: given,
    "half": lambda *given: 0.5,
    "a tenth": lambda *given: 0.1,
    "two zeros": lambda *given: (0.0, 0.0),
    "a rate of a tenth": lambda *given: lambda k: 0.1,
    "infinite": lambda *given: float("inf"),
    "an array of zeros": lambda *given: 0 * np.asarray(given[0], dtype=float),
    "a rate of zero": lambda *given: lambda k: 0.0,
    "a rate of NaN": lambda *given: lambda k: np.nan,
    "a list of nothing": lambda *given: [],
    "text": lambda *given: "0.1",
    "complex": lambda *given: 1 + 2j,
    "an object": lambda *given: np.array([object()]),
    "a masked number": lambda *given: np.ma.masked,
    "a masked array": lambda *given: np.ma.masked_all(3),
    "a number without end": lambda *given: 10**400,
    "a rate of text": lambda *given: lambda k: "0.1",
}


@pytest.mark.parametrize("what", NOTHINGS)
@pytest.mark.parametrize("task", FUNCTIONS, ids=lambda task: task.name)
def test_a_function_of_nothing_earns_nothing(task: Task, what: str) -> None:
    verdict = examined(task, graded_question(task), NOTHINGS[what])
    assert verdict.score == 0
    if task.assess is None:  # or it is told in words, by which it can be known
        assert verdict.mistake is None or what not in ("NaN", "an error", "a rate of NaN")


def moves(step: Any) -> type:
    """Return what moves without a look at the slope."""

    class Moves:
        def __init__(self, **hyper: Any) -> None:
            self.hyper = hyper

        def init(self, w: Any) -> Any:
            return None

        def step(self, w: Any, grad: Any, state: Any) -> Any:
            return step(w, grad), state

    return Moves


NOWHERE = {
    "NaN": lambda w, grad: w * np.nan,
    "infinite": lambda w, grad: w + np.inf,
    "the old place": lambda w, grad: w,
    "zero": lambda w, grad: 0 * w,
    "one": lambda w, grad: 0 * w + 1,
    "half": lambda w, grad: w / 2,
    "a constant step": lambda w, grad: w - 0.13,
    "towards zero": lambda w, grad: w - 0.13 * np.sign(w),
    "a step of the usual rate": lambda w, grad: (grad(w), w - 0.1)[1],
    "the usual rate towards zero": lambda w, grad: (grad(w), w - 0.1 * np.sign(w))[1],
    "an error": lambda w, grad: 1 / 0,
    "nothing": lambda w, grad: None,
    "text": lambda w, grad: "w",
    "complex": lambda w, grad: w + 0j,
    "objects": lambda w, grad: np.full(w.shape, object()),
    "masked": lambda w, grad: np.ma.masked_all(w.shape),
    "a generator": lambda w, grad: (x for x in w),
}


@pytest.mark.parametrize("what", NOWHERE)
@pytest.mark.parametrize("task", RULES, ids=lambda task: task.name)
def test_an_optimizer_that_looks_at_no_slope_earns_nothing(task: Task, what: str) -> None:
    if task.name == "FixedUpdate" and ("step" in what or "towards" in what):
        return  # which looks at none, and has that step
    verdict = examined(task, graded_question(task), moves(NOWHERE[what]))
    assert verdict.score == 0
    assert verdict.report()


EVERYWHERE = [
    float("nan"),
    float("inf"),
    None,
    True,
    0,
    1,
    0.0,
    0.1,
    0.5,
    "",
    "1",
    "x",
    [],
    {},
    ...,
]


@pytest.mark.parametrize("task", BY_HAND, ids=lambda task: task.name)
def test_one_thing_in_every_entry_earns_nothing(task: Task) -> None:
    question = graded_question(task)
    entries = [setting.inputs["entry"] for setting in task.visible]
    for thing in EVERYWHERE:
        verdict = examined(task, question, dict.fromkeys(entries, thing))
        assert verdict.score == 0, thing
        assert verdict.report()
