"""Right answers to the assignment on adaptive methods."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from solutions import Adagrad, Adam, AdamW, RMSProp
from tests.course.right import styles


class AdagradFromHistory:
    """Keeps every gradient and adds their squares up anew."""

    def __init__(self, lr: float, eps: float = 1e-8) -> None:
        self.lr, self.eps = lr, eps

    def init(self, w: Any) -> Any:
        return []

    def step(self, w: Any, grad: Any, past: Any) -> Any:
        past = [*past, np.array(grad(w))]
        return w - self.lr / (np.linalg.norm(past, axis=0) + self.eps) * past[-1], past


class RMSPropByWeights:
    """Keeps every gradient; its averages are weighted sums of the whole history."""

    def __init__(
        self, lr: float, beta: float = 0.9, eps: float = 1e-8, centred: bool = False
    ) -> None:
        self.lr, self.beta, self.eps, self.centred = lr, beta, eps, centred

    def init(self, w: Any) -> Any:
        return ()

    def step(self, w: Any, grad: Any, past: Any) -> Any:
        past = (*past, np.array(grad(w)))
        weights = (1 - self.beta) * self.beta ** np.arange(len(past))[::-1]
        square = sum(c * g * g for c, g in zip(weights, past, strict=True))
        mean = sum(c * g for c, g in zip(weights, past, strict=True))
        spread = square - self.centred * mean * mean
        return w - self.lr * past[-1] * (spread**0.5 + self.eps) ** -1, past


class RMSPropWithoutMean:
    """Keeps a mean only if it is asked to centre, and moves its own arrays in place."""

    def __init__(self, lr: float, beta: float = 0.9, eps: float = 1e-8, centred: bool = False):
        self.lr, self.beta, self.eps, self.centred = lr, beta, eps, centred

    def init(self, w: Any) -> Any:
        return {"E": np.zeros_like(w)} | ({"m": np.zeros_like(w)} if self.centred else {})

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        g = np.array(grad(w))
        state = {name: average.copy() for name, average in state.items()}
        state["E"] += (1 - self.beta) * (g**2 - state["E"])
        root = state["E"].copy()
        if self.centred:
            state["m"] += (1 - self.beta) * (g - state["m"])
            root -= state["m"] ** 2
        np.sqrt(root, out=root)
        root += self.eps
        return w - self.lr * g / root, state


class AdamFolded:
    """Folds both corrections into the rate, and scales epsilon to match."""

    def __init__(self, lr: float, beta1: float, beta2: float, eps: float, decay: float = 0.0):
        self.lr, self.beta1, self.beta2, self.eps, self.decay = lr, beta1, beta2, eps, decay

    def init(self, w: Any) -> Any:
        return np.zeros_like(w), np.zeros_like(w), 1.0, 1.0

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        g, (m, v, left1, left2) = grad(w), state
        m, v = m + (1 - self.beta1) * (g - m), v + (1 - self.beta2) * (g * g - v)
        left1, left2 = left1 * self.beta1, left2 * self.beta2
        whole = (1 - left2) ** 0.5
        rate = self.lr * whole / (1 - left1)
        step = rate * m / (np.sqrt(v) + self.eps * whole)
        return w - step - self.lr * self.decay * w, (m, v, left1, left2)


class AdamOfSums:
    """Keeps sums instead of averages and divides each by the sum of its weights."""

    def __init__(self, lr: float, beta1: float, beta2: float, eps: float, decay: float = 0.0):
        self.hyper = lr, beta1, beta2, eps, decay

    def init(self, w: Any) -> Any:
        return 0.0, 0.0, 0.0, 0.0

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        lr, beta1, beta2, eps, decay = self.hyper
        g, (a, b, n, k) = np.asarray(grad(w)), state
        a, n = beta1 * a + g, beta1 * n + 1
        b, k = beta2 * b + g**2, beta2 * k + 1
        return (1 - lr * decay) * w - lr * (a / n) / ((b / k) ** 0.5 + eps), (a, b, n, k)


class AdamWOnAdam:
    """Takes the step of Adam and the decay of the old weights, one after the other."""

    def __init__(self, lr: float, beta1: float, beta2: float, eps: float, decay: float) -> None:
        self.adam, self.share = Adam(lr, beta1, beta2, eps), lr * decay

    def init(self, w: Any) -> Any:
        return self.adam.init(w)

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        after, state = self.adam.step(w, grad, state)
        return after - self.share * w, state


class AdamWShrinksFirst(AdamWOnAdam):
    """Asks at the old place, shrinks, and steps from there, as torch does."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        g = grad(w)
        return self.adam.step(w * (1 - self.share), lambda _: g, state)


FIRST = {
    "Adagrad": 1 / 10,
    "RMSProp": 1 / (10 * 0.01**0.5),
    "Adam": 1 / 10,
    "Adam, uncorrected": 0.1 * 0.1 * 3 / (0.001 * 9) ** 0.5,
}

HELD = {"gradient descent": "", "momentum": "v", "Adagrad": "G", "RMSProp": "E"} | {
    "Adam": "mv",
    "AMSGrad": "mvV",
}


def layer_by_layer(method: str, widths: Any, size: int) -> int:
    total = 0
    for inputs, units in pairwise(widths):
        total += units * inputs * size
        total += units * size
    return total * len(HELD[method])


def with_arrays(method: str, widths: Any, size: int) -> int:
    arrays = [np.zeros((int(a), int(b))) for a, b in pairwise(widths)]
    arrays += [np.zeros(int(b)) for b in widths[1:]]
    return len(HELD[method]) * sum(array.size for array in arrays) * size


def by_products(method: str, widths: Any, size: int) -> Any:
    return np.float64(size * len(HELD[method]) * (np.add(widths[:-1], 1) @ widths[1:]))


def with_cases(method: str, widths: Any, size: int) -> Any:
    n = np.dot(widths[:-1], widths[1:]) + np.sum(widths[1:])
    if method == "gradient descent":
        return 0
    if method.startswith("Adam"):
        return n * size * 2
    return n * size * 3 if method == "AMSGrad" else n * size


RIGHT: dict[str, list[Any]] = {
    "Adagrad": [*styles.of(Adagrad), AdagradFromHistory],
    "RMSProp": [*styles.of(RMSProp), RMSPropByWeights, RMSPropWithoutMean],
    "Adam": [*styles.of(Adam), AdamFolded, AdamOfSums],
    "AdamW": [*styles.of(AdamW), AdamFolded, AdamOfSums, AdamWOnAdam, AdamWShrinksFirst],
    "adamw_bug": styles.choice("C"),
    "paper_decay": [
        lambda decay, lr: lr * decay,
        lambda decay, lr: np.float32(decay) * np.float32(lr),
        lambda decay, lr: decay / (1 / lr),
        lambda decay, lr: 1 - (1 - lr * decay),
        lambda decay, lr: np.array([decay]) @ np.array([lr]),
        lambda decay, lr: np.exp(np.log(decay) + np.log(lr)),
    ],
    "first_step": styles.by_hand(FIRST, 4),
    "rare_word": [
        *styles.by_hand({"rate": 10, "moved": 18.5896 / 198.5446}, 3),
        {"rate": "10", "moved": (2 * 10 - 1.46) / (2 * 100 - 1.46)},
    ],
    "state_bytes": [
        layer_by_layer,
        with_arrays,
        by_products,
        with_cases,
        lambda *asked: float(layer_by_layer(*asked)),
        lambda *asked: np.array(with_arrays(*asked)),
    ],
    "fooling_slopes": [
        lambda: [12.0] + [-1.0] * 11,
        lambda: np.array([21.0] + [-2.0] * 10),
        lambda: (50, *[-1] * 49),
        lambda: [15, 0, *[-1] * 13],
        lambda: [*[-0.5] * 15, 8.0],
        lambda: (x for x in [30.0] + [-2.0] * 14),
    ],
}
