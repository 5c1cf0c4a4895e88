"""Usual mistakes with gradient descent itself."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.mistakes.common.any_optimizer import common
from course.mistakes.common.changed import changed
from course.mistakes.common.wordings import FLATTENED
from course.task import Misconception
from solutions import GradientDescent

RULE = "why-descent#gradient"


def _flattened(self: Any, w: Any, grad: Any, state: Any) -> Any:
    after, state = GradientDescent(self.lr).step(w, grad, state)
    return np.ravel(after), state


def _moving(step: Any) -> type:
    return type("GradientDescent", (GradientDescent,), {"step": step})


def _first_only(self: Any, w: Any, grad: Any, state: Any) -> Any:
    after = np.array(w)
    after.flat[0] -= self.lr * np.ravel(grad(w))[0]
    return after, state


def _adding_up(self: Any, w: Any, grad: Any, state: Any) -> Any:
    total = grad(w) + (0 if state is None else state)
    return w - self.lr * total, total


def _first_kept(self: Any, w: Any, grad: Any, state: Any) -> Any:
    g = grad(w)
    first = g if state is None else state
    return w - self.lr * first, first


# Said in words of its own.
OTHERWISE = (
    "the mean slope for all coordinates",
    "the step instead of the place",
    "the result flattened",
)

GRADIENT_DESCENT = [
    Misconception(
        "a fixed update",
        "The step is lr, whatever the slope. Multiply it by the gradient at w.",
        "why-descent#fixed-update",
        changed(GradientDescent, ("self.lr * grad(w)", "self.lr")),
    ),
    Misconception(
        "grad not called",
        "The gradient is what grad answers when it is asked at a place: write grad(w).",
        RULE,
        changed(GradientDescent, ("grad(w)", "grad")),
    ),
    Misconception(
        "the slope of one loss",
        "The slope 2 w is that of w^2 alone. Ask grad(w): it knows the loss at hand.",
        RULE,
        changed(GradientDescent, ("grad(w)", "2 * w")),
    ),
    Misconception(
        "the step multiplied by w",
        "The step is lr times the gradient; here it is multiplied by w as well.",
        RULE,
        changed(GradientDescent, ("grad(w)", "grad(w) * w")),
    ),
    Misconception(
        "the slope without its sign",
        "With abs every weight becomes smaller, whichever way the ground falls. The sign of the "
        "slope says where down is.",
        RULE,
        changed(GradientDescent, ("grad(w)", "abs(grad(w))")),
    ),
    Misconception(
        "the mean slope for all weights",
        "Every weight has a slope of its own; here all move by the mean of them.",
        RULE,
        _moving(lambda self, w, grad, state: (w - self.lr * np.mean(grad(w)), state)),
    ),
    Misconception(
        "the sum of the slopes for all weights",
        "Every weight has a slope of its own; here all move by the sum of them.",
        RULE,
        _moving(lambda self, w, grad, state: (w - self.lr * np.sum(grad(w)), state)),
    ),
    Misconception(
        "the sign of the gradient",
        "Only the sign of the slope is used, so every step is equally long. That is signSGD; "
        "gradient descent takes longer steps where it is steep.",
        RULE,
        _moving(lambda self, w, grad, state: (w - self.lr * np.sign(grad(w)), state)),
    ),
    Misconception(
        "the gradient made a unit vector",
        "The gradient is divided by its length, so every step is lr long, and near the minimum "
        "that is too far. Use it as it is.",
        RULE,
        _moving(lambda self, w, grad, state: (w - self.lr * _unit(grad(w)), state)),
    ),
    Misconception(
        "the slope divided among the coordinates",
        "The gradient is divided by the number of weights. The mean that matters is over samples, "
        "and it is already in what grad answers.",
        RULE,
        _moving(lambda self, w, grad, state: (w - self.lr * grad(w) / np.size(w), state)),
    ),
    Misconception(
        "gradients added up",
        "Each step goes along the sum of all gradients so far. Plain descent has no memory: only "
        "the gradient at the present place counts.",
        RULE,
        _moving(_adding_up),
    ),
    Misconception(
        "the first gradient kept",
        "Every step uses the gradient of the first one. Ask grad(w) anew at each place.",
        RULE,
        _moving(_first_kept),
    ),
    Misconception(
        "only the first number moved",
        "Every weight moves against its own slope; here only the first one does. Arithmetic with "
        "NumPy arrays works on all of them at once.",
        RULE,
        _moving(_first_only),
    ),
    Misconception(
        "the step instead of the place",
        "What is returned is the step. The next place is w plus that.",
        "why-descent#optimizer",
        changed(GradientDescent, ("return w - self.lr", "return -self.lr")),
    ),
    Misconception(
        "divided by the rate",
        "The gradient is divided by lr. Multiply: a smaller rate makes a smaller step.",
        RULE,
        _moving(lambda self, w, grad, state: (w - grad(w) / self.lr, state)),
    ),
    Misconception(
        "the result flattened",
        FLATTENED,
        "why-descent#optimizer",
        _moving(_flattened),
    ),
    *common(GradientDescent, RULE, memory=False, but=OTHERWISE),
]


def _unit(g: Any) -> Any:
    return g / max(float(np.linalg.norm(g)), 1e-12)
