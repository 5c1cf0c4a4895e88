"""The questions of the assignment on gradient descent and batches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.mistakes.gradient_descent import batches, epoch
from course.mistakes.gradient_descent import gradient_descent as mistakes
from course.mistakes.gradient_descent import rates as rates
from course.mistakes.gradient_descent import sampling as noise
from course.questions.settings import calls, entry, seen, unseen
from course.task import Setting, Task
from solutions import (
    GradientDescent,
    accumulated_gradient,
    epoch_batches,
    fastest_rate,
    gradient_variance,
    one_epoch,
    sampled_gradient,
    steps_needed,
)

FLOORS = ("the same", "about half", "about a quarter", "zero")


def epochs(title: str, points: float, *rows: tuple[int, int, int]) -> Setting:
    """Return epochs of so many rows, in batches of that size, from a generator with a seed."""
    given = [[n, size, {"generator": seed}] for n, size, seed in rows]
    return calls(title, points, given, view="batches")


def _unseen_epochs(random: np.random.Generator) -> Sequence[Setting]:
    seeds = random.integers(0, 1000, 3).tolist()
    # A rest of several rows, none, a rest of one, and one batch of all, in every term.
    size = int(random.integers(7, 12))  # of fewer, one order in 24 is by chance the old one
    n = size * int(random.integers(3, 6)) + int(random.integers(2, size))
    rows = (n, seeds[0]), (3 * size, seeds[1]), (2 * size + 1, seeds[0]), (size, seeds[2])
    given = [(number, size, seed) for number, seed in rows]
    return [epochs("numbers of rows that you have not seen", 0.5, *given)]


def walk(title: str, points: float, seed: Any, size: int = 3, lr: float = 0.2) -> Setting:
    """Return one epoch over drawn samples with two features; the last batch has one row."""
    return calls(title, points, [_samples(np.random.default_rng(seed), 2 * size + 1, size, lr)])


def _samples(random: np.random.Generator, n: int, size: int, lr: float, features: int = 2) -> Any:
    """Return what one epoch is given, drawn."""
    x, w = random.normal(size=(n, features)).round(2), random.normal(size=features).round(2)
    y, order = random.normal(size=n).round(2), random.permutation(n)
    return [w.tolist(), x.tolist(), y.tolist(), order.tolist(), size, lr]


def _unseen_walk(random: np.random.Generator) -> Sequence[Setting]:
    size, lr = int(random.integers(3, 6)), float(random.uniform(0.1, 0.4))
    # A last batch of one row, none left over, more features than rows in a batch, one batch of all.
    rows = [
        _samples(random, *numbers)
        for numbers in (
            (2 * size + 1, size, lr),
            (2 * size, size, lr),
            (7, 2, lr, 3),
            (size, size + 2, lr),
        )
    ]
    return [calls("four epochs over samples that you have not seen", 0.5, rows)]


def chunks(
    title: str, points: float, random: np.random.Generator, sizes: Sequence[int], **more: Any
) -> Setting:
    """Return a gradient to be put together from batches of these sizes."""
    n = sum(sizes)
    x, y = random.normal(size=(n, 2)).round(2), random.normal(size=n).round(2)
    rows = np.split(random.permutation(n), np.cumsum(sizes)[:-1])
    samples = {"x": x.tolist(), "y": y.tolist(), **more}
    w = random.normal(size=2).round(2).tolist()
    given = [{"samples": samples}, w, {"arrays": [part.tolist() for part in rows]}]
    return calls(title, points, [given])


def _unseen_chunks(random: np.random.Generator) -> Sequence[Setting]:
    sizes = [int(size) for size in (*random.choice([3, 4, 5], 3), 1)]
    return [chunks("batches that you have not seen", 0.5, random, sizes, most=5)]


def _unseen_samples(random: np.random.Generator) -> Sequence[Setting]:
    rows = [
        [random.normal(size=2).tolist(), float(random.uniform(0.05, 0.9)), int(n)]
        for n in random.integers(3, 60, 4)
    ]
    return [calls("four further draws", 0.5, rows)]


def _unseen_variances(random: np.random.Generator) -> Sequence[Setting]:
    rows = [
        [float(random.uniform(0.5, 5)), int(n), int(random.integers(2, n - 1))]
        for n in random.integers(6, 60, 5)
    ]
    return [calls("five further batch sizes", 0.75, rows)]


def _unseen_rates(random: np.random.Generator) -> Sequence[Setting]:
    rows = [[low, low * times] for low, times in random.uniform(1.5, 30, (5, 2)).tolist()]
    return [calls("five further pairs of curvatures", 0.5, rows)]


def _unseen_steps(random: np.random.Generator) -> Sequence[Setting]:
    rows = [
        [low, low * times, share]
        for low, times, share in random.uniform([0.1, 3, 0.001], [5, 60, 0.2], (5, 3)).tolist()
    ]
    return [calls("five further quadratics", 0.75, rows)]


def floor(lr: float = 0.1, noise: float = 1.0, steps: int = 400) -> float:
    """Return the mean loss of 2000 runs on w^2 after noisy steps, over the last half of them."""
    random = np.random.default_rng(0)
    w, heights = np.full(2000, 3.0), []
    for _ in range(steps):
        w = w - lr * (2 * w + noise * random.normal(size=2000))
        heights.append(float(np.mean(w**2)))
    return float(np.mean(heights[steps // 2 :]))


def floors() -> dict[str, str]:
    """Run SGD after each change and say what is left of its floor."""
    before = floor()
    after = {
        "half the rate": floor(lr=0.05),
        "four times the batch": floor(noise=0.5),
        "twice the steps": floor(steps=800),
    }
    nearest = {1.0: "the same", 0.5: "about half", 0.25: "about a quarter", 0.0: "zero"}
    return {
        name: nearest[min(nearest, key=lambda share: abs(share - left / before))]
        for name, left in after.items()
    }


TASKS = [
    Task(
        name="GradientDescent",
        kind="optimizer",
        reference=GradientDescent,
        visible=seen((0.25, 0.5, 0.25), {"lr": 0.1}, {"lr": 0.3}, {"lr": 0.25}),
        hidden=unseen(0.5, lr=(0.05, 0.4)),
        misconceptions=mistakes.GRADIENT_DESCENT,
        hint="On w^2 the slope at 1 is 2: with lr = 0.1, where does one step lead?",
    ),
    Task(
        name="epoch_batches",
        kind="function",
        reference=epoch_batches,
        visible=[
            epochs(
                "20 and 19 rows in batches of 6, and fewer rows than a batch has",
                0.5,
                (20, 6, 1),
                (19, 6, 2),
                (12, 50, 3),
            ),
            epochs("rows that come out even", 0.5, (20, 5, 2)),
            epochs(
                "the same order from the same generator, another from another",
                0.5,
                (24, 8, 4),
                (24, 8, 4),
                (24, 8, 5),
            ),
        ],
        hidden=_unseen_epochs,
        misconceptions=batches.EPOCH_BATCHES,
        hint="Print your batches for n = 5 and size = 2: does every row come once?",
    ),
    Task(
        name="one_epoch",
        kind="function",
        reference=one_epoch,
        visible=[
            calls(
                "three samples with one feature, in batches of 2",
                0.5,
                [[[0.0], [[1.0], [2.0], [1.0]], [6.0, 2.0, 1.0], [2, 0, 1], 2, 0.1]],
            ),
            walk("seven samples with two features, in batches of 3", 0.5, 1),
        ],
        hidden=_unseen_walk,
        misconceptions=epoch.ONE_EPOCH,
        hint="Follow one row: which sample, and which target, meet in one error?",
    ),
    Task(
        name="epoch_bug",
        kind="value",
        reference="B",
        visible=[Setting("the bug you found", 0.5, {})],
        misconceptions=epoch.EPOCH_BUG,
        choices=("A", "B", "C", "D"),
    ),
    Task(
        name="accumulated_gradient",
        kind="function",
        reference=accumulated_gradient,
        visible=[
            chunks("three batches of equal length", 0.5, np.random.default_rng(5), (2, 2, 2)),
            chunks(
                "batches of 4, 4 and 1 rows, no more in memory",
                1,
                np.random.default_rng(7),
                (4, 4, 1),
                most=4,
            ),
        ],
        hidden=_unseen_chunks,
        misconceptions=epoch.ACCUMULATED,
        hint="What does one row count in your result, if it is in a large batch or in a small one?",
    ),
    Task(
        name="sampled_gradient",
        kind="function",
        reference=sampled_gradient,
        visible=[
            calls("two draws", 0.5, [[[3.0, -1.0], 0.5, 3], [[2.0, 4.0], 0.125, 5]]),
        ],
        hidden=_unseen_samples,
        misconceptions=noise.SAMPLED,
        hint="Two rows, drawn with 1/4 and 3/4: write down the average of what you return.",
    ),
    Task(
        name="gradient_variance",
        kind="function",
        reference=gradient_variance,
        visible=[
            calls("a part, one row, and all rows", 0.75, [[6.0, 9, 4], [2.0, 5, 1], [3.0, 8, 8]]),
        ],
        hidden=_unseen_variances,
        misconceptions=noise.VARIANCE,
        hint="Check it on the rows 1, 2 and 6: the means of its three pairs are 1.5, 3.5 and 4.",
    ),
    Task(
        name="noise_floor",
        kind="value",
        reference=floors,
        visible=[
            entry("half the rate", 0.5, choices=FLOORS),
            entry("four times the batch", 0.5, choices=FLOORS),
            entry("twice the steps", 0.5, choices=FLOORS),
        ],
        misconceptions=noise.NOISE_FLOOR,
    ),
    Task(
        name="fastest_rate",
        kind="function",
        reference=fastest_rate,
        visible=[calls("two pairs of curvatures", 0.5, [[1.0, 9.0], [0.5, 2.0]])],
        hidden=_unseen_rates,
        misconceptions=rates.FASTEST,
        hint="One step multiplies a distance by 1 - lr curvature. Where are both ends equal?",
    ),
    Task(
        name="steps_needed",
        kind="function",
        reference=steps_needed,
        visible=[
            calls("two quadratics", 0.75, [[1.0, 10.0, 0.01], [0.5, 30.0, 0.2]]),
        ],
        hidden=_unseen_steps,
        misconceptions=rates.STEPS,
        hint="Which share of the distance is left after one step at the best rate, and after two?",
    ),
]
