"""The rubric of an essay is for whoever grades it, and for nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook
from traitlets.config import Config

from autograder.integration.feedback import HideRubric
from autograder.integration.steps.source_cells import sources
from course.assemble import assemble

MARK, RUBRIC = "MARK SCHEME", "**Rubric, 2 points"
ESSAYS = ("explain_noise", "explain_warm_up", "explain_decay")


def named(notebook: Any, name: str) -> str:
    cells = (c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name)
    return str(next(cells).source)


@pytest.mark.parametrize("essay", ESSAYS)
def test_the_rubric_is_the_instructors_and_formgraders(essay: str, released: Path) -> None:
    question = f"{essay}-question"
    assert RUBRIC in named(assemble("interview"), question)
    path = released / "release" / "interview" / "interview.ipynb"
    stub = nbformat.read(path, as_version=4)
    assert named(stub, question).startswith("## Explain")
    assert named(stub, essay) == "YOUR ANSWER HERE"
    assert MARK not in path.read_text(encoding="utf-8")
    assert "Rubric" not in path.read_text(encoding="utf-8")
    # What a submission's locked cells are made anew from, and so what formgrader shows.
    kept = sources(f"sqlite:///{released / 'gradebook.db'}", "interview", "interview")
    assert RUBRIC in next(source.source for source in kept if source.name == question)


def test_feedback_is_without_the_rubric_and_leaves_students_words_alone() -> None:
    def cell(text: str, **roles: bool) -> Any:
        usual = {"grade": False, "solution": False, "locked": False, "task": False}
        own = {**usual, **roles, "grade_id": "x", "schema_version": 3}
        return new_markdown_cell(text, metadata={"nbgrader": own})

    text = f"Why?\n### BEGIN {MARK}\n{RUBRIC}\n### END {MARK}"
    own_words = f"I know ### BEGIN {MARK} from nbgrader"
    notebook = new_notebook(cells=[
        cell(text, locked=True),
        cell(own_words, solution=True, grade=True),
        new_markdown_cell(own_words),
    ])  # fmt: skip
    hidden = HideRubric(enforce_metadata=False)
    shown, _ = hidden.preprocess(notebook, {})
    assert [c.source for c in shown.cells] == ["Why?", own_words, own_words]


def test_the_exporters_order_of_outputs_is_a_setting_that_is_known() -> None:
    step = HideRubric(config=Config(NbConvertBase={"display_data_priority": ["text/plain"]}))
    assert step.display_data_priority == ["text/plain"]
