"""The visible cases in the kit are those that the answer key gives today."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course import golden
from course.questions import TASKS
from descent.checking.question import dump, load, visible

FILES = [*sorted(golden.CASES.glob("*.json")), golden.METHODS, golden.DIGITS]


def differences(a: Any, b: Any, at: str = "") -> Iterator[str]:
    """Yield where two differ; not in last digits, which another processor may round otherwise."""
    if isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys():
        yield from chain.from_iterable(differences(a[k], b[k], f"{at}/{k}") for k in a)
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        pairs = enumerate(zip(a, b, strict=True))
        yield from chain.from_iterable(differences(*two, f"{at}/{i}") for i, two in pairs)
    elif isinstance(a, float) and isinstance(b, float):
        if not np.isclose(a, b, rtol=1e-8, atol=1e-15, equal_nan=True):
            yield f"{at}: {a!r}, {b!r}"
    elif type(a) is not type(b) or a != b:
        yield f"{at}: {a!r:.100}, {b!r:.100}"


@pytest.fixture(scope="module")
def texts() -> dict[Path, str]:
    """Each file with what it should hold; worked out here, as every process reads this file."""
    return golden.texts()


def test_every_file_is_looked_at(texts: dict[Path, str]) -> None:
    assert set(texts) == set(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_committed_cases_are_fresh(path: Path, texts: dict[Path, str]) -> None:
    committed, due = json.loads(path.read_text(encoding="utf-8")), json.loads(texts[path])
    assert [*differences(committed, due)] == [], "run: python -m autograder golden"


def test_every_question_of_the_course_has_visible_cases() -> None:
    assert set(visible()) == {
        task.name for tasks in TASKS.values() for task in tasks if task.kind != "essay"
    }


def test_questions_survive_being_written_and_read() -> None:
    sheets = [task.public_question() for task in TASKS["momentum"]]
    assert dump(load(dump(sheets))) == dump(sheets)
    assert load(dump(sheets))[0].points == sheets[0].points


def test_the_cases_carry_numbers_and_words_and_no_code() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert "lambda" not in text
        assert "def " not in text
        assert len(text) < 330_000  # 30,000 of it the case beside, by which a name is made sure of
