"""What was shown before a hidden input was told stays as it was, whatever is lost then."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.engine.session import ProcessLostError
from autograder.grading import notebook, told
from autograder.grading.cell import Cell
from autograder.grading.notebook import grade

CELLS = (
    Cell("import time; print(time.time_ns())"),
    Cell("def heavy_ball_lr(lr, beta): return lr * (1 - beta)"),
    Cell("check(heavy_ball_lr)", question="heavy_ball_lr"),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(told, "_folder", lambda: tmp_path)
    return tmp_path


def lost(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """Have the grader itself be lost when it comes to a method of a notebook's run."""

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(notebook.NotebookRun, method, killed)


def test_the_next_run_shows_what_was_shown_and_runs_none_of_it(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    begun: list[str] = []
    tell = notebook.NotebookRun._tell

    def killed(self: notebook.NotebookRun) -> None:
        tell(self)
        begun.append(self.found[0][0]["text"])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(notebook.NotebookRun, "_tell", killed)
        with pytest.raises(KeyboardInterrupt):
            grade(CELLS, "momentum", name="one")
    assert [path.name for path in folder.iterdir()] == ["one.json"]
    with monkeypatch.context() as patch:
        lost(patch, "_run_shown")
        outputs, _ = grade(CELLS, "momentum", name="one")
    assert outputs[0][0]["text"] == begun[0]
    assert "2 of 2 points" in outputs[2][0]["text"]
    assert [*folder.iterdir()] == [], "a notebook that is done leaves no record"


def test_before_anything_was_told_all_is_run_again(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    with monkeypatch.context() as patch:
        lost(patch, "_note")
        patch.setattr(notebook.QuestionRun, "pending", False)
        with pytest.raises(KeyboardInterrupt):
            grade(CELLS, "momentum", name="one")
    assert [*folder.iterdir()] == []
    outputs, _ = grade(CELLS, "momentum", name="one")
    assert "2 of 2 points" in outputs[2][0]["text"]


def test_a_record_that_cannot_be_read_is_none(folder: Path) -> None:
    (folder / "one.json").write_text("{")
    outputs, _ = grade(CELLS, "momentum", name="one")
    assert "2 of 2 points" in outputs[2][0]["text"]


def test_a_process_that_is_lost_tells_again_only_what_nobody_sees(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tries: list[int] = []
    unseen = notebook.NotebookRun._run_unseen

    def once_lost(self: notebook.NotebookRun) -> None:
        tries.append(len(self.found))
        if len(tries) == 1:
            raise ProcessLostError
        unseen(self)

    monkeypatch.setattr(notebook.NotebookRun, "_run_unseen", once_lost)
    outputs, _ = grade(CELLS, "momentum", name="one")
    assert tries == [3, 3]
    assert "2 of 2 points" in outputs[2][0]["text"]
