"""Usual mistakes with clipping around an optimizer, which is given with a bug."""

from __future__ import annotations

from functools import partial
from typing import Any

from course.mistakes.choosing.clipping import CLIPPING
from course.mistakes.common.changed import changed
from course.mistakes.common.wordings import ASKS_ELSEWHERE
from course.mistakes.common.wrappers import Unwrapped, around
from course.task import Misconception
from solutions import Clipped

clipped = partial(changed, Clipped)


class AskedAtW(Unwrapped):
    """Clips the gradient at w and gives it out at whatever place the rule asks."""

    def __init__(self, rule: Any, clip: Any) -> None:
        super().__init__(rule)
        self.clip = clip

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Ask at w."""
        g = self.clip(grad(w))
        return self.rule.step(w, lambda _: g, state)


STEP = "w, state = self.rule.step(w, lambda at: self.clip(grad(at)), state)"
RETURN = "return w, state"
CLIPPED = [
    Misconception(
        "the bug left in: the step clipped",
        "What is cut is the step, after the rule has made it; the gradient goes in as long as it "
        "was, and stays so in the rule's memory.",
        CLIPPING,
        clipped((STEP, "after, state = self.rule.step(w, grad, state)"),
                (RETURN, "return w + self.clip(after - w), state")),
        given=True,
    ),
    Misconception(
        "no clipping any more",
        "The rule gets the gradient as it is: hand it a function that asks grad and clips.",
        CLIPPING,
        Unwrapped,
    ),
    Misconception(
        "the gradient and the step clipped",
        "The gradient is cut on its way in, as it should be, and the step once more after.",
        CLIPPING,
        clipped((STEP, STEP.replace("w, state =", "after, state =")),
                (RETURN, "return w + self.clip(after - w), state")),
    ),
    Misconception(
        "the place clipped",
        "It is the gradient that is too long, not w.",
        CLIPPING,
        clipped(("self.clip(grad(at))", "grad(at)"), (RETURN, "return self.clip(w), state")),
    ),
    Misconception(
        "asked where w is cut",
        "The gradient is asked for at clip(at); ask at `at` itself, and clip the answer.",
        CLIPPING,
        clipped(("self.clip(grad(at))", "grad(self.clip(at))")),
    ),
    Misconception(
        "clipped twice",
        "One cut is enough; a soft one would cut again.",
        CLIPPING,
        clipped(("self.clip(grad(at))", "self.clip(self.clip(grad(at)))")),
    ),
    Misconception(
        "a gradient in the place of a function",
        "The rule wants to ask for itself: hand it a function of the place, "
        "not the clipped gradient.",
        CLIPPING,
        clipped(("lambda at: self.clip(grad(at))", "self.clip(grad(w))")),
    ),
    Misconception(
        "asked at w, wherever the rule asks",
        ASKS_ELSEWHERE,
        CLIPPING,
        AskedAtW,
    ),
    *around(Clipped, CLIPPING),
]  # fmt: skip

CLIPPED_BUG = [
    Misconception(
        "taking the memory for the bug",
        "The class returns the state that the rule's step gave it: nothing is lost.",
        CLIPPING,
        "A",
    ),
    Misconception(
        "taking the place for the bug",
        "The gradient is asked for wherever the rule asks, as it should be.",
        CLIPPING,
        "B",
    ),
    Misconception(
        "taking the sign for the bug",
        "The step is after - w, and it is added to w: the signs are right.",
        CLIPPING,
        "C",
    ),
]

CLIPPED_RUN = [
    Misconception(
        "taking clipping for a cure of every rate",
        "Clipping keeps the run from flying off. But near the bottom nothing is clipped, and there "
        "the rate is above its limit: it cannot settle.",
        "choosing#not-converging",
        "settles",
    ),
    Misconception(
        "forgetting what clipping limits",
        "No step is longer than the rate times the limit, so the run cannot fly off: far out it "
        "comes back in equal steps.",
        CLIPPING,
        "flies off",
    ),
]
