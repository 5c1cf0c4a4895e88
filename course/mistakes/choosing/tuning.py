"""Usual mistakes in tuning a rate, and in treating a run that does not converge."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count

import numpy as np

from course.mistakes.common.changed import changed
from course.task import Misconception
from descent.optimizer import Array
from solutions import tuned_rate

RATES = "choosing#tournament"
TREATMENT = "choosing#not-converging"

Loss = Callable[[float], float]
search = partial(changed, tuned_rate)


def on_a_grid(spaced: Callable[[float, float, int], Array]) -> Callable[..., float]:
    """Return the search that tries a fixed grid and takes the best of it."""

    def tuned(loss: Loss, low: float, high: float, budget: int) -> float:
        return float(min(spaced(low, high, budget), key=loss))

    return tuned


def at_random(loss: Loss, low: float, high: float, budget: int) -> float:
    """Draw rates evenly between the bounds."""
    return float(min(np.random.default_rng(0).uniform(low, high, budget), key=loss))


def overspent(loss: Loss, low: float, high: float, budget: int) -> float:
    """Ask until it is content."""
    return next(lr for n in count() if loss(lr := low * 1.001**n) < 0)


TUNED_RATE = [
    Misconception(
        "an even grid",
        "The rates are evenly spaced, so nearly all of them lie in the topmost decade, where every "
        "run flies off. Space them by a factor: numpy.geomspace.",
        RATES,
        on_a_grid(np.linspace),
    ),
    Misconception(
        "even draws",
        "The rates are drawn evenly, so nine of ten lie in the topmost decade. Draw their "
        "logarithm evenly.",
        RATES,
        at_random,
    ),
    Misconception(
        "one grid, and no second look",
        "The spacing is right. But half of the runs would show where the valley lies; spend the "
        "others on a finer search inside it.",
        RATES,
        on_a_grid(np.geomspace),
    ),
    Misconception(
        "the middle, without a run",
        "This is the middle of the bounds on a logarithmic axis, and no run was made to find out.",
        RATES,
        lambda loss, low, high, budget: (low * high) ** 0.5,
    ),
    Misconception(
        "the lowest rate of all",
        "The lowest rate is the safest one and the slowest.",
        RATES,
        lambda loss, low, high, budget: low,
    ),
    Misconception(
        "the highest rate of all",
        "This is the upper bound, where the run flies off: return the rate with the lowest loss.",
        RATES,
        lambda loss, low, high, budget: high,
    ),
    Misconception(
        "the loss in the place of the rate",
        "What is returned is the lowest loss; asked for is the rate that gives it.",
        RATES,
        lambda loss, low, high, budget: min(loss(lr) for lr in np.geomspace(low, high, budget)),
    ),
    Misconception(
        "the highest loss",
        "The search goes to where the loss is highest: a comparison is the wrong way round.",
        RATES,
        search(("<= at_second", ">= at_second")),
    ),
    Misconception(
        "more runs than the budget",
        "Each call of loss is one run, and there are `budget` of them; count them, or plan them.",
        RATES,
        overspent,
    ),
]


FIRST_AID = [
    Misconception(
        "clipping against a rate beyond its limit",
        "Clipping keeps the steps bounded, but the rate stays above its limit: the run swings "
        "instead of settling.",
        TREATMENT,
        {"A": "clipping"},
    ),
    Misconception(
        "waiting for the schedule to fall",
        "Until the rate has fallen below its limit the loss has grown by more than the rest of "
        "the run can make good.",
        TREATMENT,
        {"A": "falling schedule"},
    ),
    Misconception(
        "a smaller rate against noise",
        "A smaller rate lowers the floor, but the run no longer gets there in time; a falling "
        "one is fast first and quiet later.",
        TREATMENT,
        {"B": "smaller rate"},
    ),
    Misconception(
        "clipping against noise",
        "Noise of the usual size is in every gradient; clipping cuts the rare ones that are "
        "too long.",
        TREATMENT,
        {"B": "clipping"},
    ),
    Misconception(
        "a larger rate against noise",
        "The run is rough, not slow: a larger rate raises the floor, or passes the limit.",
        TREATMENT,
        {"B": "larger rate"},
    ),
    Misconception(
        "a falling schedule for a run that hardly moves",
        "The run falls evenly and slowly: it needs longer steps, and a falling rate makes them "
        "shorter.",
        TREATMENT,
        {"C": "falling schedule"},
    ),
    Misconception(
        "a smaller rate for a run that hardly moves",
        "The loss falls evenly, without any rise: the rate is far below its limit.",
        TREATMENT,
        {"C": "smaller rate"},
    ),
    Misconception(
        "clipping for a run that hardly moves",
        "Clipping only shortens steps, and these are too short already.",
        TREATMENT,
        {"C": "clipping"},
    ),
    Misconception(
        "a smaller rate against rare jumps",
        "The run is fine between the jumps; a smaller rate makes each jump lower and all of "
        "the steps slower.",
        TREATMENT,
        {"D": "smaller rate"},
    ),
    Misconception(
        "a falling schedule against rare jumps",
        "What falls with the schedule are the jumps, but so do the steps that would make "
        "them good.",
        TREATMENT,
        {"D": "falling schedule"},
    ),
]
