"""What is said while a batch runs: a bar on a terminal, few lines elsewhere, a table at the end."""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterator

import pytest

from autograder.scheduling import progress
from autograder.scheduling.progress import Progress


class Screen(io.StringIO):
    """What standard error would be, a terminal or not."""

    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


@pytest.fixture(params=[True, False], ids=["terminal", "file"])
def screen(request: pytest.FixtureRequest) -> Screen:
    return Screen(request.param)


@pytest.fixture
def log(screen: Screen) -> Iterator[logging.Logger]:
    """A logger as nbgrader sets one up: it takes everything, its screen shows INFO and above."""
    log = logging.Logger("nbgrader", logging.DEBUG)
    handler = logging.StreamHandler(screen)
    handler.setLevel(logging.INFO)
    log.addHandler(handler)
    yield log
    assert log.handlers == [handler]
    assert handler.filters == []


def batch(log: logging.Logger, total: int, level: int = logging.INFO) -> None:
    """Grade so many, the second of which fails, with what nbgrader says of each."""
    (handler,) = log.handlers
    assert isinstance(handler, logging.StreamHandler)
    shown = Progress("autograde momentum", total, log, level)
    with contextlib.redirect_stderr(handler.stream), shown.shown():
        for n in range(total):
            log.info("Converting notebook %d", n)
            log.warning("Removing existing assignment: %d", n)
            log.warning("SubmittedAssignment<momentum for ann> is 122460.0 seconds late")
            log.warning("Late submission penalty: 2.27")
            if n == 1:
                log.error("There was an error")
            shown.step("ada" if n == 1 else "")
    shown.table({"submissions": total})


def test_what_matters_is_said(screen: Screen, log: logging.Logger) -> None:
    batch(log, 3)
    said = screen.getvalue()
    assert "Converting" not in said
    assert "Removing existing" not in said
    assert "late" not in said.lower()
    assert "There was an error" in said
    assert "failed       1 ada" in said
    assert "submissions  3" in said
    assert ("3/3" in said and "1 failed" in said) == screen.terminal


def test_of_one_submission_everything_is_said(screen: Screen, log: logging.Logger) -> None:
    batch(log, 1)
    assert "Converting notebook 0" in screen.getvalue()
    assert "1/1" not in screen.getvalue()


def test_with_debug_everything_is_said(screen: Screen, log: logging.Logger) -> None:
    batch(log, 3, logging.DEBUG)
    assert "Converting notebook 2" in screen.getvalue()


def test_with_errors_only_there_is_no_bar(screen: Screen, log: logging.Logger) -> None:
    log.handlers[0].setLevel(logging.ERROR)
    batch(log, 3, logging.ERROR)
    assert screen.getvalue() == "There was an error\n"


@pytest.mark.parametrize("screen", [False], indirect=True)
def test_without_a_terminal_there_is_a_line_now_and_then(
    screen: Screen, log: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 10_000, 10))
    monkeypatch.setattr(progress.time, "monotonic", lambda: float(next(clock)))
    batch(log, 12)
    lines = [line for line in screen.getvalue().splitlines() if " left" in line]
    assert 2 <= len(lines) <= 6
    assert "of 12, 1 failed, " in lines[-1]
    assert " a second, 0" in lines[-1]


def test_what_is_left_takes_as_long_a_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Progress("autograde momentum", 40, logging.Logger("nbgrader"), logging.INFO)
    shown.begun, shown.done = 0.0, 10
    monkeypatch.setattr(progress.time, "monotonic", lambda: 60.0)
    assert shown.line() == "autograde momentum: 10 of 40, 0 failed, 0.2 a second, 03:00 left"
