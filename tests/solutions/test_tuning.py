"""The search for a rate, against the width that golden sections must leave."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from solutions import finer_rates, tuned_rate


@pytest.mark.parametrize("best", [0.002, 0.03, 1.0, 7.0])
@pytest.mark.parametrize("budget", [2, 3, 10, 30])
def test_it_comes_as_near_as_the_golden_section_does(best: float, budget: int) -> None:
    found = tuned_rate(lambda lr: abs(np.log(lr / best)), 0.001, 10.0, budget)
    # After n runs an interval of 0.618^(n-1) of the whole is left, and both places lie in it.
    left = np.log(10.0 / 0.001) * ((5**0.5 - 1) / 2) ** (budget - 1)
    assert abs(np.log(found / best)) <= left * (1 + 1e-6) + 1e-12


@pytest.mark.parametrize("budget", [2, 5, 20])
def test_it_makes_as_many_runs_as_it_may_and_between_the_bounds(budget: int) -> None:
    asked: list[float] = []

    def loss(lr: float) -> float:
        asked.append(lr)
        return lr

    tuned_rate(loss, 0.1, 1.0, budget)
    assert len(asked) == budget
    assert all(type(lr) is float and 0.1 < lr < 1.0 for lr in asked)


def test_runs_that_flew_off_send_it_down() -> None:
    found = tuned_rate(lambda lr: abs(lr - 0.01) if lr < 0.05 else np.inf, 1e-4, 10.0, 30)
    assert found == pytest.approx(0.01, rel=1e-3)


@pytest.mark.parametrize(("change", "complaint"), [
    ({"low": 0.0}, "low must be a finite number above 0, got 0.0"),
    ({"high": 0.05}, "high must be above low = 0.1, got 0.05"),
    ({"budget": 1}, "budget must be a whole number of at least 2, got 1"),
    ({"budget": 3.5}, "budget must be a whole number"),
])  # fmt: skip
def test_bad_bounds_are_refused(change: dict[str, float], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        tuned_rate(**{"loss": abs, "low": 0.1, "high": 1.0, "budget": 5, **change})


@pytest.mark.parametrize(("rates", "means", "due"), [
    ([1, 10, 1000], [3, 1, 2], [1, 1000**0.5, 1000]),
    ([1, 10, 1000], [1, 3, 2], [0.1, 1, 10]),
    ([1, 10, 1000], [3, 2, 1], [10, 1000, 100_000]),
    ([1, 2], [1, 2], [0.5, 1, 2]),
    ([1, 2, 4], [2, 1, np.inf], [1, 2, 4]),
])  # fmt: skip
def test_the_finer_rates_lie_between_the_neighbours_of_the_best(
    rates: Any, means: Any, due: Any
) -> None:
    losses = np.array(means)[:, None] + [-1.0, 1.0]
    assert finer_rates(np.array(rates, dtype=float), losses, 3) == pytest.approx(due)


@pytest.mark.parametrize("rates", [[0.0, 1.0], [-1.0, 1.0], [1.0, 1.0], [2.0, 1.0]])
def test_rates_that_do_not_rise_from_above_zero_are_refused(rates: list[float]) -> None:
    with pytest.raises(ValueError, match="rates must be above 0, and each above the one before"):
        finer_rates(np.array(rates), np.ones((2, 1)), 3)


def test_the_mean_over_the_seeds_decides() -> None:
    losses = np.array([[0.0, 9.0], [2.0, 2.0], [1.0, 4.0]])  # lucky once, good on average, neither
    found = finer_rates(np.array([1.0, 2.0, 4.0]), losses, 5)
    assert found == pytest.approx(2.0 ** np.array([0, 0.5, 1, 1.5, 2]))
