"""The page of an exercise: the very notebook that stock `nbgrader generate_assignment` released.

So what a reader sees and what a student gets cannot differ.
"""

from __future__ import annotations

import jupytext
import nbformat
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from course.paths import ROOT

EXERCISES = "chapters/exercises/"
RELEASE = ROOT / "_build" / "demo" / "release"


def show_stub(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put the released stub in the place of an exercise's own text."""
    if not docname.startswith(EXERCISES):
        return
    assignment = docname.removeprefix(EXERCISES)
    path = RELEASE / assignment / f"{assignment}.ipynb"
    if not path.exists():
        raise ExtensionError(f"{path} is missing: `make release` makes it")
    app.env.note_dependency(str(path))
    notebook = nbformat.read(path, as_version=4)
    title, text = notebook.cells[0].source.split("\n", 1)
    offer = (
        f"{{download}}`Download the notebook </{path.relative_to(ROOT)}>` or read "
        f"[the lesson](../{assignment}.md) first."
    )
    notebook.cells[0].source = f"{title}\n\n{offer}\n{text}"
    source[0] = jupytext.writes(notebook, fmt="md:myst")
