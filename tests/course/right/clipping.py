"""Right answers on clipping and weight decay, as people write them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from solutions import Clipped, Decoupled, WithL2
from tests.course.right import styles


def norm_in_loops(g: Any, most: float) -> Any:
    numbers = [float(x) for x in np.ravel(g)]
    norm = math.sqrt(sum(x * x for x in numbers))
    factor = most / norm if norm > most else 1.0
    return np.reshape([factor * x for x in numbers], np.shape(g))


def norm_of_torch(g: Any, most: float) -> Any:
    """As torch's clip_grad_norm_, with its epsilon."""
    factor = most / (np.linalg.norm(g) + 1e-6)
    return g * np.clip(factor, None, 1.0)


def norm_in_place_on_a_copy(g: Any, most: float) -> Any:
    g = np.array(g, copy=True)
    length = np.sqrt(np.sum(g * g))
    if length > most:
        g /= length
        g *= most
    return g


def value_in_loops(g: Any, most: float) -> Any:
    out = np.empty_like(g)
    for place, x in np.ndenumerate(g):
        out[place] = most if x > most else -most if x < -most else x
    return out


def value_by_masks(g: Any, most: float) -> Any:
    g = g.copy()
    g[g > most] = most
    g[g < -most] = -most
    return g


class Wrap:
    """An ordinary class around a rule."""

    def __init__(self, rule: Any, clip: Any = None, decay: float = 0.0) -> None:
        self.rule, self.clip, self.decay = rule, clip, decay

    def init(self, w: Any) -> Any:
        return {"inner": self.rule.init(w)}

    def moved(self, w: Any, grad: Any, state: Any) -> Any:
        w, inner = self.rule.step(w, grad, state["inner"])
        return w, {"inner": inner}


class ClipsByDef(Wrap):
    def step(self, w: Any, grad: Any, state: Any) -> Any:
        def clipped_grad(at: Any) -> Any:
            g = grad(at)
            return self.clip(np.array(g))

        return self.moved(w, clipped_grad, state)


class ClipsByClass(Wrap):
    def step(self, w: Any, grad: Any, state: Any) -> Any:
        class Slope:
            clip = staticmethod(self.clip)

            def __call__(self, at: Any) -> Any:
                return self.clip(grad(at))

        return self.moved(w, Slope(), state)


class PenaltyByDef(Wrap):
    def step(self, w: Any, grad: Any, state: Any) -> Any:
        def penalised(at: Any) -> Any:
            g = np.array(grad(at), copy=True)
            g += self.decay * at
            return g

        return self.moved(w, penalised, state)


class PenaltyByLoops(Wrap):
    def step(self, w: Any, grad: Any, state: Any) -> Any:
        def penalised(at: Any) -> Any:
            pairs = zip(np.ravel(grad(at)), np.ravel(at), strict=True)
            return np.reshape([g + self.decay * x for g, x in pairs], np.shape(at))

        return self.moved(w, penalised, state)


class ShrinksByFactor(Wrap):
    """The step of the rule, put onto the shrunk weights."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        after, state = self.moved(w, grad, state)
        return (1 - self.rule.lr * self.decay) * w + (after - w), state


class ShrinksACopy(Wrap):
    def step(self, w: Any, grad: Any, state: Any) -> Any:
        old = np.array(w, copy=True)
        new, state = self.moved(w, grad, state)
        new = np.array(new)
        new -= self.decay * self.rule.lr * old
        return new, state


RIGHT: dict[str, list[Any]] = {
    "clip_by_norm": [
        norm_in_loops,
        norm_of_torch,
        norm_in_place_on_a_copy,
        lambda g, most: g * min(1, most / max(float(np.linalg.norm(g)), 1e-12)),
        lambda g, most: g / max(1, np.linalg.norm(g) / most),
        lambda g, most: np.asarray(g, np.float32) / max(np.float32(1), np.linalg.norm(g) / most),
        lambda g, most: (
            g if np.vdot(g, g) <= most**2 else g * most / np.vdot(g, g) ** 0.5
        ).tolist(),
        lambda g, most: np.where(np.linalg.norm(g) > most, g / (np.linalg.norm(g) / most), g),
    ],
    "clip_by_value": [
        value_in_loops,
        value_by_masks,
        lambda g, most: np.minimum(np.maximum(g, -most), most),
        lambda g, most: np.sign(g) * np.minimum(np.abs(g), most),
        lambda g, most: np.clip(g, a_min=-most, a_max=most).tolist(),
        lambda g, most: np.clip(np.asarray(g, np.float32), -np.float32(most), np.float32(most)),
        lambda g, most: np.where(np.abs(g) > most, np.copysign(most, g), g),
        lambda g, most: (np.abs(g + most) - np.abs(g - most)) / 2,
    ],
    "Clipped": [*styles.of(Clipped, apart=False), ClipsByDef, ClipsByClass],
    "clipped_bug": styles.choice("D"),
    "clipped_run": styles.choice("swings"),
    "WithL2": [*styles.of(WithL2, apart=False), PenaltyByDef, PenaltyByLoops],
    "Decoupled": [*styles.of(Decoupled, apart=False), ShrinksByFactor, ShrinksACopy],
}
