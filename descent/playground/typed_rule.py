"""An update rule that somebody typed in one line, as an optimizer; nothing of it is run as code.

>>> from descent import losses, minimize
>>> rule = TypedRule("m = beta m + g; w - lr m", lr=0.1, beta=0.5)
>>> minimize(rule, losses.bowl(), steps=2).places
array([1.  , 0.8 , 0.54])

The line is that of `js/typed_rule.js`: parts with semicolons between them, each an expression in
the grammar of `formula` and about one coordinate. Each part but the last keeps a value under a
name, 0 before the first step; to the right of `=` a name means what was kept last. The last part is
the next w. `VALUES` says what is given at each step; a name of `NUMBERS` is a number of the rule's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from descent.optimizer import Array, Gradient
from descent.playground.formula import (
    CONSTANTS,
    FUNCTIONS,
    MOST_LETTERS,
    NAME,
    PAIRS,
    Part,
    plainly,
    read,
)

USUAL = "m = beta m + (1 - beta) g; w - lr m"

VALUES = ("w", "g", "t", "w0", "before")
"""What a rule is given: the place, the gradient there, the number of the step from 1 on, the start,
and the place one step ago (at first the start)."""

NUMBERS = {
    "lr": 0.1,
    "beta": 0.9,
    "beta1": 0.9,
    "beta2": 0.999,
    "rho": 0.9,
    "eps": 1e-8,
    "decay": 0.01,
    "a": 1.0,
    "b": 1.0,
    "c": 1.0,
}
"""What a rule may name as its numbers, and what they are to begin with."""

FREE = {"least": -1000, "most": 1000, "wanted": "a number from -1000 to 1000"}
"""What a, b and c may be; the others are what they are for the rules of the course."""

MOST_KEPT = 4
_TAKEN = {*VALUES, *NUMBERS, *CONSTANTS, *FUNCTIONS, *PAIRS}


@dataclass(frozen=True)
class Parsed:
    """A line that was read: what it keeps, in order, and the next w; which `numbers` it names."""

    kept: tuple[tuple[str, Part], ...]
    last: Part
    numbers: tuple[str, ...]
    places: Mapping[str, int]


@lru_cache(64)
def parse_rule(text: str) -> Parsed:
    """Return what a line says.

    Raises
    ------
    ValueError
        With a sentence for the reader that says what is wrong.
    """
    if len(text) > MOST_LETTERS:
        raise ValueError(f"it may have {MOST_LETTERS} characters")
    if not text.strip():
        raise ValueError("it is empty: write something like w - lr g")
    *parts, last = (part.split("=") for part in plainly(text).lower().split(";"))
    if any(len(part) > 2 for part in (*parts, last)):
        raise ValueError('"=" may stand once between two semicolons')
    if len(last) == 2 and last[0].strip() != "w":
        raise ValueError("the last part is the next w, as in w - lr g")
    names = [_kept_name(part) for part in parts]
    if len(set(names)) > MOST_KEPT:
        raise ValueError(f"it may keep {MOST_KEPT} values")
    order = [*VALUES, *NUMBERS, *dict.fromkeys(names)]
    places = {name: k for k, name in enumerate(order)}
    own = "".join(f", {name}" for name in dict.fromkeys(names))
    offered = f"{', '.join(VALUES)}{own}, {', '.join(NUMBERS)}"
    found = [read(part[-1], places, offered) for part in (*parts, last)]
    met = set().union(*(names for _, names in found))
    if not met & {"w", "w0", "before"}:
        raise ValueError("it never names w: the last part is the next w, as in w - lr g")
    kept = tuple((name, part) for name, (part, _) in zip(names, found, strict=False))
    return Parsed(kept, found[-1][0], tuple(n for n in NUMBERS if n in met), places)


def _kept_name(part: list[str]) -> str:
    """Return the name under which a part keeps its value."""
    name = part[0].strip()
    if len(part) == 1:
        raise ValueError("each part but the last keeps a value, as in m = beta m + g")
    if not NAME.fullmatch(name):
        raise ValueError(f'"{name}" is no name for what is kept: take letters, such as m')
    if name in _TAKEN:
        raise ValueError(f'"{name}" means something else: keep the value under another name')
    return name


class TypedRule:
    """An optimizer that follows one line.

    Parameters
    ----------
    text : str
        The line, such as ``"m = beta m + (1 - beta) g; w - lr m"``.
    numbers : float
        The numbers it names; those that are not given are as `NUMBERS` has them.

    Raises
    ------
    ValueError
        With a sentence that says what is wrong with the line, or which number it does not name.
    """

    def __init__(self, text: str = USUAL, **numbers: float) -> None:
        self.text = text
        self.parsed = parse_rule(text)
        for name in numbers:
            if name not in self.parsed.numbers:
                raise ValueError(f"the rule names no number {name!r}")
        self.numbers = {name: numbers.get(name, NUMBERS[name]) for name in self.parsed.numbers}

    def init(self, w: Array) -> list[Any]:
        """Return what each name means before the first step, in the order of `Parsed.places`."""
        start = np.array(w, dtype=float)
        numbers = [np.float64(self.numbers.get(name, 0)) for name in NUMBERS]
        none = [np.zeros_like(start)] * (len(self.parsed.places) - len(VALUES) - len(numbers))
        return [start, None, 0, start, start, *numbers, *none]

    def step(self, w: Array, grad: Gradient, state: list[Any]) -> tuple[Array, list[Any]]:
        """Return the next w and what is kept."""
        means = [w, grad(w), state[2] + 1, *state[3:]]
        with np.errstate(all="ignore"):
            for name, part in self.parsed.kept:
                means[self.parsed.places[name]] = part.value(means)
            after = np.asarray(self.parsed.last.value(means), dtype=float) + np.zeros_like(w)
        means[VALUES.index("before")] = w
        return after, means
