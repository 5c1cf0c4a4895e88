"""Right answers to the first assignment, on why to descend."""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np

from solutions import FixedUpdate, finite_difference, promised_fall
from tests.course.right import styles


class Subtracted:
    """Is an ordinary class that lets NumPy subtract, and remembers an empty tuple."""

    def __init__(self, lr: float) -> None:
        self.lr = lr

    def init(self, w: Any) -> Any:
        return ()

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        return np.subtract(w, np.full_like(w, self.lr)), state


class Counted(Subtracted):
    """Remembers the start and the number of steps, and works each place out from those."""

    def init(self, w: Any) -> Any:
        return np.array(w), 0

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        start, steps = state
        return start - (steps + 1) * self.lr, (start, steps + 1)


class Listed(Subtracted):
    """Goes number by number, on plain lists."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        places = [float(x) - self.lr for x in np.ravel(w)]
        return np.reshape(places, np.shape(w)).tolist(), state


# `styles.of` has two more, which work from gradients: here nobody may ask for one.
STYLES: list[Any] = [styles.single, styles.boxed, styles.in_place, styles.listed]


def all_at_once(value: Any, draw: Any, draws: int) -> Any:
    places = [draw() for _ in range(draws)]
    heights = np.array([value(w) for w in places])
    return places[heights.argmin()], heights.min()


def by_min(value: Any, draw: Any, draws: int) -> Any:
    height, _, best = min((value(w), k, w) for k, w in enumerate(draw() for _ in range(draws)))
    return [best, height]


def first_draw_first(value: Any, draw: Any, draws: int) -> Any:
    best = np.copy(draw())
    lowest = value(best)
    while (draws := draws - 1) > 0:
        w = draw()
        if (height := value(w)) < lowest:
            best, lowest = np.copy(w), height
    return best, lowest


def folded(value: Any, draw: Any, draws: int) -> Any:
    def lower(best: Any, w: Any) -> Any:
        height = value(w)
        return (w, height) if best is None or height < best[1] else best

    return reduce(lower, (draw() for _ in range(draws)), None)


def recursive(value: Any, draw: Any, draws: int) -> Any:
    w = draw()
    height = value(w)
    if draws == 1:
        return w, height
    return min((w, height), recursive(value, draw, draws - 1), key=lambda pair: pair[1])


def single_precision(value: Any, draw: Any, draws: int) -> Any:
    best, lowest = None, np.float32(np.inf)
    for _ in range(draws):
        w = np.asarray(draw(), np.float32)
        height = np.float32(value(w))
        if height < lowest:
            best, lowest = w, height
    return np.asarray(best).tolist(), lowest


def sorted_by_height(value: Any, draw: Any, draws: int) -> Any:
    pairs = [(w, value(w)) for w in (draw() for _ in range(draws))]
    return sorted(pairs, key=lambda pair: pair[1])[0]


def unit_vectors(value: Any, w: Any, h: float = 1e-6) -> Any:
    w = np.array(w, dtype=float)
    units = np.eye(w.size).reshape(w.size, *w.shape)
    slopes = [(value(w + h * e) - value(w - h * e)) / (2 * h) for e in units]
    return np.reshape(slopes, w.shape)


def halves(value: Any, w: Any, h: float = 1e-6) -> Any:
    """The mean of a forward and a backward difference, as a list."""
    w, here = np.array(w, dtype=float), value(w)
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        up, down = w.copy(), w.copy()
        up[i], down[i] = w[i] + h, w[i] - h
        g[i] = ((value(up) - here) / h + (here - value(down)) / h) / 2
    return g.tolist()


def put_back(value: Any, w: Any, h: float = 1e-6) -> Any:
    """Moves a coordinate of one copy, and puts it back."""
    w = np.array(w, dtype=float)
    g = np.zeros_like(w)
    for i in np.ndindex(*w.shape):
        kept = w[i]
        w[i] = kept + h
        g[i] += value(w)
        w[i] = kept - h
        g[i] -= value(w)
        w[i] = kept
    return g / h / 2


def put_back_in_the_callers(value: Any, w: Any, h: float = 1e-6) -> Any:
    """Moves the caller's own numbers, where they are floats, but leaves them as they were."""
    return put_back(value, np.asarray(w, dtype=float), h)


def flat(value: Any, w: Any, h: float = 1e-6) -> Any:
    """Goes through a flat copy and puts the result into shape at the end."""
    shape, w = np.shape(w), np.array(w, dtype=float).ravel()
    g = []
    for i in range(len(w)):
        move = np.zeros(len(w))
        move[i] = h
        up, down = (w + move).reshape(shape), (w - move).reshape(shape)
        g.append((value(up) - value(down)) / (2 * h))
    return np.array(g).reshape(shape)


def in_single(value: Any, w: Any, h: float = 1e-6) -> Any:
    return finite_difference(value, np.asarray(w, np.float32), h)


def iterated(value: Any, w: Any, h: float = 1e-6) -> Any:
    w = np.asarray(w)
    g = np.zeros(w.shape)
    with np.nditer(w, flags=["multi_index"]) as places:
        for _ in places:
            e = np.zeros(w.shape)
            e[places.multi_index] = h
            g[places.multi_index] = value(w + e) / (2 * h) - value(w - e) / (2 * h)
    return g


DIRECTIONS = {"short": "about half", "long": "nearly none", "best of 100": "about a tenth"}

RIGHT: dict[str, list[Any]] = {
    "FixedUpdate": [*(style(FixedUpdate) for style in STYLES), Subtracted, Counted, Listed],
    "random_search": [
        *(all_at_once, by_min, first_draw_first, folded),
        *(recursive, single_precision, sorted_by_height),
    ],
    "finite_difference": [
        *(unit_vectors, halves, put_back, put_back_in_the_callers),
        *(flat, in_single, iterated),
    ],
    "wrong_slope": styles.choice("w[1]"),
    "random_directions": styles.choices(DIRECTIONS),
    "gradient_descent_limit": [
        lambda curvature: 2.0 / curvature,
        lambda curvature: np.float32(2) / np.float32(curvature),
        lambda curvature: 2 * curvature**-1,
        lambda curvature: np.array([2 / curvature])[0],
        lambda curvature: -(-1 - 1) / curvature,
        lambda curvature: np.exp(np.log(2) - np.log(curvature)),
    ],
    "promised_fall": [
        lambda lr, curvature, g: lr * np.sum(g**2) - lr**2 * curvature * np.sum(g**2) / 2,
        lambda lr, curvature, g: lr * (1 - lr * curvature / 2) * np.linalg.norm(g) ** 2,
        lambda lr, curvature, g: (lr - curvature * lr * lr / 2) * np.vdot(g, g),
        lambda lr, curvature, g: lr * (2 - lr * curvature) / 2 * sum(x * x for x in np.ravel(g)),
        lambda lr, curvature, g: np.float32(promised_fall(lr, curvature, np.float32(g))),
        lambda lr, curvature, g: sum(promised_fall(lr, curvature, x) for x in np.ravel(g).tolist()),
    ],
    "summed_lr": [
        lambda lr, n: lr / n / 2,
        lambda lr, n: 0.5 * lr / n,
        lambda lr, n: np.float32(lr) / np.float32(2 * n),
        lambda lr, n: np.asarray(lr) / (n + n),
        lambda lr, n: lr * (1 / (2 * n)),
        lambda lr, n: lr * np.mean(np.ones(n)) / np.sum(2 * np.ones(n)),
    ],
}
