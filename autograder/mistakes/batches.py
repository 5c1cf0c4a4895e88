"""Usual mistakes with batches: how an epoch is cut up, walked through and added up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from autograder.mistakes.changed import changed
from autograder.task import Wrong
from solutions import accumulated_gradient, epoch_batches, one_epoch

EPOCH = "gradient-descent#epochs"
MEAN = "gradient-descent#mini-batch"
AVERAGE = "gradient-descent#unbiased"
ADDING = "gradient-descent#accumulation"
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


def _also_dropped(wrong: Wrong) -> Wrong:
    """Return a mistake with the order together with the loss of the last batch."""
    says = " Besides, the last, smaller batch is left out: what is left is a batch too."
    name = f"{wrong.name}, and the last batch left out"
    answer = _reordered(wrong.name, DROPPED)
    return replace(wrong, name=name, says=wrong.says + says, answer=answer, worth=0.25)


ORDERED = [
    Wrong(
        "not shuffled",
        "The rows come in their old order. If the file is sorted, each batch is then all of one "
        "kind: draw an order for every epoch.",
        EPOCH,
        _reordered("not shuffled"),
        worth=0.5,
    ),
    Wrong(
        "an order that is always the same",
        "Two epochs have the same order: the generator that is handed in is not used. A generator "
        "made inside the function begins anew at each call.",
        EPOCH,
        _reordered("an order that is always the same"),
        worth=0.5,
    ),
    Wrong(
        "an order that cannot be had again",
        "The order does not come from the generator that is handed in, so nobody can repeat the "
        "run. Use random.permutation(n), not np.random.",
        EPOCH,
        _reordered("an order that cannot be had again"),
        worth=0.75,
    ),
]

EPOCH_BATCHES = [
    Wrong(
        "the last, smaller batch left out",
        "What is left after the full batches is a batch too. In the last batch there may be fewer "
        "rows.",
        EPOCH,
        changed(epoch_batches, DROPPED),
        worth=0.5,
    ),
    *ORDERED,
    Wrong(
        "whole batches shuffled",
        "The batches come in a new order, but inside each the rows stand as they did: neighbours "
        "of the file stay together for ever. Shuffle the rows, then cut.",
        EPOCH,
        _shuffled_batches,
        worth=0.5,
    ),
    Wrong(
        "rows drawn with replacement",
        "Each row is drawn afresh, so some come twice and others not at all. Draw one order of all "
        "rows and go through it.",
        EPOCH,
        _drawn,
        worth=0.25,
    ),
    Wrong(
        "full batches drawn with replacement",
        "Each batch is drawn afresh, and the last one is as long as the others: some rows come "
        "twice and others not at all. Draw one order of all rows and go through it.",
        EPOCH,
        _drawn_full,
        worth=0.25,
    ),
    Wrong(
        "as many batches as a batch has rows",
        "The argument size says how many rows a batch has, and not how many batches there are.",
        EPOCH,
        lambda n, size, random: np.array_split(random.permutation(n), size),
        worth=0.25,
    ),
    Wrong(
        "batches made nearly equal",
        "The rows are spread evenly over the batches. All batches but the last have exactly size "
        "rows.",
        EPOCH,
        _evenly,
        worth=0.5,
    ),
    Wrong(
        "the last batch filled up",
        "The last batch is made as long as the others with rows that have been used already; so "
        "these count twice. Let it be short.",
        EPOCH,
        _filled_up,
        worth=0.5,
    ),
    Wrong(
        "an empty last batch",
        "Where the rows come out even, one batch more with nothing in it follows, and its mean is "
        "not a number.",
        EPOCH,
        changed(epoch_batches, ("range(0, n, size)", "range(0, n + 1, size)")),
        worth=0.5,
    ),
    Wrong(
        "rows counted from 1",
        "Rows are counted from 0, as x[rows] does: row n is not there, and row 0 is left out.",
        EPOCH,
        changed(epoch_batches, ("random.permutation(n)", "1 + random.permutation(n)")),
        worth=0.25,
    ),
    Wrong(
        "one row after the other",
        "The rows come one by one. Cut the order into pieces of size rows.",
        EPOCH,
        changed(epoch_batches, (CUT, "([row] for row in order)")),
        worth=0.25,
    ),
    Wrong(
        "batches that overlap",
        "The next batch begins one row further on, so most rows come several times: step forward "
        "by size.",
        EPOCH,
        changed(epoch_batches, ("range(0, n, size)", "range(0, n)")),
        worth=0.25,
    ),
    *map(_also_dropped, ORDERED),
]

ONE_EPOCH = [
    Wrong(
        "the bug left in",
        "The samples stand in a new order and the targets in the old one, so every sample is "
        "compared with a stranger's target.",
        EPOCH,
        lambda w, x, y, order, size, lr: one_epoch(w, x[order], y, np.arange(len(x)), size, lr),
    ),
    Wrong(
        "the targets shuffled alone",
        "Now the targets stand in the new order and the samples in the old one. The two must go "
        "together.",
        EPOCH,
        lambda w, x, y, order, size, lr: one_epoch(w, x, y[order], np.arange(len(x)), size, lr),
    ),
    Wrong(
        "nothing shuffled",
        "Samples and targets fit again, but the order that is handed in is not used.",
        EPOCH,
        lambda w, x, y, order, size, lr: one_epoch(w, x, y, np.arange(len(x)), size, lr),
        worth=0.5,
    ),
    Wrong(
        "the last batch divided by size",
        "The last batch has fewer rows than size, and its mean is over its own rows.",
        MEAN,
        changed(one_epoch, ("/ len(chosen)", "/ size")),
        worth=0.5,
    ),
    Wrong(
        "a sum for a mean",
        "The errors of a batch are added up but not divided by how many there are, so the rate "
        "means something else for each batch size.",
        MEAN,
        changed(one_epoch, (" / len(chosen)", "")),
        worth=0.25,
    ),
    Wrong(
        "divided by all rows",
        "The mean of a batch is over the rows of the batch, not over all of them.",
        MEAN,
        changed(one_epoch, ("/ len(chosen)", "/ len(order)")),
        worth=0.25,
    ),
    Wrong(
        "one step an epoch",
        "All batches are looked at from the place where the epoch began. Each batch's gradient is "
        "taken where the last step ended.",
        MEAN,
        changed(
            one_epoch,
            ("for first in", "start = w\n    for first in"),
            ("x[chosen] @ w -", "x[chosen] @ start -"),
        ),
        worth=0.25,
    ),
    Wrong(
        "the last batch left out",
        "What is left after the full batches is a batch too.",
        EPOCH,
        changed(one_epoch, ("range(0, len(order), size)", "range(0, len(order) - size + 1, size)")),
        worth=0.5,
    ),
    Wrong(
        "uphill",
        "The steps go up the slope: the error is the prediction minus the target, and the step has "
        "a minus.",
        MEAN,
        changed(one_epoch, ("w = w - lr", "w = w + lr")),
    ),
    Wrong(
        "a factor of two",
        "The gradient is that of the mean of r^2. The colleague's loss, as the course's, is the "
        "mean of r^2 / 2: there the 2 cancels.",
        "why-descent#loss-scale",
        changed(one_epoch, ("w - lr *", "w - 2 * lr *")),
        worth=0.5,
    ),
    Wrong(
        "the caller's array changed",
        "The numbers are right, but w -= ... works in the array that was handed in; write "
        "w = w - ... instead.",
        "why-descent#optimizer",
        changed(
            one_epoch, ("w = w - lr * (errors @ x[chosen]) /", "w -= lr * (errors @ x[chosen]) /")
        ),
        worth=0.5,
    ),
]

EPOCH_BUG = [
    Wrong(
        "taking the mean for the bug",
        "Dividing by the number of rows is right: so the rate means the same for every batch size.",
        MEAN,
        "A",
    ),
    Wrong(
        "taking the last batch for the bug",
        "The last batch may be smaller; it is kept, and its mean is over its own rows.",
        EPOCH,
        "C",
    ),
    Wrong(
        "taking the step within the epoch for the bug",
        "A step after each batch is what makes mini-batches quick; one step an epoch would be "
        "batch descent.",
        MEAN,
        "D",
    ),
]


def _means(gradient: Any, w: Any, batches: Any) -> Any:
    return np.array([gradient(w, rows) for rows in batches])


def _sizes(batches: Any) -> Any:
    return np.array([len(rows) for rows in batches])


ACCUMULATED = [
    Wrong(
        "a mean of means",
        "Every batch counts alike, though some have fewer rows: so a row of a small batch counts "
        "more. Weight each batch's mean by its number of rows.",
        AVERAGE,
        lambda gradient, w, batches: _means(gradient, w, batches).mean(axis=0),
        worth=0.25,
    ),
    Wrong(
        "means added up",
        "The means of the batches are added up, so the result grows with the number of batches. "
        "What may be added up are sums over rows.",
        ADDING,
        lambda gradient, w, batches: _means(gradient, w, batches).sum(axis=0),
    ),
    Wrong(
        "the sum over all rows",
        "Each batch has the right weight, but the result is a sum. Divide it by the number of all "
        "rows.",
        ADDING,
        lambda gradient, w, batches: _sizes(batches) @ _means(gradient, w, batches),
        worth=0.5,
    ),
    Wrong(
        "the sum divided by the number of batches",
        "Each batch's mean is weighted by its number of rows; so divide by the number of all rows, "
        "not by that of the batches.",
        ADDING,
        lambda gradient, w, batches: _sizes(batches) @ _means(gradient, w, batches) / len(batches),
        worth=0.5,
    ),
    Wrong(
        "all batches taken to be as long as the first",
        "The number of rows is counted as that of the first batch times the number of batches; the "
        "last one may be shorter. Count the rows.",
        ADDING,
        lambda gradient, w, batches: (
            _sizes(batches) @ _means(gradient, w, batches) / (len(batches) * len(batches[0]))
        ),
        worth=0.5,
    ),
    Wrong(
        "the last batch alone",
        "Each turn overwrites what the turns before have found. Add it up.",
        ADDING,
        lambda gradient, w, batches: gradient(w, batches[-1]),
    ),
    Wrong(
        "the first batch alone",
        "The result is handed back in the first turn of the loop: move the return out of it.",
        ADDING,
        lambda gradient, w, batches: gradient(w, batches[0]),
    ),
    Wrong(
        "the last batch left out",
        "The loop ends one batch too early; the last one counts as well.",
        ADDING,
        lambda gradient, w, batches: accumulated_gradient(gradient, w, batches[:-1]),
        worth=0.25,
    ),
    Wrong(
        "begun with ones",
        "The sum begins with ones. A sum begins with zeros, shaped like w.",
        ADDING,
        changed(accumulated_gradient, ("np.zeros(np.shape(w))", "np.ones(np.shape(w))")),
        worth=0.25,
    ),
    Wrong(
        "all rows at once",
        "The batches are put together first, and the gradient is asked for all rows at once: that "
        "takes the memory that there is not. Ask batch by batch.",
        ADDING,
        lambda gradient, w, batches: gradient(w, np.concatenate(batches)),
        worth=0.25,
    ),
]
