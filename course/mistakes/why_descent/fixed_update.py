"""Usual mistakes with the fixed update, the first optimizer of the course."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.mistakes.common.any_optimizer import AsksTwice, common
from course.mistakes.common.changed import changed
from course.mistakes.common.wordings import FLATTENED
from course.task import Misconception
from solutions import FixedUpdate

BLIND = "why-descent#fixed-update"
SHAPE = "why-descent#optimizer"


def _first_only(self: Any, w: Any, grad: Any, state: Any) -> Any:
    w = np.array(w)
    w.flat[0] -= self.lr
    return w, state


def _flattened(self: Any, w: Any, grad: Any, state: Any) -> Any:
    after, state = FixedUpdate(self.lr).step(w, grad, state)
    return np.ravel(after), state


def _moving(step: Any) -> type:
    return type("FixedUpdate", (FixedUpdate,), {"step": step})


# It has no slope to be mistaken in, and says these in words of its own.
OTHERWISE = (
    "two gradients a step",
    "the mean slope for all coordinates",
    "the pair swapped",
    "the result flattened",
)

FIXED_UPDATE = [
    Misconception(
        "gradient descent",
        "The step is multiplied by the gradient. That is where this lesson is heading, but here "
        "the step shall be lr itself and look at nothing.",
        BLIND,
        changed(FixedUpdate, ("w - self.lr", "w - self.lr * grad(w)")),
    ),
    Misconception(
        "following the sign of the gradient",
        "The step has the right length but turns with the slope; a fixed update goes the same way "
        "everywhere.",
        BLIND,
        _moving(lambda self, w, grad, state: (w - self.lr * np.sign(grad(w)), state)),
    ),
    Misconception(
        "a share of w taken away",
        "The place is multiplied by 1 - lr. Take away lr itself, not lr times w.",
        BLIND,
        changed(FixedUpdate, ("w - self.lr", "w - self.lr * w")),
    ),
    Misconception(
        "walking toward zero",
        "The step turns at zero, as if the minimum were known to be there; a fixed update looks at "
        "nothing, not even at the sign of w.",
        BLIND,
        _moving(lambda self, w, grad, state: (w - self.lr * np.sign(w), state)),
    ),
    Misconception(
        "lr shared among the coordinates",
        "The whole step is lr long. Each number in w becomes smaller by lr.",
        BLIND,
        _moving(lambda self, w, grad, state: (w - self.lr / np.sqrt(np.size(w)), state)),
    ),
    Misconception(
        "the difference the wrong way round",
        "This is lr - w. The step is taken away from the place: w - lr.",
        BLIND,
        changed(FixedUpdate, ("w - self.lr", "self.lr - w")),
    ),
    Misconception(
        "the pair swapped",
        "What step returns is the pair (next place, memory), in this order.",
        SHAPE,
        changed(FixedUpdate, ("w - self.lr, None", "None, w - self.lr")),
    ),
    Misconception(
        "a single number for a place",
        "The place has as many numbers as before, in an array shaped like w.",
        SHAPE,
        changed(FixedUpdate, ("w - self.lr, None", "(w - self.lr).flat[0], None")),
    ),
    Misconception(
        "only the first number moved",
        "Every number in w becomes smaller by lr; here only the first one does. Arithmetic with "
        "NumPy arrays works on all of them at once, without a loop.",
        BLIND,
        _moving(_first_only),
    ),
    Misconception(
        "a gradient that is not used",
        "The numbers are right, but grad is called. This method needs no slope, and a slope costs "
        "as much as three heights.",
        SHAPE,
        type("FixedUpdate", (AsksTwice,), {"reference": FixedUpdate}),
    ),
    Misconception(
        "the result flattened",
        FLATTENED,
        SHAPE,
        _moving(_flattened),
    ),
    *common(FixedUpdate, SHAPE, memory=False, but=OTHERWISE),
]
