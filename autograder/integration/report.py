"""The gradebook as a table: who has how many points, and which mistake was named."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, SubmittedAssignment

from autograder.integration.facts import facts
from autograder.integration.scores import scores
from autograder.integration.started import started
from autograder.integration.term.records import Mark, all_grades, gradings, last_gradings, prepare


class OtherClassError(Exception):
    """nbgrader works on another folder than the one that was named; the message says why."""


@dataclass(frozen=True)
class SubmissionRow:
    """One submission.

    Attributes
    ----------
    points, most : float
        What nbgrader exports: the score less the penalty, and the maximum.
    mistakes : tuple of str
        Those that were named.
    penalty : float
        Points taken for lateness.
    late : float
        Seconds behind the date, extensions allowed for.
    waiting : int
        Answers that a person has still to read.
    """

    student: str
    assignment: str
    points: float
    most: float
    mistakes: tuple[str, ...]
    penalty: float = 0.0
    late: float = 0.0
    waiting: int = 0


def address(course: Path) -> str:
    """Return where nbgrader keeps the gradebook if it is started in this folder.

    Raises
    ------
    OtherClassError
        If the user's own settings have nbgrader work on another class wherever it is started.
    """
    app = started(course)
    root, url = Path(app.coursedir.root), str(app.coursedir.db_url)
    if root.resolve() != course.resolve():
        raise OtherClassError(
            f"nbgrader does not work on {course} but on {root}: CourseDirectory.root in a file of "
            "settings says so (`jupyter --paths` lists where they may be)"
        )
    return url


def rows(course: Path) -> list[SubmissionRow]:
    """Return every submission in a course's gradebook, with the mistakes that were named."""
    with Gradebook(address(course), "descent") as gradebook:
        prepare(gradebook.engine)
        named = {
            (grading.assignment, grading.student): tuple(
                mark.mistake for mark in grading.marks.values() if mark.mistake
            )
            for grading in last_gradings(gradebook.db)
        }
        return [
            SubmissionRow(
                score.student,
                score.assignment,
                score.points,
                score.most,
                named.get((score.assignment, score.student))
                or _mistakes(course, score.student, score.assignment, named),
                score.penalty,
                score.late.total_seconds(),
                score.waiting,
            )
            for score in scores(gradebook)
        ]


def table(course: Path) -> str:
    """Return the gradebook as lines of text."""
    wide = max([20, *(len(path.name) for path in course.glob("submitted/*"))])
    head = f"{'assignment':<16} {'student':<{wide}} {'points':>12} {'late':>13} {'to read':>7}"
    lines = [f"{head}  mistakes named"]
    graded = rows(course)
    for row in graded:
        points = f"{row.points:g}/{row.most:g}"
        waiting = row.waiting or "-"
        lines.append(
            f"{row.assignment:<16} {row.student:<{wide}} {points:>12} {_lateness(row):>13} "
            f"{waiting:>7}  {'; '.join(row.mistakes) or '-'}"
        )
    for student, assignment in sorted(_ungraded(course, graded)):
        gone = (course / "autograded" / student / assignment).exists()
        what = "dropped: not in the gradebook any more" if gone else "handed in, not graded"
        lines.append(f"{assignment:<16} {student:<{wide}} {'-':>12} {'-':>13} {'-':>7}  {what}")
    return "\n".join(lines)


def history(course: Path, assignment: str, student: str) -> str:
    """Return the gradings of a submission as lines of text: when, by what, and what changed."""
    with Gradebook(address(course), "descent") as gradebook:
        prepare(gradebook.engine)
        known = gradings(gradebook.db, assignment, student)
        grades = gradebook.db.execute(
            all_grades(assignment).where(SubmittedAssignment.student_id == student)
        )
        by_hand = {name: manual for _, name, _, manual in grades if manual is not None}
    lines, before = [], dict[str, Mark]()
    for grading in known:
        total = sum(mark.points for mark in grading.marks.values()) - grading.penalty
        late = f", {grading.penalty:g} of lateness taken" if grading.penalty else ""
        head = f"{grading.at} UTC  {total:g} points{late}"
        lines.append(f"{head}  (kit {grading.kit}, engine {grading.engine})")
        for name, mark in grading.marks.items():
            if before.get(name) != mark:
                more = "; ".join(part for part in (mark.mistake, mark.ruling) if part)
                lines.append(f"    {name}: {mark.points:g} by {mark.version or 'own test'}  {more}")
        before = dict(grading.marks)
    lines += [f"typed in formgrader: {name} {points:g}" for name, points in by_hand.items()]
    return (
        "\n".join(line.rstrip() for line in lines)
        or f"{student} has no {assignment} that was graded"
    )


def _lateness(row: SubmissionRow) -> str:
    """Return how late a submission is, and what that cost."""
    if row.late <= 0:
        return "-"
    days, hours = row.late / 86400, row.late / 3600
    behind = f"{days:.1f} d" if days >= 1 else f"{hours:.1f} h"
    return f"{behind}, -{row.penalty:.4g}" if row.penalty else behind


def _ungraded(course: Path, graded: Iterable[SubmissionRow]) -> set[tuple[str, str]]:
    """Folders handed in that nbgrader passed over: not graded yet, or of somebody who left."""
    folders = [path for path in course.glob("submitted/*/*") if path.is_dir()]
    handed_in = {(path.parent.name, path.name) for path in folders}
    return handed_in - {(row.student, row.assignment) for row in graded}


def _mistakes(
    course: Path, student: str, assignment: str, known: Container[tuple[str, str]]
) -> tuple[str, ...]:
    """Read the mistakes named in a notebook that was graded before the gradebook kept them."""
    if (assignment, student) in known:
        return ()
    path = course / "autograded" / student / assignment / f"{assignment}.ipynb"
    return tuple(mistake for _, mistake in facts(path).mistakes)
