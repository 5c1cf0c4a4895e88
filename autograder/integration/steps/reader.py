"""Any file read as a notebook, and written as one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

from autograder.integration.intake.reading import write
from autograder.integration.intake.submissions import submitted
from autograder.integration.patches import first_resources, take_through_steps

Resources = dict[str, Any]

NOTES = "grader_notes"


class Reader(NotebookExporter):  # type: ignore[misc]
    """Reads any file as a notebook, where stock nbgrader gives the submission up."""

    def from_filename(
        self, filename: str, resources: Resources | None = None, **options: Any
    ) -> tuple[str, Resources]:
        """Convert the notebook in a file, or what can be made of the file."""
        path = Path(filename)
        notebook, notes = submitted(path)
        resources = {} if resources is None else resources
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        resources[NOTES] = notes
        return self.from_notebook_node(notebook, resources, **options)

    def from_notebook_node(
        self, nb: NotebookNode, resources: Resources | None = None, **_: Any
    ) -> tuple[str, Resources]:
        """Take a notebook through all steps and return it as JSON.

        nbconvert copies it twice before the first step, and checks it against its schema after
        each. `read` and `Grade` make every cell anew, so there is nothing to protect or to find.
        """
        nb, resources = take_through_steps(self, nb, first_resources(self, resources))
        return write(nb), resources
