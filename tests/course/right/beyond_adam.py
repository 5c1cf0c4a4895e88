"""Right answers to the assignment beyond Adam, bonus questions apart."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from course.questions.beyond_adam import same_path
from solutions import LAMB, Adadelta, Nadam, RAdam
from tests.course.right import styles


class AdadeltaByRoots:
    """Keeps no averages but root mean squares, epsilon included, and a factor of its own."""

    def __init__(self, lr: float, rho: float, eps: float) -> None:
        self.lr, self.rho, self.eps = lr, rho, eps

    def init(self, w: Any) -> Any:
        start = np.full(np.shape(w), self.eps**0.5)
        return {"g": start, "u": start}

    def step(self, w: Any, grad: Any, roots: Any) -> Any:
        g = grad(w)
        below = self._after(roots["g"], g)
        u = roots["u"] / below * g
        return w - self.lr * u, {"g": below, "u": self._after(roots["u"], u)}

    def _after(self, root: Any, new: Any) -> Any:
        mean = root**2 - self.eps
        return np.sqrt(mean + (1 - self.rho) * (new**2 - mean) + self.eps)


class AdadeltaWithTheRatioUnderOneRoot:
    """Divides first and takes one root."""

    def __init__(self, lr: float, rho: float, eps: float) -> None:
        self.lr, self.rho, self.eps = lr, rho, eps

    def init(self, w: Any) -> Any:
        return np.zeros((2, *np.shape(w)))

    def step(self, w: Any, grad: Any, past: Any) -> Any:
        past, g = self.rho * past, grad(w)
        kept = past[1] / self.rho
        past[0] += (1 - self.rho) * np.square(g)
        u = np.sqrt((kept + self.eps) / (past[0] + self.eps)) * g
        past[1] += (1 - self.rho) * np.square(u)
        return w - self.lr * u, past


class NadamByMixture:
    """Mixes the corrected averages of this step and of the next, were the gradient to come again.

    The next m with the same gradient would be beta1 m + (1 - beta1) g; see `Nadam` without the
    two divisors.
    """

    def __init__(self, lr: float, beta1: float, beta2: float, eps: float) -> None:
        self.lr, self.b1, self.b2, self.eps = lr, beta1, beta2, eps

    def init(self, w: Any) -> Any:
        return 0, 0.0 * w, 0.0 * w

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        t, m, v = state
        t, g = t + 1, grad(w)
        m, v = m + (1 - self.b1) * (g - m), v + (1 - self.b2) * (g * g - v)
        weights = [self.b1 / (1 - self.b1 ** (t + 1)), (1 - self.b1) / (1 - self.b1**t)]
        n = np.tensordot(weights, np.stack([m, g]), axes=1)
        below = np.sqrt(v) / np.sqrt(1 - self.b2**t) + self.eps
        return w - self.lr * n / below, (t, m, v)


class NadamByPowers(NadamByMixture):
    """Carries the powers of both betas along instead of t."""

    def init(self, w: Any) -> Any:
        return (1.0, 1.0), np.zeros_like(w), np.zeros_like(w)

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        (p1, p2), m, v = state
        p1, p2, g = p1 * self.b1, p2 * self.b2, grad(w)
        m, v = self.b1 * m + (1 - self.b1) * g, self.b2 * v + (1 - self.b2) * g**2
        n = self.b1 * m / (1 - p1 * self.b1) + (1 - self.b1) * g / (1 - p1)
        return w - self.lr * n / ((v / (1 - p2)) ** 0.5 + self.eps), ((p1, p2), m, v)


class RAdamByMeanAge:
    """Works out rho_t as the mean age of what is in v, and r as a product of roots."""

    def __init__(
        self, lr: float, beta1: float, beta2: float, eps: float, threshold: float = 4.0
    ) -> None:
        self.lr, self.b1, self.b2, self.eps, self.least = lr, beta1, beta2, eps, threshold

    def init(self, w: Any) -> Any:
        return []

    def step(self, w: Any, grad: Any, past: Any) -> Any:
        past = [*past, np.array(grad(w))]
        ages = np.arange(len(past))[::-1]
        m, v = (
            np.tensordot(beta**ages / (beta**ages).sum(), np.stack(past) ** power, axes=1)
            for beta, power in ((self.b1, 1), (self.b2, 2))
        )
        weights = self.b2**ages
        rho, most = 1 + 2 * (weights @ ages) / weights.sum(), 2 / (1 - self.b2) - 1
        if rho > self.least:
            shares = [(rho - 4) / (most - 4), (rho - 2) / (most - 2), most / rho]
            m = m * np.prod(np.sqrt(shares)) / (np.sqrt(v) + self.eps)
        return w - self.lr * m, past


class RAdamInOneLine:
    """Decides by a factor and a divisor, so that there is one return."""

    def __init__(
        self, lr: float, beta1: float, beta2: float, eps: float, threshold: float = 4.0
    ) -> None:
        self.lr, self.b1, self.b2, self.eps, self.least = lr, beta1, beta2, eps, threshold

    def init(self, w: Any) -> Any:
        return {"m": np.zeros_like(w), "v": np.zeros_like(w), "t": 0}

    def step(self, w: Any, grad: Any, s: Any) -> Any:
        g, t = grad(w), s["t"] + 1
        m = self.b1 * s["m"] + (1 - self.b1) * g
        v = self.b2 * s["v"] + (1 - self.b2) * g**2
        most = (1 + self.b2) / (1 - self.b2)
        power = self.b2**t
        rho = most - 2 * t * power / (1 - power)
        late = rho > self.least
        above = (rho**2 - 6 * rho + 8) * most
        r = (above / ((most**2 - 6 * most + 8) * rho)) ** 0.5 if late else 1.0
        below = (v / (1 - power)) ** 0.5 + self.eps if late else 1.0
        return w - self.lr * r * m / (1 - self.b1**t) / below, {"m": m, "v": v, "t": t}


class LAMBOfPieces:
    """Cuts everything into layers, works on each, and puts the pieces together again."""

    def __init__(self, layers: Any = (), decay: float = 0.0, **hyper: float) -> None:
        self.layers, self.decay, self.hyper = layers, decay, hyper

    def init(self, w: Any) -> Any:
        return np.zeros(np.size(w)), np.zeros(np.size(w)), 0

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        (m, v, t), h = state, self.hyper
        flat, g, t = np.ravel(w).astype(float), np.ravel(grad(w)), t + 1
        m = h["beta1"] * m + (1 - h["beta1"]) * g
        v = h["beta2"] * v + (1 - h["beta2"]) * g**2
        after = flat.copy()
        for layer in self.layers or [slice(None)]:
            u = m[layer] / (1 - h["beta1"] ** t)
            u = (
                u / (np.sqrt(v[layer] / (1 - h["beta2"] ** t)) + h["eps"])
                + self.decay * flat[layer]
            )
            size, length = np.sqrt((flat[layer] ** 2).sum()), np.sqrt((u**2).sum())
            after[layer] -= h["lr"] * (size / length if size and length else 1.0) * u
        return after.reshape(np.shape(w)), (m, v, t)


class LAMBByWhere(LAMBOfPieces):
    """Guards against zero with np.where, and sums squares by a product."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        (m, v, t), h = state, self.hyper
        g, t = np.ravel(grad(w)), t + 1
        m, v = m + (1 - h["beta1"]) * (g - m), v + (1 - h["beta2"]) * (g**2 - v)
        u = m / (1 - h["beta1"] ** t) / ((v / (1 - h["beta2"] ** t)) ** 0.5 + h["eps"])
        u = u + self.decay * np.ravel(w)
        moves = np.empty_like(u)
        for layer in self.layers or (slice(0, None),):
            a, b = np.ravel(w)[layer], u[layer]
            both = np.array([a @ a, b @ b])
            ratio = np.where(np.all(both > 0), np.sqrt(both[0] / np.where(both > 0, both, 1)[1]), 1)
            moves[layer] = ratio * b
        return w - h["lr"] * moves.reshape(np.shape(w)), (m, v, t)


def _counted(beta2: float, threshold: float) -> int:
    steps = np.arange(1, 2000)
    power = beta2**steps
    age = (1 + beta2) / (1 - beta2) - 2 * steps * power / (1 - power)
    return int((age <= threshold).sum())


def _waited(beta2: float, threshold: float = 4.0) -> int:
    t, power = 0, 1.0
    while True:
        t, power = t + 1, power * beta2
        if 2 / (1 - beta2) - 1 - 2 * t / (1 / power - 1) > threshold:
            return t - 1


def _searched(beta2: float, threshold: float) -> int:
    ages = [1 + 2 * sum(k * beta2**k for k in range(t)) / sum(beta2**k for k in range(t))
            for t in range(1, 120)]  # fmt: skip
    return int(np.searchsorted(ages, threshold, side="right"))


RIGHT: dict[str, list[Any]] = {
    "Adadelta": [*styles.of(Adadelta), AdadeltaByRoots, AdadeltaWithTheRatioUnderOneRoot],
    "Nadam": [*styles.of(Nadam), NadamByMixture, NadamByPowers],
    "RAdam": [*styles.of(RAdam), RAdamByMeanAge, RAdamInOneLine],
    "LAMB": [*styles.of(LAMB, apart=False), LAMBOfPieces, LAMBByWhere],
    "waiting_steps": [
        _counted,
        _waited,
        _searched,
        lambda beta2, threshold: float(_counted(beta2, threshold)),
        lambda beta2, threshold: np.int64(_waited(beta2, threshold)),
        lambda beta2, threshold: np.array(_counted(beta2, threshold)),
        lambda beta2, threshold=4: max(
            t
            for t in range(1, 500)
            if 2 / (1 - beta2) - 1 - 2 * t * beta2**t / (1 - beta2**t) <= threshold
        ),
    ],
    "rescaled_eps": [
        lambda eps, factor: factor * eps * factor,
        lambda eps, factor: (np.sqrt(eps) * factor) ** 2,
        lambda eps, factor: np.float32(eps) * np.float32(factor) ** 2,
        lambda eps, factor: eps / (1 / factor) ** 2,
        lambda eps, factor: np.array([eps * factor**2])[0],
        lambda eps, factor: np.exp(np.log(eps) + 2 * np.log(factor)),
    ],
    "same_path": [
        styles.Late(partial(styles.spelt, typed), same_path)
        for typed in (str, str.upper, str.title, np.str_, " {} ".format, "{}.".format)
    ],
}
