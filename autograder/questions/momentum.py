"""The questions of the assignment on momentum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.mistakes import momentum as mistakes
from autograder.mistakes import momentum_rates as rates
from autograder.task import Setting, Task
from descent import losses, minimize
from solutions import Momentum, Nesterov, eta_max, heavy_ball_lr


def _walk(title: str, points: float, steps: int, **inputs: Any) -> Setting:
    """A run on an uneven bowl; one coordinate has no slope, so nothing may move it."""
    usual: dict[str, Any] = {
        "hyper": {"lr": 0.1, "beta": 0.9},
        "w0": [1.0],
        "curvature": [2.0],
        "centre": [0.0],
        "pair": False,
        "manners": False,
    }
    return Setting(title, points, {**usual, **inputs, "steps": steps})


# Never beta = 0.5, which cannot tell beta from 1 - beta.
VISIBLE = [
    _walk("one step from rest on L(w) = w^2", 1, 1),
    _walk(
        "six steps on an uneven bowl",
        2,
        6,
        hyper={"lr": 0.3, "beta": 0.7},
        w0=[1.0, -2.0, 0.5],
        curvature=[1.0, 6.0, 0.0],
        centre=[0.0, 0.5, 2.0],
    ),
    _walk(
        "two runs in turn with one optimizer, w left alone, one gradient a step",
        1,
        4,
        hyper={"lr": 0.2, "beta": 0.8},
        w0=[[1.0, -1.0], [2.0, 0.0]],
        curvature=[[2.0, 1.0], [4.0, 3.0]],
        centre=[[0.0, 0.0], [0.0, 1.0]],
        pair=True,
        manners=True,
    ),
]


def _unseen_walk(random: np.random.Generator) -> Sequence[Setting]:
    beta = float(random.uniform(0.6, 0.95))
    shape = (2, 3)
    curvature = random.uniform(0.5, 4.0, shape)
    curvature[0, 0] = 0.0
    return [
        _walk(
            "eight steps from a start you have not seen",
            2,
            8,
            hyper={"lr": float(random.uniform(0.1, 0.4)), "beta": beta},
            w0=random.uniform(-2.0, 2.0, shape).tolist(),
            curvature=curvature.tolist(),
            centre=random.uniform(-1.0, 1.0, shape).tolist(),
        )
    ]


def _calls(title: str, points: float, arguments: Sequence[Sequence[float]]) -> Setting:
    return Setting(title, points, {"arguments": [list(row) for row in arguments]})


def _unseen_rates(random: np.random.Generator) -> Sequence[Setting]:
    draws = zip(random.uniform(0.01, 2, 5), random.uniform(0.1, 0.99, 5), strict=True)
    return [_calls("five further pairs of rate and beta", 1, [*draws])]


def _unseen_curvatures(random: np.random.Generator) -> Sequence[Setting]:
    draws = zip(random.uniform(0.1, 50, 5), random.uniform(0.1, 0.99, 5), strict=True)
    return [_calls("five further pairs of curvature and beta", 2, [*draws])]


def which_diverges() -> str:
    """Run the two optimizers of the prediction and say which of them leaves the bowl."""
    bowl = losses.bowl()
    diverged = {
        name: minimize(rule, bowl, w0=1.0, steps=200).diverged
        for name, rule in (("A", Momentum(lr=8.0, beta=0.9)), ("B", Nesterov(lr=8.0, beta=0.9)))
    }
    names = [name for name, gone in diverged.items() if gone]
    return {0: "neither", 1: "".join(names), 2: "both"}[len(names)]


TASKS = [
    Task(
        name="Momentum",
        kind="optimizer",
        assignment="momentum",
        reference=Momentum,
        visible=VISIBLE,
        hidden=_unseen_walk,
        wrong=mistakes.MOMENTUM,
    ),
    Task(
        name="Nesterov",
        kind="optimizer",
        assignment="momentum",
        reference=Nesterov,
        visible=VISIBLE,
        hidden=_unseen_walk,
        wrong=mistakes.NESTEROV,
    ),
    Task(
        name="heavy_ball_lr",
        kind="function",
        assignment="momentum",
        reference=heavy_ball_lr,
        visible=[_calls("two pairs of rate and beta", 1, [[0.1, 0.9], [2.0, 0.75]])],
        hidden=_unseen_rates,
        wrong=rates.HEAVY_BALL_LR,
    ),
    Task(
        name="diverges",
        kind="value",
        assignment="momentum",
        reference=which_diverges(),
        visible=[Setting("your prediction, against the two runs", 2, {})],
        hidden=lambda random: [],
        wrong=rates.DIVERGES,
        choices=("A", "B", "both", "neither"),
    ),
    Task(
        name="eta_max",
        kind="function",
        assignment="momentum",
        reference=eta_max,
        visible=[_calls("two pairs of curvature and beta", 2, [[2.0, 0.9], [10.0, 0.6]])],
        hidden=_unseen_curvatures,
        wrong=rates.ETA_MAX,
    ),
]
