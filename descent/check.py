"""The visible check: try an answer at once, with the kit alone, and say what is wrong with it."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import redirect_stdout
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from descent.checking.probe import respond
from descent.checking.question import Question, format_points, visible
from descent.checking.verdict import Verdict, examine, judge
from descent.language import said

WRONG: Counter[str] = Counter()
"""Wrong answers so far, by question: the first gets a hint, the next the diagnosis."""
MARKS = ("right", "noted", "wrong", "open")
NOTHING = {"error": {"kind": "NotImplementedError", "text": "", "line": ""}}
LATEST: dict[str, Verdict] = {}
"""The latest verdict on each question, by its name."""


def check(answer: Any = ..., /, **named: Any) -> float | None:
    """Try an answer on the visible cases and print what was found.

    Call it with the class or function itself, or with ``name=value`` for a committed prediction;
    with nothing at all it lists every question of the notebook, as its answers stand. It never
    raises over a wrong answer and needs neither the answer key nor a network. The first
    wrong answer to a question gets a hint; from the second on, a usual mistake is called by name.

    Parameters
    ----------
    answer : class or function
        The answer; its own name says which question it belongs to.
    **named
        Instead of `answer`: one answer under the question's name.

    Returns
    -------
    float or None
        Nothing if nothing was wrong, or else the points earned so far on the visible cases: what
        a cell returns is its score to ``nbgrader validate``, and nothing at all the whole of it.
        The grader tries further inputs.

    Examples
    --------
    >>> check(42)
    check expects one of the answers of this course, such as check(Momentum); it got the int 42.
    0.0
    """
    if answer is ... and not named:
        print(said(_overview(sys._getframe(1).f_globals)))
        return None
    found = _find(answer, named)
    if isinstance(found, str):
        print("\n".join([found, *_other_kits()]))
        return 0.0
    question, given = found
    verdict = LATEST[question.name] = _try(question, given)
    print(said(_report(verdict)))
    if verdict.mark in ("right", "noted"):
        return None
    # On top of the maximum there is nothing that nbgrader could take away.
    return 0.0 if question.bonus else verdict.score


def _try(question: Question, given: Any) -> Verdict:
    return examine(question, lambda name, *args: respond(name, given, *args))


def _report(verdict: Verdict) -> str:
    """Return the report: a hint at the first wrong answer, from the second on the diagnosis."""
    name = verdict.question.name
    if verdict.given:
        return (
            f"{name}: {verdict.score:g} of {format_points(verdict.question.points)} on the visible "
            "cases\n  [open] it still does what the given code does: find the bug"
        )
    first = WRONG[name] == 0 and verdict.mark == "wrong"
    # An error that is no mistake we know gets no hint, so the next answer gets it.
    told = [f for f in verdict.findings if f.trouble]
    crashed = not verdict.mistake and told and all("error" in f.seen for f in told)
    WRONG[name] += verdict.mark == "wrong" and not crashed
    report = verdict.report(" on the visible cases", diagnosis=not first)
    if first and verdict.mistake:
        report += "\n  Run the check once more, and it says which mistake this looks like."
    return report


def _overview(space: Mapping[str, Any]) -> str:
    """Return how every question stands of the notebook that has the names in `space`."""
    asked = Counter(q.assignment for q in visible().values() if q.name in space)
    if not asked:
        return "There is no answer to any question yet: run the cells of the notebook first."
    # A name may be that of another notebook's question: the most of them decide.
    ((assignment, _),) = asked.most_common(1)
    questions = [q for q in visible().values() if q.assignment == assignment]
    with redirect_stdout(io.StringIO()):  # what an answer prints stands under its own check
        verdicts = [
            _try(q, space[q.name]) if q.name in space else judge(q, [NOTHING] * len(q.cases))
            for q in questions
        ]
    marks = Counter(verdict.mark for verdict in verdicts)
    wide = max(len(q.name) for q in questions)
    rows = [f"  [{v.mark}]".ljust(10) + f"{v.question.name:<{wide}}  {_share(v)}" for v in verdicts]
    counted = ", ".join(f"{n} {mark}" for mark in MARKS if (n := marks[mark]))
    return "\n".join(
        [
            f"{assignment}: {counted}, on the visible cases",
            *rows,
            "  The grader tries further cases; a person reads explanations in words.",
            *(f"  {line}" for line in _other_kits()),
        ]
    )


def _other_kits() -> list[str]:
    """Return what is to be said of notebooks here that were made with another kit than this."""
    from descent.doctor import other_kits

    try:
        return list(other_kits(Path.cwd()))
    except OSError:  # a folder that is gone, or cannot be read
        return []


def _share(verdict: Verdict) -> str:
    points = format_points(verdict.question.points, verdict.question.bonus)
    if verdict.mark == "noted":
        return f"the grader decides over its {points}"
    return f"{verdict.score:g} of {points}"


def _find(answer: Any, named: dict[str, Any]) -> tuple[Question, Any] | str:
    """Return the question an answer belongs to and the answer, or a sentence why there is none."""
    known = visible()
    if len(named) + (answer is not ...) != 1:
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
