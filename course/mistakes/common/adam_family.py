"""Mistakes with the two averages that Nadam, RAdam, LAMB and AMSGrad have from Adam."""

from __future__ import annotations

from typing import Any

from course.mistakes.common.changed import changed
from course.task import Misconception

BIAS, EPS = "adaptive#bias-correction", "adaptive#epsilon"

# The lines of the key that these methods have in common.
M = "m = self.beta1 * state.m + (1 - self.beta1) * g"
V = "v = self.beta2 * state.v + (1 - self.beta2) * g**2"
SQUARE = "(1 - self.beta2) * g**2"


def averages(reference: Any, section: str) -> list[Misconception]:
    """Return the mistakes with m, v and t themselves, whatever is made of them."""

    def wrong(
        name: str, feedback: str, *changes: tuple[str, str], partial_credit: float = 0.0
    ) -> Misconception:
        return Misconception(name, feedback, section, changed(reference, *changes), partial_credit)

    return [
        wrong(
            "beta1 and beta2 swapped",
            "The share beta1 belongs to the gradients and beta2 to their squares.",
            ("beta1", "beta3"),
            ("beta2", "beta1"),
            ("beta3", "beta2"),
            partial_credit=0.25,
        ),
        wrong(
            "beta and 1 - beta swapped in m",
            "The old average keeps the share beta1, and the new gradient enters with 1 - beta1.",
            (M, "m = (1 - self.beta1) * state.m + self.beta1 * g"),
            partial_credit=0.25,
        ),
        wrong(
            "beta and 1 - beta swapped in v",
            "The old average keeps the share beta2, and the new square enters with 1 - beta2.",
            (V, "v = (1 - self.beta2) * state.v + self.beta2 * g**2"),
            partial_credit=0.25,
        ),
        wrong(
            "m a sum instead of an average",
            "The gradient enters m with the factor 1 - beta1.",
            (M, "m = self.beta1 * state.m + g"),
            partial_credit=0.25,
        ),
        wrong(
            "v a sum instead of an average",
            "The squared gradient enters v with the factor 1 - beta2.",
            (V, "v = self.beta2 * state.v + g**2"),
            partial_credit=0.25,
        ),
        wrong(
            "m made of places instead of gradients",
            "The average m is one of gradients g; here it averages w.",
            (M, "m = self.beta1 * state.m + (1 - self.beta1) * w"),
        ),
        wrong(
            "v an average of sizes, not of squares",
            "The average v is one of squared gradients; only then is its root in their unit.",
            (SQUARE, "(1 - self.beta2) * np.abs(g)"),
        ),
        wrong(
            "v an average of gradients",
            "The average v is one of g^2, element by element; here the square is missing.",
            (SQUARE, "(1 - self.beta2) * g"),
        ),
        wrong(
            "v made from m",
            "The average v is one of squared gradients, not the square of their average.",
            (SQUARE, "(1 - self.beta2) * m**2"),
        ),
        wrong(
            "v an average of deviations (AdaBelief)",
            "The average v is one of g^2; that of (g - m)^2 makes another method, AdaBelief.",
            (SQUARE, "(1 - self.beta2) * (g - m) ** 2"),
        ),
        wrong(
            "one v for all coordinates",
            "Each coordinate has its own average of squares; here they share their mean.",
            (SQUARE, "(1 - self.beta2) * np.mean(g**2)"),
            partial_credit=0.25,
        ),
        wrong(
            "a v that never falls (AMSGrad)",
            "The average v may fall again; keeping its largest value makes another method, "
            "AMSGrad.",
            (V, f"v = np.maximum(state.v, {V[4:]})"),
            partial_credit=0.5,
        ),
        wrong(
            "averages that start at one",
            "Both averages start at zero; that is what the corrections are made for.",
            ("np.zeros_like(w)", "np.ones_like(w)"),
            partial_credit=0.25,
        ),
        wrong(
            "t that starts at 0",
            "At the first update t is 1; at t = 0 the divisor 1 - beta^t is zero.",
            ("state.t + 1", "state.t"),
            (", t)", ", t + 1)"),
            partial_credit=0.5,
        ),
        wrong(
            "t one too large",
            "At the first update t is 1: one gradient has come in by then.",
            ("state.t + 1", "state.t + 2"),
            (", t)", ", t - 1)"),
            partial_credit=0.5,
        ),
        wrong(
            "t that does not count",
            "The number t must grow by one with each update: return the new t in the state.",
            (", t)", ", 0)"),
            partial_credit=0.25,
        ),
    ]
