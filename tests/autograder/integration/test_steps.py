"""The steps that stand in for nbgrader's own, each on a cell or a list of files."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from nbformat.notebooknode import from_dict
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import SaveAutoGrades

from autograder.grading.cell import Cell
from autograder.grading.outputs import graded
from autograder.integration import demo, report
from autograder.integration.report import SubmissionRow
from autograder.integration.steps.grade import _cell
from autograder.integration.steps.save_grades import SaveGrades
from autograder.integration.term.settings import ClassSettings


def own(name: str, **roles: Any) -> Any:
    usual = {"grade": False, "solution": False, "locked": True, "schema_version": 3}
    return new_code_cell("x", metadata={"nbgrader": {**usual, "grade_id": name, **roles}})


@pytest.mark.parametrize(("cell", "taken"), [
    (new_code_cell("x"), Cell("x")),
    (own("setup"), Cell("x")),
    (own("Momentum-answer", solution=True), Cell("x")),
    (own("Momentum", grade=True, points=6), Cell("x", question="Momentum")),
    (own("test_of_mine", grade=True, points=2), Cell("x", tests=2.0)),
    (own("Momentum", grade=True, solution=True, points=6), Cell("x")),  # a person grades it
])  # fmt: skip
def test_a_cell_is_taken_for_what_it_is(cell: Any, taken: Cell) -> None:
    assert _cell(cell, "momentum", ClassSettings()) == taken


@pytest.mark.parametrize("earned", [0.0, 1.5])
def test_a_bonus_is_renewed_with_each_run_also_when_it_is_lost(
    earned: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SaveAutoGrades, "_add_score", lambda *_: None)
    grade = SimpleNamespace(auto_score=1.0)
    asked: list[tuple[str, ...]] = []
    book = SimpleNamespace(
        find_grade=lambda *names: asked.append(names) or grade,
        db=SimpleNamespace(commit=lambda: None),
    )
    saving = SaveGrades()
    saving.gradebook = book
    saving.notebook_id, saving.assignment_id, saving.student_id = "n", "a", "s"
    cell = own("Lion", grade=True, points=0)
    cell.outputs = [from_dict(output) for output in graded("a report", earned, bonus=True)]
    saving._add_score(cell, {})
    assert grade.auto_score == earned
    assert asked == [("Lion", "n", "a", "s")]
    cell = own("Lion", grade=True, points=7)
    cell.outputs = [from_dict(output) for output in graded("a report", 7.0)]
    saving._add_score(cell, {})
    assert len(asked) == 1, "any other score is nbgrader's own business"


def test_what_was_handed_in_and_not_graded_is_in_the_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for student in ("ada", "ben"):
        (tmp_path / "submitted" / student / "momentum").mkdir(parents=True)
    (tmp_path / "submitted" / "ada" / "notes.txt").touch()
    found = [SubmissionRow("ada", "momentum", 3.0, 25.0, ("one", "two"))]
    monkeypatch.setattr(report, "rows", lambda _: found)
    _, graded_row, other = report.table(tmp_path).splitlines()
    assert graded_row.split() == ["momentum", "ada", "3/25", "-", "-", "one;", "two"]
    assert other.split(maxsplit=5) == ["momentum", "ben", "-", "-", "-", "handed in, not graded"]


def test_an_answer_to_no_question_of_the_demonstration_is_refused(tmp_path: Path) -> None:
    notebook = new_notebook(cells=[own("A-answer", solution=True)])
    nbformat.write(notebook, tmp_path / "released.ipynb")
    text = tmp_path / "ada.py"
    text.write_text('# %% answer="A"\nA = 1\n')
    assert '"A = 1"' in demo.submission(text, tmp_path / "released.ipynb")
    text.write_text('# %% answer="B"\nB = 1\n')
    with pytest.raises(ValueError, match=r"ada.py answers \['B-answer'\], which are no questions"):
        demo.submission(text, tmp_path / "released.ipynb")
