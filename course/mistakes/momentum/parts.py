"""A momentum-like optimizer taken apart, so that a mistake is one part exchanged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, make_dataclass
from typing import Any

import numpy as np

from descent.optimizer import Array, Gradient

Asked = Callable[[Any, Array, Array, Gradient], Array]
"""Where the gradient is asked: (self, w, old v, grad) -> a place."""
Velocity = Callable[[Any, Array, Array, int], Array]
"""The new velocity: (self, old v, g, t) -> v, with t counted from 1."""
Place = Callable[[Any, Array, Array, Array, Array, int], Array]
"""The new place: (self, w, new v, old v, g, t) -> w."""


def here(self: Any, w: Array, v: Array, grad: Gradient) -> Array:
    """Where momentum asks."""
    return w


def ahead(self: Any, w: Array, v: Array, grad: Gradient) -> Array:
    """Where Nesterov's method asks."""
    w = w - self.lr * self.beta * v
    return w


def average(self: Any, v: Array, g: Array, t: int) -> Array:
    """Return the running average, as it should be."""
    v = self.beta * v + (1 - self.beta) * g
    return v


def move(self: Any, w: Array, u: Array, v: Array, g: Array, t: int) -> Array:
    """Return the next place, as it should be."""
    w = w - self.lr * u
    return w


@dataclass(frozen=True)
class Usual:
    """The values that are used by whoever ignores the ones given."""

    lr: float = 0.1
    beta: float = 0.9


def rule(
    asked: Asked = here, velocity: Velocity = average, place: Place = move, fixed: bool = False
) -> type:
    """Make an optimizer of three parts; `fixed` has it ignore its hyper-parameters."""

    def init(self: Any, w: Array) -> tuple[Array, int]:
        return np.zeros_like(w), 0

    def step(self: Any, w: Array, grad: Gradient, state: Any) -> tuple[Array, tuple[Array, int]]:
        numbers = Usual() if fixed else self
        v, t = state
        g = grad(asked(numbers, w, v, grad))
        u = velocity(numbers, v, g, t + 1)
        return place(numbers, w, u, v, g, t + 1), (u, t + 1)

    fields = [("lr", float, 0.1), ("beta", float, 0.9)]
    return make_dataclass("Rule", fields, namespace={"init": init, "step": step})


def on_the_object(asked: Asked) -> type:
    """Make an optimizer that keeps its velocity on itself, so that two runs share it."""

    def init(self: Any, w: Array) -> None:
        self.v = np.zeros_like(w)

    def step(self: Any, w: Array, grad: Gradient, state: None) -> tuple[Array, None]:
        self.v = average(self, self.v, grad(asked(self, w, self.v, grad)), 0)
        return move(self, w, self.v, self.v, self.v, 0), None

    fields = [("lr", float, 0.1), ("beta", float, 0.9)]
    return make_dataclass("OnTheObject", fields, namespace={"init": init, "step": step})
