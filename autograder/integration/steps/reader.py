"""Any file read as a notebook, and written as one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

from autograder.integration.intake import read, write
from autograder.integration.patches import first_resources, take_through_steps
from course.questions import TASKS

Resources = dict[str, Any]

NOTES = "grader_notes"


class Reader(NotebookExporter):  # type: ignore[misc]
    """Reads any file as a notebook, where stock nbgrader gives the submission up."""

    def from_filename(
        self, filename: str, resources: Resources | None = None, **options: Any
    ) -> tuple[str, Resources]:
        """Convert the notebook in a file, or what can be made of the file."""
        path = Path(filename)
        notebook, notes = read(path)
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


def handed_in(assignment: str, student: str, notebooks: list[str]) -> None:
    """Add a missing notebook to the list of those to grade; nbgrader's hook before converting.

    Without it a submission under another name is dropped without a record. `Reader` then finds
    what was handed in instead.
    """
    names = {Path(notebook).stem for notebook in notebooks}
    if notebooks and assignment in TASKS and assignment not in names:
        notebooks.append(str(Path(notebooks[0]).with_name(f"{assignment}.ipynb")))
