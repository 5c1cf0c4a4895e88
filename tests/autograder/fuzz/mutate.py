"""Plain data and bytes with pieces of them exchanged, as hypothesis strategies."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["error", "value", "nan", "code", "markdown", "handle", "callback", "\x00\x1b[31m"]
    ),
)
DATA = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=8,
)
HOW = st.sampled_from(["replace", "delete", "repeat", "wrap", "swap"])
EDITS = st.lists(st.tuples(st.integers(0, 10**6), HOW, DATA), min_size=1, max_size=5)


def edited(whole: Any, edits: list[tuple[int, str, Any]]) -> Any:
    """Return a copy of plain data with every edit made in turn, each at a place counted out."""
    box = [copy.deepcopy(whole)]
    for number, how, drawn in edits:
        data = copy.deepcopy(drawn)
        places = list(_places(box))
        if not places:  # the only thing there was has been deleted
            return data
        parent, at = places[number % len(places)]
        _edit(parent, at, how, data)
    return box[0] if box else None


def _places(parent: Any) -> Any:
    """Yield every container within `parent` with every index or key of it."""
    keys = list(parent) if isinstance(parent, dict) else range(len(parent))
    for at in keys:
        yield parent, at
        if isinstance(parent[at], list | dict):
            yield from _places(parent[at])


def _edit(parent: Any, at: Any, how: str, data: Any) -> None:
    if how == "delete":
        del parent[at]
    elif how == "repeat" and isinstance(parent, list):
        parent.insert(at, copy.deepcopy(parent[at]))
    elif how == "wrap":
        parent[at] = [parent[at], data]
    elif how == "swap" and isinstance(parent, dict):
        parent[str(data)[:10]] = parent.pop(at)
    else:
        parent[at] = data


def scratched(whole: bytes, most: int = 8) -> st.SearchStrategy[bytes]:
    """Return a strategy for bytes with up to `most` scratches: bytes set, cut out, put in, cut."""
    scratch = st.tuples(st.integers(0, 10**9), st.binary(max_size=4), st.integers(0, 6))
    end = st.just(None) | st.integers(0, len(whole))
    both = st.tuples(st.lists(scratch, max_size=most), end)

    def apply(drawn: tuple[list[tuple[int, bytes, int]], int | None]) -> bytes:
        text = bytearray(whole)
        for number, put, cut in drawn[0]:
            at = number % (len(text) + 1)
            text[at : at + cut] = put
        return bytes(text[: drawn[1]])

    return both.map(apply)
