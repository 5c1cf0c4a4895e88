"""Usual mistakes with RMSProp: mostly the key's text with one piece exchanged."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.mistakes.common.any_optimizer import common
from course.mistakes.common.around import Around
from course.mistakes.common.changed import changed
from course.mistakes.common.roots import roots
from course.task import Misconception
from solutions import RMSProp

RULE, EPS = "adaptive#rmsprop", "adam-and-adamw#epsilon"
BIAS = "adam-and-adamw#bias-correction"


class Corrected(Around):
    """Divides both averages by 1 - beta^t before it uses them."""

    reference = RMSProp

    def init(self, w: Any) -> Any:
        """Return averages of zero and the number of squares in them."""
        return self.rule.init(w), 0

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the next place and averages."""
        g, (averages, t) = grad(w), state
        _, averages = self.rule.step(w, lambda _: g, averages)
        whole = 1 - self.rule.beta ** (t + 1)
        spread = averages.square / whole
        if self.rule.centred:
            spread = spread - (averages.mean / whole) ** 2
        root = np.sqrt(np.maximum(spread, 0))
        return w - self.rule.lr * g / (root + self.rule.eps), (averages, t + 1)


SQUARE = "square = self.beta * state.square + (1 - self.beta) * g**2"
RMSPROP = [
    Misconception(
        "a sum instead of the average",
        "The squares are averaged, with the share beta for the old; adding them up is Adagrad.",
        RULE,
        changed(RMSProp, (SQUARE, "square = state.square + g**2")),
    ),
    Misconception(
        "the factor 1 - beta missing",
        "The new square enters the average with the factor 1 - beta.",
        RULE,
        changed(RMSProp, (SQUARE, "square = self.beta * state.square + g**2")),
    ),
    Misconception(
        "beta and 1 - beta swapped",
        "The old average keeps the share beta, and the new square enters with 1 - beta.",
        RULE,
        changed(RMSProp, (SQUARE, "square = (1 - self.beta) * state.square + self.beta * g**2")),
    ),
    Misconception(
        "a bias correction added",
        "The average is divided by 1 - beta^t, as Adam does; RMSProp leaves it as it is, so that "
        "its first step is long.",
        BIAS,
        Corrected,
    ),
    Misconception(
        "the average started at the first square",
        "The average starts at zero, not at the first squared gradient.",
        RULE,
        changed(
            RMSProp,
            (
                SQUARE,
                "first = not np.any(state.square)\n        " + SQUARE + " if not first else g**2",
            ),
        ),
    ),
    Misconception(
        "the average of gradients squared",
        "Square each gradient before it is averaged; here the gradients are averaged first.",
        RULE,
        changed(RMSProp, ("if self.centred else square", "if self.centred else mean**2")),
    ),
    *roots(RMSProp, RULE),
    Misconception(
        "the old average used for the step",
        "Update the average with the new square first, then divide by its root.",
        RULE,
        changed(RMSProp, ("else square", "else state.square")),
    ),
    Misconception(
        "sizes instead of squares",
        "What is averaged are the squares of the gradients, not their sizes.",
        RULE,
        changed(RMSProp, ("(1 - self.beta) * g**2", "(1 - self.beta) * np.abs(g)")),
    ),
    Misconception(
        "one average for all coordinates",
        "Each coordinate has its own average; here they share one.",
        RULE,
        changed(RMSProp, ("(1 - self.beta) * g**2", "(1 - self.beta) * np.mean(g**2)")),
    ),
    Misconception(
        "the sign of the gradient",
        "The numerator is the gradient itself; only its divisor is averaged.",
        RULE,
        changed(RMSProp, ("self.lr * g /", "self.lr * np.sign(g) /")),
    ),
    Misconception(
        "centred never",
        "With centred=True the square of the mean gradient is taken off before the root.",
        RULE,
        changed(RMSProp, ("if self.centred else square", "if False else square")),
    ),
    Misconception(
        "the mean taken off, not its square",
        "Centred, the spread is the mean of squares less the square of the mean gradient; here the "
        "mean itself is taken off.",
        RULE,
        changed(RMSProp, ("square - mean**2", "square - mean")),
    ),
    Misconception(
        "the gradient centred as well",
        "Only the divisor is centred; the numerator is the gradient itself, not g - m.",
        RULE,
        changed(RMSProp, ("self.lr * g /", "self.lr * (g - mean * self.centred) /")),
    ),
    Misconception(
        "centred always",
        "The square of the mean gradient is taken off only with centred=True.",
        RULE,
        changed(RMSProp, ("if self.centred else square", "if True else square")),
    ),
    *common(RMSProp, RULE),
]
