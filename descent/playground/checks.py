"""What the state of a playground may be: one function a trait, each with a clear sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from traitlets import TraitError

from descent.playground.own import MOVES, landscape
from descent.playground.racers import METHODS, MOST_RACERS, Spec, checked, known, real
from descent.playground.surfaces import SURFACES

MOST_STEPS = 1000
# Of the numbers that all racers share, as `RANGES` says it of a rule's own. A start further out
# than this is a slip of the hand: no surface has anything there.
SHARED_RANGES: dict[str, dict[str, Any]] = {
    "start": {"least": -1e6, "most": 1e6, "wanted": "a number from -1e6 to 1e6"},
    "steps": {"least": 1, "most": MOST_STEPS, "whole": True},
    "noise": {"least": 0},
    "seed": {"least": 0, "most": 2**31 - 1, "whole": True},
    "basins": {"least": -1, "most": MOST_RACERS - 1, "whole": True},
    "reach": {"above": 0, "most": 1e6},
}
STATE = (
    *MOVES,
    "window",
    "racers",
    "at",
    "chart",
    "basins",
    "duel",
)  # what the page reads, and can change
CHARTS = ("step", "rate", "place", "velocity", "spectrum")
COMMON = ("surface", "racers", "start", "noise", "steps", "around", "rule", "basins", "duel")
OPTIONS = ("condition", "angle", "batch", "formula", "reach")


def surface(value: str, _: Any) -> str:
    """One of `SURFACES`."""
    return known("surface", value, SURFACES)


def racers(value: Sequence[Spec], playground: Any) -> list[Spec]:
    """One to six, each known by name or held by Python."""
    if not 1 <= len(value) <= MOST_RACERS:
        raise TraitError(f"one to {MOST_RACERS} optimizers race, got {len(value)}")
    for racer in value:
        if "own" in racer and racer["own"] not in playground.optimizers:
            raise TraitError(f"Python holds no optimizer number {racer['own']!r}")
    return [checked(dict(racer)) for racer in value]


def start(value: Sequence[Any], playground: Any) -> list[float]:
    """One number a coordinate, not too far out."""
    numbers = [real("each coordinate of the start", x, **SHARED_RANGES["start"]) for x in value]
    return _one_each("start", numbers, playground)


def window(value: Sequence[Sequence[Any]], playground: Any) -> list[list[float]]:
    """One pair (low, high) a coordinate, or nothing."""
    pairs = [[real("each edge of the window", x) for x in pair] for pair in value]
    if any(len(pair) != 2 or pair[0] >= pair[1] for pair in pairs):
        raise TraitError(f"the window must be pairs (low, high), low first, got {pairs}")
    return _one_each("window", pairs, playground) if pairs else []


def _one_each(what: str, given: list[Any], playground: Any) -> list[Any]:
    due = landscape(playground.surface, playground.options).start.size
    if len(given) != due:
        raise TraitError(f"{playground.surface} has {due} coordinates, the {what} {len(given)}")
    return given


def steps(value: int, _: Any) -> int:
    """1 to 1000."""
    if not 1 <= value <= MOST_STEPS:
        raise TraitError(f"steps must be from 1 to {MOST_STEPS}, got {value}")
    return int(value)


def noise(value: float, _: Any) -> float:
    """A spread, so not below 0."""
    return real("noise", value, "a finite number of at least 0", least=0)


def seed(value: int, _: Any) -> int:
    """What JavaScript's whole numbers of 32 bits hold."""
    if not 0 <= value < 2**31:
        raise TraitError(f"seed must be from 0 to 2^31 - 1, got {value}")
    return int(value)


def basins(value: int, _: Any) -> int:
    """The number of a racer, or -1."""
    if not -1 <= value < MOST_RACERS:
        raise TraitError(f"basins must be the number of a racer, or -1 for none, got {value}")
    return int(value)


def knobs(value: Sequence[str], _: Any) -> list[str]:
    """Names of hyper-parameters and of what all racers share."""
    names = sorted({*COMMON, *OPTIONS, *(name for usual in METHODS.values() for name in usual)})
    return [known("knob", name, names) for name in value]


def numbers(what: str, given: Any) -> list[Any]:
    """Return one number or several as a list of plain ones."""
    try:
        return list(np.atleast_1d(np.asarray(given)).tolist())
    except ValueError:
        raise ValueError(f"{what} must be numbers, got {given!r}") from None
