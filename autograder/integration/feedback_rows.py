"""The rows that pages of feedback show, read for many students at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from nbgrader.api import Comment, Grade, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.orm import load_only, undefer
from sqlalchemy.orm.attributes import set_committed_value

from autograder.integration.gradebook_session import OF_STUDENTS, BatchGradebook

AT_ONCE = 50  # students whose rows are read in one go


class FeedbackGradebook(BatchGradebook):
    """A gradebook that reads ahead; nothing is written to it."""

    coming: Sequence[str] = ()  # students, in the order in which they are asked for

    def flush_submission(self) -> None:
        """Keep the rows of those who are still to come."""

    def find_submission(self, assignment: str, student: str) -> SubmittedAssignment:
        """Return a submission, with its rows and those of the next."""
        if ("submission", assignment, student) not in self.found and student in self.coming:
            place = self.coming.index(student)
            self._read(assignment, self.coming[place : place + AT_ONCE])
        return super().find_submission(assignment, student)

    def _read(self, assignment: str, students: Sequence[str]) -> None:
        self.found.clear()
        for row in [row for row in self.db if isinstance(row, OF_STUDENTS)]:
            self.db.expunge(row)
        known = self.find_assignment(assignment)
        own, notebook = SubmittedAssignment, SubmittedNotebook
        # nbgrader adds several sums to each row, of which none is shown but the notebook's score.
        submissions = self.db.query(own).filter(
            own.assignment_id == known.id, own.student_id.in_(students)
        )
        columns = own.id, own.student_id, own.assignment_id, own.timestamp, own.extension
        by_id = {row.id: row for row in submissions.options(load_only(*columns))}
        shown = notebook.id, notebook.assignment_id, notebook.notebook_id
        found = self.db.query(notebook).filter(notebook.assignment_id.in_(by_id))
        notebooks = found.options(load_only(*shown, notebook.late_submission_penalty)).all()
        numbers = [row.id for row in notebooks]
        grades = self._by_notebook(Grade, numbers, undefer(Grade.max_score))
        comments = self._by_notebook(Comment, numbers)
        most = {source.id: source.max_score for source in known.notebooks}
        of_submission: dict[str, list[Any]] = defaultdict(list)
        for row in notebooks:
            of_submission[row.assignment_id].append(row)
            set_committed_value(row, "grades", grades[row.id])
            set_committed_value(row, "comments", comments[row.id])
            set_committed_value(row, "score", sum(grade.score for grade in grades[row.id]))
            set_committed_value(row, "max_score", most[row.notebook_id])
        for number, row in by_id.items():
            set_committed_value(row, "notebooks", of_submission[number])
            self.found["submission", assignment, row.student_id] = row

    def _by_notebook(self, kind: Any, numbers: Sequence[str], *options: Any) -> Any:
        found: dict[str, list[Any]] = defaultdict(list)
        rows = self.db.query(kind).filter(kind.notebook_id.in_(numbers)).options(*options)
        for row in rows:
            found[row.notebook_id].append(row)
        return found
