"""What nbgrader's gradebook knows of a class before anything is graded: students and dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook
from nbgrader.api import Student as Row
from sqlalchemy import select

from autograder.integration.report import address
from autograder.lms.roster import Roster, Student


class UnreleasedError(Exception):
    """An assignment that the class does not have; the message says which it has."""


@contextmanager
def opened(course: Path) -> Iterator[Gradebook]:
    """Open the gradebook of a class.

    Raises
    ------
    OtherClassError
        If nbgrader's settings name another class.
    """
    with Gradebook(address(course), "descent") as gradebook:
        yield gradebook


def due(gradebook: Gradebook, assignment: str) -> datetime | None:
    """Return until when an assignment is to be handed in; UTC, without a zone.

    Raises
    ------
    UnreleasedError
        If the gradebook has no such assignment.
    """
    dates = dict(gradebook.db.execute(select(Assignment.name, Assignment.duedate)).all())
    if assignment not in dates:
        known = ", ".join(sorted(dates)) or "none: nbgrader generate_assignment makes them"
        raise UnreleasedError(f"this class has no assignment {assignment}; it has {known}")
    date: datetime | None = dates[assignment]
    return date


def roster(rows: Iterable[Any]) -> Roster:
    """Return students of a gradebook as a roster."""
    return Roster(
        Student(row.id, row.first_name or "", row.last_name or "", email=row.email or "",
                number=row.lms_user_id or "")
        for row in rows
    )  # fmt: skip


def enter(gradebook: Gradebook, roster: Roster) -> int:
    """Enter the students of a roster whom the gradebook has not, and return how many.

    Of those whom it has only what it does not say is filled in.
    """
    here = {row.id: row for row in gradebook.db.scalars(select(Row))}
    for student in roster.students.values():
        row = here.get(student.id) or Row(id=student.id)
        for name, value in _columns(student).items():
            if value and not getattr(row, name):
                setattr(row, name, value[:128])
        gradebook.db.add(row)
    gradebook.db.commit()
    return len(roster.students.keys() - here.keys())


def _columns(student: Student) -> dict[str, str]:
    """Return what nbgrader keeps of a student; one name alone is cut at its last space."""
    first, last = student.first, student.last
    if not (first or last):
        if "," in student.name:
            last, _, first = (part.strip() for part in student.name.partition(","))
        else:
            first, _, last = student.name.rpartition(" ")
    number = student.number if student.number.isdecimal() else ""  # not one of one assignment
    return {"first_name": first, "last_name": last, "email": student.email, "lms_user_id": number}
