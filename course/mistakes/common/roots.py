"""Mistakes with the root in the divisor and its epsilon, of every rule that has one."""

from __future__ import annotations

from typing import Any

from course.mistakes.common.slip import Slip
from course.task import Misconception

EPS = "adam-and-adamw#epsilon"

ROOT = "np.sqrt({inner})"
DIVISOR = "np.sqrt({inner}) + self.eps"
KERAS = "(np.sqrt(v) + self.eps) / np.sqrt(1 - self.beta2**t)"

ROOTS = [
    Slip(
        "no root",
        "The step is divided by a root, in the unit of the gradient; here the root is missing.",
        [[(ROOT, "{inner}")]],
    ),
    Slip(
        "epsilon inside the root",
        "Epsilon is added to the root, not under it. (Some libraries have it inside.)",
        [[(DIVISOR, "np.sqrt({inner} + self.eps)")]],
        EPS,
    ),
    Slip(
        "epsilon added to the uncorrected root",
        "The root of the corrected average is taken first; epsilon is added to that. Some "
        "libraries have it the other way round.",
        [
            [("np.sqrt(v_hat) + self.eps", KERAS)],
            [("np.sqrt(v / (1 - self.beta2**t)) + self.eps", KERAS)],
        ],
        EPS,
    ),
    Slip(
        "epsilon fixed at 1e-8",
        "Epsilon is a hyper-parameter: add self.eps, whatever its value.",
        [[(DIVISOR, "np.sqrt({inner}) + 1e-8")]],
        EPS,
    ),
    Slip(
        "epsilon left out",
        "Without epsilon a coordinate that has no slope is divided by zero and becomes NaN; add "
        "self.eps to the root.",
        [[(DIVISOR, ROOT)]],
        EPS,
    ),
]


def roots(reference: Any, section: str) -> list[Misconception]:
    """Return the mistakes with the root in the divisor and with its epsilon."""
    return [made for slip in ROOTS for made in slip.made(reference, section)]
