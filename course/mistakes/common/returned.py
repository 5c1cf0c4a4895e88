"""Mistakes with what an optimizer returns, remembers and is told, put around the right one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.mistakes.common.around import Around
from course.mistakes.common.wordings import FLATTENED
from course.task import Misconception


def arrays(change: Callable[[Any], Any], memory: Any) -> Any:
    """Return a memory with each of its arrays changed."""
    if isinstance(memory, np.ndarray):
        return change(memory)
    if isinstance(memory, tuple):
        items = [arrays(change, item) for item in memory]
        return type(memory)(*items) if hasattr(memory, "_fields") else tuple(items)
    return memory


class Swapped(Around):
    """Returns the memory first."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the pair the other way round."""
        after, state = self.rule.step(w, grad, state)
        return state, after


class TheStep(Around):
    """Returns the way and not where it leads."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the difference of the places."""
        after, state = self.rule.step(w, grad, state)
        return after - w, state


class Rateless(Around):
    """Leaves lr out."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return where a rate of 1 leads."""
        after, state = self.rule.step(w, grad, state)
        return w - (w - after) / self.rule.lr, state


class MeanSlope(Around):
    """Takes the mean of the gradient, as one number."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return where the mean slope leads."""

        def mean(at: Any) -> Any:
            return np.full_like(at, np.mean(grad(at)))

        return self.rule.step(w, mean, state)


class Flattened(Around):
    """Returns one row of numbers."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the right numbers in another shape."""
        after, state = self.rule.step(w, grad, state)
        return np.ravel(after), state


class FromOnes(Around):
    """Begins with a memory of ones."""

    def init(self, w: Any) -> Any:
        """Return ones where there should be zeros."""
        return arrays(np.ones_like, self.rule.init(w))


class InTheMemory(Around):
    """Writes into the memory that it was given."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the arrays of the old memory with the new numbers in them."""
        after, new = self.rule.step(w, grad, state)
        old: list[Any] = []
        arrays(old.append, state)
        kept = iter(old)

        def written(numbers: Any) -> Any:
            np.copyto(array := next(kept), numbers)
            return array

        return after, arrays(written, new)


RETURNED: list[tuple[str, str, type[Around]]] = [
    (
        "the pair swapped",
        "The pair that step returns is (next place, memory), in this order.",
        Swapped,
    ),
    (
        "the step instead of the place",
        "What is returned is the step alone. The next place is w with that step taken from it.",
        TheStep,
    ),
    (
        "the rate left out",
        "The step is multiplied by lr nowhere.",
        Rateless,
    ),
    (
        "the mean slope for all coordinates",
        "Each coordinate has a slope of its own; here all of them go by the mean of the gradient.",
        MeanSlope,
    ),
    ("the result flattened", FLATTENED, Flattened),
]
REMEMBERED: list[tuple[str, str, type[Around]]] = [
    (
        "a memory that starts at one",
        "Before the first step nothing is remembered: init returns zeros, not ones.",
        FromOnes,
    ),
    (
        "the memory changed in place",
        "The numbers are right, but the arrays of the old state are overwritten, and whoever kept "
        "it has lost it. Write m = ... instead of m += ... or m[:] = ...",
        InTheMemory,
    ),
]


def returned(reference: type, section: str, memory: bool = True) -> list[Misconception]:
    """Return these mistakes with one rule; `memory` says whether it has something to remember."""
    return [
        Misconception(
            name, says, section, type(reference.__name__, (kind,), {"reference": reference})
        )
        for name, says, kind in RETURNED + REMEMBERED * memory
    ]
