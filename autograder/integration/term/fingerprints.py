"""What tells a submission's marks and comments from those that its page of feedback shows."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import select


def fingerprints(db: Any, assignment: str) -> dict[str, str]:
    """Return one for each student with a submission: of points, comments, and the penalty."""
    said: dict[str, list[str]] = defaultdict(list)
    for student, *what in _rows(db, assignment):
        said[student].append(repr(what))
    return {
        student: hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
        for student, lines in said.items()
    }


def _rows(db: Any, assignment: str) -> Iterable[tuple[Any, ...]]:
    student = SubmittedAssignment.student_id
    shown = (
        (Grade, (Grade.cell_id, Grade.auto_score, Grade.manual_score, Grade.extra_credit)),
        (Grade, (Grade.cell_id, Grade.needs_manual_grade)),
        (Comment, (Comment.cell_id, Comment.auto_comment, Comment.manual_comment)),
    )
    for kind, columns in shown:
        yield from db.execute(
            select(student, *columns)
            .join(SubmittedNotebook, SubmittedNotebook.id == kind.notebook_id)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .where(Assignment.name == assignment)
        )
    yield from db.execute(
        select(student, SubmittedNotebook.notebook_id, SubmittedNotebook.late_submission_penalty)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(Assignment.name == assignment)
    )
