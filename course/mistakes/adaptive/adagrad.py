"""Usual mistakes with Adagrad: mostly the key's text with one piece exchanged."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.mistakes.common.any_optimizer import common
from course.mistakes.common.around import Around
from course.mistakes.common.changed import changed
from course.mistakes.common.roots import roots
from course.task import Misconception
from solutions import Adagrad

RULE, EPS = "adaptive#adagrad", "adam-and-adamw#epsilon"

SUM = "G = state + g**2"


class Mean(Around):
    """Divides the sum by the number of squares in it."""

    reference = Adagrad

    def init(self, w: Any) -> Any:
        """Return a sum of zero and the number of squares in it."""
        return self.rule.init(w), 0

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the next place and sum."""
        g, (G, t) = grad(w), state
        G, t = G + g**2, t + 1
        return w - self.rule.lr * g / (np.sqrt(G / t) + self.rule.eps), (G, t)


ADAGRAD = [
    Misconception(
        "a running average instead of the sum",
        "Adagrad adds the squares up; averaging them with a share beta is RMSProp.",
        RULE,
        changed(Adagrad, (SUM, "G = 0.9 * state + 0.1 * g**2")),
    ),
    Misconception(
        "the squares not added up",
        "Only the newest square is used: every step is one rate long. Add it to the sum, and "
        "return the sum as the state.",
        RULE,
        changed(Adagrad, (SUM, "G = g**2")),
    ),
    Misconception(
        "the largest square instead of the sum",
        "G is the sum of all squares so far, not the largest of them.",
        RULE,
        changed(Adagrad, (SUM, "G = np.maximum(state, g**2)")),
    ),
    Misconception(
        "sizes instead of squares",
        "G adds up squares; their root then has the unit of the gradient again.",
        RULE,
        changed(Adagrad, (SUM, "G = state + np.abs(g)")),
    ),
    Misconception(
        "the square of the sum",
        "Square each gradient before you add it; here the gradients are added and then squared, so "
        "that opposite ones cancel.",
        RULE,
        changed(Adagrad, (SUM, "G = state + g"), ("np.sqrt(G)", "np.abs(G)")),
    ),
    *roots(Adagrad, RULE),
    Misconception(
        "the old sum used for the step",
        "Add the new square first; at the first step the old sum is zero and only epsilon is left.",
        RULE,
        changed(Adagrad, ("np.sqrt(G)", "np.sqrt(state)")),
    ),
    Misconception(
        "epsilon added to the sum at every step",
        "Epsilon has no part in the memory; here it piles up in G.",
        EPS,
        changed(Adagrad, (SUM, "G = state + g**2 + self.eps")),
    ),
    Misconception(
        "one sum for all coordinates",
        "Each coordinate has its own sum; here they share one.",
        RULE,
        changed(Adagrad, (SUM, "G = state + np.sum(g**2)")),
    ),
    Misconception(
        "the mean of the squares",
        "Adagrad divides by the root of the sum, not of the mean: its rate falls as squares come "
        "in.",
        RULE,
        Mean,
    ),
    Misconception(
        "the sum started at 1",
        "G starts at zero; here it starts at one.",
        RULE,
        changed(Adagrad, ("np.zeros_like(w)", "np.ones_like(w)")),
    ),
    Misconception(
        "the sum started at 0.1",
        "G starts at zero. (Keras and optax start it at 0.1.)",
        RULE,
        changed(Adagrad, ("np.zeros_like(w)", "np.full_like(w, 0.1)")),
    ),
    # Without its memory Adagrad has only the newest square: that is named above.
    *common(Adagrad, RULE, but=("the memory forgotten", "a memory that starts at one")),
]
