"""What a wrong optimizer is asked besides: runs on which every slope changes its sign.

On a path whose slopes keep their signs the sum of sizes is the size of the sum, a largest number is
the first or the last, and much else is alike that is not the same.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from descent.checking.inputs import Oracle
from descent.checking.question import Numbers
from descent.optimizer import Array

NEAR = 8.0  # times nearer to the lowest place than a hidden run begins
ROUNDS = 8  # in which what still does not turn begins twice as near, and is made twice as steep


def turning(inputs: Numbers, path: Callable[[Numbers], Array]) -> Numbers:
    """Return a run that begins so near to the lowest place, and is so steep, that it turns there.

    Parameters
    ----------
    inputs : mapping
        A run; other inputs are returned as they are.
    path : callable
        Returns the right path for inputs, shape (steps + 1, ...).

    Returns
    -------
    mapping
        The run. A coordinate without a slope, or one that leads away for ever, never turns.
    """
    if "centre" not in inputs:
        return inputs
    w0, centre, curvature = (np.array(inputs[name]) for name in ("w0", "centre", "curvature"))
    apart = (w0 - centre) / NEAR
    run = {**inputs, "w0": (centre + apart).tolist()}
    for _ in range(ROUNDS):
        straight = _straight(run, path(run)) & (curvature > 0)
        apart, curvature = np.where(straight, (apart / 2, 2 * curvature), (apart, curvature))
        run = {**run, "w0": (centre + apart).tolist(), "curvature": curvature.tolist()}
    return run


def _straight(run: Numbers, places: Array) -> Array:
    """In which coordinates the slope keeps its sign on the whole path."""
    slope = Oracle(run["curvature"], run["centre"], run.get("tilt", 0.0))
    signs = np.sign([slope(place) for place in places[:-1]])
    alike: Array = (signs == signs[0]).all(axis=0)
    return alike
