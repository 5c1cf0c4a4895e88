"""A batch graded ahead comes out as one graded in order, whatever happens on the way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.integration import autograde
from autograder.integration.demo import submission
from autograder.integration.lock import alone
from autograder.integration.report import SubmissionRow, rows
from tests.helpers.environment import isolated
from tests.helpers.nbgrader import TEXTS, nbgrader
from tests.helpers.processes import interruptible
from tests.helpers.worth import FULL, SCORES

STUDENTS = ("right", "mistaken", "syntax_error", "untouched", "right_other_style")


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Path:
    """A class in which everyone has handed in."""
    folder = tmp_path / "class"
    shutil.copytree(released, folder)
    stub = folder / "release" / "momentum" / "momentum.ipynb"
    for student in STUDENTS:
        target = folder / "submitted" / student / "momentum"
        target.mkdir(parents=True)
        text = TEXTS / f"{student}.py"
        (target / "momentum.ipynb").write_text(submission(text, stub), encoding="utf-8")
    return folder


def graded(course: Path) -> list[SubmissionRow]:
    return rows(course)


def test_every_executor_gives_the_same_grades(course: Path) -> None:
    found = []
    for executor in ("none", "threads", "processes"):
        shutil.rmtree(course / autograde.RESULTS, ignore_errors=True)
        done = nbgrader(course, "autograde", "momentum", "--force", f"--Batch.executor={executor}")
        assert done.returncode == 0, done.stderr[-3000:]
        found.append(graded(course))
    assert found[0] == found[1] == found[2]
    assert {row.student: row.points for row in found[0]} == {
        text: pytest.approx(points) for text, points in SCORES.items() if text != "endless_loop"
    }


def test_a_batch_that_was_killed_ends_as_one_that_was_not(course: Path) -> None:
    whole = course.with_name("whole")
    shutil.copytree(course, whole)
    assert nbgrader(whole, "autograde", "momentum").returncode == 0
    command = [sys.executable, "-m", "nbgrader", "autograde", "momentum"]
    # Killed when the first results are there, some of them not yet in the gradebook.
    running = subprocess.Popen(
        command,
        cwd=course,
        env=isolated(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    end = time.monotonic() + 300
    while not [*(course / autograde.RESULTS).glob("*.json")] and time.monotonic() < end:
        time.sleep(0.005)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert nbgrader(course, "autograde", "momentum").returncode == 0
    assert graded(course) == graded(whole)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_ends_a_batch_reads_a_sentence_and_finds_nothing_left(
    course: Path, tmp_path: Path, number: signal.Signals
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    running = subprocess.Popen(
        [sys.executable, "-m", "nbgrader", "autograde", "momentum"],
        cwd=course,
        env=isolated(TMPDIR=room),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=interruptible,
    )
    end = time.monotonic() + 300
    while not [*(course / autograde.RESULTS).glob("*.json")] and time.monotonic() < end:
        time.sleep(0.005)
    os.killpg(running.pid, number)  # as a terminal does it for Ctrl-C
    _, said = running.communicate(timeout=300)
    assert running.returncode == 1
    assert "interrupted: give the same command again, and it goes on" in said
    assert "Traceback" not in said
    assert [*room.glob("descent-grader-*")] == []
    assert nbgrader(course, "autograde", "momentum").returncode == 0
    assert {row.student: row.points for row in graded(course)}["right"] == FULL


def test_nothing_is_graded_below_the_sandbox_that_is_required(course: Path) -> None:
    config = course / "nbgrader_config.py"
    config.write_text(
        config.read_text()
        + "\nfrom autograder.engine import session\n"
        + "limits = session.Level.LIMITS\n"
        + "session.Session.level = property(lambda s: limits, lambda s, level: None)\n"
        + "from autograder.scheduling import job\n"
        + "job.capabilities.cache_clear()\n"  # they may have been looked at; see `forked`
    )
    done = nbgrader(course, "autograde", "momentum", "--Batch.require_sandbox=full")
    assert done.returncode != 0
    assert "c.Batch.require_sandbox asks for 'full': nothing was graded" in done.stderr
    # `graded` would have these settings at work here, and in all tests that follow.
    assert not (course / "autograded").exists()


ENDING = """
from nbgrader.preprocessors import NbGraderPreprocessor

class Ending(NbGraderPreprocessor):
    def preprocess(self, nb, resources):
        if resources["nbgrader"]["student"] == "mistaken":
            raise SystemExit(0)
        return nb, resources

c.Autograde.sanitize_preprocessors.insert(0, Ending)
"""


def test_what_ends_the_program_in_one_submission_ends_that_one_only(course: Path) -> None:
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8") + ENDING, encoding="utf-8")
    done = nbgrader(course, "autograde", "momentum")
    assert done.returncode == 1
    assert "SystemExit(0)" in done.stderr
    points = {row.student: row.points for row in graded(course)}
    assert set(points) == set(STUDENTS)
    assert points["right"] == FULL
    assert points["untouched"] == 0


def test_who_is_not_reached_is_named(course: Path) -> None:
    config = course / "nbgrader_config.py"
    late = (
        "import autograder.integration.autograde as a\n"
        "begin = a.Batch.init_assignment\n"
        "def ended(self, assignment, student):\n"
        "    if student == 'right_other_style': raise SystemExit(0)\n"
        "    begin(self, assignment, student)\n"
        "a.Batch.init_assignment = ended\n"
    )
    config.write_text(config.read_text(encoding="utf-8") + late, encoding="utf-8")
    done = nbgrader(course, "autograde", "momentum")
    assert done.returncode == 1
    assert "Not graded, as the batch ended before: syntax_error, untouched" in done.stderr


def test_a_second_grader_at_a_sqlite_gradebook_is_refused(course: Path, tmp_path: Path) -> None:
    """By whichever folder it comes: here by a link to the gradebook from another class's."""
    elsewhere = tmp_path / "other.db"
    elsewhere.symlink_to(course / "gradebook.db")
    with alone(f"sqlite:///{elsewhere}"):
        done = nbgrader(course, "autograde", "momentum")
    assert done.returncode == 1
    assert "somebody else is grading with this gradebook" in done.stderr
    assert not (course / "autograded").exists()
    assert "c.Grade.term is empty" in done.stderr
