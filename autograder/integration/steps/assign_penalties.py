"""What lateness costs, with the sentence that says so."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import AssignLatePenalties

from autograder.integration.intake.repair import tell
from autograder.integration.steps.repair import TOLD
from autograder.integration.steps.save_grades import PENALTY

Resources = dict[str, Any]


class AssignPenalties(AssignLatePenalties):  # type: ignore[misc]
    """nbgrader's step; what the plugin has to say stands among the notes of the grader."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Write the penalty of one notebook into the gradebook."""
        nb, resources = super().preprocess(nb, resources)
        resources[PENALTY] = getattr(self.plugin_inst, "taken", 0.0)
        tell(nb, getattr(self.plugin_inst, "said", []), more=resources.get(TOLD, False))
        return nb, resources
