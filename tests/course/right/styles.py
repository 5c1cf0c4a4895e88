"""Ways to write any optimizer, and any committed answer, that change nothing in what is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np


def of(reference: type, apart: bool = True) -> list[type]:
    """Return an optimizer in other styles; `apart` if it treats each coordinate by itself."""
    styles: list[Any] = [single, boxed, replayed, in_place, listed]
    return [style(reference) for style in styles] + [coordinates(reference)] * apart


class Written:
    """An ordinary class with keyword arguments, where the key has a dataclass."""

    reference: Any

    def __init__(self, **hyper: Any) -> None:
        self.rule = self.reference(**hyper)

    def init(self, w: Any) -> Any:
        return self.rule.init(w)


def named(reference: type, style: type) -> type:
    return type(reference.__name__, (style,), {"reference": reference})


def single(reference: type) -> type:
    class Single(Written):
        """Counts in single precision."""

        def init(self, w: Any) -> Any:
            return self.rule.init(np.asarray(w, np.float32))

        def step(self, w: Any, grad: Any, state: Any) -> Any:
            def slope(at: Any) -> Any:
                return np.asarray(grad(at), np.float32)

            return self.rule.step(np.asarray(w, np.float32), slope, state)

    return named(reference, Single)


def boxed(reference: type) -> type:
    class Boxed(Written):
        """Keeps its memory in a dict."""

        def init(self, w: Any) -> Any:
            return {"memory": self.rule.init(w), "steps": 0}

        def step(self, w: Any, grad: Any, state: Any) -> Any:
            w, memory = self.rule.step(w, grad, state["memory"])
            return w, {"memory": memory, "steps": state["steps"] + 1}

    return named(reference, Boxed)


def replayed(reference: type) -> type:
    class Replayed(Written):
        """Remembers where it began and every gradient, and works all steps out anew."""

        def init(self, w: Any) -> Any:
            return np.array(w), ()

        def step(self, w: Any, grad: Any, state: Any) -> Any:
            w, past = state
            seen = []

            def remember(at: Any) -> Any:
                seen.append(grad(at))
                return seen[-1]

            memory = self.rule.init(w)
            for g in past:
                w, memory = self.rule.step(w, lambda _, g=g: g, memory)
            w, memory = self.rule.step(w, remember, memory)
            return w, (state[0], (*past, *seen))

    return named(reference, Replayed)


def in_place(reference: type) -> type:
    class InPlace(Written):
        """Changes arrays in place, but only copies of its own."""

        def step(self, w: Any, grad: Any, state: Any) -> Any:
            place = np.array(w, copy=True)
            after, state = self.rule.step(w, grad, state)
            place += after - w
            return place, state

    return named(reference, InPlace)


def listed(reference: type) -> type:
    class Listed(Written):
        """Hands back plain lists of numbers."""

        def step(self, w: Any, grad: Any, state: Any) -> Any:
            w, state = self.rule.step(np.asarray(w), grad, state)
            return w.tolist(), state

    return named(reference, Listed)


def coordinates(reference: type) -> type:
    class Coordinates(Written):
        """Goes coordinate by coordinate, asking for the gradient once, where it stands."""

        def init(self, w: Any) -> Any:
            return [self.rule.init(np.array(x)) for x in np.ravel(w)]

        def step(self, w: Any, grad: Any, state: Any) -> Any:
            slopes, places, memory = np.ravel(grad(w)), [], []
            for x, g, old in zip(np.ravel(w), slopes, state, strict=True):
                place, new = self.rule.step(np.array(x), lambda _, g=g: np.array(g), old)
                places.append(float(place))
                memory.append(new)
            return np.reshape(places, np.shape(w)), memory

    return named(reference, Coordinates)


CHOICE: tuple[Callable[[str], Any], ...] = (
    str, str.lower, " {} ".format, "{}.".format, "({})".format, np.str_,
)  # fmt: skip


@dataclass(frozen=True)
class Late:
    """A right answer that is worked out when it is asked for, as whoever imports this may not."""

    form: Callable[[Any], Any]
    answer: Callable[[], Any]

    def __call__(self) -> Any:
        return self.form(self.answer())


def choice(answer: str) -> list[Any]:
    """Return a choice as people type it."""
    return [form(answer) for form in CHOICE]


def choices(answers: dict[str, str]) -> list[dict[str, Any]]:
    """Return several choices in one dict, as people type them."""
    rows = zip(*map(choice, answers.values()), strict=True)
    return [dict(zip(answers, row, strict=True)) for row in rows]


def spelt(form: Callable[[str], Any], answers: dict[str, str]) -> dict[str, Any]:
    """Return several choices in one dict, each typed in this form."""
    return {name: form(answer) for name, answer in answers.items()}


def by_hand(exact: dict[str, Any], digits: int) -> list[dict[str, Any]]:
    """Return results by hand as people write numbers down, each value exact or nearly so."""
    forms: list[Any] = [
        float,
        np.float64,
        lambda x: round(float(x), digits),
        lambda x: f"{float(x):.{digits}f}",
        lambda x: Decimal(f"{float(x):.{digits + 2}f}"),
        lambda x: Fraction(float(x)).limit_denominator(10**9),
        lambda x: f"{float(x):.{digits + 1}e}" if x else "0",
    ]
    return [{name: form(value) for name, value in exact.items()} for form in forms]
