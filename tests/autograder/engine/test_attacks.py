"""Notebooks that try to cheat or to do harm: none gets a point, none disturbs anything else."""

from __future__ import annotations

import base64
import re
import sys
import time
from pathlib import Path

import pytest

from autograder.engine import bubblewrap
from autograder.engine.session import Session
from autograder.grading.notebook import grade, starter
from course.paths import ROOT
from tests.helpers.attacks import (
    ATTACKS,
    DESERVED,
    HONEST,
    HONEST_POINTS,
    LEVELS,
    SECONDS,
    TELLS,
    aim,
    at_level,
    cells,
    earned,
    files,
    scores,
    target,
)
from tests.helpers.processes import students

pytestmark = pytest.mark.slow
# These end their process, or change it; each has a test of its own below.
ENDS = re.compile(r"forge|_exit|while True|class Momentum|kept_fork_server|fileno=")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an attack may aim at."""
    return target(tmp_path_factory.mktemp("target"))


def test_there_are_enough() -> None:
    assert len(ATTACKS) >= 120


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox needs Linux")
@pytest.mark.parametrize("level", LEVELS)
def test_nothing_gets_through_at_any_level(level: str, course: Path) -> None:
    """What keeps these out is the kernel; all are tried in one process, as cells of a notebook."""
    if level == "private" and not bubblewrap.works():
        pytest.skip(reason="bubblewrap is not installed, or may not make namespaces here")
    before = files(course), files(ROOT / "solutions")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in ATTACKS}
    tried = {name: t for name, t in texts.items() if TELLS in t and not ENDS.search(t)}
    assert len(tried) >= 45
    with at_level(level) as starter, Session(starter, SECONDS, total=300.0) as session:
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
    stub = released / "release" / "momentum" / "momentum.ipynb"
    asked = cells(attack, stub, course, tmp_path)
    outputs, _ = grade(asked, "momentum", seconds=SECONDS)
    assert earned(asked, outputs) == DESERVED.get(attack.stem, {})
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
    outputs, lasting = grade(HONEST, "momentum", seconds=SECONDS)
    assert scores(HONEST, outputs) == HONEST_POINTS
    assert lasting


def test_no_child_is_left() -> None:
    """Every child was ended with its session, so the fork server has none."""
    if not starter().forks:
        pytest.skip(reason="this system has no fork server")
    end = time.monotonic() + 10  # the fork server may be about to end the last one
    while students(starter()) and time.monotonic() < end:
        time.sleep(0.01)
    assert students(starter()) == []
