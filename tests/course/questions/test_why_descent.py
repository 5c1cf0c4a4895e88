"""What the first assignment says beside its questions is so."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.assemble import assemble
from course.questions import task
from course.questions.why_descent import directions
from descent.checking.verdict import judge
from solutions import finite_difference


@pytest.fixture(scope="module")
def names() -> dict[str, Any]:
    """The names of the cell with the colleague's slope."""
    cells = [cell for cell in assemble("why-descent").cells if "def slope" in cell.source]
    names: dict[str, Any] = {"np": np, "Array": np.ndarray}
    exec(cells[0].source, names)
    return names


def test_the_colleague_has_one_slope_wrong(names: dict[str, Any]) -> None:
    asked = task("why-descent", "wrong_slope")
    assert asked is not None
    random = np.random.default_rng(0)
    for w in random.uniform(-2, 2, (20, 3)):
        tried = finite_difference(names["height"], w)
        apart = np.abs(names["slope"](w) - tried) > 1e-6
        assert [f"w[{i}]" for i in np.flatnonzero(apart)] == [asked.reference]


def test_what_random_directions_do() -> None:
    # In d dimensions a cosine is nearly normal with a standard deviation of 1 / sqrt(d): it is
    # below -0.0005 in half of all cases, below -0.25 in none, and 2.5 of them is the best of 100.
    assert directions() == {
        "short": "about half",
        "long": "nearly none",
        "best of 100": "about a tenth",
    }
    assert 2.5 / np.sqrt(1000) == pytest.approx(0.08, abs=0.005)


def test_an_unknown_choice_is_not_taken_for_an_entry_left_open() -> None:
    asked = task("why-descent", "random_directions")
    assert asked is not None
    graded_question = asked.graded_question()
    answers = {**directions(), "short": "none"}
    verdict = judge(graded_question, [asked.seen(answers, case) for case in graded_question.cases])
    assert verdict.score == 1
    assert verdict.mistake is None
