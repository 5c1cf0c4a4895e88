"""The instructor's notebook holds the answers, the student's holds none."""

from __future__ import annotations

import ast
import contextlib
import inspect
import io
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

import solutions
from course import assemble as module
from course.assemble import AssemblyError, answer, assemble, assignments
from course.paths import EXERCISES, ROOT
from course.questions import TASKS
from tests.helpers.hidden import leaks

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def code(notebook: Any) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("assignment", assignments())
def test_the_solved_notebook_runs_and_passes_its_own_checks(assignment: str) -> None:
    said, names = io.StringIO(), {}
    with contextlib.redirect_stdout(said):
        for source in code(assemble(assignment)):
            exec(compile(source, "<cell>", "exec"), names)
    for task in TASKS[assignment]:
        assert task.kind == "essay" or f"{task.name}: " in said.getvalue()
    assert "[wrong]" not in said.getvalue()


@pytest.mark.parametrize("assignment", assignments())
def test_the_points_of_the_cells_are_those_of_the_questions(assignment: str) -> None:
    points = {
        cell.metadata.nbgrader["grade_id"]: cell.metadata.nbgrader["points"]
        for cell in assemble(assignment).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert points == {task.name: task.maximum for task in TASKS[assignment]}


def test_a_bonus_adds_nothing_to_the_maximum_and_is_called_one() -> None:
    cells = {
        cell.metadata.nbgrader["grade_id"]: cell
        for cell in assemble("beyond-adam").cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert cells["Lion"].metadata.nbgrader["points"] == 0
    assert cells["Lion"].source == "check(Lion)  # 1 bonus point"
    assert cells["LAMB"].metadata.nbgrader["points"] == 2.5
    assert cells["LAMB"].source == "check(LAMB)  # 2.5 points"


def test_a_third_of_the_optimizers_are_to_be_found_from_a_property() -> None:
    """Their stubs name it in the place of the rule, which the key keeps for its readers."""
    stubs = {
        task.name: answer(Path(inspect.getfile(task.reference)), task.name)
        for tasks in TASKS.values()
        for task in tasks
        if task.kind == "optimizer"
    }
    asked = {name: re.findall(r"^ +(Rule|Property)\b", text, re.M) for name, text in stubs.items()}
    assert all(len(found) == 1 for found in asked.values()), asked
    to_find = [name for name, (told,) in asked.items() if told == "Property"]
    assert len(to_find) >= len(asked) / 3
    for name in to_find:
        assert "Rule, " in (getattr(solutions, name).__doc__ or "").replace("Rule: ", "Rule, ")


def released_stub(released: Path, assignment: str) -> Any:
    return nbformat.read(released / "release" / assignment / f"{assignment}.ipynb", as_version=4)


def test_the_released_stub_keeps_signatures(released: Path) -> None:
    text = "\n".join(code(released_stub(released, "momentum")))
    assert "def step(self, w: Array, grad: Gradient, state: Array)" in text
    assert "v_t = beta v_{t-1} + g(y_{t-1})" in text
    assert text.count("raise NotImplementedError") == 11


@pytest.mark.parametrize("assignment", assignments())
def test_the_released_stub_gives_no_answer(assignment: str, released: Path) -> None:
    stub = released_stub(released, assignment)
    text = "\n".join(code(stub))
    assert "raise NotImplementedError" in text
    assert "SOLUTION" not in text
    assert "solutions" not in json.dumps(stub)
    assert leaks("\n".join(cell.source for cell in stub.cells)) == []


@pytest.mark.parametrize("assignment", assignments())
def test_an_untouched_stub_fails_with_nothing_but_not_implemented(
    assignment: str, released: Path
) -> None:
    names: dict[str, Any] = {}
    said = io.StringIO()
    for source in code(released_stub(released, assignment)):
        with contextlib.suppress(NotImplementedError), contextlib.redirect_stdout(said):
            exec(compile(source, "<cell>", "exec"), names)
    asked = [task for task in TASKS[assignment] if task.kind != "essay"]
    # What is given with a bug, to be repaired, is an answer already, though a wrong one.
    given = re.findall(r"^:debug: (\w+)$", (EXERCISES / f"{assignment}.md").read_text(), re.M)
    assert said.getvalue().count("not answered yet") >= len(asked) - len(given)
    assert all(f"{task.name}: 0 of" in said.getvalue() for task in asked)


def test_an_answer_keeps_its_docstring_up_to_the_notes() -> None:
    text = answer(ROOT / "solutions" / "momentum.py", "Momentum")
    assert text.startswith("@dataclass(frozen=True)\nclass Momentum:")
    assert "Parameters" in text
    assert "Notes" not in text
    assert "heavy_ball_lr" not in text
    assert text.count(BEGIN) == text.count(END) == 2
    assert f"{BEGIN}\n        return np.zeros_like(w)\n        {END}" in text
    ast.parse(text)


def test_comments_of_a_body_go_with_the_body() -> None:
    text = answer(ROOT / "solutions" / "stability.py", "eta_max")
    before, rest = text.split(BEGIN)
    assert "characteristic polynomial" in rest.split(END)[0]
    assert "characteristic polynomial" not in before


@pytest.mark.parametrize(("change", "complaint"), [
    (("grade: Nesterov", "grade: Nestorov"), "Nestorov, which is no question"),
    ((":grade: Nesterov\n", ""), "the questions are"),
])  # fmt: skip
def test_a_cell_without_its_question_is_refused(
    change: tuple[str, str], complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (module.EXERCISES / "momentum.md").read_text(encoding="utf-8")
    (tmp_path / "momentum.md").write_text(text.replace(*change), encoding="utf-8")
    monkeypatch.setattr(module, "EXERCISES", tmp_path)
    with pytest.raises(AssemblyError, match=complaint):
        assemble("momentum")


def test_assembling_twice_gives_the_same_text() -> None:
    assert nbformat.writes(assemble("momentum")) == nbformat.writes(assemble("momentum"))
