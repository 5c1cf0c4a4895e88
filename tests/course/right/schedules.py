"""Right answers on schedules, as people write them."""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from solutions import Scheduled, cosine, step_decay, warm_restarts, warm_up
from tests.course.right import styles


def by_dropping(lr: float, gamma: float, every: int) -> Any:
    """Drop the rate step by step."""

    def rate(k: int) -> float:
        now = lr
        for _ in range(every, k + 1, every):
            now *= gamma
        return now

    return rate


class Stairs:
    """A schedule as an object that is called."""

    def __init__(self, lr: float, gamma: float, every: int) -> None:
        self.lr, self.gamma, self.every = lr, gamma, every

    def __call__(self, k: int) -> float:
        return self.lr * self.gamma ** divmod(k, self.every)[0]


def remembering(make: Callable[..., Any]) -> Any:
    """Work the first rates out beforehand, as a list."""

    def made(*given: Any) -> Any:
        table = [make(*given)(k) for k in range(100)]
        return lambda k: table[k]

    return made


def cosine_with_if(lr: float, steps: int, lowest: float = 0) -> Any:
    def rate(k: int) -> float:
        if k >= steps:
            return lowest
        progress = k / steps
        return lowest + 0.5 * (lr - lowest) * (1 + np.cos(np.pi * progress))

    return rate


def cosine_by_the_half_angle(lr: float, steps: int, lowest: float = 0) -> Any:
    return lambda k: lowest + (lr - lowest) * math.cos(math.pi * min(k / steps, 1) / 2) ** 2


def cosine_of_both_ends(lr: float, steps: int, lowest: float = 0) -> Any:
    def rate(k: int) -> Any:
        share = (1 + np.cos(np.pi * np.clip(k / steps, 0, 1))) / 2
        return np.array([share * lr + (1 - share) * lowest])[0]

    return rate


def restarts_by_a_list(lr: float, first: int, factor: float = 2, lowest: float = 0) -> Any:
    """Look up in which run k falls."""

    def rate(k: int) -> float:
        starts, length = [0.0], float(first)
        while starts[-1] + length <= k:
            starts.append(starts[-1] + length)
            length *= factor
        since = k - starts[bisect.bisect_right(starts, k) - 1]
        return cosine_with_if(lr, length, lowest)(since)  # type: ignore[arg-type]

    return rate


def restarts_by_recursion(lr: float, first: float, factor: float = 2, lowest: float = 0) -> Any:
    def rate(k: float) -> Any:
        if k >= first:
            return restarts_by_recursion(lr, first * factor, factor, lowest)(k - first)
        return lowest + (lr - lowest) * (1 + math.cos(math.pi * k / first)) / 2

    return rate


def restarts_by_the_logarithm(lr: float, first: int, factor: float = 2, lowest: float = 0) -> Any:
    """Solve for the number of runs; a hair is added, as logarithms come out a hair too low."""

    def rate(k: int) -> float:
        runs = math.floor(math.log(1 + k * (factor - 1) / first, factor) + 1e-9)
        length = first * factor**runs
        since = k - first * (factor**runs - 1) / (factor - 1)
        return lowest + (lr - lowest) * (1 + math.cos(math.pi * since / length)) / 2

    return rate


def restarts_step_by_step(lr: float, first: int, factor: float = 2, lowest: float = 0) -> Any:
    """Walk from 0 to k and begin anew whenever a run is over."""

    def rate(k: int) -> float:
        since, length = 0, float(first)
        for _ in range(k):
            since += 1
            if since == length:
                since, length = 0, length * factor
        return float(lowest + (lr - lowest) * (1 + np.cos(np.pi * since / length)) / 2)

    return rate


def warm_up_by_min(lr: float, steps: int, then: Any = None) -> Any:
    then = then or (lambda _: lr)
    return lambda k: min(1, (k + 1) / steps) * lr if k < steps else then(k - steps)


def warm_up_of_a_line(lr: float, steps: int, then: Any = None) -> Any:
    stairs = np.linspace(0, lr, steps + 1)[1:]

    def rate(k: int) -> Any:
        if k + 1 <= steps:
            return stairs[k]
        if then is not None:
            return then(k - steps)
        return lr

    return rate


def warm_up_from_behind(lr: float, steps: int, then: Any = None) -> Any:
    def rate(k: int) -> Any:
        left = steps - 1 - k
        if left >= 0:
            return lr - left * lr / steps
        return then(-left - 1) if callable(then) else lr

    return rate


def single(make: Callable[..., Any]) -> Any:
    """Count in single precision."""
    return lambda *given: lambda k: np.float32(make(*given)(k))


class FollowsByHand:
    """Makes a rule by its fields, and keeps k in a dict."""

    def __init__(self, rule: Any, schedule: Any) -> None:
        self.rule, self.schedule = rule, schedule

    def init(self, w: Any) -> Any:
        return {"k": 0, "memory": self.rule.init(w)}

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        rule = type(self.rule)(**{**vars(self.rule), "lr": self.schedule(state["k"])})
        w, memory = rule.step(w, grad, state["memory"])
        return w, {"k": state["k"] + 1, "memory": memory}


class FollowsByForce:
    """Writes the rate into a copy of the frozen rule."""

    def __init__(self, rule: Any, schedule: Any) -> None:
        self.rule, self.schedule = replace(rule), schedule

    def init(self, w: Any) -> Any:
        return self.rule.init(w), 0

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        object.__setattr__(self.rule, "lr", self.schedule(state[1]))
        w, memory = self.rule.step(w, grad, state[0])
        return w, (memory, state[1] + 1)


RIGHT: dict[str, list[Any]] = {
    "step_decay": [
        by_dropping,
        lambda *given: Stairs(*given),
        remembering(step_decay),
        single(step_decay),
        lambda lr, gamma, every: lambda k: lr * gamma ** math.floor(k / every),
        lambda lr, gamma, every: lambda k: lr * np.power(gamma, int(k / every)),
        lambda lr, gamma, every: lambda k: np.exp(np.log(lr) + k // every * np.log(gamma)),
        lambda lr, gamma, every: partial(lambda a, k: a * gamma ** ((k - k % every) / every), lr),
    ],
    "cosine": [
        cosine_with_if,
        cosine_by_the_half_angle,
        cosine_of_both_ends,
        remembering(cosine),
        single(cosine),
        lambda lr, steps, lowest=0: (
            lambda k: (
                (lr + lowest) / 2 + (lr - lowest) / 2 * math.cos(math.pi * min(k, steps) / steps)
            )
        ),
        lambda lr, steps, lowest=0: (
            lambda k: lr - (lr - lowest) * math.sin(math.pi * min(k, steps) / (2 * steps)) ** 2
        ),
    ],
    "warm_restarts": [
        restarts_by_a_list,
        restarts_by_recursion,
        restarts_by_the_logarithm,
        restarts_step_by_step,
        remembering(warm_restarts),
        single(warm_restarts),
    ],
    "warm_up": [
        warm_up_by_min,
        warm_up_of_a_line,
        warm_up_from_behind,
        remembering(warm_up),
        single(warm_up),
        lambda lr, steps, then=None: (
            lambda k: (
                [*(lr * (j + 1) / steps for j in range(steps))][k]
                if k < steps
                else (then or (lambda j: lr))(k - steps)
            )
        ),
    ],
    "Scheduled": [*styles.of(Scheduled, apart=False), FollowsByHand, FollowsByForce],
}
