"""Credit for a wrong answer: what is right about it, measured, never declared.

It is measured on what only the grader asks, where there is any (`further.is_paid_by_hidden`). And
what is worth nothing at all, though a case may come out right by it.
"""

from __future__ import annotations

from collections.abc import Sequence

from descent.checking import function_properties, optimizer_properties
from descent.checking.driven_moves import Moves
from descent.checking.question import MANNERS, Numbers, Question
from descent.checking.sealed import number


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
    moves = Moves.of(driven, moved)
    polite = all(
        numbers.get(name) == case.expected[name]
        for case, numbers in zip(question.cases, seen, strict=True)
        for name in MANNERS
        if name in case.expected
    )
    return sum(optimizer_properties.held(moves, polite).values())


def worthless(question: Question, seen: Sequence[Numbers], moved: Numbers | None) -> str:
    """Return why a wrong answer earns nothing at all, in words; empty if it may.

    Parameters are those of `credit`.
    """
    if question.kind == "value" and _one_number(question, seen):
        return "The same number everywhere earns nothing: the right ones differ."
    driven = question.hidden_driven or question.driven
    if driven and moved and Moves.of(driven, moved).blind:
        return "What goes its way whatever the slope is earns nothing."
    return ""


def _one_number(question: Question, seen: Sequence[Numbers]) -> bool:
    """Whether entries by hand, which are not all one number, are all given as one."""
    entries = [case for case in question.cases if "digits" in case.inputs]
    due = {str(case.expected.get("value")) for case in entries}
    try:
        given = {number(numbers.get("value")) for numbers in seen}
    except ValueError:
        return False
    return len(entries) == len(seen) > 1 and len(due) > 1 == len(given)
