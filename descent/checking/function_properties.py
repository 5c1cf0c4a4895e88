"""Credit for a wrong function: which of its results are right, and whether one thing explains all.

It is measured where nobody has the numbers: on the hidden calls, if there are any, or on all calls.
So a table of the visible results earns nothing here, nor does what is the same for any arguments,
or hands one of them back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from descent.checking.compare import close
from descent.checking.further import is_paid_by_hidden, plain, told_cases
from descent.checking.question import Numbers, Question
from descent.checking.symptoms.functions import explained, whole
from descent.checking.symptoms.results import Results, numeric

CALLS = 0.4  # for all calls right, and as large a part of it as of them are
BUT_ONE = 0.35  # for all results right but for one thing, and a part of it for right parts of each


def held(question: Question, seen: Sequence[Numbers], asked: Numbers) -> dict[str, float]:
    """Return what is right about a wrong function, with the share of the points that it earns.

    What ends in an error anywhere earns nothing.
    """
    pairs = [(case, n) for case, n in zip(question.cases, seen, strict=True) if case.expected]
    if not pairs or any("values" not in numbers for _, numbers in pairs):
        return {}
    results = Results.of(pairs)
    due, got = results.due, results.got
    hidden = [case.hidden for case, _ in pairs for _ in case.expected["values"]]
    right = [
        d for d, g, h in zip(due, got, hidden, strict=True) if close(d, g) and h >= max(hidden)
    ]
    found = {}
    if _differ(right):
        found["calls"] = CALLS * len(right) / hidden.count(max(hidden))
    if all(map(close, due, got)) or _but_one(question, seen, asked):
        found["all but one thing"] = BUT_ONE
    elif parts := _parts(results):
        found["parts"] = BUT_ONE * parts
    return found


def _differ(values: Sequence[Any]) -> bool:
    """Whether some values are not all one, as what a constant gives is."""
    return any(not close(values[0], value) for value in values)


def _but_one(question: Question, seen: Sequence[Numbers], asked: Numbers) -> bool:
    paid = plain(question.cases) if is_paid_by_hidden(question) else told_cases(question)
    results = whole(paid, question, seen, asked)
    if results is None or results.flat is None or len(np.unique(results.flat[1])) < 2:
        return False
    return explained(results) and not _handed_back(results.arguments, results.got)


def _handed_back(arguments: Sequence[Any], values: Sequence[Any]) -> bool:
    """Whether some values are one of the arguments."""
    return any(
        all(close(row[i], got) for row, got in zip(arguments, values, strict=True))
        for i in range(min(map(len, arguments)))
        if numeric([row[i] for row in arguments])
    )


def _parts(results: Results) -> float:
    """Return the share of the parts of a result, such as place and height, that are always right.

    That a result told in words has the right form is presupposed by all else, and earns nothing;
    nor does a part that is an argument handed back, such as the start of a run.
    """
    due, got = results.due, results.got
    lengths = {len(row) if isinstance(row, list) else 0 for row in due}
    if len(lengths) > 1 or max(lengths, default=0) < 2:
        return 0.0
    parts = [[row[i] for row in due] for i in range(lengths.pop())]
    if all(isinstance(row, list) and len(row) == len(parts) for row in got):
        said = [[row[i] for row in got] for i in range(len(parts))]
    else:
        said = [list(got)] * len(parts)  # one of the parts alone, perhaps
    if len(parts) == 2 and all(map(close, parts, reversed(said))):
        return 1.0
    words = not numeric(list(due))
    right = [
        close(d, g) and (words or _differ(d)) and not _handed_back(results.arguments, d)
        for d, g in zip(parts, said, strict=True)
    ]
    return max(0.0, (sum(right) - words) / (len(parts) - words))
