"""Usual mistakes with the fixed update and with random search."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from autograder.mistakes.any_rule import AsksTwice, common
from autograder.mistakes.changed import changed
from autograder.task import Wrong
from solutions import FixedUpdate, random_search

BLIND = "why-descent#fixed-update"
SHAPE = "why-descent#optimizer"
SEARCH = "why-descent#random-search"


def _first_only(self: Any, w: Any, grad: Any, state: Any) -> Any:
    w = np.array(w)
    w.flat[0] -= self.lr
    return w, state


def _flattened(self: Any, w: Any, grad: Any, state: Any) -> Any:
    after, state = FixedUpdate(self.lr).step(w, grad, state)
    return np.ravel(after), state


def _moving(step: Any) -> type:
    return type("FixedUpdate", (FixedUpdate,), {"step": step})


FIXED_UPDATE = [
    Wrong(
        "gradient descent",
        "The step is multiplied by the gradient. That is where this lesson is heading, but here "
        "the step shall be lr itself and look at nothing.",
        BLIND,
        changed(FixedUpdate, ("w - self.lr", "w - self.lr * grad(w)")),
        worth=0.25,
    ),
    Wrong(
        "following the sign of the gradient",
        "The step has the right length but turns with the slope; a fixed update goes the same way "
        "everywhere.",
        BLIND,
        _moving(lambda self, w, grad, state: (w - self.lr * np.sign(grad(w)), state)),
        worth=0.25,
    ),
    Wrong(
        "a share of w taken away",
        "The place is multiplied by 1 - lr. Take away lr itself, not lr times w.",
        BLIND,
        changed(FixedUpdate, ("w - self.lr", "w - self.lr * w")),
    ),
    Wrong(
        "walking toward zero",
        "The step turns at zero, as if the minimum were known to be there; a fixed update looks at "
        "nothing, not even at the sign of w.",
        BLIND,
        _moving(lambda self, w, grad, state: (w - self.lr * np.sign(w), state)),
    ),
    Wrong(
        "lr shared among the coordinates",
        "The whole step is lr long. Each number in w becomes smaller by lr.",
        BLIND,
        _moving(lambda self, w, grad, state: (w - self.lr / np.sqrt(np.size(w)), state)),
    ),
    Wrong(
        "only the first number moved",
        "Every number in w becomes smaller by lr; here only the first one does. Arithmetic with "
        "NumPy arrays works on all of them at once, without a loop.",
        BLIND,
        _moving(_first_only),
    ),
    Wrong(
        "a gradient that is not used",
        "The numbers are right, but grad is called. This method needs no slope, and a slope costs "
        "as much as three heights.",
        SHAPE,
        type("FixedUpdate", (AsksTwice,), {"reference": FixedUpdate}),
        worth=0.5,
    ),
    Wrong(
        "the result flattened",
        "The numbers are right, but a matrix comes back as one row: return an array shaped like w.",
        SHAPE,
        _moving(_flattened),
        worth=0.5,
    ),
    *(
        wrong
        for wrong in common(FixedUpdate, SHAPE, memory=False)
        if wrong.name != "two gradients a step"
    ),
]


def _pair_swapped(value: Any, draw: Any, draws: int) -> Any:
    return random_search(value, draw, draws)[::-1]


def _drawn_again(value: Any, draw: Any, draws: int) -> Any:
    best, lowest = None, np.inf
    for _ in range(draws):
        height = value(draw())
        if height < lowest:
            best, lowest = draw(), height
    return best, lowest


def _last_falls(value: Any, draw: Any, draws: int) -> Any:
    best = draw()
    before = lowest = value(best)
    for _ in range(draws - 1):
        w = draw()
        height = value(w)
        if height < before:
            best, lowest = w, height
        before = height
    return best, lowest


def _nothing_kept(value: Any, draw: Any, draws: int) -> Any:
    lowest = 0
    for _ in range(draws):
        w = draw()
        height = value(w)
        if height < lowest:
            lowest, best = height, w
    return best, lowest


def _also_twice(wrong: Wrong) -> Wrong:
    """Return a mistake together with the habit of asking for each height twice."""

    def search(value: Any, draw: Any, draws: int) -> Any:
        return wrong.answer(lambda w: (value(w), value(w))[0], draw, draws)

    says = " Besides, value is called twice for one place: keep the height in a variable."
    name = f"{wrong.name}, and heights asked for twice"
    return replace(wrong, name=name, says=wrong.says + says, answer=search)


NUMBERS = [
    Wrong(
        "the last draw",
        "What is returned is the last place that was drawn. Keep the best one aside, and replace "
        "it only when a lower place comes.",
        SEARCH,
        changed(random_search, ("best is None or height < lowest", "True")),
    ),
    Wrong(
        "the highest place",
        "The comparison is the wrong way round: this keeps the highest place, and the loss shall "
        "be low.",
        SEARCH,
        changed(
            random_search, ('float("inf")', '-float("inf")'), ("height < lowest", "height > lowest")
        ),
        worth=0.25,
    ),
    Wrong(
        "compared with the draw before",
        "Each height is compared with the draw before it. Compare it with the lowest so far.",
        SEARCH,
        _last_falls,
        worth=0.25,
    ),
    Wrong(
        "the record not lowered",
        "A new best place is kept, but its height is not, so the next comparison is still with the "
        "old one.",
        SEARCH,
        changed(random_search, ("best, lowest = w, height", "best = w")),
    ),
    Wrong(
        "the place kept at every draw",
        "The lowest height is right, but the place is the last one drawn: keep the place inside "
        "the same if as the height.",
        SEARCH,
        changed(
            random_search,
            ("best is None or height < lowest", "True"),
            ("best, lowest = w, height", "best, lowest = w, min(lowest, height)"),
        ),
        worth=0.25,
    ),
    Wrong(
        "one draw too few",
        "The last draw is missing: range(1, n) and range(n - 1) both give only n - 1 turns.",
        SEARCH,
        lambda value, draw, draws: random_search(value, draw, draws - 1),
    ),
    Wrong(
        "height and place swapped",
        "Both are right, in the wrong order: return the place first, then its height.",
        SEARCH,
        _pair_swapped,
        worth=0.75,
    ),
    Wrong(
        "the height alone",
        "The lowest height is right; the place that has it belongs to the answer too.",
        SEARCH,
        lambda value, draw, draws: random_search(value, draw, draws)[1],
        worth=0.5,
    ),
    Wrong(
        "the place alone",
        "The best place is right; its height belongs to the answer too.",
        SEARCH,
        lambda value, draw, draws: random_search(value, draw, draws)[0],
        worth=0.5,
    ),
]

RANDOM_SEARCH = [
    *NUMBERS,
    Wrong(
        "another draw than the one looked at",
        "The call draw() for the height and the one for the place give two different places. Call "
        "it once a turn and keep the place in a variable.",
        SEARCH,
        _drawn_again,
    ),
    Wrong(
        "the lowest height started from 0",
        "The lowest height begins at 0, so no place above that ever counts, and nothing is kept. "
        "Begin with infinity, or with the first draw.",
        SEARCH,
        changed(random_search, ('float("inf")', "0.0"), ("best is None or height", "height")),
    ),
    Wrong(
        "nothing kept",
        "In the first case no place is ever kept, so there is nothing to return: the lowest height "
        "begins too low, at 0 perhaps. Begin with infinity, or with the first draw.",
        SEARCH,
        _nothing_kept,
    ),
    Wrong(
        "one draw too many",
        "One place more than asked for is drawn. A first draw before the loop counts as well.",
        SEARCH,
        lambda value, draw, draws: random_search(value, draw, draws + 1),
    ),
    Wrong(
        "a number of draws of its own",
        "The search goes on after the draws that were asked for; use the argument draws.",
        SEARCH,
        lambda value, draw, draws: random_search(value, draw, 10_000),
    ),
    Wrong(
        "a height asked for twice",
        "The numbers are right, but value is called again for a place it has been asked for. For a "
        "network each call runs all its samples: keep the height in a variable.",
        "why-descent#dimension",
        changed(random_search, ("best, lowest = w, height", "best, lowest = w, float(value(w))")),
        worth=0.75,
    ),
    *map(_also_twice, NUMBERS),
]
