"""The runs that the assignment on choosing has predicted and treated, as the key runs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from descent import losses, minimize
from descent.optimizer import Array, Optimizer
from solutions import Clipped, GradientDescent, Scheduled, clip_by_norm, cosine

STEPS = 60
REMEDIES: dict[str, Callable[[float], Optimizer[Any]]] = {
    "smaller rate": lambda lr: GradientDescent(lr / 10),
    "larger rate": lambda lr: GradientDescent(10 * lr),
    "falling schedule": lambda lr: Scheduled(GradientDescent(), cosine(lr, STEPS)),
    "clipping": lambda lr: Clipped(GradientDescent(lr), lambda g: clip_by_norm(g, 1.0)),
}


@dataclass(frozen=True)
class Run:
    """Gradient descent on sum(curvature w^2) / 2, with something the matter.

    Attributes
    ----------
    noise : float
        Standard deviation of what is added to each gradient.
    every, outlier : int, float
        To each so-many-th gradient so much is added besides.
    """

    curvature: tuple[float, float]
    start: tuple[float, float]
    lr: float
    noise: float = 0.0
    every: int = STEPS + 1
    outlier: float = 0.0

    def walk(self, rule: Optimizer[Any], seed: int = 0) -> Array:
        """Return the loss at k = 0, 1, ..., STEPS."""
        random = np.random.default_rng(seed)
        curvature, w = np.array(self.curvature), np.array(self.start)
        state = rule.init(w)
        heights = [float((curvature * w**2).sum() / 2)]
        for k in range(1, STEPS + 1):
            added = self.noise * random.normal(size=2)
            added += self.outlier * (k % self.every == 0)

            def grad(at: Array, added: Array = added) -> Array:
                return curvature * at + added

            w, state = rule.step(w, grad, state)
            heights.append(float((curvature * w**2).sum() / 2))
        return np.array(heights)

    def untreated(self) -> Array:
        """Return the losses that the exercise shows."""
        return self.walk(GradientDescent(self.lr))


RUNS = {
    "A": Run(curvature=(4.0, 1.0), start=(1.0, 1.0), lr=1.25),
    "B": Run(curvature=(1.0, 0.2), start=(3.0, 9.0), lr=0.8, noise=1.0),
    "C": Run(curvature=(1.0, 0.5), start=(2.0, 2.0), lr=0.005),
    "D": Run(curvature=(1.0, 0.5), start=(1.0, 1.0), lr=0.2, every=11, outlier=25.0),
}


def effect(run: Run, remedy: str, noises: int = 3) -> float:
    """Return what a remedy leaves: the mean loss of the last ten steps, over several noises."""
    rule = REMEDIES[remedy](run.lr)
    return float(np.mean([run.walk(rule, seed)[-10:] for seed in range(noises)]))


@cache
def first_aid() -> dict[str, str]:
    """Return for each run the remedy that leaves the lowest loss."""
    return {name: min(REMEDIES, key=lambda r: effect(run, r)) for name, run in RUNS.items()}


@cache
def clipped_run() -> str:
    """Run clipped gradient descent at a rate beyond its limit and say how that ends."""
    rule = Clipped(GradientDescent(lr=1.5), lambda g: clip_by_norm(g, 1.0))
    run = minimize(rule, losses.bowl(), w0=1.0, steps=1000)
    if run.diverged:
        return "flies off"
    return "settles" if abs(run.final) < 1e-3 else "swings"
