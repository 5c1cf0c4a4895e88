"""A row of the comparison: a call on record and the rule of the key that is held against it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
import pytest

from tests.oracles import problem, record

RECORD = json.loads(record.PATHS.read_text(encoding="utf-8"))
# A rule may stretch what another processor rounds otherwise; conventions are 1e-3 apart.
EQUAL = 1e-9


def place(w: Any, _state: Any, _rule: Any) -> Any:
    return w


class Row(NamedTuple):
    """One call on record, the rule of ours it is held against, and what of the rule is read.

    `apart` is how far a rule of another convention goes from the call, at least and at most.
    """

    call: str
    rule: Any
    read: Callable[[Any, Any, Any], Any] = place
    apart: tuple[float, float] = (1e-3, float("inf"))


def walk(rule: Any, read: Callable[[Any, Any, Any], Any] = place) -> np.ndarray:
    """Return what is read of `rule` at the recorded steps."""
    w = problem.flat(*problem.start())
    state, seen = rule.init(w), []
    for step in range(1, RECORD["steps"][-1] + 1):
        w, state = rule.step(w, problem.flat_gradient, state)
        if step in RECORD["steps"]:
            seen.append(read(w, state, rule))
    return np.array(seen)


def distance(row: Row) -> float:
    """Return how far the rule goes from the call, at most; not a number if either is not one."""
    return float(np.abs(walk(row.rule, row.read) - RECORD["paths"][row.call]).max())


def table(rows: Iterable[Row]) -> pytest.MarkDecorator:
    """Return the mark that runs a test once for every row."""
    return pytest.mark.parametrize("row", rows, ids=lambda row: f"{row.call} ~ {name(row.rule)}")


def name(rule: Any) -> str:
    """Return the classes of the rule, without its settings: a schedule has no name to show."""
    inside = vars(rule).get("rule")
    return type(rule).__name__ + (f"({name(inside)})" if inside else "")
