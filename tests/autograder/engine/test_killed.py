"""A process that something outside ends costs its student nothing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from autograder.engine.process import Starter
from autograder.engine.retry import ATTEMPTS
from autograder.engine.session import ProcessLostError, Session
from autograder.grading.cell import Cell
from autograder.grading.notebook import grade, starter
from tests.helpers.processes import students


@pytest.mark.skipif(not starter().forks, reason="this system has no fork server")
def test_a_killed_fork_server_costs_nobody_a_point() -> None:
    """Nobody's code did it, so the notebook is run again, from its first cell."""
    cells = [
        Cell("import time\ntime.sleep(1.0)"),
        Cell("diverges = 'B'"),
        Cell("check(diverges=diverges)", "diverges"),
    ]
    with Session(starter()) as session:
        doomed = session.process.fork_server.popen  # type: ignore[union-attr]
    threading.Timer(0.5, doomed.kill).start()
    outputs, lasting = grade(cells, "momentum")
    assert doomed.wait(10) == -9
    assert float(outputs[-1][-1]["data"]["text/plain"]) == 1.0
    assert lasting


def test_a_process_that_others_kill_costs_the_student_nothing() -> None:
    cells = [
        Cell("import time; time.sleep(1)"),
        Cell("diverges = 'B'"),
        Cell("check(diverges=diverges)", "diverges"),
    ]
    if not starter().forks:
        pytest.skip(reason="this system has no fork server")

    def kill() -> None:
        for student in students(starter()):
            student.kill()

    threading.Timer(0.5, kill).start()
    outputs, lasting = grade(cells, "momentum")
    assert float(outputs[-1][-1]["data"]["text/plain"]) == 1.0
    assert lasting


@pytest.mark.parametrize("killed", [1, ATTEMPTS - 1, ATTEMPTS])
def test_a_notebook_whose_process_is_killed_while_it_starts_is_run_again(
    monkeypatch: pytest.MonkeyPatch, killed: int
) -> None:
    begun = []

    def start(starter: Starter, workdir: Path) -> Any:
        process = real(starter, workdir)
        begun.append(process)
        if len(begun) <= killed:
            process.end()
            process.inbox.drain(30.0)  # until it is dead
        return process

    real = Starter.start
    monkeypatch.setattr(Starter, "start", start)
    if killed == ATTEMPTS:
        with pytest.raises(ProcessLostError, match="as soon as it was started"):
            grade([Cell("print('here')")], "momentum")
    else:
        outputs, lasting = grade([Cell("print('here')")], "momentum")
        assert outputs[0][0]["text"] == "here\n"
        assert lasting
    assert len(begun) == min(killed + 1, ATTEMPTS)


def test_a_notebook_that_ends_its_process_is_told_so_in_the_end() -> None:
    outputs, lasting = grade([Cell("import os; os._exit(3)"), Cell("print('after')")], "momentum")
    assert "the process ended" in outputs[0][0]["text"]
    assert outputs[1][0]["text"] == "after\n"
    assert not lasting


def test_a_child_that_ended_with_its_fork_server_is_lost_and_not_gone() -> None:
    if not starter().forks:
        pytest.skip(reason="this system has no fork server")
    with Session(starter()) as session:
        threading.Timer(0.3, session.process.fork_server.popen.kill).start()  # type: ignore[union-attr]
        with pytest.raises(ProcessLostError):
            session.run("while True: pass")
