"""What a wrong answer is asked besides: runs that turn, and no calls that may never come to an end.

On a path whose slopes keep their signs the sum of sizes is the size of the sum, a largest number is
the first or the last, and much else is alike that is not the same.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from descent.checking.further import variations
from descent.checking.inputs import Oracle
from descent.checking.probe import respond
from descent.checking.question import Case, Numbers
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


def _straight(run: Numbers, places: Array) -> NDArray[np.bool_]:
    """In which coordinates the slope keeps its sign on the whole path."""
    slope = Oracle(run["curvature"], run["centre"], run.get("tilt", 0.0))
    signs = np.sign([slope(place) for place in places[:-1]])
    alike: NDArray[np.bool_] = (signs == signs[0]).all(axis=0)
    return alike


def refused(function: Callable[..., Any], case: Case) -> list[str]:
    """Return which variations of the calls of a case a wrong function is not to be asked.

    A right one that goes on as long as something holds refuses arguments with which it would for
    ever; a student's refuses none.
    """
    if not goes_on(function):
        return []
    found = ((name, respond("call", function, *given)) for name, *given in variations(case))
    return [name for name, seen in found if "error" in seen]


def goes_on(function: Callable[..., Any]) -> bool:
    """Whether a function has a loop that goes on as long as something holds."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    return any(isinstance(node, ast.While) for node in ast.walk(tree))
