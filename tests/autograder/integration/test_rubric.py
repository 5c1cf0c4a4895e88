"""The rubric of an essay is for whoever grades it, and for nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_markdown_cell, new_notebook
from traitlets.config import Config

from autograder.integration.feedback import HideRubric
from autograder.integration.rubric import ShowRubric
from autograder.integration.sanitise import markdown
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


OWN_WORDS = f"I know ### BEGIN {MARK} from nbgrader"


@pytest.fixture
def asked() -> Any:
    """A question with its rubric, an answer that names the marks, and a cell of the student's."""

    def cell(text: str, **roles: bool) -> Any:
        usual = {"grade": False, "solution": False, "locked": False, "task": False}
        own = {**usual, **roles, "grade_id": "x", "schema_version": 3}
        return new_markdown_cell(text, metadata={"nbgrader": own})

    text = f"Why?\n### BEGIN {MARK}\n{RUBRIC}**\n\n- half\n### END {MARK}"
    return new_notebook(cells=[
        cell(text, locked=True),
        cell(OWN_WORDS, solution=True, grade=True),
        new_markdown_cell(OWN_WORDS),
    ])  # fmt: skip


def test_feedback_is_without_the_rubric_and_leaves_students_words_alone(asked: Any) -> None:
    shown, _ = HideRubric(enforce_metadata=False).preprocess(asked, {})
    assert [c.source for c in shown.cells] == ["Why?", OWN_WORDS, OWN_WORDS]


def test_formgrader_sets_the_rubric_off_and_leaves_students_words_alone(asked: Any) -> None:
    shown, _ = ShowRubric().preprocess(asked, {})
    question, *own = (c.source for c in shown.cells)
    page = BeautifulSoup(markdown(question), "html.parser")
    assert page.blockquote
    assert [part.get_text() for part in page.blockquote.select("strong, li")] == [
        RUBRIC.strip("*"), "half"
    ]  # fmt: skip
    assert "Why?" not in page.blockquote.get_text()
    assert MARK not in page.get_text()
    assert own == [OWN_WORDS, OWN_WORDS]


def test_the_exporters_order_of_outputs_is_a_setting_that_is_known() -> None:
    step = HideRubric(config=Config(NbConvertBase={"display_data_priority": ["text/plain"]}))
    assert step.display_data_priority == ["text/plain"]
