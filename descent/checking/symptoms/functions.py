"""What can be measured of a wrong function: of its results, and with its arguments changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from descent.checking.compare import close
from descent.checking.further import NUDGES, told_cases
from descent.checking.question import Case, Numbers, Question
from descent.checking.symptoms import factors
from descent.checking.symptoms.results import Results, flat, near, numeric, shape_of
from descent.checking.symptoms.symptom import Symptom
from descent.checking.symptoms.wrong_results import sizes, where
from descent.optimizer import Array

ORDER = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def found(question: Question, seen: Sequence[Numbers], asked: Numbers) -> Iterator[Symptom]:
    """Yield what is true of a function, what says most first.

    What is said of every result is true of every one that is not hidden, whichever the case.
    """
    shown = list(zip(question.cases, seen, strict=True))
    first = next((pair for pair in shown if _wrong(*pair)), None)
    if first is None:
        return
    one, hidden = Results.of([first]), first[0].hidden
    if not (numeric(one.due) and numeric(one.got)):
        yield from () if hidden else _words(one)
        return
    every = None if hidden else whole(told_cases(question), question, seen, asked)
    every = None if every is None or not numeric(every.got) else every
    of_one = () if hidden else _shape(one)
    # Of one result alone nothing is said of every one.
    of_all = _of_all(every) if every and len(every.got) > 1 else ()
    yield from [*of_one, *of_all, *where(one, hidden)] or sizes(every or one)


def _of_all(every: Results) -> Iterator[Symptom]:
    for look in (_constant, _changed, _whole):
        yield from look(every)


def whole(
    cases: Sequence[Case], question: Question, seen: Sequence[Numbers], asked: Numbers
) -> Results | None:
    """Return all results of some cases; None if one is missing or there is none."""
    shown = [*question.cases, *question.beside], [*seen, *asked.get("beside", ())]
    pairs = [pair for pair in zip(*shown, strict=False) if pair[0] in cases]
    if not pairs or any("values" not in numbers for _, numbers in pairs):
        return None
    return Results.of(pairs, asked)


def explained(results: Results) -> bool:
    """Whether one thing explains all that is wrong."""
    kinds = {symptom.kind for look in (_changed, _whole) for symptom in look(results)}
    return bool(kinds - {"argument without effect"})


def _wrong(case: Case, numbers: Numbers) -> bool:
    known = "values" in numbers and case.expected
    return bool(known) and not close(case.expected["values"], numbers["values"])


def _words(results: Results) -> Iterator[Symptom]:
    """Where a result is told in words: which of them are right."""
    for number, (due, got) in enumerate(zip(results.due, results.got, strict=True)):
        if close(due, got) or (numeric(due) and numeric(got)):
            continue
        if numeric(due):
            kind = "text" if isinstance(got, str) else "no number"
            said = f"The result of call {number + 1} is {'a ' * (kind == 'text')}{kind}."
            yield Symptom(kind, said, {"call": number})
            return
        if not isinstance(got, list):
            return
        right = [g for d, g in zip(due, got, strict=False) if d == g]
        wrong = [g for d, g in zip(due, got, strict=False) if d != g]
        if wrong:
            other = f"; {', '.join(right)} is as it should be" if right else ""
            text = f"In call {number + 1} this is wrong: {', '.join(wrong)}{other}."
            yield Symptom("words", text, {"call": number, "wrong": wrong, "right": right})
        return


def _shape(results: Results) -> Iterator[Symptom]:
    for number, (due, got) in enumerate(zip(results.due, results.got, strict=True)):
        wanted, shape = shape_of(due), shape_of(got)
        if wanted is None or shape is None or wanted == shape:
            continue
        again = np.size(due) == np.size(got) and close(
            np.ravel(due).tolist(), np.ravel(got).tolist()
        )
        yield Symptom(
            "shape",
            f"The result of call {number + 1} has the shape {shape} where {wanted} is due"
            + ("; its numbers are right." if again else "."),
            {"call": number, "due": wanted, "got": shape, "numbers": again},
        )
        return


def _constant(results: Results) -> Iterator[Symptom]:
    """The same number whatever it is given."""
    pair = results.flat
    if pair is None or not np.isfinite(pair[1]).all() or len(np.unique(pair[0])) < 2:
        return
    got = np.concatenate(
        [pair[1], *(flat(row) for row in results.changed.values() if numeric(row))]
    )
    if len(np.unique(got)) > 1:
        return
    number = float(got[0])
    yield Symptom(
        "constant", f"Every result is {number:.4g}, whatever the arguments.", {"number": number}
    )


def _changed(results: Results) -> Iterator[Symptom]:
    """Right for other arguments than were handed over, or indifferent to them."""
    for name, values in results.changed.items():
        kind, *which = name.split()
        if kind == "shift" and _elsewhere(results, values, int(which[0])):
            k = int(which[0])
            late = f"{abs(k)} step{'s' * (abs(k) > 1)} too {'late' if k > 0 else 'early'}"
            yield Symptom("shift", f"The rates are right, and come {late}.", {"shift": k})
            return
        if kind == "argument" and close(results.due, values):
            i, change = int(which[0]), int(which[1])
            larger = "larger" if change > 0 else "smaller"
            yield Symptom(
                "off by one",
                f"Every result is right if the {ORDER[i]} argument is one {larger}.",
                {"argument": i, "change": change},
            )
            return
        if kind == "swap" and close(results.due, values):
            i, j = map(int, which)
            yield Symptom(
                "order",
                f"Every result is right if the {ORDER[i]} and the {ORDER[j]} argument change "
                "places.",
                {"arguments": [i, j]},
            )
            return
    if np.array_equal(flat(results.got), np.rint(flat(results.got))):
        return  # a whole number stays as it is though what it was made of has changed
    for i in range(min(map(len, results.arguments))):
        tried = [results.changed.get(f"effect {i} {times:g}") for times in NUDGES]
        if all(values == results.got for values in tried):
            yield Symptom(
                "argument without effect",
                f"The {ORDER[i]} argument has no effect: with another number in its place the "
                "results stay as they are.",
                {"argument": i},
            )


def _elsewhere(results: Results, values: Any, shift: int) -> bool:
    """Whether the schedule got at k + shift is the one due at k, wherever there is such a k."""
    there = [[i for i, k in enumerate(places) if k + shift >= 0] for places in results.at]
    due, got = (
        [[row[i] for i in some] for row, some in zip(rows, there, strict=True)]
        for rows in (results.due, values)
    )
    return close(due, got)


def _whole(results: Results) -> Iterator[Symptom]:
    """One thing that is true of every number."""
    pair = results.flat
    if pair is None or not np.isfinite(pair[1]).all() or near(*pair):
        return
    due, got = pair
    there = due != 0
    several = len(np.unique(due[there])) > 1  # of one number alone any other is a multiple
    with np.errstate(all="ignore"):
        ratio = got[there] / due[there]
    if near(-due, got):
        yield Symptom("sign", "Every result has the right size and the wrong sign.")
    elif several and ratio[0] and not got[~there].any() and near(_first(ratio), ratio):
        yield Symptom(
            "factor",
            f"Every result is {ratio[0]:.4g} times what it should be.",
            {"factor": float(ratio[0])},
        )
    elif several and near(_first(got - due), got - due):
        yield Symptom(
            "offset",
            f"Every result is too {'large' if got[0] > due[0] else 'small'} by "
            f"{abs(got[0] - due[0]):.4g}.",
            {"offset": float(got[0] - due[0])},
        )
    elif there.all() and near(1 / due, got):
        yield Symptom("upside down", "Every result is upside down: 1 over it is right.")
    elif (due >= 0).all() and near(due**2, got):
        yield Symptom("root", "Every result is the square of what it should be.")
    elif (got >= 0).all() and near(due, got**2):
        yield Symptom("square", "Every result is the root of what it should be.")
    elif (digits := _digits(due, got)) is not None:
        yield Symptom("rounded", "Every result is rounded.", {"digits": digits})
    else:
        yield from _of_argument(results)


def _first(numbers: Array) -> Array:
    """Return the first of some numbers in the place of each."""
    return numbers[:1].repeat(len(numbers))


def _digits(due: Array, got: Array) -> int | None:
    """Return to how many digits after the point results are rounded; None if they are not."""
    rounded = (np.round(due, n) for n in range(7))
    return next((n for n, x in enumerate(rounded) if x.any() and near(x, got)), None)


def _of_argument(results: Results) -> Iterator[Symptom]:
    """Too large by a factor that is made of one of the arguments."""
    ratios, settings = [], []
    for row, due, got in zip(results.arguments, results.due, results.got, strict=True):
        due, got = flat(due), flat(got)
        if due.shape != got.shape or not len(due) or not due.all():
            return
        ratio = got / due
        if not near(_first(ratio), ratio):
            return
        ratios.append([float(ratio[0])])
        settings.append(
            {f"the {ORDER[i]} argument": x for i, x in enumerate(row) if isinstance(x, int | float)}
        )
    try:
        called = factors.named(settings, ratios)
    except KeyError:
        return
    if called:
        yield Symptom(
            "factor of an argument",
            f"Every result is right but for a factor: {' or '.join(called[:2])}.",
            {"called": called[:2]},
        )
