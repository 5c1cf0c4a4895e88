"""The box of each lesson runs with a class of an exercise; its page holds nothing of the key."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import solutions
from book.pages.own_class import PRELUDE
from course.assemble import assignments
from course.paths import CHAPTERS
from course.questions import task
from descent.page import Session

BOX = re.compile(r"^```\{yours\} (\S+) (\S+)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("lesson", assignments())
def test_a_lesson_has_one_box_that_runs(lesson: str) -> None:
    ((assignment, name, lines),) = BOX.findall(
        Path(CHAPTERS / f"{lesson}.md").read_text(encoding="utf-8")
    )
    asked = task(assignment, name)
    assert asked
    assert asked.kind == "optimizer"
    assert f"{name}(" in lines
    assert "solutions" not in lines
    shown: list[dict[str, Any]] = []
    session = Session(lambda text: shown.append(json.loads(text)))
    session._module.__dict__[name] = getattr(solutions, name)  # as if it had been written
    assert session.run("the box", PRELUDE + lines) == "ok", shown
    said = "".join(output["text"] for output in shown)
    assert len(said.splitlines()) in range(3, 6)
    assert "nan" not in said
