"""What is asked of a wrong answer besides its cases, to see what is right about it and what is not.

It costs a right answer nothing. What is told comes of what the kit holds too (`further`), asked
before anything that is hidden: whoever knows a hidden input could have its number measured, and
told. What is earned comes, in the grader, of runs that nobody has seen (`hidden_further`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from descent.checking.probe import Ask
from descent.checking.question import Case, Numbers, Question

SHIFTS = (-2, -1, 1, 2)
NUDGE = 1.25  # by which an argument is changed to see whether it has an effect
MOST = 24  # variations of the calls of one question


def further(question: Question, ask: Ask) -> Numbers:
    """Return what a wrong answer shows when it is asked more; by the name of what was asked."""
    if question.driven:
        return _driven(question.driven, ask)
    if question.kind != "function":
        return {}
    cases = [
        case
        for case in question.cases
        if case.expected and not case.hidden and "view" not in case.inputs
    ]
    wanted = [(number, *asked) for number, case in enumerate(cases) for asked in variations(case)]
    return {
        f"{number} {name}": seen["values"]
        for number, name, rows, at in wanted[:MOST]
        if "values" in (seen := ask("call", rows, at))
    }


def hidden_further(question: Question, ask: Ask) -> Numbers:
    """Return what a wrong answer shows when it is asked what only the grader has."""
    return _driven(question.hidden_driven, ask) if question.hidden_driven else {}


def _driven(asked: Numbers, ask: Ask) -> Numbers:
    return ask("drive", list(asked["runs"].values()), asked["places"], asked["slopes"])


def variations(case: Case) -> Iterator[tuple[str, list[Any], Any]]:
    """Yield the calls of a case with one thing changed: its name, the arguments, and the places."""
    rows, at = case.inputs["arguments"], case.inputs.get("at")
    if at is not None:
        for shift in SHIFTS:
            yield f"shift {shift}", rows, [max(k + shift, 0) for k in at]
    width = min(map(len, rows))
    for i in range(width):
        column = [row[i] for row in rows]
        if all(isinstance(x, int) and not isinstance(x, bool) for x in column):
            for shift in SHIFTS[1:3]:
                yield f"argument {i} {shift:+d}", _plus(rows, i, shift), at
        elif all(isinstance(x, float) for x in column):
            yield f"effect {i}", _times(rows, i, NUDGE), at
    for i in range(width):
        for j in range(i):
            if all(
                type(row[i]) is type(row[j]) and isinstance(row[i], int | float) for row in rows
            ):
                yield f"swap {j} {i}", [_swapped(row, i, j) for row in rows], at


def _plus(rows: Sequence[Any], i: int, number: int) -> list[Any]:
    return [[*row[:i], row[i] + number, *row[i + 1 :]] for row in rows]


def _times(rows: Sequence[Any], i: int, number: float) -> list[Any]:
    return [[*row[:i], row[i] * number, *row[i + 1 :]] for row in rows]


def _swapped(row: Sequence[Any], i: int, j: int) -> list[Any]:
    row = list(row)
    row[i], row[j] = row[j], row[i]
    return row
