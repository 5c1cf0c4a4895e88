"""Notebooks that try to cheat or to do harm: none gets a point, none disturbs anything else."""

from __future__ import annotations

import base64
import re
import sys
import time
from pathlib import Path

import nbformat
import pytest

from autograder.engine import bubblewrap, sandbox
from autograder.engine.process import Starter
from autograder.engine.session import Session
from autograder.grading.cell import Cell, Outputs
from autograder.grading.notebook import KIT, grade, starter
from autograder.integration.demo import submission
from course.paths import ROOT
from tests.helpers.processes import students

pytestmark = pytest.mark.slow
FOLDER = ROOT / "tests" / "submissions" / "attacks"
FORGED = FOLDER / "shared" / "forged.py"
ATTACKS = sorted(FOLDER.glob("*.py"))
SECONDS = 2.0


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an attack may aim at: a class with a gradebook and a configuration."""
    folder = tmp_path_factory.mktemp("target")
    (folder / "gradebook.db").write_bytes(b"")
    (folder / "nbgrader_config.py").write_text("c = get_config()")
    return folder


def aim(text: str, course: Path) -> str:
    """Return an attack with what it aims at in it, and what several share."""
    text = text.replace("# {FORGED}", FORGED.read_text(encoding="utf-8"))
    return text.replace("{ROOT}", str(ROOT)).replace("{COURSE}", str(course))


def cells(attack: Path, released: Path, course: Path, tmp_path: Path) -> list[Cell]:
    """The cells of the released notebook with an attack in it."""
    aimed = tmp_path / attack.name
    aimed.write_text(aim(attack.read_text(encoding="utf-8"), course))
    stub = released / "release" / "momentum" / "momentum.ipynb"
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
    return {
        str(cell.question): float(shown[-1]["data"]["text/plain"])
        for cell, shown in zip(asked, outputs, strict=True)
        if cell.question
    }


def files(folder: Path) -> dict[Path, tuple[bytes, int]]:
    return {p: (p.read_bytes(), p.stat().st_mode) for p in folder.rglob("*") if p.is_file()}


# A step the right way, each coordinate by itself, is worth an eighth, with or without malice.
DESERVED = {"wrapped_grad": {"Momentum": 0.75}}


def test_there_are_enough() -> None:
    assert len(ATTACKS) >= 120


LEVELS = {  # whether bubblewrap is there, the newest Landlock of the kernel, whether to make mounts
    "private": (True, sandbox.NEWEST, True),
    "full": (False, sandbox.NEWEST, True),
    "full, no namespaces": (False, sandbox.NEWEST, False),
    **{f"full, landlock {version}": (False, version, False) for version in (4, 2, 1)},
}
TELLS = "GOT THROUGH"  # what an attack prints if the kernel lets it pass
# These end their process, or change it; each has a test of its own below.
ENDS = re.compile(r"forge|_exit|while True|class Momentum|kept_fork_server|fileno=")


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox needs Linux")
@pytest.mark.parametrize("level", LEVELS)
def test_nothing_gets_through_at_any_level(
    level: str, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What keeps these out is the kernel; all are tried in one process, as cells of a notebook."""
    wrapped, newest, mounts = LEVELS[level]
    if wrapped and not bubblewrap.works():
        pytest.skip(reason="bubblewrap is not installed, or may not make namespaces here")
    if not wrapped:
        monkeypatch.setattr(bubblewrap, "works", lambda *_: False)
    before = files(course), files(ROOT / "solutions")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in ATTACKS}
    tried = {name: t for name, t in texts.items() if TELLS in t and not ENDS.search(t)}
    assert len(tried) >= 45
    starter = Starter(KIT, landlock=newest, mounts=mounts)
    with Session(starter, seconds=SECONDS, total=300.0) as session:
        assert str(session.level) == level.partition(",")[0]
        for name, text in tried.items():
            said = str(session.run(aim(text, course)))
            assert TELLS not in said, (name, said[:300])
        assert {"text": "2"} in session.run("1 + 1")
    assert (files(course), files(ROOT / "solutions")) == before


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox needs Linux")
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda path: path.stem)
def test_an_attack_gets_nothing_and_harms_nothing(
    attack: Path, released: Path, course: Path, tmp_path: Path
) -> None:
    before = files(course), files(ROOT / "solutions")
    asked = cells(attack, released, course, tmp_path)
    outputs, _ = grade(asked, "momentum", seconds=SECONDS)
    earned = {question: score for question, score in scores(asked, outputs).items() if score}
    assert earned == DESERVED.get(attack.stem, {})
    assert (files(course), files(ROOT / "solutions")) == before
    said = [shown for cell, shown in zip(asked, outputs, strict=True) if cell.question]
    assert all(shown[0]["text"].strip() for shown in said), "each question says why"
    for output in (output for shown in outputs for output in shown):
        # Nothing in it can act in a browser: text, checked pictures and numbers of ours.
        kinds = set(output.get("data", {}))
        ours = kinds == {"text/plain", "image/svg+xml"}  # the path, which the grader draws
        assert kinds <= {"text/plain", "image/png"} or ours
        assert TELLS not in str(output), str(output)[:300]
        if "image/png" in kinds:
            assert base64.b64decode(output["data"]["image/png"]).startswith(b"\x89PNG")
    assert sum(len(str(output)) for shown in outputs for output in shown) < 1_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox needs Linux")
def test_after_all_attacks_an_honest_notebook_gets_its_points() -> None:
    asked = [
        Cell("diverges = 'B'"),
        Cell("check(diverges=diverges)", "diverges"),
        Cell("def heavy_ball_lr(lr, beta): return lr * (1 - beta)"),
        Cell("check(heavy_ball_lr)", "heavy_ball_lr"),
    ]
    outputs, lasting = grade(asked, "momentum", seconds=SECONDS)
    assert scores(asked, outputs) == {"diverges": 2.0, "heavy_ball_lr": 2.0}
    assert lasting


def test_no_child_is_left() -> None:
    """Every child was ended with its session, so the fork server has none."""
    if not starter().forks:
        pytest.skip(reason="this system has no fork server")
    end = time.monotonic() + 10  # the fork server may be about to end the last one
    while students(starter()) and time.monotonic() < end:
        time.sleep(0.01)
    assert students(starter()) == []
