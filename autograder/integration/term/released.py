"""What was released beside what would be graded now, compared before anything is graded."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import descent
from autograder.integration.term.records import Released, last_release
from autograder.integration.term.settings import NAME, ClassSettings
from course.paths import ROOT
from course.questions import task
from descent.checking.question import format_points

OTHERWISE = {"dropped": "is dropped now", "bonus": "is a bonus now"}
ASKS = re.compile(r"^\s*check\(", re.MULTILINE)


@dataclass(frozen=True)
class Difference:
    """One question that was released otherwise than it would be graded; `what` is a clause."""

    question: str
    what: str
    points: float | None = None  # those of the release, if it is they that differ
    ruling: str = ""  # the class's own, if that is why


def differences(gradebook: Any, assignment: str, settings: ClassSettings) -> list[Difference]:
    """Return how an assignment in the gradebook differs from the questions of this checkout."""
    noted = last_release(gradebook.db, assignment)
    known = noted.questions if noted else {}
    found: list[Difference] = []
    for notebook in gradebook.find_assignment(assignment).notebooks:
        asks = {c.name for c in notebook.source_cells if ASKS.search(c.source or "")}
        points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
        found += _differences(assignment, settings, known, points, asks)
    return found


def _differences(
    assignment: str,
    settings: ClassSettings,
    known: Mapping[str, str],
    points: Mapping[str, float],
    asks: set[str],
) -> Iterator[Difference]:
    adaptation = settings.adaptation(assignment)
    for name, then in points.items():
        asked = task(assignment, name)
        if asked is None:
            if name in known or name in asks:  # and no test of the instructor's own
                yield Difference(name, f"{name} is no question any more")
            continue
        now = adaptation.maximum(asked)
        if abs(now - then) > 1e-9:
            kind = adaptation.rulings.get(name, "")
            other = OTHERWISE.get(kind, f"has {format_points(now)} now")
            words = f"{name} had {format_points(then)} and {other}"
            yield Difference(name, words, then, kind)
        elif name in known:
            before, after = (version.split(".") for version in (known[name], asked.version))
            if before[0] != after[0]:
                yield Difference(name, f"{name} is tried by other cases now")
            elif before != after and name not in adaptation.points:
                yield Difference(name, f"the cases of {name} earn other points now")


def refusal(gradebook: Any, assignment: str, settings: ClassSettings) -> str:
    """Return in a sentence what differs, and the two ways on; nothing if nothing does."""
    found = differences(gradebook, assignment, settings)
    if not found:
        return ""
    noted = last_release(gradebook.db, assignment)
    what = "; ".join(difference.what for difference in found)
    if all(d.points for d in found):
        stay = f"{_kept(found)} in {NAME}, to keep what was released"
    elif noted and noted.commit:
        stay = f"grade by the version that was released: git checkout {noted.commit[:12]}"
    else:
        stay = "grade by the version of the course that released it"
    return (
        f"{assignment} was released otherwise than it would be graded now: {what}. Nothing was "
        f"graded. Either release it anew (python -m autograder course . and then nbgrader "
        f"generate_assignment {assignment} --force; python -m autograder diff . {assignment} says "
        f"whose points move), or {stay}"
    )


def _kept(found: Sequence[Difference]) -> str:
    """Return how the class's settings would keep the points of the release."""
    ruled = [d for d in found if d.ruling]
    taken = [f"take {d.question} out of {d.ruling}" for d in ruled]
    points = ", ".join(f"{d.question} = {d.points:g}" for d in found if d not in ruled)
    return " and ".join(taken + ([f"say points = {{{points}}}"] if points else []))


def other_questions(notebook: Path, released: Released | None) -> list[str]:
    """Return which questions a notebook has in another version than was released.

    A student may have got it elsewhere, or with another kit; the visible checks were others then.
    """
    try:
        own = json.loads(notebook.read_bytes())["metadata"]["descent"]["questions"]
        known = released.questions if released else {}
        return sorted(name for name in known if own.get(name, known[name]) != known[name])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []  # whatever a file can hold


def now(questions: Mapping[str, str], kit: str = "") -> Released:
    """Return what is said of a release that is made now."""
    return Released(kit or descent.__version__, commit(), dict(questions))


def commit() -> str:
    """Return the commit that this checkout is at, or nothing if that cannot be told."""
    command = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
