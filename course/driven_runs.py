"""What a wrong optimizer is driven through, with the moves that are due, worked out from the key.

See `descent.checking.driven`. Of these moves come the statements on what is right and what is not,
and the credit for what is right; see `descent.checking.optimizer_properties`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

import numpy as np

from descent.checking.probe import respond
from descent.checking.question import Numbers

STEPS = 8
STILL = 0  # the coordinate without a slope
NEGLIGIBLE = {"eps": 1e-12, "decay": 0.0}  # what is to be seen apart from the rest
# By what a setting is multiplied, or what is added, so that whoever does not use it is seen. Far
# off, as a rule that steps by signs goes the same way with a share that is only a little smaller.
TIMES = {"lr": 0.3, "beta": 0.1, "beta1": 0.1, "beta2": 0.5, "rho": 0.1}
PLUS = {"threshold": 0.7}


def driven_runs(
    reference: Any, hyper: Numbers, shape: tuple[int, ...], random: np.random.Generator
) -> Numbers:
    """Return the runs with a rule's settings on arrays of one shape, and the moves due.

    Parameters
    ----------
    reference : class
        The right answer.
    hyper : mapping
        Its settings as plain data; what is not there keeps its default.
    shape : tuple of int
        The shape of w.
    random : Generator
        What places and slopes are drawn from.
    """
    number = np.arange(np.prod(shape)).reshape(shape)
    signs = np.where(number % 2, -1, 1)  # both, whatever the shape
    places = random.uniform(0.5, 2.5, (STEPS, *shape)) * random.choice([-1, 1], (STEPS, *shape))
    places[0], places[1] = abs(places[0]) * signs, -abs(places[1]) * signs
    # Of both signs, and small after large ones, so that it is seen what is remembered; some
    # coordinates begin with a large one, as a largest one may be that of the first step for ever.
    large = (np.arange(STEPS).reshape(-1, *(1 for _ in shape)) + number // 2) % 2 == 1
    sizes = np.where(large, 2.0, 0.1) * random.uniform(0.5, 2.0, (STEPS, *shape))
    slopes = random.choice([-1, 1], (STEPS, *shape)) * sizes
    slopes[0] = signs * sizes[0]  # first as in a bowl, so that not all coordinates go one way
    slopes.reshape(STEPS, -1)[:, STILL] = 0.0
    places, slopes = places.round(3).tolist(), slopes.round(3).tolist()
    runs = _runs({**_defaults(reference), **hyper}, int(np.prod(shape)))
    due = respond("drive", reference, list(runs.values()), places, slopes)
    # What the key itself cannot do, such as Muon on a single number, is not asked.
    possible = {
        name: _short(_by_step(moves, shape if run["alone"] is None else (1,)))
        for (name, run), moves in zip(runs.items(), due["moves"], strict=True)
        if moves
    }
    asked = {name: runs[name] for name in possible}
    return {
        "places": places,
        "slopes": slopes,
        "runs": {**asked, "again": runs["usual"]},
        "moves": possible,
        "asks": _by_step(due["asks"][0], shape) if due["asks"][0] else [],
    }


def _by_step(numbers: list[float], shape: tuple[int, ...]) -> Any:
    """Return numbers in a row as one entry a step, each of a shape."""
    return np.reshape(numbers, (STEPS, *shape)).tolist()


def _short(moves: Any) -> Any:
    """Return moves in eight digits, which is enough and a third less."""
    if isinstance(moves, list):
        return [_short(item) for item in moves]
    return float(f"{moves:.8g}")


def _defaults(reference: Any) -> dict[str, Any]:
    known = fields(reference) if is_dataclass(reference) else ()
    numbers = {f.name: f.default for f in known if f.default is not MISSING}
    return {name: x for name, x in numbers.items() if isinstance(x, int | float)}


def _runs(hyper: Mapping[str, Any], size: int) -> dict[str, Any]:
    def run(changes: Mapping[str, Any], scale: float = 1.0, alone: int | None = None) -> Any:
        return {"hyper": {**hyper, **changes}, "scale": scale, "alone": alone}

    plain = {name: tiny for name, tiny in NEGLIGIBLE.items() if name in hyper}
    others = {name: _otherwise(name, value) for name, value in hyper.items()}
    several = {name: x for name, x in others.items() if name in TIMES}
    return {
        "usual": run({}),
        "plain": run(plain),
        "scaled": run(plain, scale=8.0),
        "flat": run(plain, scale=0.0),
        "alone": run({}, alone=size - 1),
        **({"otherwise": run({**plain, **several})} if several else {}),
        **{f"other {name}": run({name: x}) for name, x in others.items() if x is not None},
    }


def _otherwise(name: str, value: Any) -> Any:
    """Return another value of a setting; None for what is no number."""
    if isinstance(value, bool):
        return not value
    if name in NEGLIGIBLE:
        return NEGLIGIBLE[name]
    return value * TIMES.get(name, 1) + PLUS.get(name, 0) if name in {**TIMES, **PLUS} else None


def of_visible(reference: Any, walks: Sequence[Numbers]) -> Numbers:
    """Return the runs for a question whose visible walks these are: by the settings of the second.

    The first is a single step and often with defaults, which hide what uses them.
    """
    return _like(walks[min(1, len(walks) - 1)], reference, np.random.default_rng(0))


def of_hidden(reference: Any, walks: Sequence[Numbers], random: np.random.Generator) -> Numbers:
    """Return runs that nobody has seen, for a question whose hidden walks these are.

    Their settings are those of the first, and the rest is drawn. Without any, nothing is hidden.
    """
    return _like(walks[0], reference, random) if walks else {}


def _like(walk: Numbers, reference: Any, random: np.random.Generator) -> Numbers:
    return driven_runs(reference, walk["hyper"], np.shape(walk["w0"]), random)
