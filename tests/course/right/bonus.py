"""Right answers to the bonus questions."""

from __future__ import annotations

from typing import Any

import numpy as np

from solutions import AMSGrad, Lion, Muon, ScheduleFree, orthogonalise
from tests.course.right import styles


class AMSGradWithHistory:
    """Keeps every corrected v and takes the largest anew."""

    def __init__(self, lr: float, beta1: float, beta2: float, eps: float) -> None:
        self.lr, self.b1, self.b2, self.eps = lr, beta1, beta2, eps

    def init(self, w: Any) -> Any:
        return {"m": 0.0, "v": 0.0, "all": []}

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        g, t = grad(w), len(state["all"]) + 1
        m = self.b1 * state["m"] + (1 - self.b1) * g
        v = self.b2 * state["v"] + (1 - self.b2) * g**2
        past = [*state["all"], np.sqrt(v / (1 - self.b2**t))]
        m_hat = m / (1 - self.b1**t)
        return w - self.lr * m_hat / (np.max(past, axis=0) + self.eps), {
            "m": m,
            "v": v,
            "all": past,
        }


class LionByCases:
    """Compares instead of taking a sign."""

    def __init__(self, lr: float, beta1: float, beta2: float, decay: float) -> None:
        self.lr, self.b1, self.b2, self.decay = lr, beta1, beta2, decay

    def init(self, w: Any) -> Any:
        return np.zeros(np.shape(w))

    def step(self, w: Any, grad: Any, m: Any) -> Any:
        g = np.asarray(grad(w))
        c = m + (1 - self.b1) * (g - m)
        direction = (c > 0).astype(float) - (c < 0)
        w = np.asarray(w) * (1 - self.lr * self.decay) - self.lr * direction
        return w, m + (1 - self.b2) * (g - m)


class MuonOfSums:
    """Adds gradients up, as Keras does: what is orthogonalised has another length only."""

    def __init__(self, lr: float, beta: float, decay: float = 0.0) -> None:
        self.lr, self.beta, self.decay = lr, beta, decay

    def init(self, w: Any) -> Any:
        return np.zeros_like(w)

    def step(self, w: Any, grad: Any, total: Any) -> Any:
        g = grad(w)
        total = self.beta * total + g
        move = orthogonalise(g + self.beta * total)
        if len(w) > len(w[0]):
            move = move * np.sqrt(len(w) / len(w[0]))
        return (1 - self.lr * self.decay) * w - self.lr * move, total


class ScheduleFreeByMean:
    """Keeps all z and takes their mean anew."""

    def __init__(self, lr: float, beta: float) -> None:
        self.lr, self.beta = lr, beta

    def init(self, w: Any) -> Any:
        return [np.array(w)]

    def step(self, w: Any, grad: Any, points: Any) -> Any:
        y = points[-1] + self.beta * (w - points[-1])
        points = [*points, points[-1] - self.lr * grad(y)]
        return np.mean(points, axis=0), points


class ScheduleFreeBySum(ScheduleFreeByMean):
    """Keeps the newest z and the sum of all."""

    def init(self, w: Any) -> Any:
        return np.array(w), np.array(w), 1

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        z, total, count = state
        z = z - self.lr * grad((1 - self.beta) * z + self.beta * total / count)
        return (total + z) / (count + 1), (z, total + z, count + 1)


def _polynomial(values: Any) -> Any:
    return values * (3.4445 + values**2 * (-4.7750 + 2.0315 * values**2))


def _by_singular_values(g: Any, rounds: int, eps: float) -> Any:
    u, s, vt = np.linalg.svd(np.asarray(g), full_matrices=False)
    s = s / (np.sqrt((s**2).sum()) + eps)
    for _ in range(rounds):
        s = _polynomial(s)
    return (u * s) @ vt


def _without_turning(g: Any, rounds: int = 5, eps: float = 1e-7) -> Any:
    x = g / (np.linalg.norm(g) + eps)
    for _ in range(rounds):
        a = x @ x.T
        x = 3.4445 * x - 4.7750 * a @ x + 2.0315 * a @ a @ x
    return x


def _from_the_right(g: Any, rounds: int = 5, eps: float = 1e-7) -> Any:
    x = np.array(g)
    x /= np.sqrt(np.sum(x**2)) + eps
    for _ in range(rounds):
        a = x.T @ x
        x = x @ (3.4445 * np.eye(len(a)) - 4.7750 * a + 2.0315 * a @ a)
    return x


def _single(g: Any, rounds: int, eps: float) -> Any:
    return orthogonalise(np.asarray(g, np.float32), rounds, eps)


RIGHT: dict[str, list[Any]] = {
    "AMSGrad": [*styles.of(AMSGrad), AMSGradWithHistory],
    "Lion": [*styles.of(Lion), LionByCases],
    "Muon": [*styles.of(Muon, apart=False), MuonOfSums],
    "ScheduleFree": [*styles.of(ScheduleFree, apart=False), ScheduleFreeByMean, ScheduleFreeBySum],
    "orthogonalise": [
        _by_singular_values,
        _without_turning,
        _from_the_right,
        _single,
        lambda g, rounds, eps: orthogonalise(np.array(g), rounds, eps).tolist(),
        lambda g, rounds, eps: orthogonalise(g.T, rounds, eps).T,
        lambda g, rounds, eps: np.linalg.multi_dot([np.eye(len(g)), orthogonalise(g, rounds, eps)]),
    ],
}
