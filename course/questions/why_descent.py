"""The questions of the first assignment, on why to descend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from course.mistakes.why_descent import finite_difference as slopes
from course.mistakes.why_descent import fixed_update as mistakes
from course.mistakes.why_descent import promises as promise
from course.mistakes.why_descent import random_search as searches
from course.questions.settings import calls, entry, seen, unseen
from course.task import Setting, Task
from solutions import (
    FixedUpdate,
    finite_difference,
    gradient_descent_limit,
    promised_fall,
    random_search,
    summed_lr,
)

SHARES = ("nearly none", "about half", "nearly all")
GAINS = ("about a thousandth", "about a tenth", "about nine tenths")


def _blind_walks() -> list[Setting]:
    *walks, pair = seen((0.25, 0.25, 0.25), {"lr": 0.1}, {"lr": 0.3}, {"lr": 0.25})
    title = "two runs in turn with one optimizer, w left alone, no slope asked for"
    return [*walks, replace(pair, title=title)]


def search(title: str, points: float, places: Any, draws: int, **loss: Any) -> Setting:
    """Return a random search over `places`; whoever draws once too often meets the spare ones."""
    return calls(title, points, [[{"loss": loss}, {"draws": places}, draws]])


def slope(title: str, points: float, w: Any, h: float, **loss: Any) -> Setting:
    """Return a gradient by trying; a cubic term in the loss makes the size of `h` count."""
    return calls(title, points, [[{"loss": loss}, w, h]])


def _unseen_search(random: np.random.Generator) -> Sequence[Setting]:
    centre = random.integers(-16, 17, 2) / 16  # exact, so that two heights can be equal
    places = centre + random.uniform(0.5, 2, (10, 2)) * random.choice([-1, 1], (10, 2))
    best = np.array([0.125, -0.0625])
    places[2] = centre + 2 * best  # nearly as low, before the best
    places[3], places[4] = centre + best, centre - best  # the best, and one as low
    across = random.integers(12, 32, 2) / 16
    places[5], places[6] = centre + across, centre - across  # the last is as low as the one before
    places[7] = centre  # better still, but one draw too late
    loss = {"curvature": random.uniform(1, 4, 2).tolist(), "centre": centre.tolist()}
    return [search("seven draws that you have not seen", 1, places.tolist(), 7, **loss)]


def _unseen_slope(random: np.random.Generator) -> Sequence[Setting]:
    centre = random.uniform(-1, 1, (2, 2))
    loss = {
        "curvature": random.uniform(0.5, 4, (2, 2)).tolist(),
        "centre": centre.tolist(),
        "cubic": random.uniform(2, 3),
    }
    w = centre - random.uniform(1.5, 2.5, (2, 2))  # where all heights are below zero
    h = random.uniform(0.2, 0.6)
    return [slope("a place and a loss that you have not seen", 1, w.tolist(), h, **loss)]


def _unseen_limits(random: np.random.Generator) -> Sequence[Setting]:
    return [calls("five further curvatures", 0.5, random.uniform(0.1, 50, (5, 1)).tolist())]


def _unseen_promises(random: np.random.Generator) -> Sequence[Setting]:
    rates, curvatures = random.uniform(0.01, 1, 4), random.uniform(0.5, 5, 4)
    rates[0], curvatures[0] = 0.5 + rates[0], curvatures[0] / 10  # the rate above the curvature
    draws = zip(rates, curvatures, strict=True)
    rows = [[lr, c, random.normal(size=(2, 2)).tolist()] for lr, c in draws]
    return [calls("four further rates, curvatures and gradients", 0.5, rows)]


def _unseen_scales(random: np.random.Generator) -> Sequence[Setting]:
    draws = zip(random.uniform(0.01, 1, 4), random.integers(3, 900, 4).tolist(), strict=True)
    return [calls("four further rates and numbers of samples", 0.5, [*draws])]


def directions() -> dict[str, str]:
    """Step from (1, 0, ..., 0) on the sum of 1000 squares and say what random directions do."""
    random = np.random.default_rng(0)
    u = random.normal(size=(1000, 1000))
    along = u[:, 0] / np.linalg.norm(u, axis=1)  # of a unit vector, what points away from 0

    def share(step: float) -> float:
        # The height after the step is 1 + 2 step along + step^2.
        return float(np.mean(2 * step * along + step**2 < 0))

    best = float(np.mean(along.reshape(10, 100).max(axis=1)))
    return {
        "short": SHARES[round(2 * share(0.001))],
        "long": SHARES[round(2 * share(0.5))],
        "best of 100": GAINS[int(np.argmin(np.abs(np.log(best / np.array([0.001, 0.1, 0.9])))))],
    }


TASKS = [
    Task(
        name="FixedUpdate",
        kind="optimizer",
        reference=FixedUpdate,
        visible=_blind_walks(),
        hidden=unseen(0.25, lr=(0.05, 0.6)),
        misconceptions=mistakes.FIXED_UPDATE,
        hint="Every number in w becomes smaller by lr, whatever the loss looks like there.",
    ),
    Task(
        name="random_search",
        kind="function",
        reference=random_search,
        visible=[
            search(
                "six draws on L(w) = w^2: 3, then -1, 1, 2, 1.5 and 4; of equals the first stays",
                0.5,
                [3.0, -1.0, 1.0, 2.0, 1.5, 4.0, 0.5, 0.0, 2.5, 1.0],
                6,
                curvature=2.0,
                centre=0.0,
            ),
            search(
                "five draws in the plane, heights below zero, the last draw the best",
                0.5,
                [[2.0, 1.0], [-1.0, 0.5], [0.5, -1.5], [1.0, 0.0], [-2.0, -1.0], [1.0, 1.0]],
                5,
                curvature=[1.0, 2.0],
                centre=[0.0, 0.0],
                cubic=1.0,
            ),
            search(
                "three draws, and no more than three heights asked for",
                0.5,
                [[[1.0, 0.0], [2.0, 1.0]], [[0.0, 0.0], [1.0, 0.5]], [[-1.0, 0.0], [0.0, 0.0]]],
                3,
                curvature=[[1.0, 2.0], [3.0, 1.0]],
                centre=[[0.0, 0.0], [0.0, 0.0]],
                cubic=-1.0,  # heights of -3, 0.5 and 1.5: the best is below what is above zero
                most=3,
            ),
        ],
        hidden=_unseen_search,
        misconceptions=searches.RANDOM_SEARCH,
        hint="Go through the first case with pencil and paper: after each draw, what do you keep?",
    ),
    Task(
        name="finite_difference",
        kind="function",
        reference=finite_difference,
        visible=[
            slope(
                "a single weight: L(w) = w^2 at 3, with h = 0.5",
                0.5,
                [3.0],
                0.5,
                curvature=[2.0],
                centre=[0.0],
            ),
            slope(
                "a vector of three, left as it was",
                1,
                [1.0, -2.0, 0.5],
                0.25,
                curvature=[1.0, 6.0, 2.0],
                centre=[0.0, 0.5, 2.0],
                cubic=1.0,
            ),
            slope(
                "a matrix of whole numbers",
                0.5,
                [[1, -2, 3], [0, 2, -1]],
                0.5,
                # Whole numbers: then those who cut off fractions once and twice get the same.
                curvature=[[2.0, 6.0, 4.0], [4.0, 2.0, 8.0]],
                centre=[[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]],
                cubic=1.0,
            ),
        ],
        hidden=_unseen_slope,
        misconceptions=slopes.FINITE_DIFFERENCE,
        hint="For each coordinate make two copies of w as floats, and move that one in each.",
    ),
    Task(
        name="wrong_slope",
        kind="value",
        reference="w[1]",
        visible=[Setting("the entry that is wrong", 1, {})],
        misconceptions=slopes.WRONG_SLOPE,
        choices=("w[0]", "w[1]", "w[2]"),
    ),
    Task(
        name="random_directions",
        kind="value",
        reference=directions,
        visible=[
            entry("short", 0.5, choices=SHARES),
            entry("long", 0.5, choices=SHARES),
            entry("best of 100", 0.5, choices=GAINS),
        ],
        misconceptions=promise.RANDOM_DIRECTIONS,
    ),
    Task(
        name="gradient_descent_limit",
        kind="function",
        reference=gradient_descent_limit,
        visible=[calls("two curvatures", 0.5, [[4.0], [10.0]])],
        hidden=_unseen_limits,
        misconceptions=promise.LIMIT,
        hint="Write down one step on curvature w^2 / 2: by which factor does it multiply w?",
    ),
    Task(
        name="promised_fall",
        kind="function",
        reference=promised_fall,
        visible=[
            calls(
                "a safe rate, and one that promises nothing",
                0.5,
                [[0.1, 4.0, [1.0, -2.0, 2.5]], [0.75, 4.0, [[3.0, 0.5], [-1.0, 2.0]]]],
            )
        ],
        hidden=_unseen_promises,
        misconceptions=promise.FALL,
        hint="Try it on w^2 from 1, where one step at 0.1 takes the loss from 1 to 0.64.",
    ),
    Task(
        name="summed_lr",
        kind="function",
        reference=summed_lr,
        visible=[calls("two rates and numbers of samples", 0.5, [[0.1, 5], [0.8, 64]])],
        hidden=_unseen_scales,
        misconceptions=promise.SUMMED_LR,
        hint="Write down both slopes for a single sample, then for two equal ones.",
    ),
]
