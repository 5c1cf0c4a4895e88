"""Right answers to the assignment on momentum."""

from __future__ import annotations

from typing import Any

import numpy as np

from solutions import HeavyBall, Momentum, Nesterov, NesterovShifted
from tests.course.right import styles


class Float32:
    """Counts in single precision."""

    def __init__(self, lr: float, beta: float) -> None:
        self.lr, self.beta = np.float32(lr), np.float32(beta)

    def init(self, w: Any) -> Any:
        return np.zeros(np.shape(w), np.float32)

    def step(self, w: Any, grad: Any, v: Any) -> Any:
        g = np.asarray(grad(w), np.float32)
        v = self.beta * v + (np.float32(1) - self.beta) * g
        return np.asarray(w, np.float32) - self.lr * v, v


class Loops:
    """Goes coordinate by coordinate, on plain lists."""

    def __init__(self, lr: float, beta: float) -> None:
        self.lr, self.beta = lr, beta

    def init(self, w: Any) -> Any:
        return [0.0 for _ in np.ravel(w)]

    def step(self, w: Any, grad: Any, v: Any) -> Any:
        slopes = np.ravel(grad(w))
        v = [self.beta * a + (1 - self.beta) * float(g) for a, g in zip(v, slopes, strict=True)]
        places = [float(x) - self.lr * a for x, a in zip(np.ravel(w), v, strict=True)]
        return np.reshape(places, np.shape(w)), v


class MovesOwnCopy:
    """Works in place, on copies of its own, and hands back a list for w."""

    def __init__(self, lr: float, beta: float) -> None:
        self.lr, self.beta = lr, beta

    def init(self, w: Any) -> Any:
        return {"v": np.zeros_like(w, dtype=float)}

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        w, v = np.array(w), state["v"].copy()
        v *= self.beta
        v += (1 - self.beta) * grad(w)
        w -= self.lr * v
        return w.tolist(), {"v": v}


class HistoryOfGradients:
    """Keeps every gradient and sums the weighted history anew."""

    def __init__(self, lr: float, beta: float) -> None:
        self.lr, self.beta = lr, beta

    def init(self, w: Any) -> Any:
        return ()

    def step(self, w: Any, grad: Any, past: Any) -> Any:
        past = (*past, np.array(grad(w)))
        weights = (1 - self.beta) * self.beta ** np.arange(len(past))[::-1]
        return w - self.lr * sum(c * g for c, g in zip(weights, past, strict=True)), past


class HeavyBallInside:
    """Is the heavy ball with the rate converted, its velocity scaled by the rate."""

    def __init__(self, lr: float, beta: float) -> None:
        self.lr, self.beta = lr * (1 - beta), beta

    def init(self, w: Any) -> Any:
        return 0 * w

    def step(self, w: Any, grad: Any, u: Any) -> Any:
        u = self.beta * u - self.lr * grad(w)
        return w + u, u


class TwoPlaces:
    """Remembers the last place instead of a velocity."""

    def __init__(self, lr: float, beta: float) -> None:
        self.lr, self.beta = lr, beta

    def init(self, w: Any) -> Any:
        return w

    def step(self, w: Any, grad: Any, before: Any) -> Any:
        return w + self.beta * (w - before) - self.lr * (1 - self.beta) * grad(w), w


class NesterovByPlaces(TwoPlaces):
    """The same for Nesterov's method: ahead is the last move once more, times beta."""

    def step(self, w: Any, grad: Any, before: Any) -> Any:
        ahead = w + self.beta * (w - before)
        return ahead - self.lr * (1 - self.beta) * grad(ahead), w


class NesterovByAdjoint:
    """Asks through a wrapped oracle and adds up in another order."""

    def __init__(self, lr: float, beta: float) -> None:
        self.lr, self.beta = lr, beta

    def init(self, w: Any) -> Any:
        return np.zeros(np.size(w))

    def step(self, w: Any, grad: Any, v: Any) -> Any:
        shift = (self.lr * self.beta) * v.reshape(np.shape(w))
        g = np.ravel(grad(np.subtract(w, shift)))
        v = g + self.beta * (v - g)
        return w - self.lr * v.reshape(np.shape(w)), v


class HeavyBallOfAverages(HeavyBallInside):
    """Is the running average with the rate converted."""

    def __init__(self, lr: float, beta: float) -> None:
        super().__init__(lr / (1 - beta), beta)


class ShiftedByAverages:
    """Keeps the velocity times 1 - beta, and its own name for everything."""

    def __init__(self, lr: float, beta: float) -> None:
        self.rate, self.keep = lr / (1 - beta), beta

    def init(self, w: Any) -> Any:
        return np.zeros_like(w)

    def step(self, w: Any, grad: Any, mean: Any) -> Any:
        g = grad(w)
        mean = mean + (1 - self.keep) * (g - mean)
        return w - self.rate * ((1 - self.keep) * g + self.keep * mean), mean


RIGHT: dict[str, list[Any]] = {
    "Momentum": [
        *styles.of(Momentum),
        Float32,
        Loops,
        MovesOwnCopy,
        HistoryOfGradients,
        HeavyBallInside,
        TwoPlaces,
    ],
    "Nesterov": [*styles.of(Nesterov, apart=False), NesterovByPlaces, NesterovByAdjoint],
    "HeavyBall": [*styles.of(HeavyBall), HeavyBallOfAverages],
    "NesterovShifted": [*styles.of(NesterovShifted), ShiftedByAverages],
    "heavy_ball_bug": styles.choice("C"),
    "diverges": styles.choice("B"),
    "heavy_ball_lr": [
        lambda lr, beta: lr - beta * lr,
        lambda lr, beta: np.float32(lr) * np.float32(1 - beta),
        lambda lr, beta: -lr * (beta - 1),
        lambda lr, beta: lr / (1 / (1 - beta)),
        lambda lr, beta: lr / sum(beta**k for k in range(5000)),
        lambda lr, beta: np.array([lr * (1 - beta)])[0],
    ],
    "eta_max": [
        lambda curvature, beta: (2 + 2 * beta) / (curvature - beta * curvature),
        lambda curvature, beta: np.array(2 / curvature) * (1 + beta) / (1 - beta),
        lambda curvature, beta: np.float32(2 * (1 + beta)) / np.float32((1 - beta) * curvature),
        lambda curvature, beta: (2 / curvature) * (2 / (1 - beta) - 1),
        lambda curvature, beta: 2 * (1 - beta**2) / (curvature * (1 - beta) ** 2),
        lambda curvature, beta: np.exp(
            np.log(2) + np.log1p(beta) - np.log1p(-beta) - np.log(curvature)
        ),
    ],
}
