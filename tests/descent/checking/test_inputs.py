"""What is lent to an answer, made of plain data, and what it refuses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from descent.checking.inputs import AnswerError, BudgetSpentError, Oracle, Tuning, given, plain


def test_a_height_too_many_and_a_draw_too_many_are_told() -> None:
    loss = given({"loss": {"curvature": [2.0], "centre": [0.0], "most": 1}})
    assert loss(np.array([3.0])) == 9
    with pytest.raises(BudgetSpentError, match="more than 1 heights"):
        loss(np.array([3.0]))
    with pytest.raises(ValueError, match=r"an array of shape \(\), but places are of shape \(1,\)"):
        given({"loss": {"curvature": [2.0], "centre": [0.0]}})(3.0)
    draw = given({"draws": [[1.0], [2.0]]})
    assert [float(draw()[0]), float(draw()[0])] == [1, 2]
    with pytest.raises(BudgetSpentError, match="more than 2 times"):
        draw()


def test_a_budget_is_spent_to_the_last_run_and_no_further() -> None:
    tuning = Tuning([1.0, 3.0], steps=2, budget=3)
    for _ in range(3):
        assert tuning(0.5) == pytest.approx((0.5**4 + 3 * 0.5**4) / 2)
    with pytest.raises(BudgetSpentError, match="the budget of 3 runs is used up"):
        tuning(0.5)
    assert len(tuning.rates) == 3
    assert tuning.final(0.0) == 2.0, "which costs nothing"
    assert tuning.final(1e300) == np.inf


def test_a_gradient_takes_as_many_rows_as_fit() -> None:
    samples = given({"samples": {"x": [[1.0], [2.0], [3.0]], "y": [0.0, 0.0, 0.0], "most": 2}})
    assert samples(np.array([1.0]), np.array([0, 1])).shape == (1,)
    with pytest.raises(BudgetSpentError, match="3 rows at once; 2 fit in memory"):
        samples(np.array([1.0]), np.array([0, 1, 2]))


def test_the_oracle_counts_and_looks_at_the_shape() -> None:
    oracle = Oracle([2.0, 3.0], [1.0, 0.0], tilt=[0.0, 5.0])
    assert oracle(np.array([2.0, 1.0])).tolist() == [2.0, 8.0]
    with pytest.raises(ValueError, match=r"shape \(1,\), but w is of shape \(2,\)"):
        oracle(np.array([2.0]))
    assert oracle.asked == 2


@pytest.mark.parametrize(("result", "data"), [
    (np.array([1, 2]), [1.0, 2.0]), ((1, [2]), [1.0, [2.0]]), (True, 1.0), ("word", "word"),
    (np.float32(0.5), 0.5), (iter([1, 2]), [1.0, 2.0]),
])  # fmt: skip
def test_a_result_as_plain_data(result: Any, data: Any) -> None:
    assert plain(result) == data


@pytest.mark.parametrize("result", [
    None, {"a": 1}, print, [[[[[[1.0]]]]]], np.zeros(10_001), range(10_001), np.array([1j]),
    np.ma.masked, np.ma.masked_all(3), [np.ma.masked],
])  # fmt: skip
def test_what_is_no_result_or_too_much_is_refused(result: Any) -> None:
    with pytest.raises(AnswerError, match=r"expected (a number or an array|numbers|real numbers)"):
        plain(result)
