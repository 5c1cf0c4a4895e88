"""What the gradebook says of every submission, asked once for the whole class.

nbgrader's own attributes of one submission read its table of grades from end to end each time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import Integer, cast, func, select

from course.paths import lesson


@dataclass(frozen=True, slots=True)
class Score:
    """One submission.

    Attributes
    ----------
    student, assignment : str
        Whose it is, and of what.
    raw, penalty, most : float
        Points, what is taken off for being late, and the most there are without a bonus.
    waiting : int
        Answers of it that wait for a reader, so that the points may grow.
    time : datetime or None
        When it was handed in; UTC, without a zone.
    late : timedelta
        How much later than its date, extensions counted; 0 if it was in time.
    """

    student: str
    assignment: str
    raw: float
    penalty: float
    most: float
    waiting: int
    time: datetime | None
    late: timedelta

    @property
    def points(self) -> float:
        """The points that count, as `nbgrader export` reckons them."""
        return max(0.0, self.raw - self.penalty)


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one question of one submission."""

    student: str
    assignment: str
    question: str
    points: float


@dataclass(frozen=True)
class QuestionCount:
    """How a class did in one question: how many had all, some and none of its points."""

    assignment: str
    question: str
    most: float
    mean: float
    all: int
    some: int
    none: int
    waiting: int

    @property
    def number(self) -> int:
        """How many answered it."""
        return self.all + self.some + self.none


def scores(gradebook: Gradebook) -> list[Score]:
    """Return every submission, by assignment, in the order of the lessons, and student."""
    most = {assignment.name: assignment.max_score for assignment in gradebook.assignments}
    query = (
        select(
            Assignment.name, SubmittedAssignment.student_id, SubmittedAssignment.timestamp,
            Assignment.duedate, SubmittedAssignment.extension,
            SubmittedNotebook.late_submission_penalty,
            func.coalesce(func.sum(Grade.score), 0.0),
            func.coalesce(func.sum(cast(Grade.needs_manual_grade, Integer)), 0),
        )
        .join(SubmittedAssignment, SubmittedAssignment.assignment_id == Assignment.id)
        .outerjoin(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .outerjoin(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .group_by(SubmittedAssignment.id, SubmittedNotebook.id, Assignment.id)
        .order_by(Assignment.name, SubmittedAssignment.student_id)
    )  # fmt: skip
    rows = gradebook.db.execute(query).yield_per(1000)
    found = (
        _score(list(of), most[assignment])
        for (assignment, _), of in groupby(rows, key=lambda row: (row[0], row[1]))
    )
    return sorted(found, key=lambda score: lesson(score.assignment))


def _score(rows: list[Any], most: float) -> Score:
    """Return a submission of the rows of its notebooks."""
    name, student, time, due, extension = rows[0][:5]
    due = due + extension if due and extension else due
    late = max(timedelta(), time - due) if time and due else timedelta()
    return Score(
        student=student,
        assignment=name,
        raw=sum(row[6] for row in rows),
        penalty=sum(row[5] or 0.0 for row in rows),
        most=most,
        waiting=sum(row[7] for row in rows),
        time=time,
        late=late,
    )


def questions(gradebook: Gradebook, assignment: str = "") -> Iterator[Points]:
    """Yield the points of every question of every submission; of one assignment, if it is named."""
    query = (
        select(
            SubmittedAssignment.student_id, Assignment.name, BaseCell.name, Grade.score,
        )
        .join(SubmittedAssignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
    )  # fmt: skip
    if assignment:
        query = query.where(Assignment.name == assignment)
    for row in gradebook.db.execute(query):
        yield Points(*row)


def question_counts(gradebook: Gradebook) -> list[QuestionCount]:
    """Return how the class did in every question; the database counts who has how many points."""
    query = (
        select(
            Assignment.name, BaseCell.name, Grade.score, func.count(),
            func.sum(cast(Grade.needs_manual_grade, Integer)),
        )
        .join(Notebook, Notebook.assignment_id == Assignment.id)
        .join(BaseCell, BaseCell.notebook_id == Notebook.id)
        .join(Grade, Grade.cell_id == BaseCell.id)
        .group_by(Assignment.name, BaseCell.name, Grade.score)
    )  # fmt: skip
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for assignment, question, *counted in gradebook.db.execute(query):
        found[assignment, question].append(counted)
    most = {name: maxima(gradebook, name) for name in {assignment for assignment, _ in found}}
    return [_count(*key, most[key[0]][key[1]], rows) for key, rows in sorted(found.items())]


def _count(assignment: str, question: str, most: float, rows: list[Any]) -> QuestionCount:
    """Return a question's counts of rows (points, how many, how many of them wait)."""
    full = sum(n for points, n, _ in rows if points >= most and points > 0)
    none = sum(n for points, n, _ in rows if points <= 0)
    number = sum(n for _, n, _ in rows)
    mean = sum(points * n for points, n, _ in rows) / number
    waiting = sum(waits for *_, waits in rows)
    return QuestionCount(
        assignment, question, most, mean, full, number - full - none, none, waiting
    )


def maxima(gradebook: Gradebook, assignment: str) -> dict[str, float]:
    """Return the most that each question of an assignment gives, by its name."""
    found = gradebook.find_assignment(assignment)
    cells = [cell for notebook in found.notebooks for cell in _graded(notebook)]
    return {cell.name: float(cell.max_score) for cell in cells}


def _graded(notebook: Notebook) -> list[Any]:
    return [*notebook.grade_cells, *notebook.task_cells]


def students(gradebook: Gradebook) -> dict[str, Student]:
    """Return the students of the class by their ids."""
    rows = select(Student.id, Student.first_name, Student.last_name, Student.email,
                  Student.lms_user_id).order_by(Student.id)  # fmt: skip
    return {row.id: row for row in gradebook.db.execute(rows)}
