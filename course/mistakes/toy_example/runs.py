"""The toy example with the numbers of its exercise: L(w) = w^2 from 2, two steps of every method.

Right and wrong results come out of the same functions, the wrong ones with one method exchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from descent import losses, minimize
from descent.optimizer import Array
from solutions import (
    LAMB,
    Adadelta,
    Adagrad,
    Adam,
    AdamW,
    GradientDescent,
    HeavyBall,
    Momentum,
    Nadam,
    Nesterov,
    RAdam,
    RMSProp,
    spectral_radius,
)

START = 2.0
RATE = {"lr": 0.3}
VELOCITY = {**RATE, "beta": 0.75}
SQUARES = {**RATE, "eps": 0.0}
AVERAGES = {**SQUARES, "beta1": 0.75, "beta2": 0.96}
DECAYED = {**AVERAGES, "decay": 0.1}
ADADELTA = {"lr": 1.0, "rho": 0.75, "eps": 0.01}

LESSON = {"lr": 0.1, "beta": 0.9, "beta1": 0.9, "beta2": 0.999, "eps": 0.0, "decay": 0.01}

Entries = dict[str, float]


@dataclass(frozen=True)
class Slope:
    """The slope factor * w; if `fixed`, that of the start, wherever it is asked."""

    factor: float = 2.0
    fixed: bool = False

    def __call__(self, w: Array) -> Array:
        """Return the gradient at `w`."""
        return self.factor * (np.full_like(w, START) if self.fixed else w)


@dataclass(frozen=True)
class Walk:
    """Where a method stands in the end, what it remembers, and where it asked last."""

    w: float
    state: Any
    asked: float

    @property
    def memory(self) -> float:
        """The first number that it remembers."""
        first = self.state
        while isinstance(first, tuple):
            first = first[0]
        return float(first)


def walk(
    make: Any,
    hyper: dict[str, float],
    steps: int = 2,
    slope: Slope | None = None,
    start: float = START,
    lesson: bool = False,
) -> Walk:
    """Walk some steps with the method `make(**hyper)`, or with the numbers of the lesson."""
    if lesson:
        hyper, start = {name: LESSON[name] for name in hyper}, 1.0
    asked = []

    def grad(at: Array) -> Array:
        asked.append(float(at))
        return (slope or Slope())(at)

    rule, w = make(**hyper), np.array(start)
    state = rule.init(w)
    with np.errstate(all="ignore"):
        for _ in range(steps):
            w, state = rule.step(w, grad, state)
    return Walk(float(w), state, asked[-1])


def velocity(
    momentum: Any = Momentum, heavy: Any = HeavyBall, nesterov: Any = Nesterov, **how: Any
) -> Entries:
    """Return the entries of the question on velocities."""
    averaged, ahead = (walk(make, VELOCITY, **how) for make in (momentum, nesterov))
    return {
        "gradient descent, w2": walk(GradientDescent, RATE, **how).w,
        "momentum, v2": averaged.memory,
        "momentum, w2": averaged.w,
        "heavy ball, w2": walk(heavy, VELOCITY, **how).w,
        "Nesterov, g2 asked at": ahead.asked,
        "Nesterov, w2": ahead.w,
    }


def squares(adagrad: Any = Adagrad, rmsprop: Any = RMSProp, **how: Any) -> Entries:
    """Return the entries of the question on squared gradients."""
    summed = walk(adagrad, SQUARES, **how)
    averaged = walk(rmsprop, {**SQUARES, "beta": 0.75}, **how)
    return {
        "Adagrad, G2": summed.memory,
        "Adagrad, w2": summed.w,
        "RMSProp, E2": averaged.memory,
        "RMSProp, w2": averaged.w,
    }


def averages(adam: Any = Adam, adamw: Any = AdamW, **how: Any) -> Entries:
    """Return the entries of the question on Adam and AdamW."""
    corrected = walk(adam, AVERAGES, **how)
    return {
        "m2": corrected.memory,
        "v2": float(corrected.state[1]),
        "Adam, w2": corrected.w,
        "AdamW, w2": walk(adamw, DECAYED, **how).w,
    }


@cache
def further() -> Entries:
    """Return the entries of the question on four more methods."""
    return {
        "Adadelta, w1": walk(Adadelta, ADADELTA, steps=1).w,
        "Nadam, w1": walk(Nadam, AVERAGES, steps=1).w,
        "RAdam, w2": walk(RAdam, AVERAGES).w,
        "LAMB, w2": walk(LAMB, AVERAGES).w,
    }


@cache
def scaled() -> Entries:
    """Return where two steps lead from another start, or on the loss 100 w^2."""
    steep = Slope(200.0)
    return {
        "gradient descent, from 4": walk(GradientDescent, RATE, start=4.0).w,
        "Adagrad, from 4": walk(Adagrad, SQUARES, start=4.0).w,
        "gradient descent, on 100 w^2": walk(GradientDescent, RATE, slope=steep).w,
        "Adam, on 100 w^2": walk(Adam, AVERAGES, slope=steep).w,
    }


@cache
def late() -> Entries:
    """Return what becomes of four methods in the long run, on w^2 from 2."""
    return {
        "gradient descent, steps": float(_arrival(GradientDescent, RATE)),
        "LAMB, steps": float(_arrival(LAMB, AVERAGES)),
        "swing of the farthest": abs(walk(RMSProp, {**SQUARES, "beta": 0.75}, steps=200).w),
        "momentum, factor": spectral_radius(Momentum(**VELOCITY), curvature=2.0),
    }


def _arrival(make: Any, hyper: dict[str, float]) -> int:
    """Count the steps until a method is nearer than a millionth."""
    places = minimize(make(**hyper), losses.bowl(), w0=START, steps=100).places
    return int(np.argmax(np.abs(places) < 1e-6))
