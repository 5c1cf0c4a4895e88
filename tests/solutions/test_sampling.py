"""What a few samples say, against every sample that could have been drawn, in exact fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from solutions import gradient_variance, sampled_gradient

ROWS = [Fraction(v) for v in (-3, 1, 4, 1, -5, 9)]


@pytest.mark.parametrize("m", range(1, 7))
def test_the_variance_is_that_of_all_batches(m: int) -> None:
    mean = sum(ROWS) / 6
    variance = sum((row - mean) ** 2 for row in ROWS) / 6
    means = [sum(batch) / m for batch in combinations(ROWS, m)]
    assert sum(means) / len(means) == mean
    due = sum((drawn - mean) ** 2 for drawn in means) / len(means)
    given: Any = variance
    assert gradient_variance(given, 6, m) == due


@pytest.mark.parametrize("p", [[1, 1, 1, 1, 1, 1], [1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 95]])
def test_the_average_over_all_draws_is_the_mean(p: list[int]) -> None:
    shares = [Fraction(part, sum(p)) for part in p]
    given: Any = zip(ROWS, shares, strict=True)
    assert sum(share * sampled_gradient(row, share, 6) for row, share in given) == sum(ROWS) / 6


def test_a_gradient_of_any_shape() -> None:
    g = np.arange(6.0).reshape(2, 3)
    assert np.array_equal(sampled_gradient(g, p=0.25, n=4), g)
    assert np.array_equal(sampled_gradient(g, p=0.5, n=4), g / 2)
