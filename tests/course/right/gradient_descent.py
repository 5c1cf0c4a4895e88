"""Right answers to the assignment on gradient descent and batches."""

from __future__ import annotations

from math import ceil, comb, log
from typing import Any

import numpy as np

from solutions import GradientDescent, accumulated_gradient, one_epoch
from tests.course.right import styles


class InPlaceOnACopy:
    """Works in place on a copy of its own, and remembers the step number for no reason."""

    def __init__(self, lr: float) -> None:
        self.lr = lr

    def init(self, w: Any) -> Any:
        return 0

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        after = w.copy()
        after -= np.multiply(self.lr, grad(w))
        return after, state + 1


def by_shuffle(n: int, size: int, random: Any) -> Any:
    rows = np.arange(n)
    random.shuffle(rows)
    return [rows[k : k + size] for k in range(0, n, size)]


def by_yielding(n: int, size: int, random: Any) -> Any:
    left = random.permutation(n).tolist()
    while left:
        yield left[:size]
        left = left[size:]


def by_choice(n: int, size: int, random: Any) -> Any:
    order = random.choice(n, n, replace=False)
    return np.array_split(order, range(size, n, size))


def by_sorting(n: int, size: int, random: Any) -> Any:
    order = sorted(range(n), key=lambda _: random.random())
    return tuple(tuple(order[k * size : (k + 1) * size]) for k in range(ceil(n / size)))


def by_argsort(n: int, size: int, random: Any) -> Any:
    order = np.argsort(random.random(n)).astype(float)
    return [order[start : min(start + size, n)] for start in np.arange(0, n, size)]


def one_at_a_time(n: int, size: int, random: Any) -> Any:
    batches: list[list[int]] = [[]]
    for row in random.permutation(n):
        if len(batches[-1]) == size:
            batches.append([])
        batches[-1].append(int(row))
    return batches


def epoch_of_copies(w: Any, x: Any, y: Any, order: Any, size: int, lr: float) -> Any:
    x, y = x[order], y[order]
    for k in range(0, len(x), size):
        batch, targets = x[k : k + size], y[k : k + size]
        w = w - lr * batch.T @ (batch @ w - targets) / len(batch)
    return w


def epoch_by_rows(w: Any, x: Any, y: Any, order: Any, size: int, lr: float) -> Any:
    w = [float(v) for v in w]
    for k in range(0, len(order), size):
        rows = order[k : k + size]
        g = [0.0 for _ in w]
        for i in rows:
            error = sum(a * b for a, b in zip(x[i], w, strict=True)) - y[i]
            g = [a + error * b / len(rows) for a, b in zip(g, x[i], strict=True)]
        w = [a - lr * b for a, b in zip(w, g, strict=True)]
    return w


def epoch_by_splitting(w: Any, x: Any, y: Any, order: Any, size: int, lr: float) -> Any:
    for rows in np.array_split(order, range(size, len(order), size)):
        w = w - lr * np.mean((x[rows] @ w - y[rows])[:, None] * x[rows], axis=0)
    return w


def epoch_in_place(w: Any, x: Any, y: Any, order: Any, size: int, lr: float) -> Any:
    w = w.copy()
    while len(order):
        rows, order = order[:size], order[size:]
        w -= lr * np.einsum("i,ij->j", x[rows] @ w - y[rows], x[rows]) / rows.size
    return w


def epoch_in_single(w: Any, x: Any, y: Any, order: Any, size: int, lr: float) -> Any:
    return one_epoch(np.float32(w), np.float32(x), np.float32(y), order, size, np.float32(lr))


def epoch_of_pairs(w: Any, x: Any, y: Any, order: Any, size: int, lr: float) -> Any:
    table = np.column_stack([x, y])[order]
    for k in range(-(-len(table) // size)):
        part = table[k * size :][:size]
        errors = part[:, :-1] @ w - part[:, -1]
        w = w - lr / len(part) * (errors[:, None] * part[:, :-1]).sum(axis=0)
    return w


def running_mean(gradient: Any, w: Any, batches: Any) -> Any:
    mean, seen = np.zeros(np.shape(w)), 0
    for rows in batches:
        seen += len(rows)
        mean = mean + (gradient(w, rows) - mean) * len(rows) / seen
    return mean


def row_by_row(gradient: Any, w: Any, batches: Any) -> Any:
    slopes = [gradient(w, np.array([row])) for rows in batches for row in rows]
    return sum(slopes) / len(slopes)


def averaged(gradient: Any, w: Any, batches: Any) -> Any:
    means = [gradient(w, rows) for rows in batches]
    return np.average(means, axis=0, weights=[len(rows) for rows in batches])


def counted_first(gradient: Any, w: Any, batches: Any) -> Any:
    n = sum(map(len, batches))
    return sum(gradient(w, rows) * (len(rows) / n) for rows in batches)


def listed(gradient: Any, w: Any, batches: Any) -> Any:
    return accumulated_gradient(gradient, w, batches).tolist()


def in_place(gradient: Any, w: Any, batches: Any) -> Any:
    total = np.zeros_like(w)
    for rows in batches:
        total += np.float32(gradient(w, rows)) * rows.size
    total /= np.concatenate(batches).size
    return total


def by_pairs(variance: float, n: int, m: int) -> float:
    """From the covariance of two different rows."""
    shared = -variance / (n - 1)
    return (m * variance + m * (m - 1) * shared) / m**2


def by_sets(variance: float, n: int, m: int) -> float:
    """From how many sets hold one row, and how many hold two."""
    one, two = comb(n - 1, m - 1) / comb(n, m), comb(n - 2, m - 2) / comb(n, m) if m > 1 else 0.0
    return n * variance * (one - two) / m**2


def by_walking(low: float, high: float, share: float) -> int:
    lr, left, steps = 2 / (low + high), 1.0, 0
    while left > share:
        left *= max(abs(1 - lr * low), abs(1 - lr * high))
        steps += 1
    return steps


def by_doubling(low: float, high: float, share: float) -> int:
    kappa = high / low
    return next(k for k in range(10**6) if ((kappa - 1) / (kappa + 1)) ** k <= share)


FLOORS = {
    "half the rate": "about half",
    "four times the batch": "about a quarter",
    "twice the steps": "the same",
}

RIGHT: dict[str, list[Any]] = {
    "GradientDescent": [*styles.of(GradientDescent), InPlaceOnACopy],
    "epoch_batches": [
        *(by_shuffle, by_yielding, by_choice),
        *(by_sorting, by_argsort, one_at_a_time),
    ],
    "one_epoch": [
        *(epoch_of_copies, epoch_by_rows, epoch_by_splitting),
        *(epoch_in_place, epoch_in_single, epoch_of_pairs),
    ],
    "epoch_bug": styles.choice("B"),
    "accumulated_gradient": [
        *(running_mean, row_by_row, averaged),
        *(counted_first, listed, in_place),
    ],
    "sampled_gradient": [
        lambda g, p, n: g / n / p,
        lambda g, p, n: np.multiply(g, 1 / (p * n)),
        lambda g, p, n: [x / (n * p) for x in g],
        lambda g, p, n: np.float32(g) / np.float32(n * p),
        lambda g, p, n: g * (1 / n) / p,
        lambda g, p, n: np.mean([g / p] + [0 * g] * (n - 1), axis=0),
    ],
    "gradient_variance": [
        by_pairs,
        by_sets,
        lambda variance, n, m: variance / m * (1 - (m - 1) / (n - 1)),
        lambda variance, n, m: variance * (n - m) / (m * (n - 1)),
        lambda variance, n, m: np.float32(variance) * np.float32((n / m - 1) / (n - 1)),
        lambda variance, n, m: (variance / m - variance / n) * n / (n - 1),
    ],
    "noise_floor": styles.choices(FLOORS),
    "fastest_rate": [
        lambda low, high: 1 / ((low + high) / 2),
        lambda low, high: 1 / np.mean([low, high]),
        lambda low, high: 2 / low / (1 + high / low),
        lambda low, high: np.float32(2) / np.float32(low + high),
        lambda low, high: np.array(2.0) / (low + high),
        lambda low, high: np.linalg.solve([[low, 1], [high, -1]], [1, 1])[0],
    ],
    "steps_needed": [
        by_walking,
        by_doubling,
        lambda low, high, share: int(log(share, (high - low) / (high + low))) + 1,
        lambda low, high, share: np.ceil(np.log(share) / np.log1p(-2 * low / (high + low))),
        lambda low, high, share: -int(log(share) // log((high + low) / (high - low))),
        lambda low, high, share: float(ceil(log(1 / share) / log((high + low) / (high - low)))),
    ],
}
