"""Scores written to the gradebook, and handed on for its history."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from autograder.integration.patches import ScoreSaver
from autograder.integration.term.records import Mark
from course.questions import task

Resources = dict[str, Any]

MARKS, PENALTY = "grader_marks", "grader_penalty"


class SaveGrades(ScoreSaver):
    """Writes scores to the gradebook as stock nbgrader does, and those of bonus questions too.

    The maximum of a bonus question is 0, so what it earns comes on top. Like any score of the
    autograder it is renewed with each run, and what a person types in formgrader stays.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.marks: dict[str, Mark] = {}

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Write the scores of one notebook."""
        self.marks = {}
        nb, resources = super().preprocess(nb, resources)
        resources[MARKS] = self.marks
        return nb, resources

    def saved(self, cell: NotebookNode) -> None:
        """Add what a bonus question earned, and note the mark."""
        outputs = cell.get("outputs") or [{}]
        own = outputs[-1].get("metadata", {}).get("descent", {})
        name = cell.metadata.nbgrader["grade_id"]
        earned = own.get("bonus")
        if earned is None:
            earned, _ = determine_grade(cell, self.log)
        else:
            grade = self.gradebook.find_grade(
                name, self.notebook_id, self.assignment_id, self.student_id
            )
            grade.auto_score = earned
            self.gradebook.db.commit()
        if earned is not None:  # else a person reads it
            asked = task(self.assignment_id, name)
            version = asked.version if asked else ""
            mistake, ruling = own.get("mistake", ""), own.get("ruling", "")
            self.marks[name] = Mark(earned, version, mistake, ruling)
