"""The visible cases in the kit are those that the answer key gives today."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from course import golden
from course.questions import TASKS
from descent.checking.question import dump, load, visible


def alike(a: Any, b: Any) -> bool:
    """Equal, but for the last digits of numbers, which another processor may round otherwise."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(alike(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, float) and isinstance(b, float):
        return bool(np.isclose(a, b, rtol=1e-8, atol=1e-15, equal_nan=True))
    return type(a) is type(b) and a == b


@pytest.mark.parametrize(("path", "text"), golden.texts().items(), ids=lambda x: str(x)[-20:])
def test_the_committed_cases_are_fresh(path: Any, text: str) -> None:
    committed = json.loads(path.read_text(encoding="utf-8"))
    assert alike(committed, json.loads(text)), "run: python -m autograder golden"


def test_every_question_of_the_course_has_visible_cases() -> None:
    assert set(visible()) == {
        task.name for tasks in TASKS.values() for task in tasks if task.kind != "essay"
    }


def test_questions_survive_being_written_and_read() -> None:
    sheets = [task.public_question() for task in TASKS["momentum"]]
    assert dump(load(dump(sheets))) == dump(sheets)
    assert load(dump(sheets))[0].points == sheets[0].points


def test_the_cases_carry_numbers_and_words_and_no_code() -> None:
    for path in golden.texts():
        text = path.read_text(encoding="utf-8")
        assert "lambda" not in text
        assert "def " not in text
        assert len(text) < 330_000  # 30,000 of it the case beside, by which a name is made sure of
