"""The slope by trying: what backpropagation saves, and what it is checked against."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from descent.optimizer import Array
from solutions.validated import POSITIVE, floating, require


def finite_difference(value: Callable[[Array], float], w: Array, h: float = 1e-6) -> Array:
    """Return the gradient of `value` at `w` by central differences, two heights a coordinate.

    Rule, for each coordinate i with unit vector e_i::

        g_i = (value(w + h e_i) - value(w - h e_i)) / (2 h)

    Parameters
    ----------
    value : callable
        The height at a place, in units of loss; a single number.
    w : array or float
        Where, of any shape.
    h : float, default 1e-6
        How far to try, in units of w; above 0.

    Returns
    -------
    array
        The gradient, shaped like `w` and of its float type.

    Raises
    ------
    ValueError
        If `h` is not a finite number above 0, or so small that w + h is w.

    Notes
    -----
    The error is about h^2 L''' / 6 from cutting Taylor's series, and u L / h from rounding, where
    u = 1.1e-16: smallest near the cube root of u, that is 5e-6 for w of size 1. The heights are
    asked for in float64, also where `w` is float32, as in float32 nothing would be left.

    As an oracle: ``functools.partial(finite_difference, loss.value)``.

    References
    ----------
    Nocedal, Wright 2006, "Numerical Optimization", section 8.1,
    doi:10.1007/978-0-387-40065-5.

    Examples
    --------
    >>> finite_difference(lambda w: w[0] ** 2 + 3 * w[1], np.array([1.0, 5.0])).round(6)
    array([2., 3.])
    """
    require("h", h, *POSITIVE)
    w = np.asarray(floating(w))
    g = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        up, down = w.astype(float), w.astype(float)
        up[i] += h
        down[i] -= h
        # What was added is not exactly h, but what floats have nearest to w + h and w - h.
        apart = up[i] - down[i]
        if apart == 0:
            raise ValueError(f"h must be large enough to move w = {w[i]}, got {h!r}")
        g[i] = (value(up) - value(down)) / apart
    return g
