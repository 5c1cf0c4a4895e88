"""Gradient descent against (1 - lr curvature)^t."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from solutions import GradientDescent
from tests.helpers.walk import bowl_slope, places, walk

# w_t on L(w) = w^2 from w_0 = 1 at lr = 1/10, from 50-digit arithmetic.
GOLDEN = {1: 0.8, 2: 0.64, 10: 0.1073741824, 50: 1.42724769271e-5}


@pytest.mark.parametrize("t", GOLDEN)
def test_the_toy_example_is_the_power_of_four_fifths(t: int) -> None:
    exact = places(walk(GradientDescent(Fraction(1, 10)), bowl_slope, Fraction(1), t))[-1]
    assert exact == Fraction(4, 5) ** t
    assert float(exact) == pytest.approx(GOLDEN[t], rel=1e-11)
    assert places(walk(GradientDescent(0.1), bowl_slope, 1.0, t))[-1] == pytest.approx(
        float(exact), rel=1e-13
    )


def test_every_coordinate_shrinks_by_its_own_factor() -> None:
    curvature = np.array([0.1, 1.0, 5.0, 0.0, -1.0])
    path = walk(GradientDescent(0.3), lambda w: curvature * w, np.ones(5), 12)
    assert places(path)[-1] == pytest.approx((1 - 0.3 * curvature) ** 12, rel=1e-12)


def test_it_needs_no_memory() -> None:
    assert {state for _, state in walk(GradientDescent(), bowl_slope, 1.0, 3)} == {None}
