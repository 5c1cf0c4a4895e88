"""An optimizer driven: at every step it is told where it stands and what the slope is there.

On a free run one wrong step makes all later ones wrong. Here each step is seen by itself, so a
wrong answer can be told what is right about it. Places and slopes are plain data, so however many
runs there are, they take one message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from descent.checking.inputs import real
from descent.optimizer import Array

Run = Mapping[str, Any]
"""One run: `hyper`, the factor `scale` on every slope, and `alone`, the one coordinate to be left
of w, or None for all."""

PARTS = ("moves", "memory", "asks")
"""Where step goes, what it hands on, and where it last asks for the slope, each less the place."""


def drive(
    make: Callable[[Run], Any], runs: Sequence[Run], places: Any, slopes: Any
) -> dict[str, list[Any]]:
    """Return what an optimizer did in every run, by the names of `PARTS`.

    Parameters
    ----------
    make : callable
        Returns the optimizer with the settings of a run.
    runs : sequence of Run
        What differs from run to run.
    places, slopes : nested lists, shape (steps, ...)
        Where it stands before each step, and the gradient there.

    Returns
    -------
    dict
        Of each run and part its numbers in a row, step by step. It is empty if a step fails, or if
        what is meant is not shaped like w.
    """
    with np.errstate(all="ignore"):
        taken = [_taken(make, run, np.array(places), np.array(slopes)) for run in runs]
        return {part: [_moves(at, found[part]) for at, found in taken] for part in PARTS}


def _taken(
    make: Callable[[Run], Any], run: Run, places: Array, slopes: Array
) -> tuple[Array, dict[str, list[Any]]]:
    """Return the places, and what came of each by `PARTS`; nothing came if a step fails."""
    if run["alone"] is not None:
        places, slopes = (a.reshape(len(a), -1)[:, [run["alone"]]] for a in (places, slopes))
    found: dict[str, list[Any]] = {part: [] for part in PARTS}
    try:
        rule = make(run)
        state = rule.init(places[0].copy())
        for place, slope in zip(places, run["scale"] * slopes, strict=True):
            asked: list[Any] = []
            after, state = rule.step(place.copy(), _even(slope, asked), state)
            found["moves"].append(np.array(real(after), dtype=float))
            # What is an array now may be changed by the next step.
            found["memory"].append(np.array(state) if isinstance(state, np.ndarray) else None)
            found["asks"].append(asked[-1] if asked else None)
    except Exception:  # whatever it raises: the cases tell of it
        return places, {part: [] for part in PARTS}
    return places, found


def _even(slope: Array, asked: list[Any]) -> Callable[[Any], Array]:
    def grad(at: Any) -> Array:
        if np.shape(at) != slope.shape:
            raise ValueError("asked at an array of another shape")
        asked.append(np.array(at))
        return slope.copy()

    return grad


def _moves(places: Array, found: list[Any]) -> list[float]:
    if not found or any(after is None or after.shape != places.shape[1:] for after in found):
        return []
    return (np.array(found) - places).ravel().tolist()
