"""The questions of the assignment beyond Adam."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from course.mistakes.beyond_adam import adadelta, lamb, nadam, radam
from course.mistakes.beyond_adam import predictions as facts
from course.questions import bonus
from course.questions.settings import calls, entry, seen, unseen, walk
from course.task import Draw, Setting, Task
from descent import Array, losses, minimize
from solutions import LAMB, Adadelta, Nadam, RAdam, rescaled_eps, waiting_steps

ADAM = (
    {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
    {"lr": 0.3, "beta1": 0.8, "beta2": 0.9, "eps": 0.2},
    {"lr": 0.2, "beta1": 0.7, "beta2": 0.85, "eps": 0.1},
)
DECAYED = [{**hyper, "decay": decay} for hyper, decay in zip(ADAM, (0.0, 0.3, 0.4), strict=True)]
BETAS = {"lr": (0.1, 0.4), "beta1": (0.6, 0.95), "beta2": (0.8, 0.95), "eps": (0.05, 0.3)}
# A layer longer than the 10 at which many codes cut it, one that starts at zero, and one on which
# nothing pulls.
LAYERED = {
    "w0": [9.0, 12.0, 0.0, 0.0, 2.0],
    "curvature": [1.0, 2.0, 4.0, 1.0, 0.0],
    "centre": [0.0, 1.0, 1.0, -2.0, 0.0],
}


def _unseen_layers(points: float) -> Draw:
    """Return what draws a run on three layers for LAMB, one of which is a single number."""

    def draw(random: np.random.Generator) -> Sequence[Setting]:
        drawn = {name: float(random.uniform(*bounds)) for name, bounds in BETAS.items()}
        hyper = {
            **drawn,
            "decay": float(random.uniform(0.1, 0.5)),
            "layers": [[0, 2], [2, 3], [3, 6]],
        }
        return [
            walk(
                "eight steps on layers you have not seen",
                points,
                8,
                hyper,
                w0=random.uniform(-2.0, 2.0, 6).tolist(),
                curvature=random.uniform(0.5, 4.0, 6).tolist(),
                centre=random.uniform(-1.0, 1.0, 6).tolist(),
            )
        ]

    return draw


def _unseen_waits(random: np.random.Generator) -> Sequence[Setting]:
    draws = [*zip(random.uniform(0.9, 0.999, 4), random.uniform(4.0, 15.0, 4), strict=True)]
    short = random.uniform(0.9, 0.95)  # a memory that comes to little more than the threshold
    draws.append((short, random.uniform(0.8, 0.95) * (2 / (1 - short) - 1)))
    return [calls("five further pairs of beta2 and threshold", 0.5, draws)]


def _unseen_units(random: np.random.Generator) -> Sequence[Setting]:
    draws = zip(random.uniform(0.1, 1, 5), 10 ** random.uniform(-0.5, 2, 5), strict=True)
    return [calls("five further pairs of epsilon and factor", 0.5, [*draws])]


RULES: dict[str, Any] = {
    "Adadelta": Adadelta(),
    "Nadam": Nadam(lr=0.1),
    "RAdam": RAdam(lr=0.1),
    "LAMB": LAMB(lr=0.1),
}
CHANGES = {"loss": (100.0, 1.0), "w": (1.0, 100.0)}
# Which of the eight pairs are asked; for Nadam and RAdam the unit of w is as plain as for Adam.
ASKED = ("Adadelta, loss", "Nadam, loss", "RAdam, loss", "LAMB, loss", "Adadelta, w", "LAMB, w")


def _slope(w: Array, loss: float, unit: float) -> Array:
    """Return the slope of w^2, with the loss and w as so many times larger numbers."""
    slope: Array = loss * 2 * w / unit**2
    return slope


def same_path() -> dict[str, str]:
    """Run each optimizer on w^2, with the loss or w as 100 times larger numbers."""
    bowl, found = losses.bowl(), {}
    for pair in ASKED:
        name, changed = pair.split(", ")
        loss, w = CHANGES[changed]
        scaled = replace(bowl, gradient=partial(_slope, loss=loss, unit=w))
        usual = minimize(RULES[name], bowl, w0=1.0, steps=50).places
        other = minimize(RULES[name], scaled, w0=w, steps=50).places / w
        found[pair] = "same" if np.allclose(usual, other, rtol=1e-3, atol=1e-3) else "other"
    return found


TASKS = [
    Task(
        name="Adadelta",
        kind="optimizer",
        reference=Adadelta,
        visible=seen(
            (0.5, 0.5, 0.5),
            {"lr": 1.0, "rho": 0.9, "eps": 1e-6},
            {"lr": 0.5, "rho": 0.8, "eps": 0.1},
            {"lr": 0.7, "rho": 0.7, "eps": 0.05},
        ),
        hidden=unseen(0.5, lr=(0.3, 0.8), rho=(0.6, 0.95), eps=(0.02, 0.3)),
        misconceptions=adadelta.ADADELTA,
        hint="The table of two steps by hand in the lesson has E, u and D of both. In which of "
        "them do your numbers part?",
    ),
    Task(
        name="Nadam",
        kind="optimizer",
        reference=Nadam,
        visible=seen((0.5, 0.5, 0.5), *ADAM),
        hidden=unseen(0.5, **BETAS),
        misconceptions=nadam.NADAM,
        hint="On an even slope the first step is 2 - 1 / (1 + beta1) rates long. How long is "
        "yours?",
    ),
    Task(
        name="RAdam",
        kind="optimizer",
        reference=RAdam,
        visible=[
            *seen((0.5, 0.5, 0.25), *ADAM),
            walk(
                "thirty steps with another threshold, w left alone, one gradient a step",
                0.25,
                30,
                {"lr": 0.1, "beta1": 0.85, "beta2": 0.9, "eps": 0.3, "threshold": 5.5},
                w0=[4.0, -1.0],
                curvature=[0.5, 1.0],
                centre=[0.0, 0.5],
                manners=True,  # in both branches
            ),
        ],
        hidden=unseen(0.5, **BETAS, threshold=(4.2, 5.8)),
        misconceptions=radam.RADAM,
        hint="Print rho_t for the first six steps: for beta2 = 0.9 they are 1, 1.95, 2.86, 3.74, "
        "4.58 and 5.39.",
    ),
    Task(
        name="waiting_steps",
        kind="function",
        reference=waiting_steps,
        visible=[
            calls(
                "the defaults, and two other pairs of beta2 and threshold",
                0.5,
                [[0.999, 4.0], [0.7, 4.0], [0.95, 8.0]],
            )
        ],
        hidden=_unseen_waits,
        misconceptions=facts.WAITING_STEPS,
        hint="Work out rho_t for t = 1, 2, 3, ... until one is above the threshold. That step "
        "waits no more.",
    ),
    Task(
        name="LAMB",
        kind="optimizer",
        reference=LAMB,
        visible=[
            *seen((0.5, 0.5, 0.5), *DECAYED),
            walk(
                "six steps on three layers",
                0.5,
                6,
                {**ADAM[1], "layers": [[0, 2], [2, 4], [4, 5]]},
                **LAYERED,
            ),
        ],
        hidden=_unseen_layers(0.5),
        misconceptions=lamb.LAMB,
        hint="Measure your step: without decay each layer moves by exactly lr times its own "
        "length, but for one that starts at zero.",
    ),
    Task(
        name="same_path",
        kind="value",
        reference=same_path,
        visible=[entry(pair, 0.25, choices=["same", "other"]) for pair in ASKED],
        misconceptions=facts.SAME_PATH,
    ),
    Task(
        name="rescaled_eps",
        kind="function",
        reference=rescaled_eps,
        visible=[
            calls("two pairs of epsilon and factor", 0.5, [[1e-2, 100.0], [0.5, 0.2]]),
        ],
        hidden=_unseen_units,
        misconceptions=facts.RESCALED_EPS,
        hint="Epsilon is added to D, an average of squared moves. Which unit has it?",
    ),
    *bonus.TASKS,
]
