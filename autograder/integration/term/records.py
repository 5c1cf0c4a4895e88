"""What the gradebook keeps beside nbgrader's own tables: releases, gradings, pages of feedback.

nbgrader knows the points of a released notebook and the marks of today. It knows neither by which
version of a question a mark came about, nor what it was before, nor whether a page shows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from nbgrader.api import (
    Assignment,
    Grade,
    GradeCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    Float,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Session

TABLES = MetaData()
RELEASES = Table(
    "descent_releases",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("assignment", String(128), index=True),
    Column("at", DateTime),
    Column("kit", String(64)),
    Column("commit", String(64)),
    Column("questions", Text),  # versions by names, as JSON
)
GRADINGS = Table(
    "descent_gradings",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("assignment", String(128), index=True),
    Column("student", String(128), index=True),
    Column("at", DateTime),
    Column("kit", String(64)),
    Column("engine", String(16)),
    Column("penalty", Float),
    Column("marks", Text),  # `Mark`s by the names of questions, as JSON
)
PAGES = Table(
    "descent_pages",
    TABLES,
    Column("assignment", String(128), primary_key=True),
    Column("student", String(128), primary_key=True),
    Column("marks", String(64)),
)


@dataclass(frozen=True)
class Released:
    """An assignment as it was last released: by which kit and commit, and of what questions."""

    kit: str
    commit: str
    questions: Mapping[str, str]


@dataclass(frozen=True)
class Mark:
    """What one grading gave for a question: points, the version of it, the mistake, the ruling."""

    points: float
    version: str = ""
    mistake: str = ""
    ruling: str = ""


@dataclass(frozen=True)
class Grading:
    """One grading of a submission, at a time in UTC."""

    assignment: str
    student: str
    at: datetime
    kit: str
    engine: str
    penalty: float
    marks: Mapping[str, Mark]


def prepare(engine: Engine) -> None:
    """Make the tables, unless they are there."""
    TABLES.create_all(engine)


def now() -> datetime:
    """Return this moment in UTC, as databases keep it."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def add_release(db: Connection, assignment: str, released: Released) -> None:
    """Note what was released just now."""
    row = {**asdict(released), "questions": json.dumps(dict(released.questions))}
    db.execute(insert(RELEASES).values(assignment=assignment, at=now(), **row))


def last_release(db: Connection | Session, assignment: str) -> Released | None:
    """Return how an assignment was last released, if that was ever noted."""
    query = select(RELEASES).where(RELEASES.c.assignment == assignment)
    row = db.execute(query.order_by(RELEASES.c.id.desc()).limit(1)).mappings().first()
    return Released(row["kit"], row["commit"], json.loads(row["questions"])) if row else None


def enrolled(db: Connection | Session, assignment: str) -> set[str]:
    """Return who has a submission of an assignment in the gradebook."""
    query = (
        select(SubmittedAssignment.student_id).join(Assignment).where(Assignment.name == assignment)
    )
    return {student for (student,) in db.execute(query)}


def known_students(db: Connection | Session) -> set[str]:
    """Return everybody in the gradebook."""
    return {student for (student,) in db.execute(select(Student.id))}


def left(db: Connection | Session, assignment: str) -> set[str]:
    """Return who was graded in an assignment, and is not in the gradebook any more."""
    query = select(GRADINGS.c.student).where(GRADINGS.c.assignment == assignment)
    graded = {student for (student,) in db.execute(query.distinct())}
    return graded - known_students(db)


def all_grades(assignment: str) -> Select[Any]:
    """Return what asks for student, question, automatic and manual points of every grade."""
    return (
        select(
            *(SubmittedAssignment.student_id, GradeCell.name, Grade.auto_score, Grade.manual_score)
        )
        .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .join(GradeCell, GradeCell.id == Grade.cell_id)
        .where(Assignment.name == assignment)
    )


def add_grading(db: Connection | Session, grading: Grading) -> None:
    """Note what a submission was given."""
    row = {name: value for name, value in vars(grading).items() if name != "marks"}
    marks = {name: [*vars(mark).values()] for name, mark in grading.marks.items()}
    db.execute(insert(GRADINGS).values(**row, marks=json.dumps(marks)))


def moments(db: Connection | Session, assignment: str) -> set[tuple[str, datetime]]:
    """Return who was graded in an assignment, with every time at which that was."""
    query = select(GRADINGS.c.student, GRADINGS.c.at).where(GRADINGS.c.assignment == assignment)
    return {(student, at) for student, at in db.execute(query)}


def gradings(db: Connection | Session, assignment: str, student: str) -> list[Grading]:
    """Return every grading of a submission, the oldest first."""
    query = select(GRADINGS).where(
        GRADINGS.c.assignment == assignment, GRADINGS.c.student == student
    )
    return [_grading(row) for row in db.execute(query.order_by(GRADINGS.c.id)).mappings()]


def last_gradings(db: Connection | Session, assignment: str = "") -> Iterable[Grading]:
    """Yield the last grading of every submission, of one assignment or of all."""
    last = select(func.max(GRADINGS.c.id)).group_by(GRADINGS.c.assignment, GRADINGS.c.student)
    if assignment:
        last = last.where(GRADINGS.c.assignment == assignment)
    for row in db.execute(select(GRADINGS).where(GRADINGS.c.id.in_(last))).mappings():
        yield _grading(row)


def pages(db: Connection | Session, assignment: str) -> dict[str, str]:
    """Return what the marks were that each student's page shows."""
    query = select(PAGES.c.student, PAGES.c.marks).where(PAGES.c.assignment == assignment)
    return dict(map(tuple, db.execute(query)))


def set_pages(db: Connection, assignment: str, shown: Mapping[str, str]) -> None:
    """Note which marks pages show from now on."""
    before = set(pages(db, assignment))
    for student in before.intersection(shown):
        mine = PAGES.c.assignment == assignment, PAGES.c.student == student
        db.execute(delete(PAGES).where(*mine))
    rows = [{"assignment": assignment, "student": s, "marks": m} for s, m in shown.items()]
    if rows:
        db.execute(insert(PAGES), rows)


def _grading(row: Mapping[Any, Any]) -> Grading:
    own = {name: row[name] for name in ("assignment", "student", "at", "kit", "engine", "penalty")}
    marks = {name: Mark(*mark) for name, mark in json.loads(row["marks"]).items()}
    return Grading(**own, marks=marks)
