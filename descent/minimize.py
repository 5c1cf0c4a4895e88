"""The one loop of the course: ask an optimizer for steps and keep what it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from descent.loss import Loss
from descent.optimizer import Array, Optimizer


@dataclass(frozen=True)
class Trajectory:
    """What one run did.

    Attributes
    ----------
    places : array, shape (steps + 1, *shape of w)
        The start and every place after it.
    losses : array, shape (steps + 1,)
        The height at each place.
    queries : array, shape (gradients asked, *shape of w)
        Where the optimizer asked for the gradient, in order.
    """

    places: Array
    losses: Array
    queries: Array

    @property
    def steps(self) -> int:
        """Number of steps taken; fewer than asked for where the run left the finite numbers."""
        return len(self.places) - 1

    @property
    def final(self) -> Array:
        """The last place."""
        place: Array = self.places[-1]
        return place

    @property
    def diverged(self) -> bool:
        """Whether the run ended at infinity, or a million times higher than it began."""
        first, last = abs(self.losses[0]), self.losses[-1]
        return not np.isfinite(last) or bool(last > 1e6 * max(first, 1.0))


class _NoSlopeError(ArithmeticError):
    """So far out that infinities cancel: the loss has no slope in numbers there."""


def minimize(
    optimizer: Optimizer[Any], loss: Loss, w0: Array | float | None = None, steps: int = 100
) -> Trajectory:
    """Run `optimizer` on `loss` and return the whole path.

    Parameters
    ----------
    optimizer : Optimizer
        Anything with `init` and `step`.
    loss : Loss
        The landscape.
    w0 : array or float, optional
        Where to start, any shape the loss accepts; `loss.start` if not given.
    steps : int, default 100
        How many steps to take. The run ends early once a place is no longer finite.

    Raises
    ------
    ValueError
        If `steps` is not a whole number of at least 0, or the start is not finite.

    Examples
    --------
    >>> from descent import losses, minimize
    >>> class Downhill:
    ...     def init(self, w):
    ...         return None
    ...
    ...     def step(self, w, grad, state):
    ...         return w - 0.1 * grad(w), None
    >>> minimize(Downhill(), losses.bowl(), steps=2).places
    array([1.  , 0.8 , 0.64])
    """
    if isinstance(steps, bool) or not isinstance(steps, int | np.integer) or steps < 0:
        raise ValueError(f"steps must be a whole number of at least 0, got {steps!r}")
    w = np.array(loss.start if w0 is None else w0, dtype=float)
    if not np.all(np.isfinite(w)):
        raise ValueError(f"the start must be finite, got w0 = {w.tolist()}")
    queries: list[Array] = []

    def grad(at: Array) -> Array:
        queries.append(np.array(at, dtype=float))
        slope = loss.gradient(at)
        if np.any(np.isnan(slope)):
            raise _NoSlopeError
        return slope

    places = [w.copy()]  # an optimizer that works in place must not rewrite history
    state = optimizer.init(w)
    # Divergence is a result here, not an accident: it is read off the path, not warned about.
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            try:
                w, state = optimizer.step(w, grad, state)
            except _NoSlopeError:
                break
            places.append(np.array(w, dtype=float))
            if not np.all(np.isfinite(w)):
                break
        heights = np.array([loss.value(place) for place in places], dtype=float)
    asked = np.array(queries) if queries else np.empty((0, *places[0].shape))
    return Trajectory(np.array(places), heights, asked)
