"""Usual mistakes with an epoch written out, and with a gradient put together from batches."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.mistakes.common.changed import changed
from course.mistakes.common.wordings import EARLY_RETURN
from course.mistakes.gradient_descent.batches import EPOCH
from course.task import Misconception
from solutions import accumulated_gradient, one_epoch

MEAN = "gradient-descent#mini-batch"
AVERAGE = "gradient-descent#unbiased"
ADDING = "gradient-descent#accumulation"

ONE_EPOCH = [
    Misconception(
        "the bug left in",
        "The samples stand in a new order and the targets in the old one, so every sample is "
        "compared with a stranger's target.",
        EPOCH,
        lambda w, x, y, order, size, lr: one_epoch(w, x[order], y, np.arange(len(x)), size, lr),
        given=True,
    ),
    Misconception(
        "the targets shuffled alone",
        "Now the targets stand in the new order and the samples in the old one. The two must go "
        "together.",
        EPOCH,
        lambda w, x, y, order, size, lr: one_epoch(w, x, y[order], np.arange(len(x)), size, lr),
    ),
    Misconception(
        "nothing shuffled",
        "Samples and targets fit again, but the order that is handed in is not used.",
        EPOCH,
        lambda w, x, y, order, size, lr: one_epoch(w, x, y, np.arange(len(x)), size, lr),
    ),
    Misconception(
        "the last batch divided by size",
        "The last batch has fewer rows than size, and its mean is over its own rows.",
        MEAN,
        changed(one_epoch, ("/ len(chosen)", "/ size")),
    ),
    Misconception(
        "a sum for a mean",
        "The errors of a batch are added up but not divided by how many there are, so the rate "
        "means something else for each batch size.",
        MEAN,
        changed(one_epoch, (" / len(chosen)", "")),
    ),
    Misconception(
        "divided by all rows",
        "The mean of a batch is over the rows of the batch, not over all of them.",
        MEAN,
        changed(one_epoch, ("/ len(chosen)", "/ len(order)")),
    ),
    Misconception(
        "one step an epoch",
        "All batches are looked at from the place where the epoch began. Each batch's gradient is "
        "taken where the last step ended.",
        MEAN,
        changed(
            one_epoch,
            ("for first in", "start = w\n    for first in"),
            ("x[chosen] @ w -", "x[chosen] @ start -"),
        ),
    ),
    Misconception(
        "the last batch left out",
        "What is left after the full batches is a batch too.",
        EPOCH,
        changed(one_epoch, ("range(0, len(order), size)", "range(0, len(order) - size + 1, size)")),
    ),
    Misconception(
        "the first batch alone",
        "The place is handed back in the first turn of the loop: move the return out of it.",
        EPOCH,
        lambda w, x, y, order, size, lr: one_epoch(w, x, y, order[:size], size, lr),
    ),
    Misconception(
        "uphill",
        "The steps go up the slope: the error is the prediction minus the target, and the step has "
        "a minus.",
        MEAN,
        changed(one_epoch, ("w = w - lr", "w = w + lr")),
    ),
    Misconception(
        "a factor of two",
        "The gradient is that of the mean of r^2. The colleague's loss, as the course's, is the "
        "mean of r^2 / 2: there the 2 cancels.",
        "why-descent#loss-scale",
        changed(one_epoch, ("w - lr *", "w - 2 * lr *")),
    ),
    Misconception(
        "the caller's array changed",
        "The numbers are right, but w -= ... works in the array that was handed in; write "
        "w = w - ... instead.",
        "why-descent#optimizer",
        changed(
            one_epoch, ("w = w - lr * (errors @ x[chosen]) /", "w -= lr * (errors @ x[chosen]) /")
        ),
    ),
]

EPOCH_BUG = [
    Misconception(
        "taking the mean for the bug",
        "Dividing by the number of rows is right: so the rate means the same for every batch size.",
        MEAN,
        "A",
    ),
    Misconception(
        "taking the last batch for the bug",
        "The last batch may be smaller; it is kept, and its mean is over its own rows.",
        EPOCH,
        "C",
    ),
    Misconception(
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
    Misconception(
        "a mean of means",
        "Every batch counts alike, though some have fewer rows: so a row of a small batch counts "
        "more. Weight each batch's mean by its number of rows.",
        AVERAGE,
        lambda gradient, w, batches: _means(gradient, w, batches).mean(axis=0),
    ),
    Misconception(
        "means added up",
        "The means of the batches are added up, so the result grows with the number of batches. "
        "What may be added up are sums over rows.",
        ADDING,
        lambda gradient, w, batches: _means(gradient, w, batches).sum(axis=0),
    ),
    Misconception(
        "means added up and divided by the rows",
        "What is added up are means, one for each batch; divided by the number of rows that is too "
        "little. Multiply each mean by its number of rows first.",
        ADDING,
        lambda gradient, w, batches: (
            _means(gradient, w, batches).sum(axis=0) / _sizes(batches).sum()
        ),
    ),
    Misconception(
        "the sum over all rows",
        "Each batch has the right weight, but the result is a sum. Divide it by the number of all "
        "rows.",
        ADDING,
        lambda gradient, w, batches: _sizes(batches) @ _means(gradient, w, batches),
    ),
    Misconception(
        "the sum divided by the number of batches",
        "Each batch's mean is weighted by its number of rows; so divide by the number of all rows, "
        "not by that of the batches.",
        ADDING,
        lambda gradient, w, batches: _sizes(batches) @ _means(gradient, w, batches) / len(batches),
    ),
    Misconception(
        "all batches taken to be as long as the first",
        "The number of rows is counted as that of the first batch times the number of batches; the "
        "last one may be shorter. Count the rows.",
        ADDING,
        lambda gradient, w, batches: (
            _sizes(batches) @ _means(gradient, w, batches) / (len(batches) * len(batches[0]))
        ),
    ),
    Misconception(
        "the last batch alone",
        "Each turn overwrites what the turns before have found. Add it up.",
        ADDING,
        lambda gradient, w, batches: gradient(w, batches[-1]),
    ),
    Misconception(
        "the first batch alone",
        EARLY_RETURN,
        ADDING,
        lambda gradient, w, batches: gradient(w, batches[0]),
    ),
    Misconception(
        "the last batch left out",
        "The loop ends one batch too early; the last one counts as well.",
        ADDING,
        lambda gradient, w, batches: accumulated_gradient(gradient, w, batches[:-1]),
    ),
    Misconception(
        "begun with ones",
        "The sum begins with ones. A sum begins with zeros, shaped like w.",
        ADDING,
        changed(accumulated_gradient, ("np.zeros(np.shape(w))", "np.ones(np.shape(w))")),
    ),
    Misconception(
        "begun with w",
        "The sum begins with w, the place. A sum begins with zeros, shaped like w.",
        ADDING,
        changed(accumulated_gradient, ("np.zeros(np.shape(w))", "np.array(w)")),
    ),
    Misconception(
        "all rows at once",
        "The batches are put together first, and the gradient is asked for all rows at once: that "
        "takes the memory that there is not. Ask batch by batch.",
        ADDING,
        lambda gradient, w, batches: gradient(w, np.concatenate(batches)),
    ),
]
