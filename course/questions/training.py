"""The questions of the last assignment: a network trained, from its first check to the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from course.mistakes.training import choosing as choices
from course.mistakes.training import looking, loop, sets
from course.questions.settings import calls, entry
from course.questions.settings.trained_runs import RUNS, TROUBLES
from course.task import Setting, Task
from solutions import (
    chance_losses,
    finer_rates,
    kept_epoch,
    paired_difference,
    relative_error,
    three_sets,
    training_run,
)

VERDICTS = ("Momentum", "Adam", "neither shown")


def _unseen_slopes(random: np.random.Generator) -> Sequence[Setting]:
    g = random.uniform(0.5, 4, (2, 3)) * random.choice([-1, 1], (2, 3))
    measured = g * random.uniform(0.8, 1.2, (2, 3))
    g[0, 1] = measured[0, 1] = 0.0
    rows = [[g.tolist(), measured.tolist()], [(g / 1000).tolist(), (measured / 999).tolist()]]
    return [calls("two matrices that you have not seen", 0.5, rows)]


def _unseen_counts(random: np.random.Generator) -> Sequence[Setting]:
    rows = [[random.integers(1, 60, n).tolist()] for n in (2, 4, 7)]
    return [calls("three further counts", 0.5, rows)]


def run(title: str, points: float, seed: Any, hidden: bool = True, **echo: float) -> Setting:
    """Return a run of the kit's `Echo` on a small network; its batches differ in size."""
    random = np.random.default_rng(seed)
    sizes = [2, 3, 2] if hidden else [2, 2]
    inputs = sum(a * b + b for a, b in pairwise(sizes))
    x, y = random.normal(size=(7, 2)).round(2), random.integers(0, 2, 7)
    batches = [[4, 1, 6], [0, 2, 5], [3], [5, 1, 0]]
    row = [
        {"Echo": {"lr": 0.4, "share": 0.6, "ahead": 0.3, **echo}},
        {"network": {"sizes": sizes}},
        random.normal(size=inputs).round(2).tolist(),
        x.tolist(),
        y.tolist(),
        {"arrays": batches},
    ]
    return calls(title, points, [row])


def _unseen_run(random: np.random.Generator) -> Sequence[Setting]:
    lr, share = random.uniform(0.2, 0.6), random.uniform(0.3, 0.8)
    return [run("samples that you have not seen", 1, random, lr=lr, share=share)]


def split(title: str, points: float, *rows: tuple[int, int, int, int]) -> Setting:
    """Return splits of n rows, so many for validation and test, by a generator with a seed."""
    given = [[n, validation, test, {"generator": seed}] for n, validation, test, seed in rows]
    return calls(title, points, given, view="sets")


def _unseen_split(random: np.random.Generator) -> Sequence[Setting]:
    seeds = random.integers(0, 1000, 2).tolist()
    n, validation, test = (int(random.integers(a, a + 9)) for a in (40, 5, 15))
    rows = (n, validation, test, seeds[0]), (n + 7, test, validation, seeds[1])
    return [split("numbers of rows that you have not seen", 0.5, *rows)]


def _unseen_losses(random: np.random.Generator) -> Sequence[Setting]:
    rows = []
    for patience in random.permutation([2, 3, 4]).tolist():
        fall = np.sort(random.uniform(1, 3, 4))[::-1]
        fall[1], fall[2] = fall[2], fall[1]  # a rise in between, shorter than the patience
        plateau = random.uniform(fall[-1] + 0.1, 4, patience)
        losses = [*fall, *plateau, 0.5, 0.4, 0.6]
        rows.append([[loss - 2 for loss in losses], patience])  # a loss may lie below zero
    return [calls("three further runs", 0.5, rows)]


def _unseen_rates(random: np.random.Generator) -> Sequence[Setting]:
    rows = []
    for best in (0, 2, 3):
        rates = np.cumprod([random.uniform(0.001, 0.1), *random.uniform(2, 10, 3)])
        losses = random.uniform(1, 2, (4, 3))
        losses[best] = random.uniform(0.5, 0.9, 3)
        losses[1] = 0.1, 9.0, 0.4  # lucky twice, and by its mean the worst
        losses -= 2  # a loss may lie below zero
        rows.append([rates.tolist(), losses.tolist(), int(random.integers(4, 8))])
    return [calls("three further searches", 0.5, rows)]


def _unseen_pairs(random: np.random.Generator) -> Sequence[Setting]:
    rows = []
    for n in (4, 9):
        start = random.normal(0, 1, n)
        rows.append([start.tolist(), (start + random.normal(0.5, 0.3, n)).tolist()])
    return [calls("two further comparisons", 0.5, rows)]


TASKS = [
    Task(
        name="relative_error",
        kind="function",
        reference=relative_error,
        visible=[
            calls(
                "three slopes, one of them wrong by a little",
                0.5,
                [
                    [[3.0, -0.5, -4.0], [3.1, -0.3, -4.8]],
                    [[2.0, 0.01], [2.2, -0.01]],
                    [[0.4, 3.0], [0.2, 3.0]],
                    [[1.0, 2.0], [1.6, 2.0]],
                ],
            ),
            calls(
                "a weight that nothing hangs on",
                0.5,
                [
                    [[0.0, -5.0, 1.0], [0.0, -4.0, 1.0]],
                    [[0.0, -4.0, 1.0], [0.0, -8.0, 1.0]],
                    [[1.0, 0.0], [0.3, 0.0]],
                    [[0.0, 0.0], [0.0, 0.0]],
                ],
            ),
        ],
        hidden=_unseen_slopes,
        misconceptions=looking.RELATIVE_ERROR,
        hint="Work out the share for each weight on paper: which of them counts?",
    ),
    Task(
        name="chance_losses",
        kind="function",
        reference=chance_losses,
        visible=[
            calls("even classes, and a rare one", 1, [[[5, 5, 5]], [[90, 10]], [[8, 1, 1, 2]]])
        ],
        hidden=_unseen_counts,
        misconceptions=looking.CHANCE_LOSSES,
        hint="With two even classes each gets 1/2, and both losses are log 2 = 0.693.",
    ),
    Task(
        name="three_sets",
        kind="function",
        reference=three_sets,
        visible=[
            split(
                "three numbers of rows, in three sets each",
                0.5,
                (20, 4, 6, 1),
                (23, 5, 8, 2),
                (16, 7, 8, 3),  # one row is left to train on
            ),
            split(
                "the same rows from the same generator, others from another",
                0.5,
                (30, 6, 9, 4),
                (30, 6, 9, 4),
                (30, 6, 9, 5),
            ),
        ],
        hidden=_unseen_split,
        misconceptions=sets.THREE_SETS,
        hint="Print the three for n = 6: does each row come once, and how long is each set?",
    ),
    Task(
        name="training_run",
        kind="function",
        reference=training_run,
        visible=[
            run("four batches without a hidden layer", 1, 1, hidden=False),
            run("four batches, with three hidden units", 1, 2),
        ],
        hidden=_unseen_run,
        misconceptions=loop.TRAINING_RUN,
        hint="After the first batch: which weights, which memory and which rows go into the next?",
    ),
    Task(
        name="finer_rates",
        kind="function",
        reference=finer_rates,
        visible=[
            calls(
                "the best rate between two others",
                1,
                [
                    [
                        [0.01, 0.1, 1.0, 5.0],
                        [[0.8] * 3, [0.5, 0.2, 0.9], [4.0, 0.1, 0.3], [0.4, 9.0, 9.5]],
                        5,
                    ]
                ],
            ),
            calls(
                "the best rate at an end of the range",
                0.5,
                [
                    [[0.01, 0.05, 1.0], [[0.4, 0.5], [0.7, 0.3], [9.0, 8.0]], 4],
                    [[0.01, 0.05, 1.0], [[0.9, 1.1], [0.8, 0.7], [0.2, 0.5]], 4],
                ],
            ),
        ],
        hidden=_unseen_rates,
        misconceptions=choices.FINER_RATES,
        hint="Print the mean of each row, then the two neighbours of the lowest one.",
    ),
    Task(
        name="kept_epoch",
        kind="function",
        reference=kept_epoch,
        visible=[
            calls(
                "a rise that is waited for, and a fall that comes too late",
                1,
                [
                    [[2.0, 1.5, 1.6, 1.2, 1.3, 1.25, 1.4, 0.4, 0.6], 2],
                    [[2.0, 1.5, 1.6, 1.7, 1.2, *[1.3] * 10, 0.9, 1.1], 3],
                    [[3.5, 3.0, 2.5, 2.0, 1.5, 1.6, 1.7, 1.6, 1.0, 1.1], 5],
                    [[3.0, 2.0, 2.0, 2.5, 1.0], 2],
                    [[3.0, 2.0, 1.0, 1.5, 0.5], 1],
                    [[3.0, 2.0, 1.0], 2],
                ],
            )
        ],
        hidden=_unseen_losses,
        misconceptions=sets.KEPT_EPOCH,
        hint="Count by hand: at which epoch does the waiting end, and which was the lowest then?",
    ),
    Task(
        name="which_trouble",
        kind="value",
        reference=TROUBLES,
        visible=[entry(name, 0.5, choices=sorted(TROUBLES.values())) for name in RUNS],
        misconceptions=choices.WHICH_TROUBLE,
    ),
    Task(
        name="paired_difference",
        kind="function",
        reference=paired_difference,
        visible=[
            calls(
                "three seeds, and four",
                1,
                [
                    [[1.0, 2.0, 3.0], [1.5, 3.5, 4.0]],
                    [[0.9, 0.4, 0.7, 0.8], [0.5, 0.3, 0.8, 0.1]],
                ],
            )
        ],
        hidden=_unseen_pairs,
        misconceptions=choices.PAIRED_DIFFERENCE,
        hint="Write down the differences first, one for each seed. How many of them are there?",
    ),
    Task(
        name="network_verdict",
        kind="value",
        reference="neither shown",
        visible=[Setting("your verdict, before the test set is opened", 1, {})],
        misconceptions=choices.NETWORK_VERDICT,
        choices=VERDICTS,
    ),
]
