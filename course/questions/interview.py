"""The questions of the assignment that goes with the interview questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.mistakes.interview import interview as mistakes
from course.mistakes.interview import valleys
from course.questions.settings import calls, entry
from course.task import Setting, Task
from descent import Loss, minimize
from solutions import (
    Adagrad,
    Adam,
    AMSGrad,
    GradientDescent,
    HeavyBall,
    Lion,
    Momentum,
    RMSProp,
    keras_eps,
    place_behind,
)

# Eight names for six runs: nobody finds the last by elimination.
RUNS: dict[str, tuple[str, Any]] = {
    "A": ("RMSProp", RMSProp(lr=0.1, beta=0.9)),
    "B": ("heavy ball", HeavyBall(lr=0.1, beta=0.9)),
    "C": ("Adagrad", Adagrad(lr=0.1)),
    "D": ("gradient descent", GradientDescent(lr=0.1)),
    "E": ("Adam", Adam(lr=0.1)),
    "F": ("momentum", Momentum(lr=0.1, beta=0.9)),
}
NAMES = [
    *("gradient descent", "momentum", "heavy ball", "Nesterov"),
    *("Adagrad", "RMSProp", "Adam", "RAdam"),
]
CURVATURES = np.array([1.0, 8.0])
BOWL = Loss(
    name="uneven bowl",
    value=lambda w: (CURVATURES * np.moveaxis(w, 0, -1) ** 2).sum(axis=-1) / 2,
    gradient=lambda w: CURVATURES * w,
    minima=(np.zeros(2),),
    start=np.ones(2),
    window=((-1.5, 1.5), (-1.5, 1.5)),
)


def which_run() -> dict[str, str]:
    """Return the name of each run."""
    return {letter: name for letter, (name, _) in RUNS.items()}


def runs() -> dict[str, list[list[float]]]:
    """Return the first places of each run, to four digits."""
    return {
        letter: minimize(rule, BOWL, steps=6).places.round(4).tolist()
        for letter, (_, rule) in RUNS.items()
    }


# What keeps how many arrays is counted, not said: see `training_bytes`.
KEEPERS: dict[str, Any] = {
    "gradient descent": GradientDescent(),
    "momentum": HeavyBall(),
    "Lion": Lion(),
    "Adam": Adam(),
    "AMSGrad": AMSGrad(),
}


def training_bytes(widths: Sequence[int], method: str) -> int:
    """Make the weights, a gradient and a memory in float32, and add up their bytes."""
    pairs = list(zip(np.asarray(widths)[:-1], np.asarray(widths)[1:], strict=True))
    shapes = [shape for a, b in pairs for shape in ((int(a), int(b)), (int(b),))]
    total = 0
    for shape in shapes:
        w = np.zeros(shape, np.float32)
        state = KEEPERS[method].init(w)
        kept = state if isinstance(state, tuple) else (state,)
        arrays = [w, np.zeros_like(w), *(x for x in kept if isinstance(x, np.ndarray))]
        total += sum(array.nbytes for array in arrays)
    return total


def turned(across: float, along: float) -> list[list[float]]:
    """Return the matrix of a valley whose floor lies along (1, -1)."""
    mean, half = (across + along) / 2, (across - along) / 2
    return [[mean, half], [half, mean]]


def sign_stalls(start: Any) -> list[list[float]]:
    """Return a valley with a turned floor, on which only gradient descent arrives."""
    return turned(16.0, 0.4)


def descent_fails(start: Any) -> list[list[float]]:
    """Return a valley too steep for gradient descent at the rate 0.1."""
    return [[1.0, 0.0], [0.0, 100.0]]


def _unseen_widths(random: np.random.Generator) -> Sequence[Setting]:
    rows = [
        [random.integers(2, 40, int(random.integers(2, 5))).tolist(), method] for method in KEEPERS
    ]
    return [calls("five further networks", 1, rows)]


def _unseen_places(random: np.random.Generator) -> Sequence[Setting]:
    rows = [
        [*random.uniform(-2, 2, (2, 3)).tolist(), *map(float, random.uniform(0.1, 0.9, 2))]
        for _ in range(3)
    ]
    return [calls("three further places and velocities", 0.5, rows)]


def _unseen_eps(random: np.random.Generator) -> Sequence[Setting]:
    draws = zip(
        random.uniform(0.1, 1, 5),
        random.uniform(0.8, 0.99, 5),
        random.integers(1, 30, 5).tolist(),
        strict=True,
    )
    return [calls("five further epsilons, beta2 and updates", 0.5, [*draws])]


def _unseen_starts(random: np.random.Generator) -> Sequence[Setting]:
    def start() -> list[list[float]]:
        # Their sum is 0.1 and some steps of 0.2: across, sign descent jumps back and forth.
        across, along = 0.1 + 0.2 * random.integers(-5, 6), random.uniform(1.5, 3.0)
        return [[float(across + along) / 2, float(across - along) / 2]]

    return [calls("two further starts", 0.5, [start(), start()], view="counterexample")]


STARTS = [[[2.1, -1.0]], [[1.3, -1.2]]]

TASKS = [
    Task(
        name="which_run",
        kind="value",
        reference=which_run,
        visible=[entry(letter, 0.5, choices=NAMES) for letter in RUNS],
        misconceptions=mistakes.which_run(which_run()),
        given=runs(),
    ),
    Task(
        name="sign_stalls",
        kind="function",
        reference=sign_stalls,
        visible=[
            calls(
                "both methods on your valley, from two starts", 0.5, STARTS, view="counterexample"
            )
        ],
        hidden=_unseen_starts,
        misconceptions=valleys.SIGN_STALLS,
        hint="Sign descent moves both coordinates by equal lengths, along a diagonal. When does "
        "that never lead along the valley's floor?",
    ),
    Task(
        name="descent_fails",
        kind="function",
        reference=descent_fails,
        visible=[
            calls(
                "both methods on your valley, from two starts", 0.5, STARTS, view="counterexample"
            )
        ],
        hidden=_unseen_starts,
        misconceptions=valleys.DESCENT_FAILS,
        hint="Which curvature is too large for gradient descent at the rate 0.1? And does sign "
        "descent notice it?",
    ),
    Task(
        name="training_bytes",
        kind="function",
        reference=training_bytes,
        visible=[
            calls(
                "a small network under each method",
                1,
                [[[4, 3, 2], method] for method in KEEPERS] + [[[64, 32, 10], "Adam"]],
            )
        ],
        hidden=_unseen_widths,
        misconceptions=mistakes.TRAINING_BYTES,
        hint="Count the numbers in all weights and offsets first: for widths 4, 3, 2 they are 23.",
    ),
    Task(
        name="place_behind",
        kind="function",
        reference=place_behind,
        visible=[
            calls(
                "two places and velocities",
                0.5,
                [[[1.0, -2.0], [0.5, 3.0], 0.1, 0.9], [[0.3], [-4.0], 0.2, 0.7]],
            )
        ],
        hidden=_unseen_places,
        misconceptions=mistakes.PLACE_BEHIND,
        hint="Which way, and how far, does one look ahead from w? Go back.",
    ),
    Task(
        name="keras_eps",
        kind="function",
        reference=keras_eps,
        visible=[
            calls("three updates", 0.5, [[0.1, 0.9, 1], [0.3, 0.8, 3], [0.5, 0.99, 20]]),
        ],
        hidden=_unseen_eps,
        misconceptions=mistakes.KERAS_EPS,
        hint="Write both divisors over the root of v alone: multiply the course's divisor by "
        "sqrt(1 - beta2^t).",
    ),
    *(
        Task(
            name=name,
            kind="essay",
            reference=None,
            visible=[Setting("read by a person", 2, {})],
        )
        for name in ("explain_noise", "explain_warm_up", "explain_decay")
    ),
]
