"""What the kit imports, and when: checks need NumPy and nothing else."""

from __future__ import annotations

import json
import subprocess
import sys

from course.assemble import assemble, assignments
from course.paths import ASSIGNMENTS
from course.questions import TASKS

# Runs the cells handed in on standard input where none of the libraries named can be imported.
RUNNER = """
import contextlib, io, json, sys
for name in sys.argv[1:]:
    sys.modules[name] = None  # importing it raises ImportError
said = []
for cells in json.load(sys.stdin):
    space = {"__name__": "__main__"}
    for cell in cells:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(cell, space)
        said.append(out.getvalue())
print(json.dumps(said))
"""
HEAVY = ("matplotlib", "anywidget", "traitlets")


def without_heavy(notebooks: list[list[str]]) -> list[str]:
    """What cells say in a Python that has none of `HEAVY`."""
    done = subprocess.run(
        [sys.executable, "-c", RUNNER, *HEAVY],
        input=json.dumps(notebooks),
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said: list[str] = json.loads(done.stdout)
    return said


def test_every_set_up_cell_and_check_runs_without_matplotlib_and_widgets() -> None:
    notebooks = [
        [
            cell.source
            for cell in assemble(name).cells
            if cell.cell_type == "code" and "nbgrader" in cell.metadata
        ]
        for name in assignments()
    ]
    assert len(notebooks) == len(ASSIGNMENTS)
    said = without_heavy(notebooks)
    checks = [text for text in said if " of " in text or "noted" in text]
    assert len(checks) == sum(t.kind != "essay" for tasks in TASKS.values() for t in tasks)
    assert not [text for text in checks if "[wrong]" in text or "[open]" in text]


def test_a_path_of_ones_own_needs_no_widget() -> None:
    cell = """
from descent.playground.own import paths
class Away:
    def init(self, w):
        return None
    def step(self, w, grad, state):
        return w * float("inf"), None
moves = {"surface": "bowl", "options": {}, "start": [1.0], "steps": 3, "noise": 0.5, "seed": 1}
print(paths({"0": Away(), "1": None}, moves))
"""
    found = eval(without_heavy([[cell]])[0])
    assert found["paths"] == {"0": [[1.0], ["Infinity"]]}
    assert found["troubles"]["1"].startswith("NoneType: AttributeError: ")
