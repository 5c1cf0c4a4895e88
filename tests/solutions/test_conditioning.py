"""The best rate and the steps it takes, against other rates and against runs."""

from __future__ import annotations

import numpy as np
import pytest

from descent import losses, minimize
from solutions import GradientDescent, fastest_rate, spectral_radius, steps_needed


@pytest.mark.parametrize(("low", "high"), [(1.0, 3.0), (0.2, 50.0), (2.0, 2.0)])
def test_no_other_rate_is_faster(low: float, high: float) -> None:
    def slowest(lr: float) -> float:
        return max(spectral_radius(GradientDescent(lr), c) for c in (low, (low + high) / 2, high))

    best = fastest_rate(low, high)
    others = [slowest(lr) for lr in np.linspace(0, 2 / high, 2001)]
    assert slowest(best) <= min(others) + 1e-12
    assert slowest(best) == pytest.approx((high - low) / (high + low))


@pytest.mark.parametrize("kappa", [2.0, 7.5, 100.0])
@pytest.mark.parametrize("share", [0.3, 0.05, 0.001])
def test_the_steps_are_those_of_a_run(kappa: float, share: float) -> None:
    steps = steps_needed(1.0, kappa, share)
    valley = losses.ravine(condition=kappa)
    rule = GradientDescent(fastest_rate(1.0, kappa))
    run = minimize(rule, valley, w0=[1.0, 1.0], steps=steps)
    left = np.linalg.norm(run.places, axis=1) / np.linalg.norm(run.places[0])
    assert left[-1] <= share < left[-2]
    one_way = minimize(rule, valley, w0=[1.0, 0.0], steps=steps)
    assert abs(one_way.final[0]) <= share < abs(one_way.places[-2, 0])


def test_steps_grow_as_the_condition_number() -> None:
    assert steps_needed(1, 10_000, 0.01) / steps_needed(1, 1000, 0.01) == pytest.approx(
        10, rel=1e-3
    )
    assert steps_needed(3, 30, 0.1) == steps_needed(1, 10, 0.1)
