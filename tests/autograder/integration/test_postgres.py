"""Two graders at one PostgreSQL gradebook: no mark is lost, none is there twice."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.integration.demo import submission
from tests.helpers.environment import isolated
from tests.helpers.nbgrader import TEXTS, nbgrader
from tests.helpers.postgres import LACKING, SERVERS, Server
from tests.helpers.typed import Terminal
from tests.helpers.worth import SCORES, WORTH

POINTS = {text: points for text, points in SCORES.items() if text != "endless_loop"}
OVERRIDE = """
[[override]]
student = "a-untouched"
assignment = "momentum"
question = "eta_max"
points = 2
reason = "lost in the post"
"""

pytestmark = pytest.mark.skipif(not SERVERS, reason=LACKING)


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The address of an empty database on loopback; its server ends with the module."""
    with closing(Server()) as server:
        yield server.url


@pytest.fixture(scope="module")
def course(released: Path, database: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class whose gradebook is in the database, in which everyone has handed in."""
    folder = tmp_path_factory.mktemp("postgres") / "class"
    shutil.copytree(released, folder)
    (folder / "gradebook.db").unlink()
    with open(folder / "nbgrader_config.py", "a") as config:
        config.write(f"\nc.CourseDirectory.db_url = {database!r}\n")
    done = nbgrader(folder, "generate_assignment", "momentum", "--force")
    assert done.returncode == 0, done.stderr[-3000:]
    stub = folder / "release" / "momentum" / "momentum.ipynb"
    for grader in ("a", "b"):
        for text in POINTS:
            target = folder / "submitted" / f"{grader}-{text}" / "momentum"
            target.mkdir(parents=True)
            notebook = submission(TEXTS / f"{text}.py", stub)
            (target / "momentum.ipynb").write_text(notebook, encoding="utf-8")
    return folder


def test_two_graders_do_not_lose_each_others_marks(course: Path, database: str) -> None:
    graders = [
        subprocess.Popen(
            ["nbgrader", "autograde", "momentum", f"--student={grader}-*"],
            cwd=course,
            env=isolated(),
            stderr=subprocess.PIPE,
            text=True,
        )
        for grader in ("a", "b")
    ]
    said = [grader.communicate(timeout=300)[1] for grader in graders]
    assert [grader.returncode for grader in graders] == [0, 0], said
    with Gradebook(database, "descent") as gradebook:
        found = {s.student.id: s.score for s in gradebook.assignment_submissions("momentum")}
    due = {f"{grader}-{text}": points for grader in "ab" for text, points in POINTS.items()}
    assert found == pytest.approx(due)


def test_our_own_commands_read_and_write_the_same_database(course: Path) -> None:
    with Terminal(course, isolated()) as terminal:
        table = terminal.type("python -m autograder gradebook .")
        terminal.type("python -m autograder report .")
        (course / "class.toml").write_text(OVERRIDE, encoding="utf-8")
        moves = terminal.type("python -m autograder diff . momentum")
        terminal.type("nbgrader autograde momentum --student=a-untouched --force")
        history = terminal.type("python -m autograder history . momentum a-untouched")
        terminal.type("nbgrader generate_feedback momentum --student=a-untouched")
    assert "a-mistaken" in table
    assert "b-right_other_style" in table
    questions = (course / "report" / "questions.csv").read_text(encoding="utf-8-sig")
    assert f"momentum,Momentum,{WORTH['Momentum']:g}," in questions
    assert "goes up for 1, down for 0" in moves
    assert re.findall(r"UTC  ([\d.]+) points", history) == ["0", "2"]
    assert "override: lost in the post" in history
    page = course / "feedback" / "a-untouched" / "momentum" / "momentum.html"
    assert "lost in the post" in page.read_text(encoding="utf-8")
