"""What the grader tells, question by question: all of it, and a table for `make test` to print."""

from __future__ import annotations

import pytest

from course.paths import ROOT
from tests import scores

TABLE = ROOT / "_build" / "scores.txt"


@pytest.mark.slow
def test_every_mistake_is_named_and_every_right_answer_accepted() -> None:
    rows = list(scores.rows())
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(scores.table(rows) + "\n", encoding="utf-8")
    assert [r.question for r in rows if r.killed < r.mistakes or r.accepted < r.right] == []
