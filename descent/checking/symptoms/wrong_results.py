"""Which results of a wrong function are wrong, and what these have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from descent.checking.compare import close
from descent.checking.symptoms.results import Results, listed, near, shape_of
from descent.checking.symptoms.symptom import Symptom


def where(results: Results, hidden: bool) -> Iterator[Symptom]:
    """Where it is right, if it is somewhere."""
    if results.at and not hidden:
        for number, (due, got) in enumerate(zip(results.due, results.got, strict=True)):
            if close(due, got) or not isinstance(got, list):
                continue
            yield from _another_time(results.at[number], got, number)
            rows = sorted(zip(results.at[number], due, got, strict=True), key=lambda row: row[0])
            right = [k for k, d, g in rows if close(d, g)]
            wrong = [k for k, d, g in rows if not close(d, g)]
            if right and max(right) < min(wrong):
                text = f"up to k = {max(right)} the rates are right, and from k = {min(wrong)} not"
            elif right and max(wrong) < min(right):
                text = f"from k = {min(right)} the rates are right, and before that not"
            elif right:
                text = (
                    f"the rates are right at k = {listed(right)}, and wrong at k = {listed(wrong)}"
                )
            else:
                continue
            known = {"schedule": number, "right": right, "wrong": wrong}
            yield Symptom("places", f"In schedule {number + 1} {text}.", known)
            return
        return
    marks = [close(due, got) for due, got in zip(results.due, results.got, strict=True)]
    if any(marks):
        right = [n for n, mark in enumerate(marks, start=1) if mark]
        wrong = [n for n, mark in enumerate(marks, start=1) if not mark]
        calls = f"Call{'s' * (len(right) > 1)} {listed(right)}"
        yield Symptom(
            "calls",
            f"{calls} {'are' if len(right) > 1 else 'is'} right and {listed(wrong)} not: in what "
            "do their arguments differ?",
            {"right": right, "wrong": wrong},
        )
        return
    for number, (due, got) in enumerate(zip(results.due, results.got, strict=True)):
        shape = shape_of(due)
        if shape and shape == shape_of(got) and np.size(due) > 1:
            places = [close(d, g) for d, g in zip(np.ravel(due), np.ravel(got), strict=True)]
            if any(places):
                right = [n for n, place in enumerate(places) if place]
                entries = "entry {} is" if len(right) == 1 else "entries {} are"
                yield Symptom(
                    "entries",
                    f"Of the result of call {number + 1} {entries.format(listed(right))} right, "
                    "counted from 0, and the others not.",
                    {"call": number, "right": right},
                )
                return


def _another_time(at: Sequence[int], got: Sequence[Any], number: int) -> Iterator[Symptom]:
    """A schedule that goes by how often it is asked."""
    first: dict[int, Any] = {}
    for k, rate in zip(at, got, strict=True):
        if not close(first.setdefault(k, rate), rate):
            yield Symptom(
                "another time",
                f"In schedule {number + 1} the rate at k = {k} is {first[k]:.4g} at first and "
                f"{rate:.4g} when it is asked for again: it should depend on k alone.",
                {"schedule": number, "k": k},
            )
            return


def sizes(results: Results) -> Iterator[Symptom]:
    """What is true of all numbers that are wrong."""
    pair = results.flat
    if pair is None:
        return
    wrong = ~np.array([close(d, g) for d, g in zip(*(p.tolist() for p in pair), strict=True)])
    due, got = (numbers[wrong] for numbers in pair)
    with np.errstate(all="ignore"):
        ratio = got / due
    alone = bool(near(ratio[:1].repeat(len(ratio)), ratio))  # of few numbers it may be luck
    known, but = {"alone": alone}, "" if alone else ", by no one factor"
    if not np.isfinite(got).all():
        yield Symptom("not finite", "A result is not a finite number.")
    elif not got.any():
        yield Symptom("zero", "Every number that is wrong is 0.")
    elif (due * got < 0).all():
        yield Symptom("signs", "Every number that is wrong has another sign than it should.")
    elif (due * got < 0).any():
        yield Symptom("some signs", "Some of the wrong numbers have another sign than they should.")
    elif (np.abs(got) > np.abs(due)).all():
        yield Symptom("too large", f"Every number that is wrong is too large{but}.", known)
    elif (np.abs(got) < np.abs(due)).all():
        yield Symptom("too small", f"Every number that is wrong is too small{but}.", known)
    else:
        yield Symptom("uneven", "Some numbers are too large and some too small, by no one factor.")
