"""What a playground can show: the landscapes of the course, real data, the reader's function."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from descent import losses
from descent.loss import Loss
from descent.optimizer import Array
from descent.playground.digits import digits
from descent.playground.formula import Formula, parse

POINTS = 61  # of the grid along each axis
MOST_MINIMA = 8
STARTS = ((-0.75, 0.6), (0.75, 0.6), (0.3, 0.3))  # in parts of the reach


@lru_cache(16)
def your_own(formula: str = "(x^2 + y^2)/8 + sin(2x) cos(2y)", reach: float = 3.0) -> Loss:
    """Return a function that somebody typed, looked at from `-reach` to `reach`.

    Parameters
    ----------
    formula : str
        As `descent.playground.formula` reads it. Of one variable if it names no y.
    reach : float, default 3
        Above 0 and finite.

    Raises
    ------
    ValueError
        With a sentence that says what is wrong with the formula, or with the reach.
    """
    if not 0 < reach < np.inf:
        raise ValueError(f"reach must be a finite number above 0, got {reach}")
    function = parse(formula)
    window = ((-float(reach), float(reach)),) * function.axes
    minima = _minima(function, window)
    if not minima:
        raise ValueError(f"it has no value anywhere from {-reach:g} to {reach:g}")
    shape = minima[0].shape
    tried = [np.array([float(f"{x * reach:.6g}") for x in w[: function.axes]]) for w in STARTS]
    starts = [
        w
        for w in (w.reshape(shape) for w in tried)
        if np.isfinite(function.value(w) + function.gradient(w)).all()
    ]
    return Loss(
        name=formula,
        value=function.value,
        gradient=function.gradient,
        minima=minima,
        start=[*starts, minima[0]][0],
        window=window,
    )


def _minima(function: Formula, window: tuple[tuple[float, float], ...]) -> tuple[Array, ...]:
    """Return the lowest places, the lowest first; the edge, if the ground falls to there.

    Those of a grid, each improved by Newton's method.
    """
    axes = [np.linspace(low, high, POINTS) for low, high in window]
    grid = axes[0] if len(axes) == 1 else np.stack(np.meshgrid(*axes))
    heights = function.value(grid)
    heights = np.where(np.isfinite(heights), heights, np.inf)
    if np.isinf(heights).all():
        return ()
    padded = np.pad(heights, 1, constant_values=np.inf)
    beside = [
        padded[tuple(slice(k, k + POINTS) for k in shift)]
        for shift in np.ndindex(*(3 for _ in axes))
    ]
    inner = np.pad(np.ones([POINTS - 2] * len(axes), bool), 1)
    low = np.isfinite(heights) & (heights <= np.min(beside, axis=0)) & inner
    reach = window[0][1] - window[0][0]
    places = grid.reshape(*grid.shape[: len(axes) - 1], -1)  # one after the other
    found = [_improved(function, places[..., i], reach / POINTS) for i in np.flatnonzero(low)]
    kept: list[Array] = []
    for w in sorted(found, key=function.value):
        inside = np.abs(w).max() <= window[0][1]
        if inside and all(np.linalg.norm(w - other) >= 1e-3 * reach for other in kept):
            kept.append(w)
    kept = kept[:MOST_MINIMA]
    if not kept or function.value(kept[0]) > heights.min():
        kept.insert(0, np.asarray(places[..., np.argmin(heights)]))
    return tuple(np.asarray(w) for w in kept)


def _improved(function: Formula, w: Array, spacing: float) -> Array:
    """Go down by Newton's steps where the ground is a bowl, else along the slope."""
    for _ in range(60):
        step = _step(function, w, 1e-4 * spacing, spacing)
        tried = (w - step / 2**k for k in range(40))
        lower = next((v for v in tried if function.value(v) < function.value(w)), None)
        if lower is None:
            break
        w = lower
    return w


def _step(function: Formula, w: Array, h: float, spacing: float) -> Array:
    slope = np.atleast_1d(function.gradient(w))
    ways = h * np.eye(slope.size)
    ways = ways.reshape(slope.size, *np.shape(w))
    bend = np.array([function.gradient(w + d) - function.gradient(w - d) for d in ways])
    bend = bend.reshape(slope.size, slope.size) / (2 * h)
    if np.isfinite(bend).all() and bend[0, 0] > 0 and np.linalg.det(bend) > 0:
        return np.asarray(np.linalg.solve(bend, slope).reshape(np.shape(w)))
    return np.asarray((slope / (np.linalg.norm(slope) or 1) * spacing).reshape(np.shape(w)))


SURFACES: dict[str, Callable[..., Loss]] = {
    **losses.CATALOGUE,
    "digits": digits,
    "your_own": your_own,
}
"""Every surface by name; each entry, called without arguments, makes its usual form."""
