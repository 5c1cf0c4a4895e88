"""The questions of the assignment on momentum."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from course.mistakes.momentum import heavy_ball as debug
from course.mistakes.momentum import momentum as mistakes
from course.mistakes.momentum import rates as rates
from course.questions.settings import calls, seen, unseen
from course.task import Setting, Task
from descent import losses, minimize
from solutions import HeavyBall, Momentum, Nesterov, NesterovShifted, eta_max, heavy_ball_lr

# Beyond the first, lr is never 1 - beta, which would hide one of them in the place of the other.
FORMS = ({"lr": 0.1, "beta": 0.9}, {"lr": 0.4, "beta": 0.7}, {"lr": 0.3, "beta": 0.8})
SUMS = ({"lr": 0.2, "beta": 0.9}, {"lr": 0.15, "beta": 0.7}, {"lr": 0.1, "beta": 0.8})
BOUNDS = {"lr": (0.1, 0.4), "beta": (0.6, 0.95)}


def _unseen_rates(random: np.random.Generator) -> Sequence[Setting]:
    draws = zip(random.uniform(0.01, 2, 5), random.uniform(0.1, 0.99, 5), strict=True)
    return [calls("five further pairs of rate and beta", 1, [*draws])]


def _unseen_curvatures(random: np.random.Generator) -> Sequence[Setting]:
    draws = zip(random.uniform(0.1, 50, 5), random.uniform(0.1, 0.99, 5), strict=True)
    return [calls("five further pairs of curvature and beta", 2, [*draws])]


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
        reference=Momentum,
        visible=seen((0.5, 1, 0.5), *FORMS),
        hidden=unseen(1, **BOUNDS),
        misconceptions=mistakes.MOMENTUM,
        hint="The table of two steps by hand in the lesson has every intermediate number.",
    ),
    Task(
        name="Nesterov",
        kind="optimizer",
        reference=Nesterov,
        visible=seen((0.5, 1, 0.5), *FORMS),
        hidden=unseen(1, **BOUNDS),
        misconceptions=mistakes.NESTEROV,
        hint="Print the place at which you ask: from the second step on it differs from w.",
    ),
    Task(
        name="HeavyBall",
        kind="optimizer",
        reference=HeavyBall,
        visible=seen((0.5, 0.5, 0.5), *SUMS),
        hidden=unseen(0.5, **BOUNDS),
        misconceptions=debug.HEAVY_BALL,
        hint="Follow lr through one step by hand: how often is the gradient multiplied by it?",
    ),
    Task(
        name="heavy_ball_bug",
        kind="value",
        reference="C",
        visible=[Setting("the bug you found", 1, {})],
        misconceptions=debug.HEAVY_BALL_BUG,
        choices=("A", "B", "C", "D"),
    ),
    Task(
        name="NesterovShifted",
        kind="optimizer",
        reference=NesterovShifted,
        visible=seen((0.5, 0.5, 0.5), *SUMS),
        hidden=unseen(0.5, **BOUNDS),
        misconceptions=debug.NESTEROV_SHIFTED,
        hint="Ask at the place itself. The velocity is a sum; what moves w?",
    ),
    Task(
        name="heavy_ball_lr",
        kind="function",
        reference=heavy_ball_lr,
        visible=[calls("two pairs of rate and beta", 1, [[0.1, 0.9], [2.0, 0.75]])],
        hidden=_unseen_rates,
        misconceptions=rates.HEAVY_BALL_LR,
        hint="Compare the two velocities after many equal gradients.",
    ),
    Task(
        name="diverges",
        kind="value",
        reference=which_diverges,
        visible=[Setting("your prediction, against the two runs", 1, {})],
        misconceptions=rates.DIVERGES,
        choices=("A", "B", "both", "neither"),
    ),
    Task(
        name="eta_max",
        kind="function",
        reference=eta_max,
        visible=[calls("two pairs of curvature and beta", 2, [[2.0, 0.9], [10.0, 0.6]])],
        hidden=_unseen_curvatures,
        misconceptions=rates.ETA_MAX,
        hint="At the limit one eigenvalue of the step is -1: put z = -1 into z^2 - T z + D = 0.",
    ),
]
