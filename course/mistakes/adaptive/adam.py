"""Usual mistakes with Adam: slips in its step, and what is told apart by memory and manners."""

from __future__ import annotations

from typing import Any

from course.mistakes.adaptive.adam_slips import RULE, SLIPS
from course.mistakes.common.any_optimizer import Around, common
from course.task import Misconception
from solutions import Adam, AMSGrad


class CountsOnTheObject(Around):
    """Keeps the averages in the state, but the number of the step on itself."""

    reference = Adam
    t = 0

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the next place and the next averages."""
        w, state = self.rule.step(w, grad, state._replace(t=self.t))
        self.t += 1
        return w, state


ADAM = [
    *(slip.wrong() for slip in SLIPS),
    Misconception(
        "the largest v kept (AMSGrad)",
        "Dividing by the largest v so far is AMSGrad; Adam's v may fall again.",
        "adaptive#adam-fails",
        AMSGrad,
        partial_credit=0.5,
    ),
    Misconception(
        "the number of the step kept on the object",
        "Only t lives on self, but two runs with one optimizer then count together; hand it on in "
        "the state.",
        RULE,
        CountsOnTheObject,
        partial_credit=0.5,
    ),
    *common(Adam, RULE),
]
