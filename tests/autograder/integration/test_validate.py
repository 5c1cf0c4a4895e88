"""What a student's own tools say before the hand-in: `nbgrader validate`, Restart and run all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.integration.demo import solved
from course.assemble import assignments
from tests.helpers.jupyterlab import PATIENCE, lab
from tests.helpers.nbgrader import nbgrader

PASSES = "Success! Your notebook passes all the tests."
WRONG = "class Momentum:\n    init = step = lambda self, *_: (0, 0)\n"


@pytest.fixture
def right(released: Path, tmp_path: Path) -> dict[str, Path]:
    """Solved notebooks by their assignment: one of each kind, and one with bonus questions."""
    found = {}
    for name in ("momentum", "beyond-adam"):
        text = solved(
            released / "source" / name / f"{name}.ipynb",
            released / "release" / name / f"{name}.ipynb",
        )
        found[name] = tmp_path / f"{name}.ipynb"
        found[name].write_text(text, encoding="utf-8")
    return found


def test_right_work_validates(right: dict[str, Path], tmp_path: Path) -> None:
    done = nbgrader(tmp_path, "validate", *(path.name for path in right.values()))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(PASSES) == len(right)


def test_wrong_and_open_work_does_not(
    right: dict[str, Path], released: Path, tmp_path: Path
) -> None:
    notebook = json.loads(right["momentum"].read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "Momentum-answer":
            cell["source"] = WRONG
    right["momentum"].write_text(json.dumps(notebook), encoding="utf-8")
    done = nbgrader(tmp_path, "validate", "momentum.ipynb")
    assert "VALIDATION FAILED ON 1 CELL(S)" in done.stdout, done.stdout + done.stderr
    assert "check(Momentum)" in done.stdout
    shutil.copy(released / "release" / "momentum" / "momentum.ipynb", tmp_path)
    done = nbgrader(tmp_path, "validate", "momentum.ipynb")
    assert "VALIDATION FAILED ON 8 CELL(S)" in done.stdout, done.stdout + done.stderr


def test_jupyterlab_s_button_says_so_too(
    browser: Any, right: dict[str, Path], tmp_path: Path
) -> None:
    page = browser.new_page()
    page.set_default_timeout(1000 * PATIENCE)
    with lab(tmp_path) as address:
        page.goto(f"{address}/{right['momentum'].name}")
        page.get_by_role("button", name="Validate").click()
        page.locator(".jp-Dialog", has_text="Validation Results").get_by_text(PASSES).wait_for()
    page.close()


@pytest.mark.parametrize("assignment", assignments())
def test_an_untouched_notebook_runs_to_its_end(assignment: str, released: Path) -> None:
    """As JupyterLab and nbconvert run it: they stop at an error that no tag expects."""
    path = released / "release" / assignment / f"{assignment}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=60).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source]
    assert all(cell.execution_count for cell in cells)
    errors = [o for cell in cells for o in cell.outputs if o.output_type == "error"]
    assert {error.ename for error in errors} <= {"NotImplementedError"}
    said = "".join(o.get("text", "") for cell in cells for o in cell.outputs)
    assert "[open]" in said
    assert said.count("not answered yet") >= len(errors)
