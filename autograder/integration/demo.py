"""The demonstration class: submissions kept as text, put into the released notebook."""

from __future__ import annotations

from pathlib import Path

import jupytext
import nbformat

SUFFIX = ".py"


def hand_in(submissions: Path, course: Path, assignment: str) -> list[str]:
    """Write a notebook for every text in `submissions` and return the students' names.

    A text is a script in jupytext's percent format; a cell marked ``# %% answer="Momentum"``
    takes the place of that answer in the released notebook. Where there is no text, one student
    hands in the key's answers and one the stub as it was.
    """
    name = f"{assignment}.ipynb"
    released = course / "release" / assignment / name
    texts = sorted(submissions.glob(f"*{SUFFIX}"))
    notebooks = {text.stem: submission(text, released) for text in texts} or {
        "right": solved(course / "source" / assignment / name, released),
        "untouched": released.read_text(encoding="utf-8"),
    }
    for student, notebook in notebooks.items():
        target = course / "submitted" / student / assignment / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(notebook, encoding="utf-8")
    return list(notebooks)


def solved(source: Path, released: Path) -> str:
    """Return the released notebook with the key's answers in it, as JSON text."""
    answers = {
        cell.id: cell.source.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")
        for cell in nbformat.read(source, as_version=4).cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    notebook = nbformat.read(released, as_version=4)
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    return str(nbformat.writes(notebook)) + "\n"


def submission(text: Path, released: Path) -> str:
    """Return the released notebook with a student's answers in it, as JSON text."""
    notebook = nbformat.read(released, as_version=4)
    answers = {
        f"{cell.metadata['answer']}-answer": cell.source
        for cell in jupytext.read(text, fmt="py:percent").cells
        if "answer" in cell.metadata
    }
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell.source = answers.pop(name)
    if answers:
        raise ValueError(f"{text.name} answers {sorted(answers)}, which are no questions")
    return str(nbformat.writes(notebook)) + "\n"
