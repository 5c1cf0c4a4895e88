"""Symptoms: what is measured of a wrong answer, said where no known mistake explains it.

They need no list of mistakes. Each is true of the very answer: it was asked a few things more, and
this is what it showed. They say where to look, and never what to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from descent.checking.question import Numbers, Question
from descent.checking.symptoms import functions, optimizers, tuners
from descent.checking.symptoms.symptom import Symptom

__all__ = ["Symptom", "symptoms"]
MOST = 2  # statements at once


def symptoms(
    question: Question, seen: Sequence[Numbers], asked: Numbers, right: Sequence[bool]
) -> tuple[Symptom, ...]:
    """Return what can be said of a wrong answer, what says most first.

    Parameters
    ----------
    question : Question
        What was asked.
    seen : sequence of mappings
        What was seen of each case.
    asked : mapping
        What was seen when the answer was asked more; see `descent.checking.further`.
    right : sequence of bool
        Which cases are right.
    """
    found: Iterator[Symptom] = iter(())
    if question.driven:
        found = optimizers.found(question.driven, asked)
    elif question.kind == "function":
        found = functions.found(question, seen, asked)
    elif question.kind == "tuner":
        found = tuners.found(question, asked)
    return tuple(islice(found, MOST)) or tuple(_cases(question, right))


def _cases(question: Question, right: Sequence[bool]) -> Iterator[Symptom]:
    """Which cases are right, where no more is known."""
    wrong = [case.title for case, mark in zip(question.cases, right, strict=True) if not mark]
    if good := len(right) - len(wrong):
        are = "is" if good == 1 else "are"
        yield Symptom(
            "cases",
            f"Of {len(right)} cases {good} {are} right. What is different in {wrong[0]!r}?",
            {"wrong": wrong},
        )
