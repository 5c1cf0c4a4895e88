"""Usual mistakes with weight decay, inside the gradient and beside the step."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from course.mistakes.common.changed import changed
from course.mistakes.common.wordings import ASKS_ELSEWHERE
from course.mistakes.common.wrappers import Unwrapped, around
from course.task import Misconception
from solutions import Decoupled, WithL2

TWO_PLACES = "adam-and-adamw#adamw"

inside = partial(changed, WithL2)
beside = partial(changed, Decoupled)


class NoDecay(Unwrapped):
    """Steps as the rule does."""


class TwoQuestions(Unwrapped):
    """Asks for the slope at w and adds the decay at w, wherever the rule asks."""

    def __init__(self, rule: Any, decay: float) -> None:
        super().__init__(rule)
        self.decay = decay

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Ask at w."""
        g = grad(w) + self.decay * w
        return self.rule.step(w, lambda _: g, state)


class PenaltyItself(TwoQuestions):
    """Adds the height of the penalty where its slope is meant."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Add one number to every slope."""
        half = self.decay / 2
        return self.rule.step(w, lambda at: grad(at) + half * np.sum(np.square(at)), state)


ADDED = "self.decay * at"
WITH_L2 = [
    Misconception(
        "the decay beside the step (decoupled)",
        "The weights shrink by lr decay besides the step; L2 belongs into the gradient, where the "
        "rule's memory sees it.",
        TWO_PLACES,
        Decoupled,
    ),
    Misconception(
        "the decay at w, wherever the rule asks",
        "The penalty has its slope at the place that is asked about, like the loss itself; here "
        "decay w is added.",
        TWO_PLACES,
        inside((ADDED, "self.decay * w")),
    ),
    Misconception(
        "a gradient in the place of a function",
        "The rule wants to ask for itself: hand it a function of the place, not a gradient.",
        TWO_PLACES,
        inside(("lambda at: grad(at) + self.decay * at", "grad(w) + self.decay * w")),
    ),
    Misconception(
        "asked at w, wherever the rule asks",
        ASKS_ELSEWHERE,
        TWO_PLACES,
        TwoQuestions,
    ),
    Misconception(
        "the wrong sign",
        "The weights grow: the slope of the penalty is added to that of the loss.",
        TWO_PLACES,
        inside(("+ self.decay", "- self.decay")),
    ),
    Misconception(
        "the half forgotten",
        "The penalty is decay w^2 / 2, and its slope decay w: no factor 2.",
        TWO_PLACES,
        inside((ADDED, "2 * " + ADDED)),
    ),
    Misconception(
        "half the decay",
        "The slope of decay w^2 / 2 is decay w: the half is used up by differentiating.",
        TWO_PLACES,
        inside((ADDED, ADDED + " / 2")),
    ),
    Misconception(
        "the rate multiplied in",
        "The rule multiplies the whole gradient by lr already; here the decay gets it twice.",
        TWO_PLACES,
        inside((ADDED, "self.rule.lr * " + ADDED)),
    ),
    Misconception(
        "L1",
        "The slope added is that of the sum of sizes, decay sign(w); L2 adds decay w.",
        TWO_PLACES,
        inside((ADDED, "self.decay * np.sign(at)"), np=np),
    ),
    Misconception(
        "the penalty in the place of its slope",
        "To the gradient belongs the slope of the penalty, one number a weight, not its height.",
        TWO_PLACES,
        PenaltyItself,
    ),
    Misconception(
        "w forgotten",
        "To every slope decay alone is added; the slope of the penalty grows with the weight.",
        TWO_PLACES,
        inside((ADDED, "self.decay")),
    ),
    Misconception(
        "no decay",
        "The rule steps as if there were no penalty.",
        TWO_PLACES,
        NoDecay,
    ),
    *around(WithL2, TWO_PLACES),
]


class ShrunkFirst(Unwrapped):
    """Shrinks the weights and steps from there, asking there as well."""

    def __init__(self, rule: Any, decay: float) -> None:
        super().__init__(rule)
        self.decay = decay

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Step from the shrunk place."""
        return self.rule.step(w * (1 - self.rule.lr * self.decay), grad, state)


SHRINK = "self.rule.lr * self.decay * w"
DECOUPLED = [
    Misconception(
        "the decay inside the gradient (L2)",
        "The decay goes through the rule's memory like a gradient; decoupled, the rule knows "
        "nothing of it.",
        TWO_PLACES,
        WithL2,
    ),
    Misconception(
        "the decay without the rate",
        "The weights shrink by decay w; in this course, as in torch and optax, by lr decay w.",
        TWO_PLACES,
        beside((SHRINK, "self.decay * w")),
    ),
    Misconception(
        "the new weights shrunk",
        "What shrinks are the weights before the step, not those after it.",
        TWO_PLACES,
        beside((SHRINK, SHRINK[:-1] + "stepped")),
    ),
    Misconception(
        "shrunk first, then asked",
        "The rule should step from w and ask there; here it is handed the shrunk weights.",
        TWO_PLACES,
        ShrunkFirst,
    ),
    Misconception(
        "the wrong sign",
        "The weights grow: the decay is taken away.",
        TWO_PLACES,
        beside(("stepped - ", "stepped + ")),
    ),
    Misconception(
        "the rate twice",
        "The weights shrink by lr decay w; here lr comes in squared.",
        TWO_PLACES,
        beside((SHRINK, "self.rule.lr * " + SHRINK)),
    ),
    Misconception(
        "half the decay",
        "The weights shrink by lr decay w, without a half.",
        TWO_PLACES,
        beside((SHRINK, SHRINK + " / 2")),
    ),
    Misconception(
        "the step shrunk, not the weights",
        "The factor 1 - lr decay belongs to w, not to the step.",
        TWO_PLACES,
        beside((SHRINK, "self.rule.lr * self.decay * (stepped - w)")),
    ),
    Misconception(
        "no decay",
        "The rule steps as if there were no decay.",
        TWO_PLACES,
        NoDecay,
    ),
    *around(Decoupled, TWO_PLACES),
]
