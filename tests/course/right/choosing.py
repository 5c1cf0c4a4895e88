"""Right answers on tuning a rate and on treating a run, as people write them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from course.questions.settings.treated_runs import first_aid
from tests.course.right import styles

Loss = Callable[[float], float]


def ternary(loss: Loss, low: float, high: float, budget: int) -> float:
    """Throw a third away by two runs."""
    a, b = np.log10(low), np.log10(high)
    for _ in range(budget // 2):
        first, second = a + (b - a) / 3, b - (b - a) / 3
        if loss(10**first) < loss(10**second):
            b = second
        else:
            a = first
    return float(10 ** ((a + b) / 2))


def nested_grids(loss: Loss, low: float, high: float, budget: int) -> float:
    """A coarse grid, and finer ones around the best of it."""
    tried: dict[float, float] = {}
    for runs in (budget - 2 * (budget // 3), budget // 3, budget // 3):
        tried |= {float(lr): loss(float(lr)) for lr in np.geomspace(low, high, runs + 2)[1:-1]}
        best = min(tried, key=tried.__getitem__)
        rates = sorted(tried)
        place = rates.index(best)
        low = rates[place - 1] if place else low
        high = rates[place + 1] if place + 1 < len(rates) else high
    return min(tried, key=tried.__getitem__)


def golden_once_again(loss: Loss, low: float, high: float, budget: int) -> float:
    """Golden sections in natural logarithms, by recursion."""
    share = (np.sqrt(5) - 1) / 2

    def within(a: float, b: float, known: dict[float, float], left: int) -> float:
        c, d = b - share * (b - a), a + share * (b - a)
        for x in (c, d):
            near = [y for y in known if abs(y - x) < 1e-9]
            if not near:
                if left == 0:
                    return min(known, key=known.__getitem__)
                known[x], left = loss(float(np.exp(x))), left - 1
        at = {x: next(v for y, v in known.items() if abs(y - x) < 1e-9) for x in (c, d)}
        return within(a, d, known, left) if at[c] <= at[d] else within(c, b, known, left)

    return float(np.exp(within(np.log(low), np.log(high), {}, budget)))


def up_and_then_closer(loss: Loss, low: float, high: float, budget: int) -> float:
    """Climb by a factor until the loss rises, then turn round with a smaller factor."""
    rate, lowest = low, loss(low)
    factor, spent = 8.0, 1
    while spent < budget:
        trial = min(max(rate * factor, low), high)
        now = loss(trial)
        spent += 1
        if now < lowest:
            rate, lowest = trial, now
        else:
            factor = factor**-0.5
    return rate


def until_it_is_spent(loss: Loss, low: float, high: float, budget: int) -> float:
    """Go on until the objective refuses, and keep the best so far."""
    found: list[tuple[float, float]] = []

    def noting(lr: float) -> float:
        found.append((loss(lr), lr))
        return found[-1][0]

    with contextlib.suppress(ValueError):
        golden_once_again(noting, low, high, 10 * budget)
    return np.float64(min(found)[1])


def with_a_parabola(loss: Loss, low: float, high: float, budget: int) -> Any:
    """A grid, thirds, and a last guess from a parabola through three logarithms of the loss."""
    rate = nested_grids(loss, low, high, budget - 3)
    x = np.log(rate) + np.array([-0.05, 0.0, 0.05])
    y = [np.log(loss(float(np.exp(at)))) for at in x]
    a, b, _ = np.polyfit(x, y, 2)
    guess = -b / (2 * a) if a > 0 else x[int(np.argmin(y))]
    return np.array(np.exp(np.clip(guess, x[0], x[-1])))


RIGHT: dict[str, list[Any]] = {
    "tuned_rate": [
        ternary,
        nested_grids,
        golden_once_again,
        up_and_then_closer,
        until_it_is_spent,
        with_a_parabola,
    ],
    "first_aid": [
        styles.Late(partial(styles.spelt, change), first_aid)
        for change in (str, str.upper, str.title, lambda s: f" {s} ", lambda s: f"{s}.", np.str_)
    ],
}
