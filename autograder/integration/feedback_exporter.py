"""Graded notebooks as pages: of feedback, and in formgrader."""

from __future__ import annotations

import json
from typing import Any

from nbformat import NotebookNode
from nbformat.notebooknode import from_dict

from autograder.integration import feedback_page
from autograder.integration.patches import (
    LocalExporter,
    StepsOnlyExporter,
    first_resources,
    take_through_steps,
)


class FeedbackExporter(StepsOnlyExporter):
    """Makes a page with a template of the course's own, in the place of nbgrader's."""

    def from_file(self, file_stream: Any, resources: Any = None, **options: Any) -> tuple[str, Any]:
        """Convert the notebook in an open file."""
        notebook = from_dict(json.load(file_stream))  # the grader wrote it
        return self.from_notebook_node(notebook, resources, **options)

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **_: Any
    ) -> tuple[str, Any]:
        """Convert one notebook."""
        nb, resources = take_through_steps(self, nb, first_resources(self, resources))
        feedback = self.parent
        site, late_work = getattr(feedback, "site", ""), getattr(feedback, "late_work", False)
        language = getattr(feedback, "language", "")
        return feedback_page.page(nb, resources, site, late_work, language), resources


class FormgraderExporter(LocalExporter):
    """nbgrader's page without MathJax, which it has from another host; see `templates`."""

    FIRST = str(feedback_page.TEMPLATES)
