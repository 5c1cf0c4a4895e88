"""Right answers to the assignment that goes with the interview questions."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from course.questions.interview import training_bytes, turned, which_run
from solutions import keras_eps, place_behind

ARRAYS = {"gradient descent": 2, "momentum": 3, "Lion": 3, "Adam": 4, "AMSGrad": 5}


def _by_layers(widths: Any, method: str) -> int:
    numbers, before = 0, int(widths[0])
    for width in map(int, widths[1:]):
        numbers += before * width + width
        before = width
    return numbers * ARRAYS[method] * np.dtype(np.float32).itemsize


def _by_vectors(widths: Any, method: str) -> float:
    widths = np.asarray(widths)
    return 4.0 * ARRAYS[method] * float((widths[:-1] + 1) @ widths[1:])


RIGHT: dict[str, list[Any]] = {
    "which_run": [
        {letter: typed(name) for letter, name in which_run().items()}
        for typed in (str, str.upper, str.title, np.str_, " {} ".format, "{}.".format)
    ],
    "sign_stalls": [
        lambda start: turned(19.0, 0.5),
        lambda start: np.array(turned(15.0, 0.35)),
        lambda start: [[9.2, 8.8], [8.8, 9.2]],
        lambda start: tuple(map(tuple, turned(18, 0.4))),
        lambda start: np.array(turned(17.0, 0.45), np.float32),
        lambda start: 10 * np.ones((2, 2)) - 0.4 * np.array([[1, 1], [1, 1]]) + 0.4 * np.eye(2),
    ],
    "descent_fails": [
        lambda start: np.diag([1, 100]),
        lambda start: [[25.0, 0.0], [0.0, 25.0]],
        lambda start: 1000 * np.eye(2),
        lambda start: ((30, 0), (0, 1)),
        lambda start: np.diag([0.1, 21.5]).astype(np.float32),
        lambda start: [[50.0, 1.0], [1.0, 40.0]],
    ],
    "training_bytes": [
        _by_layers,
        _by_vectors,
        lambda widths, method: np.int64(_by_layers(widths, method)),
        lambda widths, method: np.array(training_bytes(widths, method)),
        lambda widths, method: 32 * _by_layers(widths, method) // 32,
        lambda widths, method: sum(_by_layers(pair, method) for pair in pairwise(widths)),
    ],
    "place_behind": [
        lambda y, v, lr, beta: y - -(lr * beta) * v,
        lambda y, v, lr, beta: [a + lr * beta * b for a, b in zip(y, v, strict=True)],
        lambda y, v, lr, beta: np.float32(y) + np.float32(lr * beta) * np.float32(v),
        lambda y, v, lr, beta: np.sum([y, beta * v * lr], axis=0),
        lambda y, v, lr, beta: np.add(y, np.multiply(lr * beta, v)).tolist(),
        lambda y, v, lr, beta: 2 * y - (y - lr * beta * v),
        place_behind,
    ],
    "keras_eps": [
        lambda eps, beta2, t: eps * np.sqrt(1 - beta2**t),
        lambda eps, beta2, t: (eps**2 - eps**2 * beta2**t) ** 0.5,
        lambda eps, beta2, t: np.float32(eps) * np.sqrt(np.float32(1 - beta2**t)),
        lambda eps, beta2, t: eps * ((1 - beta2) * sum(beta2**k for k in range(t))) ** 0.5,
        lambda eps, beta2, t: np.array([keras_eps(eps, beta2, t)])[0],
        lambda eps, beta2, t: eps * np.exp(np.log1p(-(beta2**t)) / 2),
    ],
}
