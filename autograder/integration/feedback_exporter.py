"""A page of feedback, made in a fraction of nbconvert's time."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from nbconvert.exporters import TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbformat import NotebookNode

from autograder.integration.patches import StepsOnlyExporter, first_resources

HIGHLIGHT = Highlight2HTML()


class FeedbackExporter(StepsOnlyExporter):
    """A page as nbconvert makes it, but for its last look.

    nbconvert reads each finished page again, for pictures without a description and for places
    that its own templates have and nbgrader's lack; that takes half of the time. `Grade` describes
    every picture that a cell draws, and `sanitise.markdown` every other one. Nor is the
    notebook copied once more and checked against its schema after each step.
    """

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **options: Any
    ) -> tuple[str, Any]:
        """Convert one notebook."""
        resources = first_resources(self, resources)
        data = WidgetsDataTypeFilter(
            notebook_metadata=self.metadata_of_notebooks, parent=self, resources=resources
        )
        self.register_filter("filter_data_type", data)
        self.register_filter("highlight_code", _highlight)
        page: tuple[str, Any] = TemplateExporter.from_notebook_node(self, nb, resources, **options)
        return page


def _highlight(source: str, language: str | None = None, metadata: Any = None) -> str:
    """Return code in colours; most cells of a class are the same."""
    return _coloured(source, language or (metadata or {}).get("magics_language"))


@lru_cache(maxsize=500)
def _coloured(source: str, language: str | None) -> str:
    return str(HIGHLIGHT(source, language))
