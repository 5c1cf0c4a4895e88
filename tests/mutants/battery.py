"""The broad battery: what decides whether a mutant is another method than the key, or the same.

Several shapes, ties, remainders and extreme settings, within what the docstrings allow. Nothing in
it earns a point, and no hidden case of a term is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations, islice
from typing import Any

import numpy as np

from descent.checking.question import Case, Numbers
from tests.helpers.asked import BY_NAME

EXTREMES: dict[str, tuple[float, ...]] = {
    "lr": (0.01, 0.9),
    "beta": (0.0, 0.35, 0.97),
    "beta1": (0.0, 0.35, 0.97),
    "beta2": (0.85, 0.45, 0.995),
    "rho": (0.0, 0.35, 0.97),
    "eps": (1e-8, 0.7),
    "decay": (0.0, 0.9),
    "threshold": (4.0, 7.5),
    "centred": (False, True),
}
DRAWS, MOST = 3, 24


@cache
def battery(name: str) -> tuple[Case, ...]:
    """Return the cases for a question, with what the key shows in each."""
    task = BY_NAME[name]
    drawn = [task.hidden(np.random.default_rng(100 + seed)) for seed in range(DRAWS)]
    own = [*task.visible, *(setting for settings in drawn for setting in settings)]
    varied = _runs if task.kind == "optimizer" else _calls
    wanted = [setting.inputs for setting in own]
    if task.kind != "tuner":
        wanted += islice(varied(wanted), MOST)
    cases = [Case("", 1.0, inputs, {}, {}) for inputs in wanted]
    shown = [(case, task.seen(task.right, case)) for case in cases]
    # What the key refuses is not asked.
    return tuple(replace(case, expected=seen) for case, seen in shown if "error" not in seen)


def _runs(own: list[Numbers]) -> Iterator[Numbers]:
    """Yield runs with one setting at an extreme, on other shapes, and from where nothing pulls."""
    usual = own[min(1, len(own) - 1)]
    shape = np.shape(usual["w0"])
    random = np.random.default_rng(7)
    for inputs in own:
        yield {**inputs, "steps": 30, "manners": True}
    yield {**usual, "w0": np.zeros(shape).tolist(), "manners": True}
    yield {**usual, "tilt": random.normal(size=shape).tolist(), "steps": 12}
    yield {**usual, "curvature": random.uniform(-0.5, 3, shape).tolist(), "steps": 12}
    if len(shape) == 1:
        for other in ((), (1,), (4,), (2, 3)):
            where = {
                "w0": (random.uniform(0.5, 2, other) * random.choice([-1, 1], other)).tolist(),
                "curvature": random.uniform(0.5, 3, other).tolist(),
                "centre": random.uniform(-1, 1, other).tolist(),
            }
            yield {**usual, **where, "steps": 9, "pair": True, "manners": True}
    for setting, values in EXTREMES.items():
        for value in values:
            if setting in usual["hyper"]:
                yield {**usual, "hyper": {**usual["hyper"], setting: value}, "steps": 14}


def _calls(own: list[Numbers]) -> Iterator[Numbers]:
    """Yield calls with one argument otherwise."""
    for inputs in own:
        if "at" in inputs:
            yield {**inputs, "at": [*range(40)]}
        row = inputs["arguments"][0]
        for i, argument in enumerate(row):
            for other in _otherwise(argument):
                changed = [*row[:i], other, *row[i + 1 :]]
                if _order(changed) == _order(row):
                    yield {**inputs, "arguments": [changed]}


def _order(row: list[Any]) -> list[int]:
    """How the whole numbers of a call are ordered: a part stays no larger than its whole."""
    numbers = [x for x in row if isinstance(x, int)]
    return [int(np.sign(a - b)) for a, b in combinations(numbers, 2)]


def _otherwise(argument: Any) -> list[Any]:
    if isinstance(argument, int) and not isinstance(argument, bool):
        return [1, argument + 1, 2 * argument + 1]
    if isinstance(argument, float):
        # A share stays one.
        return [0.5 * argument, (1 + argument) / 2 if 0 < argument < 1 else 1.7 * argument]
    if isinstance(argument, list):
        return [(-2 * np.array(argument)).tolist(), (0 * np.array(argument)).tolist()]
    return []
