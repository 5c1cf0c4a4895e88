"""Answers that are right in another way get full marks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.questions import task
from descent.verdict import judge


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


RIGHT = [
    ("Momentum", Float32),
    ("Momentum", Loops),
    ("Momentum", MovesOwnCopy),
    ("Momentum", HistoryOfGradients),
    ("Momentum", HeavyBallInside),
    ("Momentum", TwoPlaces),
    ("Nesterov", NesterovByPlaces),
    ("Nesterov", NesterovByAdjoint),
    ("heavy_ball_lr", lambda lr, beta: lr - beta * lr),
    ("heavy_ball_lr", lambda lr, beta: np.float32(lr) * np.float32(1 - beta)),
    ("eta_max", lambda curvature, beta: (2 + 2 * beta) / (curvature - beta * curvature)),
    ("eta_max", lambda curvature, beta: np.array(2 / curvature) * (1 + beta) / (1 - beta)),
    ("diverges", " B "),
]


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_in_another_style_gets_full_marks(name: str, answer: Any) -> None:
    question = task("momentum", name)
    assert question is not None
    exam = question.exam("any term")
    verdict = judge(exam, [question.seen(answer, case) for case in exam.cases])
    assert verdict.right, verdict.report()
    assert verdict.score == exam.points
