"""Graded notebooks as pages of feedback."""

from __future__ import annotations

import json
from typing import Any

from nbformat import NotebookNode
from traitlets.config import Config

from autograder.integration import feedback_page
from autograder.integration.patches import (
    StepsOnlyExporter,
    first_resources,
    take_through_steps,
)


class FeedbackExporter(StepsOnlyExporter):
    """Makes a page with a template of the course's own, in the place of nbgrader's."""

    @property
    def default_config(self) -> Config:
        """The settings of nbconvert, but for the style sheet that it makes anew for each page."""
        settings: Config = super().default_config
        settings.CSSHTMLHeaderPreprocessor.enabled = False
        return settings

    def from_file(self, file_stream: Any, resources: Any = None, **options: Any) -> tuple[str, Any]:
        """Convert the notebook in an open file."""
        # The grader wrote it: nothing is to be upgraded or validated.
        notebook = json.load(file_stream, object_hook=NotebookNode)
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
