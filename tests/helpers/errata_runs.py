"""How the tests of the errata run an experiment: whole paths, counted steps, noisy slopes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.helpers.walk import bowl_slope, places, walk


def path(
    rule: Any, steps: int, grad: Callable[[Any], Any] = bowl_slope, start: Any = 1.0
) -> np.ndarray:
    """Return the places of a run, start included; on the toy example if nothing else is said."""
    return np.array(places(walk(rule, grad, np.array(start, dtype=float), steps)))


def steps_to(rule: Any, grad: Callable[[Any], Any], start: Any, within: float = 1e-6) -> int:
    """Return how many steps bring `start` within that distance of the minimum, which is at 0."""
    w = np.array(start, dtype=float)
    state = rule.init(w)
    for taken in range(5000):
        if np.linalg.norm(w) <= within:
            return taken
        w, state = rule.step(w, grad, state)
    raise AssertionError(f"{rule} is still at {w}")


def noisy(grad: Callable[[Any], Any], spread: float, seed: int) -> Callable[[Any], Any]:
    """Return the slope with normal noise of standard deviation `spread`, anew at each call.

    Every coordinate gets noise of its own, so an array runs as many experiments as it has numbers.
    """
    random = np.random.default_rng(seed)
    return lambda w: grad(w) + spread * random.standard_normal(np.shape(w))
