"""The key and an answer driven again, by a loop of our own and where nobody has been."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from descent.checking.probe import made
from descent.checking.question import Numbers
from descent.optimizer import Array

NEGLIGIBLE = {"eps": 1e-12, "decay": 0.0}
OTHER = {"lr": 0.7, "beta": 0.8, "beta1": 0.8, "beta2": 0.9, "rho": 0.8}


class DrivenAgain:
    """Drives an optimizer beside the key, over what a question asks for and elsewhere."""

    def __init__(self, key: Any, answer: Any, asked: Numbers) -> None:
        self.key, self.answer = key, answer
        self.hyper = dict(asked["runs"]["usual"]["hyper"])
        self.places, self.slopes = np.array(asked["places"]), np.array(asked["slopes"])

    def fresh(self) -> tuple[Array, Array]:
        """Return places and slopes that nobody has seen, the first coordinate without a slope."""
        random, shape = np.random.default_rng(3), self.places.shape
        slopes = random.choice([-1, 1], shape) * random.uniform(0.3, 3, shape)
        slopes.reshape(len(slopes), -1)[:, 0] = 0.0
        return random.choice([-1, 1], shape) * random.uniform(0.4, 2, shape), slopes

    def moves(self, make: Any, *where: Array, **hyper: Any) -> Array | None:
        """Return where a rule goes, step by step; None if it fails."""
        taken = self._taken(make, *(where or (self.places, self.slopes)), **hyper)
        return None if taken is None else np.array([step for step, _ in taken])

    def _taken(
        self, make: Any, places: Array, slopes: Array, **hyper: Any
    ) -> list[tuple[Array, Any]] | None:
        """Return each step, flat, with the place at which it asked last; None if one fails."""
        found = []
        try:
            rule = made(make, {**self.hyper, **hyper})
            state = rule.init(places[0].copy())
            for place, slope in zip(places, slopes, strict=True):
                there: list[Any] = []

                def grad(at: Any, slope: Array = slope, there: list[Any] = there) -> Array:
                    there.append(np.array(at))
                    return slope.copy()

                after, state = rule.step(place.copy(), grad, state)
                step = np.array(after, dtype=float) - place
                found.append((step.reshape(place.size), there[-1:]))
        except Exception:  # as `drive` takes it
            return None
        return found

    def both(self, *where: Array, **hyper: Any) -> tuple[Array, Array] | None:
        """Return where the key goes and where the answer does."""
        due, got = (self.moves(make, *where, **hyper) for make in (self.key, self.answer))
        return None if due is None or got is None else (due, got)

    def fresh_and_old(self, holds: Callable[[Array, Array], Any], **hyper: Any) -> bool:
        pairs = [self.both(**hyper), self.both(*self.fresh(), **hyper)]
        return all(pair is not None and holds(*pair) for pair in pairs)

    def asked(self, make: Any) -> list[Any]:
        """Return how far from the place a rule asks for its slope, last of all in each step."""
        taken = self._taken(make, self.places, self.slopes) or []
        return [
            at[0] - place if at and np.shape(at[0]) == place.shape else []
            for (_, at), place in zip(taken, self.places, strict=False)
        ]

    def other(self) -> dict[str, float]:
        """Return settings that no run of a question has."""
        return {name: x * self.hyper[name] for name, x in OTHER.items() if name in self.hyper}

    def plain(self) -> dict[str, float]:
        return {name: x for name, x in NEGLIGIBLE.items() if name in self.hyper}
