"""What the questions of the assignment on choosing try, seen and unseen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.questions.settings import calls, unseen
from course.task import Draw, Setting
from descent.checking.inputs import Tuning
from solutions import tuned_rate

# Unevenly spaced and not in order, so that counting calls in the place of updates is seen.
EARLY = [0, 1, 2, 3, 5, 6, 11, 2]
FALLING = {"rates": [0.45, 0.4, 0.3, 0.2, 0.1]}  # 0.5 would lead to 0, where nothing stands too
ECHO = {"lr": 0.1, "share": 0.5, "ahead": 0.0}


def echo(**settings: float) -> dict[str, Any]:
    """Return an `Echo` to be wrapped, as plain data."""
    return {"Echo": {**ECHO, **settings}}


def schedules(
    points: float, row: Callable[[np.random.Generator], list[Any]], furthest: int
) -> Draw:
    """Return what draws two further schedules, looked at where nobody can foresee."""

    def draw(random: np.random.Generator) -> Sequence[Setting]:
        at = sorted(random.choice(furthest, 8, replace=False).tolist())
        title = "two further schedules, at eight places each"
        return [calls(title, points, [row(random), row(random)], at=at)]

    return draw


def step_decay(random: np.random.Generator) -> list[Any]:
    """Draw lr, gamma, every."""
    return [random.uniform(0.1, 2), random.uniform(0.2, 0.9), int(random.integers(2, 6))]


def cosine(random: np.random.Generator) -> list[Any]:
    """Draw lr, steps, lowest."""
    lr = random.uniform(0.1, 2)
    return [lr, int(random.integers(8, 20)), lr * random.uniform(0.1, 0.5)]


def restarts(random: np.random.Generator) -> list[Any]:
    """Draw lr, first, factor, lowest; a rate may be larger than a number of updates."""
    lr = random.uniform(0.1, 6)
    first, factor = int(random.integers(2, 5)), int(random.integers(2, 4))
    return [lr, first, factor, lr * random.uniform(0.1, 0.5)]


def warm_up(random: np.random.Generator) -> list[Any]:
    """Draw lr, steps and the rates that follow, some of them above lr."""
    lr = random.uniform(0.5, 12)
    rates = (lr * random.uniform(0.1, 2, 20)).tolist()
    return [lr, int(random.integers(3, 8)), {"rates": rates}]


def gradients(random: np.random.Generator) -> Sequence[Setting]:
    """Two long gradients, too long by whatever measure, and a short one."""
    long = [random.normal(size=shape) for shape in ((4,), (2, 3))]
    rows: list[list[Any]] = [
        [(5 * g / np.linalg.norm(g)).tolist(), random.uniform(0.5, 1.5)] for g in long
    ]
    rows.append([random.uniform(-0.3, 0.3, 3).tolist(), random.uniform(1.1, 1.5)])
    return [calls("three further gradients", 0.5, rows)]


def wrapped(points: float, **others: Any) -> Draw:
    """Return what draws a hidden run around an `Echo`, with further settings drawn by `others`."""

    def draw(random: np.random.Generator) -> Sequence[Setting]:
        (hidden,) = unseen(points)(random)
        rule = echo(lr=random.uniform(0.02, 0.1), share=random.uniform(0.2, 0.7), ahead=0.05)
        hyper = {"rule": rule, **{name: chosen(random) for name, chosen in others.items()}}
        return [Setting(hidden.title, points, {**hidden.inputs, "hyper": hyper})]

    return draw


def lowest(curvatures: list[float], steps: int, low: float, high: float) -> float:
    """Return the lowest loss that any rate between the bounds gives, as far as many runs tell."""
    tuning = Tuning(curvatures, steps, budget=60)
    return float(tuning.final(tuned_rate(lambda lr: float(tuning(lr)), low, high, tuning.budget)))


def search(title: str, points: float, within: float, curvatures: list[float]) -> Setting:
    """Return a search for a rate, to be `within` a factor of the lowest loss."""
    steps, low, high = 40, 1e-4, 10.0
    best = lowest(curvatures, steps, low, high)
    inputs = {"curvatures": curvatures, "steps": steps, "budget": 20, "low": low, "high": high}
    return Setting(title, points, {**inputs, "within": within, "lowest": best})


def unseen_search(random: np.random.Generator) -> Sequence[Setting]:
    """Draw two other losses, on which a rate that was learnt by heart does not help.

    One is flat and one is steep, so that the best rate is high in one and low in the other.
    """
    found = []
    for kind, most in (("flat", 0.3), ("steep", 30.0)):
        least = most * random.uniform(0.3, 1)
        title = f"three times the lowest loss, on a {kind} loss that you have not seen"
        found.append(search(title, 0.25, 3, [least, least * random.uniform(20, 40)]))
    return found
