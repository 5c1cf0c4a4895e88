"""Usual mistakes in the loop that trains a network."""

from __future__ import annotations

from functools import partial

import numpy as np

from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import training_run

LOOP = "training#loop"
wrong = partial(changed, training_run)

TRAINING_RUN = [
    Misconception(
        "a memory that begins anew with each batch",
        "Every step begins with an empty memory: call init once, before the loop, "
        "and keep what step returns for the next one.",
        LOOP,
        wrong(("grad, state)", "grad, rule.init(w))")),
    ),
    Misconception(
        "all samples in each step",
        "The gradient is that of all samples at every step: the rows of the batch are not used.",
        LOOP,
        wrong(("x[rows], y[rows]", "x, y")),
    ),
    Misconception(
        "the labels of other rows",
        "The samples are those of the batch, and the labels are the first ones of all: both need "
        "the same rows.",
        LOOP,
        wrong(("y[rows]", "y[: len(rows)]")),
    ),
    Misconception(
        "the samples of other rows",
        "The labels are those of the batch, and the samples are simply the first ones.",
        LOOP,
        wrong(("x[rows]", "x[: len(rows)]")),
    ),
    Misconception(
        "the gradient at the start of the step",
        "The rule may ask at a place of its own choice, as Nesterov's method does. The gradient "
        "that it is handed here looks at w, whatever it is asked.",
        LOOP,
        wrong(("network.gradient(at,", "network.gradient(w,")),
    ),
    Misconception(
        "the first batch again and again",
        "Every step is taken on the first batch: the loop goes on, and the rows do not.",
        LOOP,
        lambda rule, network, w, x, y, batches: training_run(
            rule, network, w, x, y, [batches[0]] * len(batches)
        ),
    ),
    Misconception(
        "the start left out",
        "The weights of the start are missing: the first row is w as it was handed in.",
        LOOP,
        wrong(("rule.init(w), [w]", "rule.init(w), []")),
    ),
    Misconception(
        "the last step left out",
        "The weights are noted before the step and not after it, so those of the last one are "
        "missing.",
        LOOP,
        lambda *given: training_run(*given)[:-1],
    ),
    Misconception(
        "the last weights alone",
        "Only the weights at the end come back; asked for are those after every step.",
        LOOP,
        lambda *given: training_run(*given)[-1],
    ),
    Misconception(
        "a loop that ends at once",
        "There is one step only: the result is handed back in the first turn.",
        LOOP,
        lambda rule, network, w, x, y, batches: training_run(rule, network, w, x, y, batches[:1]),
    ),
    Misconception(
        "a sum over the batch",
        "The gradient is multiplied by the number of rows. network.gradient is a mean already, and "
        "a mean is what the rate was chosen for.",
        LOOP,
        wrong(("network.gradient(at,", "len(rows) * network.gradient(at,")),
    ),
    Misconception(
        "uphill in the loop",
        "The rule is handed the gradient with its sign turned, so every step goes up: the minus is "
        "in the rule.",
        LOOP,
        wrong(("network.gradient(at,", "-network.gradient(at,")),
    ),
    Misconception(
        "the rows sorted out of their order",
        "The batches come from the last to the first; take them as they are handed in.",
        LOOP,
        wrong(("for rows in batches:", "for rows in reversed(list(batches)):")),
    ),
    Misconception(
        "a start of zeros",
        "The run begins at zero instead of the weights that are handed in. A network with hidden "
        "units never gets away from there in the right way: all its units stay alike.",
        LOOP,
        wrong(("state, places", "w = np.zeros_like(w)\n    state, places"), np=np),
    ),
]
