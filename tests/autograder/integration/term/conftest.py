"""A class that is graded: ann has all right, bob one question wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.grading import question_run
from autograder.integration.prefetched import RESULTS
from course import questions
from course.task import Setting
from tests.helpers.class_of import NAME, ClassOf, Mend

WRONG = "def summed_lr(lr, n):\n    return lr\n"


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class with one assignment: ann has all right, bob one question wrong."""
    made = ClassOf(tmp_path_factory.mktemp("term") / "class", NAME)
    assert made.release(NAME), made.said
    made.hand_in("ann", NAME)
    made.hand_in("bob", NAME, summed_lr=WRONG)
    assert made.autograde(NAME), made.said
    return made.folder


@pytest.fixture
def mine(graded: Path, tmp_path: Path) -> ClassOf:
    # Kept results are those of the code as it stands, of which `mend` changes nothing.
    shutil.copytree(graded, tmp_path / "class", ignore=shutil.ignore_patterns(RESULTS))
    return ClassOf(tmp_path / "class", NAME)


@pytest.fixture
def mend(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mend]:
    """Change a question as an update of the checkout does."""

    def change(name: str, points: float | None = None, inputs: Any = None) -> None:
        tasks = questions.TASKS[NAME]
        place, old = next((i, t) for i, t in enumerate(tasks) if t.name == name)
        first, *rest = old.visible
        own = Setting(first.title, points or first.points, inputs or first.inputs)
        other = replace(old, visible=[own, *rest])
        mended = [*tasks[:place], other, *tasks[place + 1 :]]
        monkeypatch.setattr(questions, "_tasks", lambda assignment: mended)
        question_run._graded.cache_clear()

    yield change
    question_run._graded.cache_clear()
