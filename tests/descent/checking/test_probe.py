"""What is seen of an answer while it is tried: its numbers, and its manners."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pytest

from autograder.grading.notebook import KIT
from descent.checking import probe
from descent.checking.question import Case

STEPS = 4


class Rude:
    """Gradient descent that changes the array it is given, in one of its steps only."""

    def __init__(self, step: int, ours: bool = True) -> None:
        self.when, self.ours, self.starts = step, ours, 0

    def init(self, w: Any) -> tuple[int, bool]:
        self.starts += 1
        return 1, (self.starts == 1) == self.ours

    def step(self, w: Any, grad: Any, state: tuple[int, bool]) -> Any:
        number, rude = state
        new = w - 0.1 * grad(w)
        if rude and number == self.when:
            w[...] = new
        return new, (number + 1, rude)


def rude(step: int, ours: bool = True) -> type:
    """The class that takes no settings, as the probe makes its objects itself."""
    return type("Bound", (Rude,), {"__init__": lambda self: Rude.__init__(self, step, ours)})


def walked(make: Any, pair: bool = True) -> Any:
    return probe.run(make, {}, [1.0, -2.0], lambda w: w, STEPS, pair)


def test_a_polite_answer_is_told_so() -> None:
    seen = walked(rude(step=0))
    assert seen["kept"] is True
    assert np.allclose(seen["path"], [[0.9**t, -2 * 0.9**t] for t in range(STEPS + 1)])


@pytest.mark.parametrize("ours", [True, False], ids=["the first run", "the run beside it"])
@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_one_step_that_changes_w_is_enough(step: int, ours: bool) -> None:
    assert walked(rude(step, ours))["kept"] is False


@pytest.mark.parametrize("call", range(3))
def test_one_call_that_changes_an_argument_is_enough(call: int) -> None:
    rows = [[[1.0, 2.0]], [[3.0, 4.0]], [[5.0, 6.0]]]

    def scale(x: Any) -> Any:
        result = 2 * x
        if x[0] == rows[call][0][0]:
            x *= 2
        return result

    assert probe.call(scale, rows)["kept"] is False
    assert probe.call(lambda x: 2 * x, rows) == {
        "values": [[2.0, 4.0], [6.0, 8.0], [10.0, 12.0]],
        "kept": True,
    }


@pytest.mark.parametrize("answer", [np.array([1 + 1j, 2]), np.complex128(2 + 3j), [1 + 0j, 2]])
def test_no_imaginary_part_is_lost(answer: Any) -> None:
    """NumPy would drop it with no more than a warning, and call the rest right."""
    step = {"init": lambda self, w: None, "step": lambda self, w, grad, state: (answer, state)}
    inputs = ({}, [1.0, 2.0], lambda w: w, 1, False)
    for seen in (
        probe.respond("run", type("Rule", (), step), *inputs),
        probe.respond("call", lambda: answer, [[]]),
        probe.respond("value", answer),
    ):
        assert seen["error"]["kind"] == "AnswerError"
        assert seen["error"]["text"].startswith("expected ")


def test_the_oracle_is_asked_on_the_examiners_side() -> None:
    """What counts as asked is what was answered, whatever the answer says of itself."""
    inputs = {"curvature": [1.0], "centre": [0.0], "hyper": {}, "w0": [1.0], "steps": 2,
              "pair": False}  # fmt: skip

    def ask(name: str, *given: Any) -> Any:
        seen = probe.respond(name, rude(step=0), *given)
        return {**seen, "asked": 0}

    seen = probe.observe("optimizer", Case("two steps", 1.0, inputs, {}, {}), ask)
    assert seen["asked"] == 2


def test_its_name_can_be_sent_to_a_process_that_has_the_kit_alone() -> None:
    """The grader names the module that is to answer, and the child imports it from its copy."""
    assert probe.__name__ == "descent.checking.probe"
    assert importlib.import_module(probe.__name__).respond is probe.respond
    assert [folder.name for folder in KIT] == [probe.__name__.split(".")[0]]
