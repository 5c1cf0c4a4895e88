"""The course's cells put back into what was handed in."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.integration.intake.repair import repair, tell
from autograder.integration.steps.grade import Grade
from autograder.integration.steps.reader import NOTES
from autograder.integration.steps.source_cells import sources

Resources = dict[str, Any]

TOLD = "grader_told"  # whether the first cell holds notes of ours


class Repair(NbGraderPreprocessor):  # type: ignore[misc]
    """Restores the course's cells where stock nbgrader stops; in place of DeduplicateIds."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Repair one notebook and write down what had to be done."""
        own = resources["nbgrader"]
        known = sources(own["db_url"], own["assignment"], own["notebook"])
        fair = Grade(parent=self.parent).late_answers
        notes = repair(nb, known, fair)
        notes = [*resources.pop(NOTES, []), *notes]
        tell(nb, notes)
        resources[TOLD] = bool(notes)
        return nb, resources
