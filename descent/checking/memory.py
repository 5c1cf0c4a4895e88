"""What an optimizer remembers, as data that can be compared: whether a step changed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

DEEPEST = 6  # memories within memories


def remembered(state: Any, depth: int = 0) -> Any:
    """Return a copy of the numbers of a memory, in lists; None for what is not known.

    Arrays, numbers and texts are known, and lists, tuples, dicts and objects that hold them.
    """
    if isinstance(state, np.ndarray):
        return np.array(state)
    if state is None or isinstance(state, int | float | str | np.generic):
        return state
    if depth == DEEPEST:
        return None
    if isinstance(state, Mapping):
        return [remembered(item, depth + 1) for item in state.values()]
    if isinstance(state, list | tuple):
        return [remembered(item, depth + 1) for item in state]
    return [remembered(item, depth + 1) for item in getattr(state, "__dict__", {}).values()]


def same(before: Any, after: Any) -> bool:
    """Whether two memories hold the same numbers; NaN is NaN."""
    if isinstance(before, list) or isinstance(after, list):
        lists = isinstance(before, list) and isinstance(after, list) and len(before) == len(after)
        return lists and all(same(x, y) for x, y in zip(before, after, strict=True))
    if isinstance(before, np.ndarray) or isinstance(after, np.ndarray):
        if _alike(before, after):
            return True
        numbers = np.asarray(before).dtype.kind in "biuf"
        return np.array_equal(before, after, equal_nan=numbers)
    return bool(before == after or (before != before and after != after))


def _alike(before: Any, after: Any) -> bool:
    """Whether two arrays of numbers hold the same bytes, which is soon seen; most often they do."""
    return (
        type(before) is type(after) is np.ndarray
        and before.dtype == after.dtype
        and before.shape == after.shape
        and before.dtype.kind in "biuf"
        and before.tobytes() == after.tobytes()
    )
