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
        Of each run and part a list, one entry a step. It is empty if a step fails, or if what is
        meant is not shaped like w.
    """
    with np.errstate(all="ignore"):
        taken = [_taken(make, run, np.array(places), np.array(slopes)) for run in runs]
    return {part: [_moves(steps, i) for steps in taken] for i, part in enumerate(PARTS)}


def _taken(
    make: Callable[[Run], Any], run: Run, places: Array, slopes: Array
) -> list[tuple[Array, list[Any]]]:
    """Return each place with what came of it, in the order of `PARTS`; nothing if a step fails."""
    if run["alone"] is not None:
        places, slopes = (a.reshape(len(a), -1)[:, [run["alone"]]] for a in (places, slopes))
    taken: list[tuple[Array, list[Any]]] = []
    try:
        rule = make(run)
        state = rule.init(places[0].copy())
        for place, slope in zip(places, run["scale"] * slopes, strict=True):
            asked: list[Any] = []
            after, state = rule.step(place.copy(), _even(slope, asked), state)
            # What is an array now may be changed by the next step.
            memory = np.array(state) if isinstance(state, np.ndarray) else None
            taken.append(
                (place, [np.array(real(after), dtype=float), memory, *(asked[-1:] or [None])])
            )
    except Exception:  # whatever it raises: the cases tell of it
        return []
    return taken


def _even(slope: Array, asked: list[Any]) -> Callable[[Any], Array]:
    def grad(at: Any) -> Array:
        if np.shape(at) != slope.shape:
            raise ValueError("asked at an array of another shape")
        asked.append(np.array(at))
        return slope.copy()

    return grad


def _moves(taken: list[tuple[Array, list[Any]]], part: int) -> list[Any]:
    found = [(place, parts[part]) for place, parts in taken]
    if any(after is None or np.shape(after) != place.shape for place, after in found):
        return []
    return [(after - place).tolist() for place, after in found]
