"""The results of one case of a function, beside those that were due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from descent.checking.question import Case, Numbers
from descent.optimizer import Array


@dataclass(frozen=True)
class Results:
    """Calls: arguments, what was due and got, and of a schedule at which places (`at`).

    `changed` holds what was got with one thing changed, by its name; see `further`.
    """

    arguments: Sequence[Any]
    due: Sequence[Any]
    got: Sequence[Any]
    at: Sequence[Sequence[int]]
    changed: Numbers

    @classmethod
    def of(cls, cases: Sequence[tuple[Case, Numbers]], changed: Numbers | None = None) -> Results:
        """Return the calls of some cases, each with what was seen of it."""
        rows = [(case, row) for case, _ in cases for row in case.inputs["arguments"]]
        return cls(
            [row for _, row in rows],
            [value for case, _ in cases for value in case.expected["values"]],
            [value for _, seen in cases for value in seen["values"]],
            [case.inputs["at"] for case, _ in rows if case.inputs.get("at")],
            {
                name: [*chain(*values)]
                for name, values in (changed or {}).items()
                if name != "beside"
            },
        )

    @property
    def flat(self) -> tuple[Array, Array] | None:
        """Every number due beside that got; None if they do not go together, or are texts."""
        if not _go_together(self.due, self.got):
            return None
        return flat(self.due), flat(self.got)


def flat(result: Any) -> Array:
    """Return the numbers of a result one after the other, in lists of whatever length."""
    return np.array([*_numbers(result)], dtype=float)


def _go_together(due: Any, got: Any) -> bool:
    """Whether lists of numbers are of one form; an array beside a number in one list may be."""
    if isinstance(due, list) and isinstance(got, list):
        return len(due) == len(got) and all(map(_go_together, due, got))
    numbers = int | float
    return isinstance(due, numbers) and isinstance(got, numbers)


def _numbers(result: Any) -> Iterator[Any]:
    if isinstance(result, list):
        for item in result:
            yield from _numbers(item)
    else:
        yield result


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
    """Return some numbers in words, each once."""
    some = [*dict.fromkeys(map(str, numbers))]
    return ", ".join([*some[:6], "..."] if len(some) > 6 else some)
