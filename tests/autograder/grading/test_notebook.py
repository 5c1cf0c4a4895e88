"""The two runs of a notebook: what each of them runs and asks, with a session that only notes."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.grading import notebook
from autograder.grading.cell import Cell
from autograder.grading.notebook import NotebookRun
from autograder.grading.told import Told
from descent.checking import probe

CELLS = [
    Cell("import numpy"),
    Cell("hangs"),
    Cell("assert eta_max", tests=2.0),
    Cell("def eta_max(): ..."),
    Cell("check(eta_max)", "eta_max"),
    Cell("print('after the last question')"),
]


class Noting:
    """A session in which one cell hangs, and every answer is a number that is wrong."""

    begun: list[Noting]
    stopped = ended = False

    def __init__(
        self,
        _: object,
        seconds: float = 0.0,
        total: float = 0.0,
        drawn: bool = True,
        files: object = (),
    ) -> None:
        self.limits, self.drawn = (seconds, total), drawn
        self.ran: list[str] = []
        self.asked: list[tuple[str, bool]] = []
        Noting.begun.append(self)

    def __enter__(self) -> Noting:
        return self

    def __exit__(self, *_: object) -> None: ...

    def run(self, source: str) -> list[dict[str, str]]:
        self.ran.append(source)
        if source != "hangs":
            return []
        self.stopped = True
        return [{"error": "Stopped", "text": "an endless loop?"}]

    def ask(self, module: str, response: str, name: str, *given: Any, late: bool = False) -> Any:
        assert module == probe.__name__
        self.asked.append((name, late))
        return {"values": [-1.0] * len(given[0]), "kept": True}


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> list[Noting]:
    Noting.begun = []
    monkeypatch.setattr(notebook, "Session", Noting)
    monkeypatch.setattr(notebook.instructor_tests, "run", lambda *_: ("0 of 2 points", 0.0))
    return Noting.begun


def run(cells: list[Cell]) -> NotebookRun:
    whole = NotebookRun(cells, "momentum", "", seconds=2.0, late=True, files=(), record=Told(""))
    whole.go_on(last=True)
    return whole


def test_a_cell_that_hung_is_not_run_again(sessions: list[Noting]) -> None:
    whole = run(CELLS)
    shown, unseen = sessions
    assert shown.ran == ["import numpy", "hangs", "def eta_max(): ...", CELLS[-1].source]
    # Nor are tests, which show nothing, nor what comes after the last question.
    assert unseen.ran == ["import numpy", "def eta_max(): ..."]
    assert (shown.drawn, unseen.drawn) == (True, False)
    assert whole.stopped
    assert len(whole.outputs()) == len(CELLS)


def test_of_a_run_without_a_limit_the_hidden_cases_are_asked_last(sessions: list[Noting]) -> None:
    """Wrong in the visible cases and in the hidden ones: that settles it, in one run."""
    whole = run([cell for cell in CELLS if cell.source != "hangs"])
    (only,) = sessions
    assert only.ran[-1] == CELLS[-1].source
    assert [late for _, late in only.asked] == sorted(late for _, late in only.asked)
    assert {late for _, late in only.asked} == {False, True}
    assert not whole.stopped
    assert not whole.questions[3].pending


def test_a_run_has_twelve_times_the_time_of_a_cell(sessions: list[Noting]) -> None:
    run(CELLS)
    assert {session.limits for session in sessions} == {(2.0, 24.0)}


def test_a_notebook_without_questions_is_run_once(sessions: list[Noting]) -> None:
    assert run([Cell("x = 1")]).outputs() == [[]]
    assert [session.ran for session in sessions] == [["x = 1"]]
