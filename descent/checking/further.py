"""What is asked of a wrong answer besides its cases, to see what is right about it and what is not.

It costs a right answer nothing. What is told comes of what the kit holds too (`further`), asked
before anything that is hidden: whoever knows a hidden input could have its number measured, and
told. What is earned comes, in the grader, of runs that nobody has seen (`hidden_further`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from descent.checking.inputs import Tuning
from descent.checking.probe import Ask, observe
from descent.checking.question import Case, Numbers, Question

SHIFTS = (-2, -1, 1, 2)
NUDGES = (0.3, 4.0)  # by which an argument is changed to see whether it has an effect; far off,
# as a number of steps is a whole one
MOST = 12  # variations of the calls of one question


def further(question: Question, ask: Ask) -> Numbers:
    """Return what a wrong answer shows when it is asked more; by the name of what was asked."""
    return {
        **(_driven(question.driven, ask) if question.driven else {}),
        **(_called(told_cases(question), ask) if question.kind == "function" else {}),
        **(_tuned(question, ask) if question.kind == "tuner" else {}),
        "beside": [observe(question.kind, case, ask) for case in question.beside],
    }


def hidden_further(question: Question, ask: Ask) -> Numbers:
    """Return what a wrong answer shows when it is asked what only the grader has, if it has any."""
    if not is_paid_by_hidden(question):
        return {}
    if question.kind == "function":
        return _called(plain(question.cases), ask)
    return _driven(question.hidden_driven, ask)


def is_paid_by_hidden(question: Question) -> bool:
    """Whether credit is measured on what only the grader has."""
    function = question.kind == "function"
    return any(case.hidden for case in question.cases) if function else bool(question.hidden_driven)


def plain(cases: Iterable[Case]) -> list[Case]:
    """Return the cases of a function whose results are compared as they are."""
    return [case for case in cases if case.expected and "view" not in case.inputs]


def shown(question: Question) -> list[Case]:
    """Return the cases that a student sees, with what is due."""
    return [case for case in question.cases if not case.hidden and case.expected]


def told_cases(question: Question) -> list[Case]:
    """Return the cases of a function of which statements are made."""
    return plain([*shown(question), *question.beside])


def _driven(asked: Numbers, ask: Ask) -> Numbers:
    return ask("drive", list(asked["runs"].values()), asked["places"], asked["slopes"])


def _tuned(question: Question, ask: Ask) -> Numbers:
    """Return which rates were tried and which was chosen, in each visible case."""
    found = []
    for case in shown(question):
        tuning = Tuning(*(case.inputs[name] for name in ("curvatures", "steps", "budget")))
        seen = ask("tune", tuning, *(case.inputs[name] for name in ("low", "high", "budget")))
        found.append({**seen, "rates": tuning.rates})
    return {"tuned": found}


def _called(cases: Sequence[Case], ask: Ask) -> Numbers:
    """Return the results with one thing changed at a time, a list for each case."""
    wanted: dict[str, list[Any]] = {}
    for case in cases:
        for name, rows, at in variations(case):
            wanted.setdefault(name, []).append((rows, at))
    whole = [name for name, calls in wanted.items() if len(calls) == len(cases)][:MOST]
    seen = _each([call for name in whole for call in wanted[name]], ask)
    found = {name: seen[i * len(cases) : (i + 1) * len(cases)] for i, name in enumerate(whole)}
    return {
        name: [answer["values"] for answer in answers]
        for name, answers in found.items()
        if answers and all("values" in answer for answer in answers)
    }


def _each(calls: Sequence[Any], ask: Ask) -> list[Numbers]:
    """Return what each call shows; nothing if that cannot be read."""
    seen: list[Numbers] = []
    while len(seen) < len(calls):
        more = ask("calls", calls[len(seen) :]).get("calls", [])
        if not more:
            return []
        seen += more
    return seen[: len(calls)]


def variations(case: Case) -> Iterator[tuple[str, list[Any], Any]]:
    """Yield the calls of a case with one thing changed: its name, the arguments, and the places.

    Not what the case refuses: there a wrong function may never come to an end, and nobody stops a
    notebook.
    """
    refused = case.inputs.get("refused", ())
    return (changed for changed in _changes(case) if changed[0] not in refused)


def _changes(case: Case) -> Iterator[tuple[str, list[Any], Any]]:
    rows, at = case.inputs["arguments"], case.inputs.get("at")
    if at is not None:
        for shift in SHIFTS:
            yield f"shift {shift}", rows, [max(k + shift, 0) for k in at]
    width = min(map(len, rows))
    for i in range(width):
        column = [row[i] for row in rows]
        if all(isinstance(x, int) and not isinstance(x, bool) for x in column):
            least = min(1, *column)  # with a length of 0 an answer may never come to an end
            for shift in SHIFTS[1:3]:
                if min(column) + shift >= least:
                    yield f"argument {i} {shift:+d}", _plus(rows, i, shift), at
        elif all(isinstance(x, float) for x in column):
            for times in NUDGES:
                yield f"effect {i} {times:g}", _times(rows, i, times), at
    for i in range(width):
        for j in range(i):
            if all(
                type(row[i]) is type(row[j]) and isinstance(row[i], int | float) for row in rows
            ):
                yield f"swap {j} {i}", [_swapped(row, i, j) for row in rows], at


def _plus(rows: Sequence[Any], i: int, number: int) -> list[Any]:
    return [[*row[:i], row[i] + number, *row[i + 1 :]] for row in rows]


def _times(rows: Sequence[Any], i: int, number: float) -> list[Any]:
    """Return rows with one number so many times as large; shares stay some, as far from one."""
    share = all(0 < row[i] < 1 for row in rows) and any(row[i] * number >= 1 for row in rows)
    changed = [1 - (1 - row[i]) / number if share else row[i] * number for row in rows]
    return [[*row[:i], x, *row[i + 1 :]] for row, x in zip(rows, changed, strict=True)]


def _swapped(row: Sequence[Any], i: int, j: int) -> list[Any]:
    row = list(row)
    row[i], row[j] = row[j], row[i]
    return row
