"""Random search against the smallest of all its draws."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from solutions.random_search import random_search

# The best of t draws of RandomState(0).uniform(-2, 2) on L(w) = w^2.
GOLDEN = {1: 0.195254015709, 2: 0.195254015709, 10: 0.179532731988, 50: 0.0873932870003}


def drawer(values: Any) -> Any:
    """Return a `draw` that deals the values out one by one."""
    left = iter(values)
    return lambda: next(left)


@pytest.mark.parametrize("t", GOLDEN)
def test_the_toy_example(t: int) -> None:
    random = np.random.RandomState(0)
    best, lowest = random_search(lambda w: w**2, lambda: random.uniform(-2, 2), t)
    assert abs(best) == pytest.approx(GOLDEN[t], rel=1e-11)
    assert lowest == best**2


@pytest.mark.parametrize("draws", [1, 2, 7, 200])
def test_it_is_the_lowest_of_all_draws_and_draws_no_more(draws: int) -> None:
    tried = np.random.default_rng(5).standard_normal((draws, 3))
    heights = np.sum(tried**2, axis=1)
    # One place more than is dealt would raise.
    best, lowest = random_search(lambda w: float(np.sum(w**2)), drawer(tried), draws)
    assert np.array_equal(best, tried[np.argmin(heights)])
    assert lowest == heights.min()


def test_the_height_is_a_plain_number() -> None:
    _, lowest = random_search(lambda w: np.array(w, dtype=np.float32), drawer([2.5]), 1)
    assert type(lowest) is float


def test_each_place_is_looked_at_once_in_order() -> None:
    seen: list[float] = []

    def value(w: float) -> float:
        seen.append(w)
        return w

    random_search(value, drawer([3.0, 1.0, 2.0]), 3)
    assert seen == [3.0, 1.0, 2.0]


def test_of_equals_the_first_stays() -> None:
    assert random_search(abs, drawer([3.0, -1.0, 1.0, -1.0]), 4) == (-1.0, 1.0)


def test_it_never_rises() -> None:
    tried = np.random.default_rng(6).uniform(-1, 1, 40)
    lows = [random_search(abs, drawer(tried), n)[1] for n in range(1, 41)]
    assert lows == np.minimum.accumulate(np.abs(tried)).tolist()


def test_everywhere_infinite_is_still_a_place() -> None:
    assert random_search(lambda w: float("inf"), drawer([5.0, 6.0]), 2) == (5.0, float("inf"))


def test_a_height_that_is_no_number_is_told() -> None:
    heights = {1.0: 2.0, 7.0: float("nan"), 3.0: 1.0}
    with pytest.raises(ValueError, match=r"value returned NaN at w = 7\.0"):
        random_search(heights.__getitem__, drawer(heights), 3)


@pytest.mark.parametrize("draws", [0, -1, 2.0, 2.5, "2", None, True], ids=repr)
def test_a_bad_number_of_draws_is_named(draws: Any) -> None:
    feedback = f"draws must be a whole number of at least 1, got {draws!r}"
    with pytest.raises(ValueError, match=feedback):
        random_search(abs, drawer([1.0, 2.0]), draws)


def test_in_many_dimensions_a_draw_hits_the_middle_with_two_to_the_minus_d() -> None:
    random = np.random.default_rng(8)
    n = 40_000
    for d in (1, 2, 5):
        hits = np.mean(np.abs(random.uniform(-1, 1, (n, d))).max(axis=1) < 0.5)
        # Four standard deviations of a share of n draws.
        assert abs(hits - 0.5**d) < 4 * np.sqrt(0.5**d / n)
