"""How the tests of the answer key walk: step by step, without `descent.minimize`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def walk(
    rule: Any, grad: Callable[[Any], Any], w: Any, steps: int, state: Any = None
) -> list[tuple[Any, Any]]:
    """Return (w, state) at the start and after every step.

    Give `state` to start from a memory of another type than `init` makes: a zero `Fraction`
    lets a whole run be exact.
    """
    state = rule.init(w) if state is None else state
    path = [(w, state)]
    for _ in range(steps):
        w, state = rule.step(w, grad, state)
        path.append((w, state))
    return path


def places(path: list[tuple[Any, Any]]) -> list[Any]:
    """Return the places of a walk without its memories."""
    return [w for w, _ in path]


def bowl_slope(w: Any) -> Any:
    """Return the slope of L(w) = w^2; exact on a `Fraction`, whole on an integer."""
    return 2 * w
