"""Usual mistakes in the assignment that goes with the interview questions."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from course.task import Misconception

MEMORY = "adam-and-adamw#state-memory"
SHIFTED, EPS, BIAS = (
    "momentum#shifted-form",
    "adam-and-adamw#epsilon",
    "adam-and-adamw#bias-correction",
)
TWO = "momentum#two-conventions"


def which_run(right: Mapping[str, str]) -> list[Misconception]:
    """Return the usual confusions of runs, each as the right names with some exchanged."""

    def named(**others: str) -> dict[str, str]:
        calls = {name.replace(" ", "_"): letter for letter, name in right.items()}
        return {**right, **{calls[name]: other for name, other in others.items()}}

    return [
        Misconception(
            "momentum and heavy ball exchanged",
            "The heavy ball's first step is gradient descent's; that of the running average is a "
            "tenth of it.",
            TWO,
            named(momentum="heavy ball", heavy_ball="momentum"),
        ),
        Misconception(
            "Adam and RMSProp exchanged",
            "Adam's first step is as long as the rate; RMSProp, not corrected, begins with one "
            "more than three times as long.",
            BIAS,
            named(Adam="RMSProp", RMSProp="Adam"),
        ),
        Misconception(
            "Adam and Adagrad exchanged",
            "Both begin with a step as long as the rate. Adagrad's steps shrink at once, since its "
            "sum only grows.",
            "adaptive#adagrad",
            named(Adam="Adagrad", Adagrad="Adam"),
        ),
        Misconception(
            "gradient descent and heavy ball exchanged",
            "Both take the same first step. From the second on the heavy ball adds what it "
            "remembers.",
            TWO,
            named(gradient_descent="heavy ball", heavy_ball="gradient descent"),
        ),
        Misconception(
            "momentum taken for Nesterov's method",
            "The first steps are equal; ask where the second gradient was taken. Work out the "
            "second place of both.",
            "momentum#look-ahead",
            named(momentum="Nesterov"),
        ),
        Misconception(
            "heavy ball taken for Nesterov's method",
            "In the course's form Nesterov's first step is a tenth of gradient descent's; this one "
            "is as long.",
            "momentum#look-ahead",
            named(heavy_ball="Nesterov"),
        ),
        Misconception(
            "gradient descent taken for RAdam",
            "RAdam begins as gradient descent does, but averages: look at the second step.",
            "beyond-adam#radam",
            named(gradient_descent="RAdam"),
        ),
        Misconception(
            "Adam taken for RAdam",
            "RAdam's first steps are not divided by the root of v, so the two coordinates would "
            "move by different lengths.",
            "beyond-adam#radam",
            named(Adam="RAdam"),
        ),
    ]


ARRAYS = {"gradient descent": 0, "momentum": 1, "Lion": 1, "Adam": 2, "AMSGrad": 3}


def _size(widths: Any, offsets: bool = True) -> int:
    a = [int(width) for width in np.ravel(widths)]
    return sum((m + offsets) * n for m, n in pairwise(a))


TRAINING_BYTES = [
    Misconception(
        "the offsets forgotten",
        "Each unit has an offset beside its weights: a layer from m to n units has (m + 1) n "
        "numbers.",
        MEMORY,
        lambda widths, method: 4 * (2 + ARRAYS[method]) * _size(widths, offsets=False),
    ),
    Misconception(
        "the gradient forgotten",
        "While training the gradient is there too, a number for each parameter.",
        MEMORY,
        lambda widths, method: 4 * (1 + ARRAYS[method]) * _size(widths),
    ),
    Misconception(
        "the optimizer's memory alone",
        "Asked for is everything: the parameters and the gradient come on top.",
        MEMORY,
        lambda widths, method: 4 * ARRAYS[method] * _size(widths),
    ),
    Misconception(
        "the optimizer's memory forgotten",
        "Only parameters and gradient are counted; the memory of the method is what differs.",
        MEMORY,
        lambda widths, method: 4 * 2 * _size(widths),
    ),
    Misconception(
        "eight bytes a number",
        "A number in float32 has four bytes.",
        MEMORY,
        lambda widths, method: 8 * (2 + ARRAYS[method]) * _size(widths),
    ),
    Misconception(
        "numbers instead of bytes",
        "Each number in float32 has four bytes: multiply by 4.",
        MEMORY,
        lambda widths, method: (2 + ARRAYS[method]) * _size(widths),
    ),
    Misconception(
        "Lion taken for Adam",
        "Lion keeps one average, of gradients, and steps by a sign: no average of squares.",
        "norms#lion",
        lambda widths, method: 4 * (2 + ARRAYS[method] + (method == "Lion")) * _size(widths),
    ),
    Misconception(
        "AMSGrad taken for Adam",
        "AMSGrad keeps the largest v beside both averages.",
        "beyond-adam#after-adam",
        lambda widths, method: 4 * (2 + min(ARRAYS[method], 2)) * _size(widths),
    ),
    Misconception(
        "one average for Adam",
        "Adam keeps two, of the gradients and of their squares; AMSGrad keeps three arrays.",
        MEMORY,
        lambda widths, method: 4 * (2 + min(ARRAYS[method], 1)) * _size(widths),
    ),
]

PLACE_BEHIND = [
    Misconception(
        "ahead once more",
        "The look-ahead point is w - lr beta v; back from it is plus.",
        SHIFTED,
        lambda y, v, lr, beta: y - lr * beta * v,
    ),
    Misconception(
        "beta forgotten",
        "The look-ahead is lr beta v long, not lr v.",
        SHIFTED,
        lambda y, v, lr, beta: y + lr * v,
    ),
    Misconception(
        "lr forgotten",
        "The look-ahead is lr beta v long, not beta v.",
        SHIFTED,
        lambda y, v, lr, beta: y + beta * v,
    ),
    Misconception(
        "1 - beta in the place of beta",
        "What is looked ahead by is the share that is kept, beta.",
        SHIFTED,
        lambda y, v, lr, beta: y + lr * (1 - beta) * v,
    ),
    Misconception(
        "the stored point taken for the place",
        "What torch stores is the point ahead; only where v vanishes are the two one.",
        SHIFTED,
        lambda y, v, lr, beta: y,
    ),
    Misconception(
        "the rate converted",
        "Both v and lr come from the same library, so nothing is left to convert.",
        TWO,
        lambda y, v, lr, beta: y + lr / (1 - beta) * beta * v,
    ),
    Misconception(
        "the caller's array changed",
        "The line y += ... works in the array that was handed in; write y + ... instead.",
        SHIFTED,
        lambda y, v, lr, beta: np.add(y, lr * beta * v, out=y),
    ),
]

KERAS_EPS = [
    Misconception(
        "the conversion the other way round",
        "Keras's epsilon stands beside a smaller root, so it must be smaller as well: multiply.",
        EPS,
        lambda eps, beta2, t: eps / (1 - beta2**t) ** 0.5,
    ),
    Misconception(
        "no root",
        "Epsilon stands beside the root of v, so it is the root of 1 - beta2^t that counts.",
        EPS,
        lambda eps, beta2, t: eps * (1 - beta2**t),
    ),
    Misconception(
        "the same epsilon",
        "The two differ most at the first updates, where the corrected root is far larger.",
        EPS,
        lambda eps, beta2, t: eps,
    ),
    Misconception(
        "the power t forgotten",
        "The correction fades: 1 - beta2^t, with the number of the update.",
        BIAS,
        lambda eps, beta2, t: eps * (1 - beta2) ** 0.5,
    ),
    Misconception(
        "the power on 1 - beta2",
        "The power belongs to beta2: 1 - beta2^t, not (1 - beta2)^t.",
        BIAS,
        lambda eps, beta2, t: eps * (1 - beta2) ** (t / 2),
    ),
    Misconception(
        "beta2^t in the place of 1 - beta2^t",
        "The share of gradients in v after t updates is 1 - beta2^t.",
        BIAS,
        lambda eps, beta2, t: eps * beta2 ** (t / 2),
    ),
    Misconception(
        "t counted from 0",
        "The first update has t = 1.",
        BIAS,
        lambda eps, beta2, t: eps * (1 - beta2 ** (t - 1)) ** 0.5,
    ),
]
