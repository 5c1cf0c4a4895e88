"""Values on the wire: data as they are, anything else as the number of a thing that stays behind.

Used on both sides. A tagged list stands for what msgpack does not know: a tuple, a dict, an array,
a thing of the student's, a function of the examiner's, a module.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

import numpy as np

DEEPEST = 20
LARGEST = 2**63

Keep = Callable[[Any], list[Any]]
"""What becomes of a value that is not plain: a tag, and a number or a name."""


def encode(value: Any, keep: Keep, depth: int = 0) -> Any:
    """Return a value as msgpack takes it."""
    if isinstance(value, np.generic):
        value = value.item()  # first of all: NumPy's True is none of Python's, but this is
    if value is None or isinstance(value, bool | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, int) and abs(value) < LARGEST:
        return int(value)
    if isinstance(value, float):
        return float(value)
    if depth > DEEPEST:
        return keep(value)
    if type(value) in (list, tuple):
        items = [encode(item, keep, depth + 1) for item in value]
        return ["tuple" if type(value) is tuple else "list", items]
    if type(value) is dict:
        pairs = [[encode(k, keep, depth + 1), encode(v, keep, depth + 1)] for k, v in value.items()]
        return ["dict", pairs]
    if type(value) is np.ndarray and value.dtype.kind in "biuf":
        return ["array", value.tolist()]
    return keep(value)


def decode(sent: Any, stand_in: Callable[[str, Any], Any]) -> Any:
    """Return what was encoded; `stand_in` makes something of the tags that are not data.

    Raises
    ------
    ValueError
        If it is nothing that `encode` makes.
    """
    if not isinstance(sent, list):
        return sent
    if len(sent) != 2 or not isinstance(sent[0], str):
        raise ValueError("not a value")
    tag, content = sent
    if tag in ("list", "tuple"):
        items = [decode(item, stand_in) for item in content]
        return tuple(items) if tag == "tuple" else items
    if tag == "dict":
        return {decode(k, stand_in): decode(v, stand_in) for k, v in content}
    if tag == "array":
        return np.array(content)
    return stand_in(tag, content)


def is_module(value: Any) -> bool:
    """Whether a value is a module, whose name can stand for it."""
    return isinstance(value, types.ModuleType)
