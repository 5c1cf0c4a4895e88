"""The toy example L(w) = w^2 from w_0 = 1 in rational and 50-digit arithmetic, without the key.

What is due comes from the papers' formulas on plain numbers, written in another way than the
key's: an average is a weighted sum over all slopes so far, not a memory, and momentum is a
difference of two places, not a velocity. Each `move` says how far down a step goes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Any, NamedTuple

import mpmath

mp = mpmath.MPContext()
mp.dps = 50
LR, BETA, BETA1, BETA2 = Fraction(1, 10), Fraction(9, 10), Fraction(9, 10), Fraction(999, 1000)
EPS, DECAY, PSI = Fraction(1, 10**8), Fraction(1, 100), Fraction(4, 1000)
STEPS = 50


class Past(NamedTuple):
    """All that an optimizer may know when it makes its step number t."""

    w: Any
    slopes: Sequence[Any]  # g_1, ..., g_t
    moves: Sequence[Any]  # w_0 - w_1, ..., w_{t-2} - w_{t-1}

    @property
    def t(self) -> int:
        return len(self.slopes)

    @property
    def squares(self) -> list[Any]:
        return [g**2 for g in self.slopes]


def descend(move: Callable[[Past], Any], penalty: Fraction = Fraction(0)) -> list[Any]:
    """Return w_0, ..., w_50, where `move` says how far down to go."""
    ws, slopes = [Fraction(1)], []
    for _ in range(STEPS):
        slopes.append((2 + penalty) * ws[-1])
        ws.append(ws[-1] - move(Past(ws[-1], slopes, [a - b for a, b in pairwise(ws)])))
    return ws


def faded(past: Sequence[Any], beta: Fraction) -> Any:
    """The sum over the past, each step back weighted by another factor beta."""
    return sum((beta**age * x for age, x in enumerate(reversed(past))), Fraction(0))


def average(past: Sequence[Any], beta: Fraction) -> Any:
    return (1 - beta) * faded(past, beta)


def mean(past: Sequence[Any], beta: Fraction) -> Any:
    """The weighted mean: the average that is corrected for its start from zero."""
    return faded(past, beta) / faded([Fraction(1)] * len(past), beta)


def two_places(rate: Fraction, read: str = "w", ahead: bool = True) -> list[Any]:
    """Polyak's form, or Nesterov's of 1983: a step from w + beta (w - its predecessor)."""
    before = w = Fraction(1)
    ws, ys = [w], [w]
    for _ in range(STEPS):
        y = w + BETA * (w - before)
        before, w = w, y - rate * 2 * (y if ahead else w)
        ws, ys = [*ws, w], [*ys, w + BETA * (w - before)]
    return ws if read == "w" else ys


def adagrad(past: Past) -> Any:
    return LR * past.slopes[-1] / (mp.sqrt(sum(past.squares)) + EPS)


def rmsprop(past: Past) -> Any:
    return LR * past.slopes[-1] / (mp.sqrt(average(past.squares, BETA)) + EPS)


def centred(past: Past) -> Any:
    spread = average(past.squares, BETA) - average(past.slopes, BETA) ** 2
    return LR * past.slopes[-1] / (mp.sqrt(spread) + Fraction(1, 10))


def root(past: Past, eps: Fraction = EPS) -> Any:
    return mp.sqrt(mean(past.squares, BETA2)) + eps


def adam(past: Past) -> Any:
    return LR * mean(past.slopes, BETA1) / root(past)


def adamw(past: Past) -> Any:
    return adam(past) + LR * DECAY * past.w


def amsgrad(past: Past) -> Any:
    largest = max(mean(past.squares[: n + 1], BETA2) for n in range(past.t))
    return LR * mean(past.slopes, BETA1) / (mp.sqrt(largest) + EPS)


def adadelta(past: Past, eps: Fraction, rho: Fraction = Fraction(9, 10)) -> Any:
    moved = average([u**2 for u in past.moves], rho)
    return mp.sqrt((moved + eps) / (average(past.squares, rho) + eps)) * past.slopes[-1]


def nadam(past: Past, mu: Callable[[int], Any] = lambda t: BETA1) -> Any:
    t, g, m = past.t, past.slopes[-1], average(past.slopes, BETA1)
    now, soon = (prod(mu(k) for k in range(1, n + 1)) for n in (t, t + 1))
    return LR * (mu(t + 1) * m / (1 - soon) + (1 - mu(t)) * g / (1 - now)) / root(past)


def rising(t: int) -> Any:
    return BETA1 * (1 - mp.mpf("0.96") ** mp.mpf(t * PSI) / 2)


def radam(past: Past, threshold: int) -> Any:
    t, last = past.t, 2 / (1 - BETA2) - 1
    rho = last - 2 * t * BETA2**t / (1 - BETA2**t)
    if rho <= threshold:
        return LR * mean(past.slopes, BETA1)
    tamed = (rho - 4) * (rho - 2) * last / ((last - 4) * (last - 2) * rho)
    return mp.sqrt(tamed) * adam(past)


def lamb(past: Past, decay: Fraction) -> Any:
    u = mean(past.slopes, BETA1) / root(past) + decay * past.w
    return LR * abs(past.w) / abs(u) * u


def lion(past: Past) -> Any:
    c = BETA1 * average(past.slopes[:-1], BETA2) + (1 - BETA1) * past.slopes[-1]
    return LR if c > 0 else -LR


def schedule_free() -> list[Any]:
    zs, xs = [Fraction(1)], [Fraction(1)]
    for _ in range(STEPS):
        zs.append(zs[-1] - LR * 2 * ((1 - BETA) * zs[-1] + BETA * xs[-1]))
        xs.append(sum(zs) / len(zs))
    return xs


def half_cosine(part: Fraction) -> Any:
    return LR * (1 + mp.cospi(mp.mpf(part))) / 2


def restarted(k: int) -> Any:
    first, length = max((a, b) for a, b in ((0, 10), (10, 20), (30, 40)) if a <= k)
    return half_cosine(Fraction(k - first, length))


def scheduled(rate: Callable[[int], Any]) -> list[Any]:
    """Gradient descent: each step multiplies w by 1 - 2 rate(k)."""
    factors = [1 - 2 * rate(k) for k in range(STEPS)]
    return [prod(factors[:t], start=Fraction(1)) for t in range(STEPS + 1)]


def number(x: Any) -> Any:
    """Return a fraction or the text of a decimal number with 50 digits."""
    return mp.mpf(x)
