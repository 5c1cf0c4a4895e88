"""The notebooks of `tests/submissions/attacks`: made ready, graded, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import nbformat

from autograder.engine import bubblewrap, sandbox
from autograder.engine.process import Starter
from autograder.grading import notebook
from autograder.grading.cell import Cell, Outputs
from autograder.integration.demo import submission
from course.paths import ROOT

FOLDER = ROOT / "tests" / "submissions" / "attacks"
FORGED = FOLDER / "shared" / "forged.py"
ATTACKS = sorted(FOLDER.glob("*.py"))
SECONDS = 2.0
TELLS = "GOT THROUGH"  # what an attack prints if the kernel lets it pass
# A step the right way, each coordinate by itself, is worth an eighth, with or without malice.
DESERVED = {"wrapped_grad": {"Momentum": 0.375}}

LEVELS = {  # whether bubblewrap is there, the newest Landlock of the kernel, whether to make mounts
    "private": (True, sandbox.NEWEST, True),
    "full": (False, sandbox.NEWEST, True),
    "full, no namespaces": (False, sandbox.NEWEST, False),
    **{f"full, landlock {version}": (False, version, False) for version in (4, 2, 1)},
}
HONEST = [
    Cell("diverges = 'B'"),
    Cell("check(diverges=diverges)", "diverges"),
    Cell("def heavy_ball_lr(lr, beta): return lr * (1 - beta)"),
    Cell("check(heavy_ball_lr)", "heavy_ball_lr"),
]
HONEST_POINTS = {"diverges": 1.0, "heavy_ball_lr": 2.0}


def target(folder: Path) -> Path:
    """Put into a folder what an attack may aim at: a gradebook and a configuration."""
    (folder / "gradebook.db").write_bytes(b"")
    (folder / "nbgrader_config.py").write_text("c = get_config()")
    return folder


def aim(text: str, course: Path) -> str:
    """Return an attack with what it aims at in it, and what several share."""
    text = text.replace("# {FORGED}", FORGED.read_text(encoding="utf-8"))
    return text.replace("{ROOT}", str(ROOT)).replace("{COURSE}", str(course))


def cells(attack: Path, stub: Path, course: Path, place: Path) -> list[Cell]:
    """Return the cells of the released notebook with an attack in it."""
    aimed = place / attack.name
    aimed.write_text(aim(attack.read_text(encoding="utf-8"), course))
    notebook = nbformat.reads(submission(aimed, stub), as_version=4)
    return [
        Cell(
            cell.source,
            cell.metadata.nbgrader.grade_id
            if cell.metadata.get("nbgrader", {}).get("grade")
            else None,
        )
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def scores(asked: list[Cell], outputs: Outputs) -> dict[str, float]:
    """Return the points of each question."""
    return {
        str(cell.question): float(shown[-1]["data"]["text/plain"])
        for cell, shown in zip(asked, outputs, strict=True)
        if cell.question
    }


def earned(asked: list[Cell], outputs: Outputs) -> dict[str, float]:
    """Return the points of each question that has any."""
    return {question: score for question, score in scores(asked, outputs).items() if score}


def files(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """Return what is in a folder, by file, with the rights."""
    return {p: (p.read_bytes(), p.stat().st_mode) for p in folder.rglob("*") if p.is_file()}


@contextmanager
def at_level(level: str) -> Iterator[Starter]:
    """Have students' code confined so far, of what this machine can do."""
    wrapped, newest, mounts = LEVELS[level]
    works = wrapped and bubblewrap.works()
    with mock.patch.object(bubblewrap, "works", return_value=works):
        starter = Starter(notebook.KIT, landlock=newest, mounts=mounts)
        with mock.patch.object(notebook, "starter", return_value=starter):
            yield starter
