"""The gradebook as a table: who has how many points, and which mistake was named."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Assignment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.apps import NbGrader
from sqlalchemy import func, select


class OtherClassError(Exception):
    """nbgrader works on another folder than the one that was named; the message says why."""


@dataclass(frozen=True)
class SubmissionRow:
    """One submission."""

    student: str
    assignment: str
    points: float
    most: float
    mistakes: tuple[str, ...]


def address(course: Path) -> str:
    """Return where nbgrader keeps the gradebook if it is started in this folder.

    Raises
    ------
    OtherClassError
        If the user's own settings have nbgrader work on another class wherever it is started.
    """
    app = NbGrader(log_level="ERROR")
    with contextlib.chdir(course):
        app.initialize([])
        root, url = Path(app.coursedir.root), str(app.coursedir.db_url)
    if root.resolve() != course.resolve():
        raise OtherClassError(
            f"nbgrader does not work on {course} but on {root}: CourseDirectory.root in a file of "
            "settings says so (`jupyter --paths` lists where they may be)"
        )
    return url


def rows(course: Path) -> list[SubmissionRow]:
    """Return every submission in a course's gradebook, in one query.

    nbgrader's own scores of a submission read the table of all grades from end to end each time.
    """
    query = (
        select(Assignment.name, SubmittedAssignment.student_id, func.sum(Grade.score))
        .join(SubmittedAssignment, SubmittedAssignment.assignment_id == Assignment.id)
        .outerjoin(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .outerjoin(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .group_by(Assignment.name, SubmittedAssignment.student_id)
        .order_by(Assignment.name, SubmittedAssignment.student_id)
    )
    with Gradebook(address(course), "descent") as gradebook:
        most = {assignment.name: assignment.max_score for assignment in gradebook.assignments}
        return [
            SubmissionRow(
                student, name, points or 0.0, most[name], _mistakes(course, student, name)
            )
            for name, student, points in gradebook.db.execute(query)
        ]


def table(course: Path) -> str:
    """Return the gradebook as lines of text."""
    lines = [f"{'assignment':<16} {'student':<20} {'points':>8}  mistakes named"]
    graded = rows(course)
    for row in graded:
        named = "; ".join(row.mistakes) or "-"
        points = f"{row.points:g}/{row.most:g}"
        lines.append(f"{row.assignment:<16} {row.student:<20} {points:>8}  {named}")
    for student, assignment in sorted(_ungraded(course, graded)):
        lines.append(f"{assignment:<16} {student:<20} {'-':>8}  handed in, not graded")
    return "\n".join(lines)


def _ungraded(course: Path, graded: Iterable[SubmissionRow]) -> set[tuple[str, str]]:
    """Folders handed in that nbgrader passed over: not graded yet, or without any notebook."""
    folders = [path for path in course.glob("submitted/*/*") if path.is_dir()]
    handed_in = {(path.parent.name, path.name) for path in folders}
    return handed_in - {(row.student, row.assignment) for row in graded}


def _mistakes(course: Path, student: str, assignment: str) -> tuple[str, ...]:
    """Read the mistakes named in a graded notebook."""
    path = course / "autograded" / student / assignment / f"{assignment}.ipynb"
    if not path.exists():
        return ()
    outputs = (
        output
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
    )
    named = (output.get("metadata", {}).get("descent", {}).get("mistake") for output in outputs)
    return tuple(mistake for mistake in named if mistake)
