"""Paths of optimizers that only Python can run, over what a playground shows; no widget needed."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import numpy as np

from descent.loss import Loss
from descent.minimize import Trajectory, minimize
from descent.optimizer import Array
from descent.playground.digits import IMAGES, sampled
from descent.playground.noise import noisy
from descent.playground.racers import known
from descent.playground.surfaces import SURFACES

MOVES = ("surface", "options", "start", "steps", "noise", "seed")
"""What of a playground's state changes every path."""


def landscape(name: str, options: Mapping[str, Any]) -> Loss:
    """Return a surface by name, with its options, or say what there is."""
    make = SURFACES[known("surface", name, SURFACES)]
    allowed = inspect.signature(make).parameters
    for option in options:
        known(f"option of the playground or of {name}", option, allowed)
    return make(**options)


def follow(optimizer: Any, moves: Mapping[str, Any]) -> Trajectory:
    """Return the path of an optimizer over what is shown: a value for each of `MOVES`."""
    loss = landscape(moves["surface"], moves["options"])
    if moves["surface"] == "digits":
        loss = sampled(loss, moves["options"].get("batch", IMAGES), moves["seed"])
    loss = noisy(loss, moves["noise"], moves["seed"])
    return minimize(optimizer, loss, np.reshape(moves["start"], loss.start.shape), moves["steps"])


def paths(
    optimizers: Mapping[str, Any], moves: Mapping[str, Any], strict: bool = False
) -> dict[str, Any]:
    """Return all paths as the page takes them, ready for JSON.

    Parameters
    ----------
    optimizers : mapping of str to optimizer
        Those to follow, by their number among the racers.
    moves : mapping
        As in `follow`.
    strict : bool, default False
        Whether what an optimizer raises is raised, or told in words beside the paths.
    """
    found: dict[str, Any] = {"for": dict(moves), "paths": {}, "troubles": {}}
    for number, optimizer in optimizers.items():
        try:
            places = follow(optimizer, moves).places
            found["paths"][number] = [_json(w) for w in places.reshape(len(places), -1)]
        except Exception as error:  # a student's class may do anything
            if strict:
                raise
            told = f"{type(optimizer).__name__}: {type(error).__name__}: {error}"
            found["troubles"][number] = told
    return found


def _json(w: Array) -> list[Any]:
    """Return a place for JSON, which has no infinity: JavaScript reads these words as numbers."""
    words = {np.inf: "Infinity", -np.inf: "-Infinity"}
    return [x if np.isfinite(x) else words.get(x, "NaN") for x in w.tolist()]
