"""Scores written to the gradebook."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import SaveAutoGrades

Resources = dict[str, Any]


class SaveGrades(SaveAutoGrades):  # type: ignore[misc]
    """Writes scores to the gradebook as stock nbgrader does, and those of bonus questions too.

    The maximum of a bonus question is 0, so what it earns comes on top. Like any score of the
    autograder it is renewed with each run, and what a person types in formgrader stays.
    """

    def _add_score(self, cell: NotebookNode, resources: Resources) -> None:
        super()._add_score(cell, resources)
        outputs = cell.get("outputs") or [{}]
        earned = outputs[-1].get("metadata", {}).get("descent", {}).get("bonus")
        if earned is not None:
            name = cell.metadata.nbgrader["grade_id"]
            grade = self.gradebook.find_grade(
                name, self.notebook_id, self.assignment_id, self.student_id
            )
            grade.auto_score = earned
            self.gradebook.db.commit()
