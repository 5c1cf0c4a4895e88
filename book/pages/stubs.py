"""The page of an exercise: the very notebook that stock `nbgrader generate_assignment` released.

So what a reader sees and what a student gets cannot differ.
"""

from __future__ import annotations

import jupytext
import nbformat
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from book.pages import worked_answers
from book.pages.handouts import launchers
from book.pages.left_out import EXERCISES
from course.paths import ROOT, released


def show_stub(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put the released stub in the place of an exercise's own text."""
    if not docname.startswith(EXERCISES):
        return
    assignment = docname.removeprefix(EXERCISES)
    path = released(assignment)
    if not path.exists():
        raise ExtensionError(f"{path} is missing: `make assignments` makes it")
    app.env.note_dependency(str(path))
    notebook = nbformat.read(path, as_version=4)
    title, text = notebook.cells[0].source.split("\n", 1)
    offer = (
        f"{{download}}`Download the notebook </{path.relative_to(ROOT)}>` or read "
        f"[the lesson](../{assignment}.md) first; [get started](../get-started.md) says how. "
        f"{launchers(app.config.descent_repository, assignment)}"
    ).strip()
    notebook.cells[0].source = f"{title}\n\n{offer}\n{text}"
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = f":::{{container}} essay\n{cell.source}\n:::"  # where one may write
    if assignment in worked_answers.due(app.config.descent_answers, worked_answers.today()):
        worked_answers.with_answers(notebook, assignment)
    source[0] = jupytext.writes(notebook, fmt="md:myst")
