"""What a landscape is: a value, a gradient, and where to look at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from descent.optimizer import Array


@dataclass(frozen=True)
class Loss:
    """A differentiable function to descend, with what a plot and a test need to know of it.

    Attributes
    ----------
    name : str
        What a figure calls it.
    value : callable
        Height at `w`. Coordinates run along the first axis, so a whole grid of shape
        (2, rows, columns) can be passed at once and heights of shape (rows, columns) come back.
        A loss of one variable takes an array of any shape and answers element by element.
    gradient : callable
        Slope at one place, shaped like `w`.
    minima : tuple of arrays
        Known local minima, the lowest first.
    start : array
        Where a run begins unless told otherwise: shape (2,), or () for one variable.
    window : tuple of (low, high) pairs
        The range of each coordinate worth drawing.
    """

    name: str
    value: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    minima: tuple[Array, ...]
    start: Array
    window: tuple[tuple[float, float], ...]

    @property
    def minimum(self) -> Array:
        """The place of the lowest known minimum."""
        return self.minima[0]

    @property
    def lowest(self) -> float:
        """The height of the lowest known minimum."""
        return float(self.value(self.minimum))

    def grid(self, points: int = 200) -> Array:
        """Return an even grid over the window, coordinates along the first axis."""
        axes = [np.linspace(low, high, points) for low, high in self.window]
        return axes[0] if len(axes) == 1 else np.stack(np.meshgrid(*axes))
