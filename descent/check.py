"""The visible check: try an answer at once, with the kit alone, and say what is wrong with it."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import Any

from descent.checking.probe import observe, respond
from descent.checking.question import Question, format_points, visible
from descent.checking.verdict import Verdict, judge

WRONG: Counter[str] = Counter()
"""Wrong answers so far, by question: the first gets a hint, the next the diagnosis."""


def check(answer: Any = None, /, **named: Any) -> float:
    """Try an answer on the visible cases and print what was found.

    Call it with the class or function itself, or with ``name=value`` for a committed prediction.
    It never raises over a wrong answer and needs neither the answer key nor a network. The first
    wrong answer to a question gets a hint; from the second on, a usual mistake is called by name.

    Parameters
    ----------
    answer : class or function
        The answer; its own name says which question it belongs to.
    **named
        Instead of `answer`: one answer under the question's name.

    Returns
    -------
    float
        Points earned on the visible cases. The grader tries further inputs.

    Examples
    --------
    >>> check(42)
    check expects one of the answers of this course, such as check(Momentum); it got the int 42.
    0.0
    """
    found = _find(answer, named)
    if isinstance(found, str):
        print(found)
        return 0.0
    question, given = found
    seen = [
        observe(question.kind, case, lambda name, *args: respond(name, given, *args))
        for case in question.cases
    ]
    verdict = judge(question, seen)
    print(_report(verdict))
    return verdict.score


def _report(verdict: Verdict) -> str:
    """Return the report: a hint at the first wrong answer, from the second on the diagnosis."""
    name = verdict.question.name
    if verdict.mistake and verdict.mistake.given:
        return (
            f"{name}: {verdict.score:g} of {format_points(verdict.question.points)} on the visible "
            "cases\n  [open] it still does what the given code does: find the bug"
        )
    open_yet = all(finding.open for finding in verdict.findings if finding.trouble)
    first = WRONG[name] == 0 and not verdict.right and not open_yet
    # An error that is no mistake we know gets no hint, so the next answer gets it.
    crashed = not verdict.mistake and all("error" in f.seen for f in verdict.findings if f.trouble)
    WRONG[name] += not verdict.right and not open_yet and not crashed
    report = verdict.report(" on the visible cases", diagnosis=not first)
    if first and verdict.mistake:
        report += "\n  Run the check once more, and it says which mistake this looks like."
    return report


def _find(answer: Any, named: dict[str, Any]) -> tuple[Question, Any] | str:
    """Return the question an answer belongs to and the answer, or a sentence why there is none."""
    known = visible()
    if len(named) + (answer is not None) != 1:
        return "check takes one answer, such as check(Momentum) or check(diverges=diverges)."
    if named:
        ((name, answer),) = named.items()
    else:
        name = getattr(answer, "__name__", "")
    if name in known:
        return known[name], answer
    if not name:
        kind = type(answer).__name__
        shown = repr(answer)
        shown = f" {shown}" if len(shown) < 40 else ""
        return (
            "check expects one of the answers of this course, such as check(Momentum); "
            f"it got the {kind}{shown}."
        )
    near = get_close_matches(name, known, n=1) or [n for n in known if n.lower() in name.lower()]
    rename = f"did you mean {near[0]}?" if near else "keep the names that the exercise gives."
    return f"no question is called {name!r}; {rename}"
