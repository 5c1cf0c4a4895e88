"""The numbers of a report, worked out; how they look is another matter."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.integration.facts import Facts, facts
from autograder.integration.scores import QuestionCount, Score, question_counts, scores, students
from autograder.integration.term.dates import DUE
from autograder.integration.term.settings import read
from course import paths
from course.assemble import cell_names
from course.questions import task

BINS = 10  # of the distribution: a tenth of the points each
DAYS = 14  # of hand-ins that are shown day by day
NEAR = 0.05  # of the points: how near to the limit is near
BELOW = 0.3  # of the points: how far below somebody's own mean is far


@dataclass(frozen=True)
class Misconception:
    """A mistake that was named, and by how many it was made."""

    question: str
    name: str
    students: int
    section: str


@dataclass(frozen=True)
class Look:
    """Somebody who needs a look, and why."""

    student: str
    reasons: tuple[str, ...]


@dataclass
class AssignmentFigures:
    """One assignment.

    Attributes
    ----------
    shares : list of float
        Of each submission, the share of the points; above 1 with a bonus.
    questions : list of QuestionCount
        In the order of the notebook.
    progress : list of (str, int)
        Days, the last that of the date, and how many had handed in by their ends.
    """

    name: str
    most: float
    due: datetime | None
    enrolled: int
    handed_in: int = 0
    late: int = 0
    waiting: int = 0
    shares: list[float] = field(default_factory=list)
    questions: list[QuestionCount] = field(default_factory=list)
    misconceptions: list[Misconception] = field(default_factory=list)
    progress: list[tuple[str, int]] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    @property
    def bins(self) -> list[tuple[str, int]]:
        """The distribution: percents of the points in tenths, the last with all and more."""
        counts = Counter(min(int(share * BINS + 1e-9), BINS) for share in self.shares)
        return [
            (f"{100 * n // BINS}-{100 * (n + 1) // BINS - 1}" if n < BINS else "100", counts[n])
            for n in range(BINS + 1)
        ]

    @property
    def mean(self) -> float:
        """The mean of the shares; 0 without any."""
        return statistics.fmean(self.shares) if self.shares else 0.0

    @property
    def median(self) -> float:
        """The median of the shares; 0 without any."""
        return statistics.median(self.shares) if self.shares else 0.0


@dataclass
class ClassFigures:
    """A class: its assignments in the order of the lessons, and names by ids."""

    assignments: list[AssignmentFigures]
    names: dict[str, str]


def figures(course: Path, gradebook: Gradebook, limit: float) -> ClassFigures:
    """Work out the numbers of a class.

    Parameters
    ----------
    course : Path
        The class's folder, for the graded notebooks.
    limit : float
        The share of the points that is needed to pass.
    """
    known, settings = students(gradebook), read(course)
    by: dict[str, list[Score]] = defaultdict(list)
    for score in scores(gradebook):
        by[score.assignment].append(score)
    counts: dict[str, list[QuestionCount]] = defaultdict(list)
    for count in question_counts(gradebook):
        counts[count.assignment].append(count)
    dates = {a.name: (a.max_score, a.duedate) for a in gradebook.assignments}
    before: dict[str, list[float]] = defaultdict(list)
    done = []
    for name in paths.in_order(dates):
        most, due = dates[name]
        found = AssignmentFigures(name, most, due, len(known))
        told = {s.student: _facts(course, s) for s in by[name]}
        rulings = settings.adaptation(name).rulings
        counting = [count for count in counts[name] if rulings.get(count.question) != "dropped"]
        _fill(found, by[name], counting)
        found.misconceptions = _misconceptions(name, list(told.values()))
        found.looks = _looks(found, by[name], told, before, list(known), limit)
        for score in by[name]:
            if not score.waiting:
                before[score.student].append(_share(score))
        done.append(found)
    return ClassFigures(done, {student: full_name(row) for student, row in known.items()})


def _facts(course: Path, score: Score) -> Facts:
    folder = course / "autograded" / score.student / score.assignment
    return facts(folder / f"{score.assignment}.ipynb")


def _fill(found: AssignmentFigures, of: Sequence[Score], counts: list[QuestionCount]) -> None:
    found.handed_in = len(of)
    found.late = sum(score.late > timedelta() for score in of)
    found.waiting = sum(score.waiting > 0 for score in of)
    found.shares = [_share(score) for score in of]
    places = {name: place for place, name in enumerate(cell_names(found.name))}
    found.questions = sorted(
        counts, key=lambda count: (places.get(count.question, len(places)), count.question)
    )
    found.progress = _progress([score.time for score in of if score.time], found.due)


def _share(score: Score) -> float:
    return score.points / score.most if score.most else 0.0


def _progress(times: Sequence[datetime], due: datetime | None) -> list[tuple[str, int]]:
    """Return how many had handed in at the end of each day, up to the date or the last."""
    if not times:
        return []
    last = max([*times, *filter(None, [due])]).date()
    days = [last - timedelta(days=n) for n in reversed(range(DAYS))]
    return [(f"{day:%d %b}", sum(time.date() <= day for time in times)) for day in days]


def _misconceptions(assignment: str, told: Sequence[Facts]) -> list[Misconception]:
    counts = Counter(mistake for one in told for mistake in dict.fromkeys(one.mistakes))
    return [
        Misconception(question, name, number, _section(assignment, question, name))
        for (question, name), number in sorted(counts.items(), key=lambda i: (-i[1], i[0]))
    ]


def _section(assignment: str, question: str, name: str) -> str:
    """Return the section to teach again, if the course still knows this mistake."""
    asked = task(assignment, question)
    known = asked.misconceptions if asked else ()
    return next((paths.section(m.section) for m in known if m.name == name), "")


def _looks(
    found: AssignmentFigures,
    of: Sequence[Score],
    told: dict[str, Facts],
    before: dict[str, list[float]],
    enrolled: Sequence[str],
    limit: float,
) -> list[Look]:
    """Return who needs a look, those with the most reasons first."""
    looks = []
    for score in of:
        share, own = _share(score), before[score.student]
        final = not score.waiting  # what nobody has read yet may still bring points
        fell = final and own and share < statistics.fmean(own) - BELOW
        notes = (line.removeprefix("- ") for line in told[score.student].notes.splitlines())
        mended = " ".join(note for note in notes if not note.startswith(DUE))
        said = {
            "stopped: a cell ran too long or ended its process": told[score.student].stopped,
            f"the notebook was mended: {mended}": bool(mended),
            f"{share:.0%}, after a mean of {statistics.fmean(own or [0]):.0%}": fell,
            f"{share:.0%}, near the limit of {limit:.0%}": final and abs(share - limit) <= NEAR,
            "waits for a reader": score.waiting > 0,
        }
        reasons = tuple(reason for reason, holds in said.items() if holds)
        if reasons:
            looks.append(Look(score.student, reasons))
    if of:  # an assignment of which nothing has come is not due yet
        missing = sorted(set(enrolled) - {score.student for score in of})
        looks += [Look(student, ("nothing handed in",)) for student in missing]
    return sorted(looks, key=lambda look: (-len(look.reasons), look.student))


def full_name(row: Any) -> str:
    """Return a student's name as people write it, or the id if there is none."""
    return " ".join(filter(None, [row.first_name, row.last_name])) or str(row.id)
