"""Symptoms: what is measured of a wrong answer, said where no known mistake explains it.

They need no list of mistakes. Each is true of the very answer: it was asked a few things more, and
this is what it showed. They say where to look, and never what to write.
"""

from __future__ import annotations

from collections.abc import Sequence

from descent.checking.question import Numbers, Question
from descent.checking.symptoms import functions, optimizers
from descent.checking.symptoms.symptom import Symptom

__all__ = ["Symptom", "symptoms"]
MOST = 2  # statements at once


def symptoms(question: Question, seen: Sequence[Numbers], asked: Numbers) -> tuple[Symptom, ...]:
    """Return what can be said of a wrong answer, what says most first.

    Parameters
    ----------
    question : Question
        What was asked.
    seen : sequence of mappings
        What was seen of each case.
    asked : mapping
        What was seen when the answer was asked more; see `descent.checking.further`.
    """
    if question.kind == "optimizer" and question.driven:
        return tuple(optimizers.found(question.driven, asked))[:MOST]
    if question.kind == "function":
        return tuple(functions.found(question, seen, asked))[:MOST]
    return ()
