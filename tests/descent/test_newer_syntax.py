"""What a page's Python knows and the grader's does not is told; all that both know runs."""

from __future__ import annotations

import sys
import tomllib

import pytest

from course.paths import ROOT
from descent import newer_syntax
from descent.page import Session
from tests.helpers.newer import expected, refused


def test_the_graders_python_is_the_oldest_that_the_kit_takes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=" + ".".join(map(str, newer_syntax.GRADER))


def test_a_cell_that_the_grader_could_not_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    session = Session(shown.append)
    newer = "match 1:\n    case 1:\n        x = 2"
    assert session.run("a", newer) == "ok"
    monkeypatch.setattr(newer_syntax, "GRADER", (3, 9))  # before `match`
    assert session.run("a", newer) == "error"
    assert "graded by Python 3.9: write it as that version knows it" in shown[-1]


def test_what_every_python_knows_runs() -> None:
    """What is newer the page's own Python has to refuse: `test_every_answer.py`."""
    assert refused()[1] == []


def test_the_grader_cannot_read_what_is_called_newer() -> None:
    if sys.version_info[:2] > newer_syntax.GRADER:
        pytest.skip("this Python knows newer syntax than the oldest that grades")
    for source in expected():
        with pytest.raises(SyntaxError):
            compile(source, "newer", "exec")
