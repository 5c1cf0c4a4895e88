"""nbgrader's gradebook held open for a batch: rows kept at hand, one transaction a submission.

nbgrader's own code writes the rows. It opens the gradebook about ten times for each submission,
joins seven tables to find a cell, and commits after every cell. Here it asks a `BatchGradebook`
instead, which remembers what it has found, and commits when the submission is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy.orm import Session, undefer, with_parent
from sqlalchemy.orm.attributes import set_committed_value

from autograder.integration.patches import cells_of, gradebook_by

OF_STUDENTS = (Student, SubmittedAssignment, SubmittedNotebook, Grade, Comment)


class DeferredSession(Session):
    """A session in which nothing is written before `flush_submission`.

    Until then no lock is held: a student's code may run for minutes meanwhile, and others write.
    """

    def commit(self) -> None:
        """Leave it for `flush_submission`."""

    def flush_submission(self) -> None:
        """Write and commit everything."""
        super().commit()


class BatchGradebook(Gradebook):  # type: ignore[misc]
    """A gradebook that stays open between its users; each method as in nbgrader."""

    def __init__(self, db_url: str, course_id: str) -> None:
        super().__init__(db_url, course_id)
        super().close()
        # The rows of an assignment are read once a batch, so they do not expire with a commit.
        self.db = DeferredSession(self.engine, autoflush=False, expire_on_commit=False)
        self.known: dict[str, Assignment] = {}
        self.found: dict[tuple[Any, ...], Any] = {}
        self.cells: dict[str, dict[str, str]] = {}

    def close(self) -> None:
        """Stay open: the next user comes soon."""

    def end(self) -> None:
        """Close for good; what was not settled is dropped."""
        self.db.close()
        self.engine.dispose()

    def flush_submission(self) -> None:
        """Commit what was done for a submission, and forget it; if that fails, nothing is done."""
        try:
            self.db.flush_submission()
        except BaseException:
            self.db.rollback()
            raise
        finally:
            self.found.clear()
            for row in [row for row in self.db if isinstance(row, OF_STUDENTS)]:
                self.db.expunge(row)

    def find_assignment(self, name: str) -> Assignment:  # noqa: D102
        if name not in self.known:
            self.known[name] = super().find_assignment(name)
        return self.known[name]

    def find_notebook(self, name: str, assignment: str) -> Notebook:  # noqa: D102
        for notebook in self.find_assignment(assignment).notebooks:
            if notebook.name == name:
                return notebook
        raise MissingEntry(f"No such notebook: {assignment}/{name}")

    def find_student(self, student_id: str) -> Student:  # noqa: D102
        return self._once(("student", student_id), super().find_student, student_id)

    def add_student(self, student_id: str, **values: Any) -> Student:  # noqa: D102
        student = super().add_student(student_id, **values)
        self.found["student", student_id] = student
        return student

    def find_submission(self, assignment: str, student: str) -> SubmittedAssignment:  # noqa: D102
        key = ("submission", assignment, student)
        return self._once(key, super().find_submission, assignment, student)

    def add_submission(self, assignment: str, student: str, **values: Any) -> SubmittedAssignment:  # noqa: D102
        submission = super().add_submission(assignment, student, **values)
        self.found["submission", assignment, student] = submission
        return submission

    def find_submission_notebook(  # noqa: D102
        self, notebook: str, assignment: str, student: str
    ) -> SubmittedNotebook:
        if self.find_submission(assignment, student).total_seconds_late > 0:
            self.db.flush()  # a penalty depends on the score, which the database adds up
        return self._submitted(notebook, assignment, student)

    def find_grade(self, grade_cell: str, *names: str) -> Grade:  # noqa: D102
        return self._of_cell("grades", grade_cell, *names)

    def find_comment(self, solution_cell: str, *names: str) -> Comment:  # noqa: D102
        return self._of_cell("comments", solution_cell, *names)

    def _submitted(self, notebook: str, assignment: str, student: str) -> SubmittedNotebook:
        submission = self.find_submission(assignment, student)
        sources = [source.id for source in submission.assignment.notebooks]
        for submitted in self._rows(submission, "notebooks", "notebook_id", sources):
            if submitted.notebook.name == notebook:
                return submitted
        raise MissingEntry(f"No such submitted notebook: {assignment}/{notebook} for {student}")

    def _once(self, key: tuple[str, ...], find: Any, *names: str) -> Any:
        if key not in self.found:
            self.found[key] = find(*names)
        return self.found[key]

    def _of_cell(self, rows: str, cell: str, *names: str) -> Any:
        """Return the row of one cell of a student's notebook."""
        submitted = self._submitted(*names)
        cells = self._cells(submitted)
        for row in self._rows(submitted, rows, "cell_id", list(cells)):
            if cells[row.cell_id] == cell:
                return row
        raise MissingEntry(f"No such cell in {rows}: {cell} in {names}")

    def _cells(self, submitted: SubmittedNotebook) -> dict[str, str]:
        """Return the names of a notebook's cells by their numbers; an essay's has two."""
        number = submitted.notebook_id
        if number not in self.cells:
            self.cells[number] = {cell.id: cell.name for cell in cells_of(submitted.notebook)}
        return self.cells[number]

    def _rows(self, owner: Any, rows: str, column: str, numbers: list[str]) -> Any:
        """Return the rows that belong to another one; they are read at most once.

        nbgrader's tables have an index for two columns together, and none for the owner's alone:
        asked by the owner only, a table is read from end to end for each submission.
        """
        if owner.id is not None and rows not in owner.__dict__:
            relation = getattr(type(owner), rows)
            kind = relation.property.mapper.class_
            among = getattr(kind, column).in_(numbers)
            read = self.db.query(kind).filter(with_parent(owner, relation), among)
            if kind is Grade:
                read = read.options(undefer(Grade.max_score))
            set_committed_value(owner, rows, read.all())
        return getattr(owner, rows)


@contextmanager
def gradebook_session(
    db_url: str, course_id: str, kind: type[BatchGradebook] = BatchGradebook
) -> Iterator[Any]:
    """Have nbgrader use one gradebook wherever it opens it, for as long as this lasts."""
    opened = kind(db_url, course_id)

    def again(url: str, *settings: Any, **named: Any) -> Gradebook:
        return opened if url == db_url else Gradebook(url, *settings, **named)

    try:
        with gradebook_by(again):
            yield opened
    finally:
        opened.end()
