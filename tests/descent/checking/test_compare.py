"""How near is near enough: the tolerance of a comparison, held from both sides."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from descent.checking.compare import ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE, close, parting, trouble
from descent.checking.question import Case, Question

SIZES = [1e-6, 1e-3, 1.0, 1e3]


def test_the_tolerances_are_those_that_the_report_and_the_mistakes_rely_on() -> None:
    assert (RELATIVE_TOLERANCE, ABSOLUTE_TOLERANCE) == (1e-5, 1e-6)


@pytest.mark.parametrize("due", [-1e6, -3.0, 0.5, 7.0, 1e9])
def test_five_digits_count(due: float) -> None:
    assert close(due, due * (1 + 0.9e-5), size=0.0)
    assert not close(due, due * (1 + 1.1e-5), size=0.0)


def test_single_precision_is_near_enough() -> None:
    numbers = np.random.default_rng(0).normal(size=100)
    assert close(numbers.tolist(), numbers.astype(np.float32).tolist(), size=0.0)


@pytest.mark.parametrize("size", SIZES)
def test_at_zero_a_millionth_of_the_size_counts(size: float) -> None:
    assert close(0.0, 0.9e-6 * size, size)
    assert not close(0.0, 1.1e-6 * size, size)


@pytest.mark.parametrize(
    ("due", "got", "same"),
    [
        (np.inf, np.inf, True),
        (np.inf, -np.inf, False),
        (np.inf, 1.0, False),
        (1.0, np.inf, False),
        (np.nan, np.nan, True),
        (np.nan, 1.0, False),
        ([1.0, 2.0], [1.0, 2.0], True),
        ([1.0, 2.0], [1.0], False),
        ([1.0], 1.0, False),
        ([[1.0], [2.0]], [[1.0], [2.1]], False),
        ("one", "one", True),
        ("one", 1.0, False),
    ],
)
def test_numbers_that_are_none_lists_and_words(due: Any, got: Any, same: bool) -> None:
    assert close(due, got) is same


@pytest.mark.parametrize(("due", "got"), [(np.inf, -np.inf), (np.inf, 1.0), (np.nan, 1.0)])
def test_paths_part_where_one_is_no_number(due: float, got: float) -> None:
    assert parting([[1.0, 2.0], [due, 3.0]], [[1.0, 2.0], [due, 3.0]]) is None
    assert parting([[1.0, 2.0], [due, 3.0]], [[1.0, 2.0], [got, 3.0]]) == 1
    assert parting([[1.0, 2.0], [got, 3.0]], [[1.0, 2.0], [due, 3.0]]) == 1
    assert parting([[1.0], [2.0]], [[1.0]]) == 0  # of another length they are no two paths


def parted(size: float, gap: float, at: float = 0.0) -> str:
    """What is said of a path from `size` to `at` whose end is off by `gap`."""
    due = {"path": [[size], [at]], "kept": True, "state_kept": True, "asked": 1}
    case = Case("walks", 1.0, {"hyper": {"lr": 1.0}}, due, {})
    question = Question("Rule", "optimizer", "none", (case,), ())
    return trouble(question, case, {**due, "path": [[size], [at + gap]]})


@pytest.mark.parametrize("size", SIZES)
def test_a_path_is_measured_by_its_own_size(size: float) -> None:
    assert parted(size, 0.9e-6 * size) == ""
    assert "parts at step 1 of 1" in parted(size, 1.1e-6 * size)
    assert parted(size, 0.9e-5 * size, at=-size) == ""
    assert "parts at step 1 of 1" in parted(size, 1.2e-5 * size, at=-size)


def value(choices: tuple[str, ...], due: str) -> tuple[Question, Case]:
    case = Case("a choice", 1.0, {}, {"value": due}, {})
    return Question("which", "value", "momentum", (case,), (), choices), case


@pytest.mark.parametrize("said", ["Heavy ball", "heavy ball", " HEAVY BALL.", "(heavy ball)"])
def test_of_a_choice_case_and_marks_do_not_matter(said: str) -> None:
    assert trouble(*value(("Heavy ball", "Nesterov"), "Heavy ball"), {"value": said}) == ""
    assert "you said" in trouble(*value(("Heavy ball", "Nesterov"), "Nesterov"), {"value": said})


@pytest.mark.parametrize("kind", ["AnswerError", "Stopped", "BudgetSpentError"])
def test_an_error_of_ours_speaks_for_itself(kind: str) -> None:
    error = {"kind": kind, "text": "more than 3 runs", "line": "ask(lr)"}
    assert trouble(*value((), "x"), {"error": error}) == "more than 3 runs"
    said = trouble(*value((), "x"), {"error": {**error, "kind": "ValueError"}})
    assert said == "your code stopped with ValueError: more than 3 runs\nin the line: ask(lr)"
