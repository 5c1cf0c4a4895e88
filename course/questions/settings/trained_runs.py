"""The runs of a network that the assignment on training shows, as the key makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from descent import Network, digits
from descent.network import Labels
from descent.optimizer import Array, Optimizer
from solutions import (
    Adam,
    GradientDescent,
    Momentum,
    Scheduled,
    fair_trial,
    paired_difference,
    scores,
    step_decay,
    three_sets,
    training_run,
)
from solutions.comparison import Samples
from solutions.training import endless

NETWORK = Network((64, 16, 10))
UPDATES, SHOWN = 240, 13
RATES = {
    "Momentum": (0.25, 0.5, 1.0, 2.0, 4.0, 8.0),
    "Adam": (0.0025, 0.005, 0.01, 0.02, 0.04, 0.08),
}
RULES: dict[str, Any] = {"Momentum": Momentum, "Adam": Adam}
TUNING, FRESH = range(100, 103), range(10)
ERRORS = 2.0  # of so many standard errors a difference must be to count as shown


@cache
def sets() -> tuple[Samples, Samples, Samples]:
    """Return 400 digits to train on, 300 to choose by and 300 to judge by."""
    x, y = digits()
    rows = three_sets(len(y), validation=300, test=300, random=np.random.default_rng(0))
    to_train, to_choose, to_judge = rows[0][:400], rows[1], rows[2]
    return (x[to_train], y[to_train]), (x[to_choose], y[to_choose]), (x[to_judge], y[to_judge])


def by_class(y: Labels, size: int) -> Iterator[NDArray[np.integer]]:
    """Give batches in the order of the classes, epoch after epoch: the bug in the order."""
    order = np.argsort(y, kind="stable")
    while True:
        yield from np.split(order, range(size, len(order), size))


@dataclass(frozen=True)
class Run:
    """One run of the network, with something the matter.

    Attributes
    ----------
    samples : int
        How many of the digits are trained on.
    wrong : float
        The share of their labels that are drawn anew.
    sorted : bool
        Whether the batches come in the order of the classes.
    """

    rule: Optimizer[Any] = field(default_factory=lambda: GradientDescent(0.5))
    size: int = 20
    samples: int = 400
    wrong: float = 0.0
    sorted: bool = False

    def losses(self) -> tuple[Array, Array]:
        """Return the loss of the next batch and the validation loss, every twentieth update."""
        random = np.random.default_rng(3)
        (x, y), to_choose, _ = sets()
        x, y = x[: self.samples], y[: self.samples].copy()
        anew = random.random(len(y)) < self.wrong
        y[anew] = random.integers(0, 10, anew.sum())
        source = by_class(y, self.size) if self.sorted else endless(len(y), self.size, random)
        batches = [next(source) for _ in range(UPDATES + 1)]
        w = NETWORK.init(random)
        places = training_run(self.rule, NETWORK, w, x, y, batches[:-1])
        shown = np.linspace(0, UPDATES, SHOWN).astype(int)
        seen = [NETWORK.value(places[k], x[batches[k]], y[batches[k]]) for k in shown]
        return np.array(seen), np.array([NETWORK.value(places[k], *to_choose) for k in shown])


RUNS = {
    "A": Run(Scheduled(GradientDescent(), step_decay(0.3, 0.1, 40))),
    "B": Run(Adam(0.03), samples=60, wrong=0.2),
    "C": Run(sorted=True, size=8),
    "D": Run(GradientDescent(50.0)),  # from 3 to 40 the last bit decides: no two machines agree
    "E": Run(GradientDescent(0.4), size=2),
}
TROUBLES = {
    "A": "rate died away",
    "B": "overfitting",
    "C": "order of the data",
    "D": "rate too high",
    "E": "noise floor",
}
"""What is the matter with each run: how it was made says it."""


@cache
def trial(name: str) -> tuple[float, Array]:
    """Return the best rate of a method, and what ten fresh starts at it come to, as `scores`."""

    def run(lr: float, seed: int) -> list[float]:
        return scores(RULES[name](lr=lr), NETWORK, sets(), size=20, steps=UPDATES // 2, seed=seed)

    return fair_trial(run, RATES[name], TUNING, FRESH)


def verdict() -> str:
    """Return which method is ahead on the validation set over the ten starts, if either is."""
    mean, error = paired_difference(trial("Momentum")[1][:, 0], trial("Adam")[1][:, 0])
    if abs(mean) < ERRORS * error:
        return "neither shown"
    return "Momentum" if mean < 0 else "Adam"
