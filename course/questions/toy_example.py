"""The questions of the assignment on the worked toy example: mostly results by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.mistakes.toy_example import later_steps as later
from course.mistakes.toy_example import other_starts as facts
from course.mistakes.toy_example import two_steps as mistakes
from course.mistakes.toy_example.runs import (
    AVERAGES,
    RATE,
    SQUARES,
    START,
    VELOCITY,
    Entries,
    averages,
    further,
    late,
    scaled,
    squares,
    velocity,
)
from course.questions.settings import entry
from course.task import Misconception, Setting, Task
from descent import losses, minimize
from solutions import Adagrad, Adam, GradientDescent, Momentum, RMSProp

METHODS: dict[str, tuple[Any, dict[str, float]]] = {
    "gradient descent": (GradientDescent, RATE),
    "momentum": (Momentum, VELOCITY),
    "Adagrad": (Adagrad, SQUARES),
    "RMSProp": (RMSProp, {**SQUARES, "beta": 0.75}),
    "Adam": (Adam, AVERAGES),
}
RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)


def order() -> dict[str, str]:
    """Run all five for 200 steps: on the bowl, and at their best rates on a turned ravine."""
    bowl, ravine = losses.bowl(), losses.ravine(condition=100, angle=np.pi / 4)
    far = {
        name: abs(float(minimize(make(**hyper), bowl, w0=START, steps=200).final))
        for name, (make, hyper) in METHODS.items()
    }
    high = {
        name: min(_end(make(**{**hyper, "lr": lr}), ravine) for lr in RATES)
        for name, (make, hyper) in METHODS.items()
    }
    ends = [pick(some, key=some.__getitem__) for some in (far, high) for pick in (min, max)]
    return dict(zip(later.PLACES, ends, strict=True))


def _end(rule: Any, loss: Any) -> float:
    run = minimize(rule, loss, steps=200)
    whole = run.steps == 200 and np.isfinite(run.losses[-1])
    return float(run.losses[-1]) if whole else float("inf")


def by_hand(
    name: str,
    entries: Callable[[], Entries],
    points: Sequence[float],
    misconceptions: Sequence[Misconception],
    hint: str,
    digits: Sequence[int] = (4, 4, 4, 4, 4, 4),
) -> Task:
    """Return a question with a number to fill in for each entry."""
    each = zip(entries(), points, digits, strict=False)
    return Task(
        name=name,
        kind="value",
        reference=entries,
        visible=[entry(title, points, digits=asked) for title, points, asked in each],
        misconceptions=misconceptions,
        hint=hint,
    )


TASKS = [
    by_hand(
        "toy_velocity",
        velocity,
        (0.25, 0.25, 0.5, 0.25, 0.25, 0.5),
        mistakes.TOY_VELOCITY,
        "The tables of the lesson have the same rows: put the new numbers into the first of them.",
    ),
    by_hand(
        "toy_squares",
        squares,
        (0.5, 0.5, 0.5, 0.5),
        mistakes.TOY_SQUARES,
        "In both methods the new square comes into the memory before the step is divided.",
    ),
    by_hand(
        "toy_adam",
        averages,
        (0.25, 0.25, 1, 0.5),
        mistakes.TOY_ADAM,
        "At the second step t is 2: divide m by 1 - beta1^2 and v by 1 - beta2^2.",
    ),
    by_hand(
        "toy_further",
        further,
        (0.25, 0.25, 0.25, 0.25),
        facts.TOY_FURTHER,
        "Each rule stands in the lesson, section Four more; the first gradient is 4.",
    ),
    by_hand(
        "toy_scaled",
        scaled,
        (0.25, 0.25, 0.25, 0.25),
        facts.TOY_SCALED,
        "Write the step with the start or the factor 100 as a letter, and see whether it cancels.",
    ),
    Task(
        name="toy_order",
        kind="value",
        reference=order,
        visible=[entry(place, 0.25, choices=list(METHODS)) for place in later.PLACES],
        misconceptions=later.TOY_ORDER,
    ),
    by_hand(
        "toy_late",
        late,
        (0.5, 0.5, 0.5, 0.5),
        later.TOY_LATE,
        "By which factor does each step multiply w in the long run, if by any?",
        digits=(0, 0, 2, 4),
    ),
    Task(
        name="toy_why",
        kind="essay",
        reference=None,
        visible=[Setting("read by a person", 1, {})],
    ),
]
