"""The questions of the assignment on adaptive methods."""

from __future__ import annotations

from course.mistakes.adaptive import adagrad, adam, adamw, rmsprop
from course.mistakes.adaptive.predictions import ADAMW_BUG
from course.questions import adaptive_facts
from course.questions.settings import seen, unseen, walk
from course.task import Setting, Task
from solutions import Adagrad, Adam, AdamW, RMSProp

TINY = "a gradient as small as epsilon"
FALLING = "a large gradient first, then small ones"


def _tiny(points: float, **hyper: float) -> Setting:
    """A run whose gradients are of the size of epsilon, which alone shows where epsilon stands."""
    inputs = {"w0": [1.0, -1.0], "curvature": [0.02, 0.004], "centre": [0.0, 0.0]}
    return walk(TINY, points, 3, {"lr": 0.2, "eps": 0.01, **hyper}, **inputs)


def _falling(points: float, **hyper: float) -> Setting:
    """A run whose gradients fall at once, so that what was large is forgotten or not."""
    inputs = {"w0": [10.0, 4.0], "curvature": [3.0, 0.5], "centre": [0.0, 1.0]}
    return walk(FALLING, points, 8, {"lr": 4.0, "eps": 0.05, **hyper}, **inputs)


ADAM = (
    {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
    {"lr": 0.3, "beta1": 0.8, "beta2": 0.65, "eps": 0.2},
    {"lr": 0.2, "beta1": 0.7, "beta2": 0.9, "eps": 0.1},
)
DECAYED = [{**hyper, "decay": decay} for hyper, decay in zip(ADAM, (0.5, 0.3, 0.4), strict=True)]
BETAS = {"beta1": (0.6, 0.95), "beta2": (0.6, 0.95), "eps": (0.05, 0.3), "lr": (0.1, 0.4)}

TASKS = [
    Task(
        name="Adagrad",
        kind="optimizer",
        reference=Adagrad,
        visible=[
            *seen((0.5, 1, 0.5), {"lr": 0.1}, {"lr": 0.5, "eps": 0.2}, {"lr": 0.3, "eps": 0.1}),
            _tiny(0.5),
        ],
        hidden=unseen(0.5, lr=(0.1, 0.8), eps=(0.05, 0.3)),
        wrong=adagrad.ADAGRAD,
        hint="Work the first two steps out by hand, with the table of the lesson beside you.",
    ),
    Task(
        name="RMSProp",
        kind="optimizer",
        reference=RMSProp,
        visible=[
            *seen(
                (0.5, 0.5, 0.5),
                {"lr": 0.1, "beta": 0.9},
                {"lr": 0.3, "beta": 0.7, "eps": 0.2},
                {"lr": 0.2, "beta": 0.8, "eps": 0.1},
            ),
            _tiny(0.5, beta=0.8),
            walk(
                "six steps with centred=True",
                0.5,
                6,
                {"lr": 0.1, "beta": 0.7, "eps": 0.3, "centred": True},
                w0=[1.0, -2.0],
                curvature=[1.0, 3.0],
                centre=[0.0, 0.5],
            ),
        ],
        hidden=unseen(0.5, lr=(0.1, 0.4), beta=(0.6, 0.95), eps=(0.05, 0.3)),
        wrong=rmsprop.RMSPROP,
        hint="Compare with Adagrad: which one line is another?",
    ),
    Task(
        name="Adam",
        kind="optimizer",
        reference=Adam,
        visible=[
            *seen((0.5, 1, 0.5), *ADAM),
            _tiny(0.5, beta1=0.8, beta2=0.9),
            _falling(0.5, beta1=0.7, beta2=0.65),
        ],
        hidden=unseen(1, **BETAS),
        wrong=adam.ADAM,
        hint="Print m, v and both corrected averages for two steps on w^2, and compare them with "
        "the worked toy example.",
    ),
    Task(
        name="AdamW",
        kind="optimizer",
        reference=AdamW,
        visible=seen((0.5, 0.5, 0.5), *DECAYED),
        hidden=unseen(0.5, **BETAS, decay=(0.1, 0.5)),
        wrong=adamw.ADAMW,
        hint="Follow the decay through one step: is it divided by the root of v on its way?",
    ),
    Task(
        name="adamw_bug",
        kind="value",
        reference="C",
        visible=[Setting("the bug you found", 1, {})],
        wrong=ADAMW_BUG,
        choices=("A", "B", "C", "D"),
    ),
    *adaptive_facts.TASKS,
]
