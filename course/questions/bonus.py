"""Bonus questions of the assignment beyond Adam: what came after the notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course.mistakes.beyond_adam import amsgrad, lion, muon, schedule_free
from course.questions.settings import calls, seen, unseen, walk
from course.task import Setting, Task
from solutions import AMSGrad, Lion, Muon, ScheduleFree, orthogonalise

ADAM = (
    {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
    {"lr": 0.5, "beta1": 0.6, "beta2": 0.75, "eps": 0.2},
    {"lr": 0.3, "beta1": 0.7, "beta2": 0.8, "eps": 0.1},
)
LION = (
    {"lr": 0.1, "beta1": 0.9, "beta2": 0.99, "decay": 0.0},
    {"lr": 0.3, "beta1": 0.6, "beta2": 0.8, "decay": 0.2},
    {"lr": 0.2, "beta1": 0.7, "beta2": 0.9, "decay": 0.3},
)
MIXED = {"lr": (0.1, 0.3), "beta1": (0.5, 0.7), "beta2": (0.75, 0.95), "decay": (0.1, 0.4)}
# The first run crosses its centre while the second, from twice as far, is still on its way.
PAIR = {
    "w0": [[0.5, -1.0], [0.4, 0.0]],
    "curvature": [[1.0, 1.0], [4.0, 3.0]],
    "centre": [[0.0, -0.5], [0.0, 1.0]],
}
FREE = ({"lr": 0.1, "beta": 0.9}, {"lr": 0.2, "beta": 0.7}, {"lr": 0.15, "beta": 0.8})

TALL = {
    "w0": [[1.0, -2.0], [0.5, 1.0], [-1.0, 0.3]],
    "curvature": [[1.0, 3.0], [2.0, 0.0], [0.5, 1.0]],
    "centre": [[0.0, 0.5], [1.0, 2.0], [0.0, -1.0]],
}
WIDE = {name: np.transpose(rows).tolist() for name, rows in TALL.items()}


def _matrices(points: Sequence[float], *hyper: Mapping[str, Any]) -> list[Setting]:
    """Return the visible runs of an optimizer of matrices."""
    return [
        walk("one step on a wide matrix", points[0], 1, hyper[0], **WIDE),
        walk("five steps on a tall matrix", points[1], 5, hyper[1], **TALL),
        walk(
            "two runs in turn with one optimizer, w left alone, one gradient a step",
            points[2],
            4,
            hyper[2],
            **WIDE | {"pair": True, "manners": True},
        ),
    ]


def _unseen_matrices(random: np.random.Generator) -> Sequence[Setting]:
    def matrix(rows: int, columns: int) -> list[Any]:
        return [random.uniform(-3, 3, (rows, columns)).tolist(), int(random.integers(1, 5)), 0.1]

    sizes = [(2, 2), (4, 3), (2, 5)]
    return [calls("three matrices that you have not seen", 0.5, [matrix(*size) for size in sizes])]


def _unseen_walk(random: np.random.Generator) -> Sequence[Setting]:
    bounds = {"lr": (0.05, 0.3), "beta": (0.6, 0.95), "decay": (0.1, 0.5)}
    return [
        walk(
            "six steps on a matrix that you have not seen",
            0.25,
            6,
            {name: float(random.uniform(*ends)) for name, ends in bounds.items()},
            w0=random.uniform(-2, 2, (4, 2)).tolist(),
            curvature=random.uniform(0.5, 4, (4, 2)).tolist(),
            centre=random.uniform(-1, 1, (4, 2)).tolist(),
        )
    ]


def _unseen_saddle(random: np.random.Generator) -> Sequence[Setting]:
    """A run in which one row of gradients falls and the other grows, as the largest v must."""
    bounds = {"lr": (0.3, 0.6), "beta1": (0.5, 0.7), "beta2": (0.75, 0.9), "eps": (0.05, 0.3)}
    falls, grows = random.uniform(0.5, 4, 3), -random.uniform(0.5, 2, 3)
    return [
        walk(
            "eight steps on a saddle you have not seen",
            0.25,
            8,
            {name: float(random.uniform(*ends)) for name, ends in bounds.items()},
            w0=random.uniform(1, 2, (2, 3)).tolist(),
            curvature=[falls.tolist(), grows.tolist()],
            centre=random.uniform(-1, 0.5, (2, 3)).tolist(),
        )
    ]


TASKS = [
    Task(
        name="AMSGrad",
        kind="optimizer",
        bonus=True,
        reference=AMSGrad,
        visible=[
            *seen((0.25, 0.25, 0.125), *ADAM),
            walk(
                "six steps from near the bottom and from a ridge, where gradients grow",
                0.125,
                6,
                {**ADAM[1], "lr": 1.0, "eps": 0.05},
                w0=[0.1, -0.2],
                curvature=[1.0, -2.0],
                centre=[0.0, 0.1],
            ),
        ],
        hidden=_unseen_saddle,
        misconceptions=amsgrad.AMSGRAD,
        hint="Print the divisor of each step: it must never fall.",
    ),
    Task(
        name="Lion",
        kind="optimizer",
        bonus=True,
        reference=Lion,
        visible=[
            *seen((0.25, 0.25, 0.125), *LION)[:2],
            walk(
                "two runs in turn with one optimizer, w left alone, one gradient a step",
                0.125,
                8,
                LION[2],
                **{**PAIR, "pair": True, "manners": True},
            ),
            walk(
                "seventeen steps back and forth",
                0.125,
                17,
                {**LION[1], "decay": 0.8},
                w0=[1.0, -1.4, 0.7, 2.1, -3.0, 0.2],
                curvature=[1.0, 2.0, 0.3, 5.0, 0.7, 1.0],
                centre=[0.0, 0.2, 0.4, -0.3, 2.0, -1.0],
            ),
        ],
        hidden=unseen(0.25, **MIXED),
        misconceptions=lion.LION,
        hint="There are two mixtures of memory and gradient. Which one makes the step, and which "
        "one is kept?",
    ),
    Task(
        name="orthogonalise",
        kind="function",
        bonus=True,
        reference=orthogonalise,
        visible=[
            calls(
                "a diagonal, a tall and a wide matrix",
                0.5,
                [
                    [[[5.0, 0.0], [0.0, 1.0]], 5, 1e-7],
                    [TALL["w0"], 3, 0.2],
                    [WIDE["curvature"], 1, 0.5],
                ],
            )
        ],
        hidden=_unseen_matrices,
        misconceptions=muon.ORTHOGONALISE,
        hint="Try one round on the number 1 as a matrix, without eps: it becomes "
        "3.4445 - 4.7750 + 2.0315 = 0.701.",
    ),
    Task(
        name="Muon",
        kind="optimizer",
        bonus=True,
        reference=Muon,
        visible=_matrices(
            (0.25, 0.25, 0.25),
            {"lr": 0.02, "beta": 0.95},
            {"lr": 0.2, "beta": 0.7, "decay": 0.3},
            {"lr": 0.1, "beta": 0.8, "decay": 0.4},
        ),
        hidden=_unseen_walk,
        misconceptions=muon.MUON,
        hint="Measure the singular values of your step, divided by lr, without decay: near 1 for a "
        "wide matrix, larger by sqrt(rows / columns) for a tall one.",
    ),
    Task(
        name="ScheduleFree",
        kind="optimizer",
        bonus=True,
        reference=ScheduleFree,
        visible=seen((0.25, 0.25, 0.25), *FREE),
        hidden=unseen(0.25, lr=(0.1, 0.3), beta=(0.5, 0.95)),
        misconceptions=schedule_free.SCHEDULE_FREE,
        hint="After t steps the place is the plain mean of z_0, ..., z_t. Keep all z in a list for "
        "a moment and compare.",
    ),
]
