"""Worked answers are on an exercise's page from their date on, and not a day before."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import nbformat
import numpy as np
import pytest
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

import solutions
from book.pages import stubs, worked_answers
from book.pages.worked_answers import due
from course.assemble import assemble

DAY = date(2027, 4, 20)
SHOWN = re.compile(r"````\{dropdown\} Worked answer\n```python\n(.*?)\n```\n````", re.DOTALL)


def is_answer(cell: Any) -> bool:
    solution = cell.metadata.get("nbgrader", {}).get("solution", False)
    return bool(solution) and cell.cell_type == "code"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The page of an exercise as it is on a day, with answers from the 20th of April 2027 on."""
    stub = assemble("why-descent")
    for cell in stub.cells:
        if is_answer(cell):
            cell.source = "raise NotImplementedError"
    path = tmp_path / "stub.ipynb"
    nbformat.write(stub, path)
    monkeypatch.setattr(stubs, "released", lambda _: path)
    monkeypatch.setattr(stubs, "ROOT", tmp_path)

    def on(day: date) -> str:
        monkeypatch.setattr(worked_answers, "today", lambda: day)
        config = SimpleNamespace(descent_answers={"why-descent": DAY}, descent_repository="")
        env = SimpleNamespace(note_dependency=lambda _: None)
        app = cast(Sphinx, SimpleNamespace(config=config, env=env))
        source = [""]
        stubs.show_stub(app, "chapters/exercises/why-descent", source)
        return source[0]

    return on


def test_they_are_shown_from_their_date_on(shown: Any) -> None:
    before, on_it = shown(date(2027, 4, 19)), shown(DAY)
    assert "Worked answer" not in before
    answers = SHOWN.findall(on_it)
    asked = [cell for cell in assemble("why-descent").cells if is_answer(cell)]
    assert len(answers) == len(asked) > 3
    assert "SOLUTION" not in on_it
    assert on_it.count("raise NotImplementedError") == before.count("raise NotImplementedError")
    space: dict[str, Any] = {}
    exec(assemble("why-descent").cells[1].source, space)
    for answer in answers:  # each runs, and is the key's
        exec(answer, space)
    w: Any = np.array([2.0])
    rules = [own.FixedUpdate(lr=0.5) for own in (SimpleNamespace(**space), solutions)]
    theirs, ours = (rule.step(w, None, None)[0] for rule in rules)
    assert theirs == ours == 1.5


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({"momentun": DAY}, "no exercise 'momentun'"),
        ({"momentum": "soon"}, "momentum.*'soon' is none"),
        ({"momentum": datetime(2027, 4, 20)}, "momentum"),
        ({"momentum": True}, "True is none"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(dates: dict[str, object], said: str) -> None:
    with pytest.raises(ExtensionError, match=said):
        due(dates, DAY)
