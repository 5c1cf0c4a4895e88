"""The results of one case of a function, beside those that were due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from descent.checking.question import Numbers
from descent.optimizer import Array


@dataclass(frozen=True)
class Results:
    """The calls of one case: arguments, what was due and got, and where (`at`) of a schedule."""

    arguments: Sequence[Any]
    due: Sequence[Any]
    got: Sequence[Any]
    at: Sequence[int] | None
    changed: Numbers

    @property
    def flat(self) -> tuple[Array, Array] | None:
        """Every number due beside that got; None if they do not go together, or are texts."""
        try:
            due, got = (np.concatenate([np.ravel(np.array(row, dtype=float)) for row in rows])
                        for rows in (self.due, self.got))  # fmt: skip
        except (ValueError, TypeError):
            return None
        return (due, got) if due.shape == got.shape else None


def numeric(result: Any) -> bool:
    """Whether a result is a number, or lists of numbers."""
    if isinstance(result, list):
        return all(map(numeric, result))
    return isinstance(result, int | float)


def shape_of(result: Any) -> tuple[int, ...] | None:
    """Return the shape of numbers in lists, or None if the lists are of unequal length."""
    try:
        shape: tuple[int, ...] = np.shape(result)
        return shape
    except ValueError:
        return None


def near(due: Array, got: Array) -> bool:
    """Whether numbers are equal but for rounding."""
    return bool(np.allclose(due, got, rtol=1e-5, atol=1e-9))


def listed(numbers: Sequence[int]) -> str:
    """Return some numbers in words."""
    some = [str(number) for number in numbers[:6]]
    return ", ".join([*some, "..."] if len(numbers) > 6 else some)
