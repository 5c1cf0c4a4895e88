"""Credit for a wrong answer: what is right about it, measured, never declared.

It is measured on what only the grader asks, where there is any (`further.is_paid_by_hidden`).
"""

from __future__ import annotations

from collections.abc import Sequence

from descent.checking import function_properties, optimizer_properties
from descent.checking.driven_moves import Moves
from descent.checking.question import MANNERS, Numbers, Question


def credit(question: Question, seen: Sequence[Numbers], moved: Numbers | None) -> float:
    """Return the share of a question's points that a wrong answer earns.

    Parameters
    ----------
    question : Question
        What was asked.
    seen : sequence of mappings
        What was seen of each case.
    moved : mapping or None
        What was seen when it was asked more, of which credit is made; None if it was not.
    """
    if moved is None:
        return 0.0
    if question.kind == "function":
        return sum(function_properties.held(question, seen, moved).values())
    if question.kind != "optimizer" or any(known.given for known in question.mistakes):
        return 0.0  # much is right about code that was given: it is to be repaired
    driven = question.hidden_driven or question.driven
    if not driven or not moved:
        return 0.0
    polite = all(
        numbers.get(name) == case.expected[name]
        for case, numbers in zip(question.cases, seen, strict=True)
        for name in MANNERS
        if name in case.expected
    )
    return sum(optimizer_properties.held(Moves.of(driven, moved), polite).values())
