"""Usual mistakes with samples that are set apart, and with when to stop."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import kept_epoch, three_sets

SETS, STOPPING = "training#three-sets", "training#early-stopping"
wrong = partial(changed, three_sets)
stopped = partial(changed, kept_epoch)


def _each_drawn(n: int, validation: int, test: int, random: Any) -> Any:
    sizes = (n - validation - test, validation, test)
    return tuple(random.choice(n, size, replace=False) for size in sizes)


THREE_SETS = [
    Misconception(
        "rows in the old order",
        "The rows are cut in the order in which they stand in the file: whoever wrote the last "
        "digits is then only in the test set. Shuffle first.",
        SETS,
        wrong(("random.permutation(n)", "np.arange(n)")),
    ),
    Misconception(
        "a generator of its own",
        "The rows are drawn from a generator that always begins alike, not from the one that is "
        "handed in, so no other split can be asked for.",
        SETS,
        wrong(("random.permutation(n)", "np.random.default_rng(0).permutation(n)")),
    ),
    Misconception(
        "sets that share rows",
        "Some rows are in two sets and others in none: shuffle once, and cut. A network is then "
        "judged by what it was trained on.",
        SETS,
        _each_drawn,
    ),
    Misconception(
        "training on all of them",
        "The rows to train on are all rows, with those to choose and to judge by among them.",
        SETS,
        wrong(("return order[:left],", "return order,")),
    ),
    Misconception(
        "validation and test exchanged",
        "The sets are apart, and the second has the length of the test set: first validation, then "
        "test.",
        SETS,
        wrong(
            (
                "order[left : n - test], order[n - test :]",
                "order[n - test :], order[left : n - test]",
            )
        ),
    ),
    Misconception(
        "the training set last",
        "The order of the three is to train on, to choose by, to judge by.",
        SETS,
        wrong(
            (
                "order[:left], order[left : n - test], order[n - test :]",
                "order[left : n - test], order[n - test :], order[:left]",
            )
        ),
    ),
    Misconception(
        "rows counted from one",
        "The rows are numbered from 1 to n; NumPy's rows are 0 to n - 1.",
        SETS,
        wrong(("random.permutation(n)", "1 + random.permutation(n)")),
    ),
]


def _first_rise(losses: Any, patience: int) -> int:
    return next((k for k in range(len(losses) - 1) if losses[k + 1] > losses[k]), len(losses) - 1)


def _last_run(losses: Any, patience: int) -> int:
    return min(kept_epoch(losses, patience) + patience, len(losses) - 1)


KEPT_EPOCH = [
    Misconception(
        "the epoch at which it stopped",
        "This is the epoch at which the waiting ended. Kept are the weights of the epoch with the "
        "lowest loss before.",
        STOPPING,
        _last_run,
    ),
    Misconception(
        "the lowest of all, with hindsight",
        "This is the lowest loss of the whole list. Training had stopped before, and what would "
        "have come later was never seen.",
        STOPPING,
        lambda losses, patience: int(np.argmin(losses)),
    ),
    Misconception(
        "stopped at the first rise",
        "The first rise ends it, whatever the patience: losses on unseen samples go up and down, "
        "so one waits.",
        STOPPING,
        _first_rise,
    ),
    Misconception(
        "one epoch too patient",
        "The waiting lasts one epoch longer than patience says.",
        STOPPING,
        stopped((">= patience", "> patience")),
    ),
    Misconception(
        "one epoch too impatient",
        "The waiting lasts one epoch less than patience says.",
        STOPPING,
        stopped((">= patience", ">= patience - 1 and epoch > best")),
    ),
    Misconception(
        "an equal loss taken for a lower one",
        "An epoch with the same loss as the lowest counts as better. Of equals the first is kept, "
        "and the waiting goes on.",
        STOPPING,
        stopped(("loss < lowest", "loss <= lowest")),
    ),
    Misconception(
        "epochs counted from one",
        "The epoch is counted from 1; the first has the number 0.",
        STOPPING,
        lambda losses, patience: kept_epoch(losses, patience) + 1,
    ),
    Misconception(
        "the loss in the place of the epoch",
        "What comes back is the lowest loss; asked for is the number of its epoch.",
        STOPPING,
        lambda losses, patience: losses[kept_epoch(losses, patience)],
    ),
]
