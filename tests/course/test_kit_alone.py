"""Every released notebook, solved and untouched, run as in Jupyter where only the kit is there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.integration.demo import solved
from course.paths import ROOT
from course.questions import TASKS

pytestmark = pytest.mark.slow
DEMO = ROOT / "_build" / "demo"
# Runs the notebooks named and prints, for every cell of code, what it printed and its error.
RUNNER = """
import importlib.util, json, sys
from pathlib import Path
kit, *notebooks = sys.argv[1:]
sys.path[:] = [kit, *(p for p in sys.path if not (Path(p or ".") / "solutions").exists())]
ours = ("solutions", "course", "book", "autograder")
there = [name for name in ours if importlib.util.find_spec(name)]
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
import nbformat, descent
shell = InteractiveShell.instance()
shown = {}
for path in notebooks:
    shell.reset(new_session=False)
    shown[path] = cells = []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            with capture_output() as said:
                result = shell.run_cell(cell.source)
            cells.append([cell.metadata.get("nbgrader", {}).get("grade_id"), said.stdout,
                          type(result.error_in_exec or result.error_before_exec).__name__])
print(json.dumps({"there": there, "kit": descent.__file__, "shown": shown}))
"""
Cells = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What all notebooks showed, run by one process."""
    if not (DEMO / ".released").exists():
        pytest.fail("the notebooks are not there: run `make assignments` first", pytrace=False)
    folder = tmp_path_factory.mktemp("student")
    shutil.copytree(ROOT / "descent", folder / "kit" / "descent")
    notebooks = []
    for name in TASKS:
        released = DEMO / "release" / name / f"{name}.ipynb"
        texts = {
            "solved": solved(DEMO / "source" / name / f"{name}.ipynb", released),
            "untouched": released.read_text(encoding="utf-8"),
        }
        for state, text in texts.items():
            notebooks.append(folder / f"{name}-{state}.ipynb")
            notebooks[-1].write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUNNER, str(folder / "kit"), *map(str, notebooks)],
        cwd=folder,
        text=True,
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert found["kit"].startswith(str(folder))
    found["shown"] = {Path(path).stem: cells for path, cells in found["shown"].items()}
    return found


def test_neither_key_nor_grader_can_be_imported(ran: dict[str, Any]) -> None:
    assert ran["there"] == []


@pytest.mark.parametrize("assignment", TASKS)
def test_the_solved_notebook_runs_and_has_full_marks(assignment: str, ran: dict[str, Any]) -> None:
    cells: Cells = ran["shown"][f"{assignment}-solved"]
    assert {error for _, _, error in cells} == {"NoneType"}
    said = {name: text for name, text, _ in cells}
    for task in TASKS[assignment]:
        if task.kind != "essay":
            full = rf"{task.name}: (([\d.]+) of \2 (bonus )?points? on the visible cases|noted)"
            assert re.match(full, said[task.name]), said[task.name]
            assert not re.search(r"\[(wrong|open)\]", said[task.name]), said[task.name]


@pytest.mark.parametrize("assignment", TASKS)
def test_the_untouched_notebook_says_that_there_is_no_answer_yet(
    assignment: str, ran: dict[str, Any]
) -> None:
    cells: Cells = ran["shown"][f"{assignment}-untouched"]
    assert {error for _, _, error in cells} == {"NoneType", "NotImplementedError"}
    said = {name: text for name, text, _ in cells}
    for task in TASKS[assignment]:
        if task.kind != "essay":
            assert said[task.name].startswith(f"{task.name}: 0 of "), said[task.name]


def test_every_released_notebook_was_run(ran: dict[str, Any]) -> None:
    assert len(ran["shown"]) == 2 * len(TASKS) == 2 * len([*DEMO.glob("release/*/*.ipynb")])
    for name, cells in ran["shown"].items():
        notebook = nbformat.read(
            DEMO / "release" / (n := name.rpartition("-")[0]) / f"{n}.ipynb", as_version=4
        )
        assert len(cells) == sum(cell.cell_type == "code" for cell in notebook.cells)
