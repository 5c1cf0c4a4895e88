"""Numbers, lists and arrays in few characters, for a report."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np


def short(thing: Any) -> str:
    """A number, a text or a list in few characters."""
    if isinstance(thing, dict):
        ((kind, data),) = thing.items()
        named = data.items() if isinstance(data, dict) else ()
        shown = ", ".join(f"{name}={short(x)}" for name, x in named) or short(data)
        return f"{kind}({shown})"
    if isinstance(thing, list):
        items = [*map(short, thing[:8]), *(["..."] if len(thing) > 8 else [])]
        return "[" + ", ".join(items) + "]"
    if isinstance(thing, str):
        return repr(thing[:100])
    return f"{thing:.6g}" if isinstance(thing, int | float) else str(thing)[:100]


def array(w: Any) -> str:
    """Return an array as text."""
    shown = np.asarray(w, dtype=float)
    return _text(shown.shape, shown.tobytes())


@lru_cache(200)  # an answer is compared three times, and a class makes the same mistakes
def _text(shape: tuple[int, ...], numbers: bytes) -> str:
    shown = np.frombuffer(numbers).reshape(shape)
    return np.array2string(shown, precision=6, suppress_small=True, threshold=12)
