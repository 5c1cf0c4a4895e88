"""Scores written to the gradebook."""

from __future__ import annotations

from nbformat import NotebookNode

from autograder.integration.patches import ScoreSaver


class SaveGrades(ScoreSaver):
    """Writes scores to the gradebook as stock nbgrader does, and those of bonus questions too.

    The maximum of a bonus question is 0, so what it earns comes on top. Like any score of the
    autograder it is renewed with each run, and what a person types in formgrader stays.
    """

    def saved(self, cell: NotebookNode) -> None:
        """Add what a bonus question earned."""
        outputs = cell.get("outputs") or [{}]
        earned = outputs[-1].get("metadata", {}).get("descent", {}).get("bonus")
        if earned is not None:
            name = cell.metadata.nbgrader["grade_id"]
            grade = self.gradebook.find_grade(
                name, self.notebook_id, self.assignment_id, self.student_id
            )
            grade.auto_score = earned
            self.gradebook.db.commit()
