"""Usual mistakes with the batches of an epoch: how it is cut up, and in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import epoch_batches

EPOCH = "gradient-descent#epochs"
CUT = "(order[start : start + size] for start in range(0, n, size))"


def _evenly(n: int, size: int, random: Any) -> Any:
    return np.array_split(random.permutation(n), -(-n // size))


def _drawn_full(n: int, size: int, random: Any) -> Any:
    return [random.integers(0, n, size) for _ in range(-(-n // size))]


def _drawn(n: int, size: int, random: Any) -> Any:
    return [random.integers(0, n, size) for _ in range(n // size)] + (
        [random.integers(0, n, n % size)] if n % size else []
    )


def _shuffled_batches(n: int, size: int, random: Any) -> Any:
    batches = [np.arange(start, min(start + size, n)) for start in range(0, n, size)]
    return [batches[k] for k in random.permutation(len(batches))]


def _filled_up(n: int, size: int, random: Any) -> Any:
    order = random.permutation(n)
    order = np.resize(order, -(-n // size) * size)
    return [order[start : start + size] for start in range(0, len(order), size)]


DROPPED = ("range(0, n, size)", "range(0, n - size + 1, size)")
ORDERS = {
    "not shuffled": "np.arange(n)",
    "an order that is always the same": "np.random.default_rng(0).permutation(n)",
    "an order that cannot be had again": "np.random.default_rng().permutation(n)",
}


def _reordered(order: str, *more: tuple[str, str]) -> Any:
    return changed(epoch_batches, ("random.permutation(n)", ORDERS[order]), *more)


def _also_dropped(known: Misconception) -> Misconception:
    """Return a mistake with the order together with the loss of the last batch."""
    feedback = " Besides, the last, smaller batch is left out: what is left is a batch too."
    name = f"{known.name}, and the last batch left out"
    answer = _reordered(known.name, DROPPED)
    return replace(
        known,
        name=name,
        feedback=known.feedback + feedback,
        answer=answer,
    )


ORDERED = [
    Misconception(
        "not shuffled",
        "The rows come in their old order. If the file is sorted, each batch is then all of one "
        "kind: draw an order for every epoch.",
        EPOCH,
        _reordered("not shuffled"),
    ),
    Misconception(
        "an order that is always the same",
        "Two epochs have the same order: the generator that is handed in is not used. A generator "
        "made inside the function begins anew at each call.",
        EPOCH,
        _reordered("an order that is always the same"),
    ),
    Misconception(
        "an order that cannot be had again",
        "The order does not come from the generator that is handed in, so nobody can repeat the "
        "run. Use random.permutation(n), not np.random.",
        EPOCH,
        _reordered("an order that cannot be had again"),
    ),
]

EPOCH_BATCHES = [
    Misconception(
        "the last, smaller batch left out",
        "What is left after the full batches is a batch too. In the last batch there may be fewer "
        "rows.",
        EPOCH,
        changed(epoch_batches, DROPPED),
    ),
    *ORDERED,
    Misconception(
        "whole batches shuffled",
        "The batches come in a new order, but inside each the rows stand as they did: neighbours "
        "of the file stay together for ever. Shuffle the rows, then cut.",
        EPOCH,
        _shuffled_batches,
    ),
    Misconception(
        "rows drawn with replacement",
        "Each row is drawn afresh, so some come twice and others not at all. Draw one order of all "
        "rows and go through it.",
        EPOCH,
        _drawn,
    ),
    Misconception(
        "full batches drawn with replacement",
        "Each batch is drawn afresh, and the last one is as long as the others: some rows come "
        "twice and others not at all. Draw one order of all rows and go through it.",
        EPOCH,
        _drawn_full,
    ),
    Misconception(
        "rows drawn with replacement, and the last batch left out",
        "Each row is drawn afresh, so some come twice and others not at all; and what is left "
        "after the full batches is left out. Draw one order of all rows and go through it.",
        EPOCH,
        lambda n, size, random: [random.integers(0, n, size) for _ in range(n // size)],
    ),
    Misconception(
        "as many batches as a batch has rows",
        "The argument size says how many rows a batch has, and not how many batches there are.",
        EPOCH,
        lambda n, size, random: np.array_split(random.permutation(n), size),
    ),
    Misconception(
        "batches made nearly equal",
        "The rows are spread evenly over the batches. All batches but the last have exactly size "
        "rows.",
        EPOCH,
        _evenly,
    ),
    Misconception(
        "the last batch filled up",
        "The last batch is made as long as the others with rows that have been used already; so "
        "these count twice. Let it be short.",
        EPOCH,
        _filled_up,
    ),
    Misconception(
        "an empty last batch",
        "Where the rows come out even, one batch more with nothing in it follows, and its mean is "
        "not a number.",
        EPOCH,
        changed(epoch_batches, ("range(0, n, size)", "range(0, n + 1, size)")),
    ),
    Misconception(
        "rows counted from 1",
        "Rows are counted from 0, as x[rows] does: row n is not there, and row 0 is left out.",
        EPOCH,
        changed(epoch_batches, ("random.permutation(n)", "1 + random.permutation(n)")),
    ),
    Misconception(
        "not cut into batches",
        "The order is right, but in one piece. Cut it into batches of size rows.",
        EPOCH,
        changed(epoch_batches, (CUT, "order")),
    ),
    Misconception(
        "the first batch alone",
        "The first batch is handed back in the first turn of the loop. Collect the batches in a "
        "list and return that after the loop, or use yield.",
        EPOCH,
        changed(epoch_batches, (CUT, "order[:size]")),
    ),
    Misconception(
        "a new order for every batch",
        "Every batch is cut from an order of its own, so some rows come twice and others not at "
        "all. Draw one order before the loop.",
        EPOCH,
        changed(epoch_batches, ("(order[start", "(random.permutation(n)[start")),
    ),
    Misconception(
        "one row after the other",
        "The rows come one by one. Cut the order into pieces of size rows.",
        EPOCH,
        changed(epoch_batches, (CUT, "([row] for row in order)")),
    ),
    Misconception(
        "batches that overlap",
        "The next batch begins one row further on, so most rows come several times: step forward "
        "by size.",
        EPOCH,
        changed(epoch_batches, ("range(0, n, size)", "range(0, n)")),
    ),
    *map(_also_dropped, ORDERED),
]
