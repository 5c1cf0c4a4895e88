"""Two methods on one valley: the examiner runs both on the matrix that an answer gives.

The loss is w^T H w / 2 in two coordinates. All that the answer sends is H; the runs are made here,
and told in words, which is what is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from descent.optimizer import Array

LR, STEPS, LAST = 0.1, 200, 10
GONE = 1e6
NEAR = {"gradient descent": 0.01, "sign descent": 0.25}  # steps of 0.1 cannot stand still
NOBODY = "nobody starts"
DIRECTIONS: dict[str, Callable[[Array], Array]] = {
    "gradient descent": lambda g: g,
    "sign descent": np.sign,
}


def counterexample(results: Sequence[Any], arguments: Sequence[Any]) -> list[Any]:
    """Say of each matrix what it is and where both methods end from the start given.

    Parameters
    ----------
    results : sequence of (2, 2) lists
        The matrix H of each call.
    arguments : sequence of (start,)
        What each call was given.
    """
    rows = zip(results, arguments, strict=True)
    return [_describe(np.array(h, dtype=float), np.array(start)) for h, (start,) in rows]


def _describe(h: Array, start: Array) -> list[str]:
    if h.shape != (2, 2) or not np.all(np.isfinite(h)):
        raise ValueError("no matrix of two rows and two columns")
    if not np.allclose(h, h.T):
        return ["no symmetric matrix", NOBODY]
    if np.linalg.eigvalsh(h).min() <= 0:
        return ["no valley: some curvature is not above 0", NOBODY]
    return ["a valley", *(f"{name} {end(h, start, name)}" for name in DIRECTIONS)]


def end(h: Array, start: Array, name: str) -> str:
    """Return where a method ends: the farthest of its last places counts."""
    w, far = start, []
    for _ in range(STEPS):
        w = w - LR * DIRECTIONS[name](h @ w)
        far.append(float(np.linalg.norm(w)))
        if not far[-1] < GONE:
            return "flies off"
    return "arrives" if max(far[-LAST:]) < NEAR[name] else "does not arrive"
