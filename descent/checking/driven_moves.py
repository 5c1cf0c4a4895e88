"""The moves of a driven optimizer beside those due, and what of them is right."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from descent.checking.compare import ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE
from descent.checking.driven import PARTS
from descent.checking.question import Numbers
from descent.optimizer import Array

STILL = 0  # the coordinate that never has a slope
SCALE = 8.0  # of the gradients, in the run that is scaled


@dataclass(frozen=True)
class Moves:
    """What was due of a driven optimizer and what was got, by the name of the run.

    Each is an array of shape (steps, size of w); a run that failed is not in `got`.

    Attributes
    ----------
    due, got : mapping of str to array
        The moves.
    memory : mapping of str to array
        What the state is away from the place, where it is shaped like it.
    asks : tuple of array
        How far from the place the slope is asked for in the usual run: due, and got. Of no rows
        if it is not.
    places : array
        Where each step began.
    hyper : mapping of str to mapping
        The settings of each run, and the number of coordinates.
    """

    due: Mapping[str, Array]
    got: Mapping[str, Array]
    memory: Mapping[str, Array]
    asks: tuple[Array, Array]
    places: Array
    hyper: Mapping[str, Numbers]

    @classmethod
    def of(cls, asked: Numbers, seen: Numbers) -> Moves:
        """Return the moves from what a question asks for and what was seen of it."""
        names = list(asked["runs"])
        parts = {part: _found(names, seen.get(part, []), len(asked["places"])) for part in PARTS}
        due = {name: _rows(moves) for name, moves in asked["moves"].items()}
        due["again"] = due["usual"]
        got = {name: m for name, m in parts["moves"].items() if m.shape == due[name].shape}
        asks = _rows(asked["asks"]), parts["asks"].get("usual", _rows([]))
        size = {"the number of coordinates": _rows(asked["places"]).shape[1]}
        hyper = {name: {**run["hyper"], **size} for name, run in asked["runs"].items()}
        return cls(due, got, parts["memory"], asks, _rows(asked["places"]), hyper)

    @cached_property
    def asked(self) -> Any:
        """Of each step of the usual run, whether it asked for the slope where it should."""
        due, got = self.asks
        if not len(due) or due.shape != got.shape:
            return np.full(len(self.places), len(due) == len(got))
        return alike(due, got).all(axis=1)

    @cached_property
    def right(self) -> dict[str, Any]:
        """Of every run that was got, whether each number is right."""
        return {name: alike(self.due[name], moves) for name, moves in self.got.items()}

    def holds(self, name: str, steps: slice = slice(None)) -> bool:
        """Whether a run is right in these steps wherever there is a slope, and asks rightly."""
        if name not in self.got:
            return False
        right = self.right[name][steps, sloped(self.due[name])]
        return bool(right.all() and self.asked[steps].all())

    @property
    def signs(self) -> bool:
        """Whether the first move leads the right way in every coordinate that has a slope."""
        if "plain" not in self.got:
            return False
        due, got = (part["plain"][0, STILL + 1 :] for part in (self.due, self.got))
        return bool(np.isfinite(got).all() and (np.sign(got) == np.sign(due)).all())

    @property
    def blind(self) -> bool:
        """Whether no slope is looked at, though one should be.

        It goes the same way where all slopes are zero, or to one place from everywhere, or by one
        factor towards zero.
        """
        if "plain" not in self.got:
            return False
        seen = [part[run] for part in (self.due, self.got) for run in ("plain", "flat")
                if run in part]  # fmt: skip
        if len(seen) == 4 and alike(*seen[2:]).all() and not alike(*seen[:2]).all():
            return True
        reached = (self.places + self.got["plain"])[:, STILL + 1 :]
        begun = self.places[:, STILL + 1 :]
        if alike(begun, reached).all():
            return False  # epsilon is small there, and Adadelta hardly moves without one
        shrunk = begun * (reached[0, 0] / begun[0, 0])
        return bool(any(alike(due, reached).all() for due in (reached[:1], shrunk)))


def sloped(moves: Array) -> slice:
    """Return the coordinates that have a slope; one that was left alone has."""
    return slice(STILL + 1, None) if moves.shape[1] > 1 else slice(None)


def alike(due: Array, got: Array) -> Any:
    """Return where two runs are equal but for rounding."""
    size = float(np.max(np.abs(due), initial=0.0))
    with np.errstate(all="ignore"):
        off = np.abs(got - due)
        return off <= ABSOLUTE_TOLERANCE * size + RELATIVE_TOLERANCE * np.abs(due)


def ratios(due: Array, got: Array) -> Array | None:
    """Return for each step by which factor it is too long; None if it has another direction."""
    columns = sloped(due)
    due, got = due[:, columns], got[:, columns]
    with np.errstate(all="ignore"):
        factors: Array = (due * got).sum(axis=1) / (due * due).sum(axis=1)
    if not np.isfinite(factors).all() or not alike(due * factors[:, None], got).all():
        return None
    return factors


def _found(names: list[str], runs: Any, steps: int) -> dict[str, Array]:
    # A process that answers for the student may put anything in the place of anything.
    found = {}
    for name, numbers in zip(names, runs if isinstance(runs, list) else [], strict=False):
        if numbers:
            with suppress(TypeError, ValueError):  # not so many, or no numbers
                found[name] = np.array(numbers, dtype=float).reshape(steps, -1)
    return found


def _rows(moves: Any) -> Array:
    return np.array(moves, dtype=float).reshape(len(moves), -1) if len(moves) else np.empty((0, 0))
