"""The demonstration class: submissions kept as text, put into the released notebook."""

from __future__ import annotations

from pathlib import Path

import jupytext
import nbformat

SUFFIX = ".py"


def hand_in(submissions: Path, course: Path, assignment: str) -> list[str]:
    """Write a notebook for every text in `submissions` and return the students' names.

    A text is a script in jupytext's percent format; a cell marked ``# %% answer="Momentum"``
    takes the place of that answer in the released notebook.
    """
    released = course / "release" / assignment / f"{assignment}.ipynb"
    students = []
    for text in sorted(submissions.glob(f"*{SUFFIX}")):
        target = course / "submitted" / text.stem / assignment / released.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(submission(text, released), encoding="utf-8")
        students.append(text.stem)
    return students


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
