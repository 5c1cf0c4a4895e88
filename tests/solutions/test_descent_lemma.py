"""The promise of one step against real steps, and two scales of one loss against each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from descent import linear_regression, losses, minimize
from solutions import GradientDescent, gradient_descent_limit, promised_fall, summed_lr


@pytest.mark.parametrize("lr", [0.1, 0.5, 1.5, -0.25])
@pytest.mark.parametrize("curvature", [2.0, 0.125])
def test_a_parabola_falls_exactly_so_far(lr: float, curvature: float) -> None:
    w = 3.0 / curvature  # where the slope is 3
    fall = curvature * (w**2 - (w - lr * 3) ** 2) / 2
    assert promised_fall(lr, curvature, np.array(3.0)) == pytest.approx(fall)


def test_an_uneven_bowl_falls_at_least_so_far() -> None:
    random = np.random.default_rng(0)
    for _ in range(200):
        curvatures, w = random.uniform(0, 5, (2, 3)), random.normal(size=(2, 3))
        lr, g = random.uniform(0, 1), curvatures * w
        fall = (curvatures * (w**2 - (w - lr * g) ** 2)).sum() / 2
        assert fall >= promised_fall(lr, curvatures.max(), g) - 1e-12


def test_it_keeps_its_promise_on_a_loss_that_is_no_parabola() -> None:
    # The curvature of the double well 4 w^2 (3) - 6 is largest at the ends of the window.
    wells = losses.double_well()
    (low, high) = wells.window[0]
    places = np.linspace(low, high, 2001)
    bends = np.abs(np.diff(wells.gradient(places)) / np.diff(places)).max()
    for w in places[::50]:
        after = w - 0.5 / bends * wells.gradient(w)
        if low <= after <= high:
            fall = wells.value(w) - wells.value(after)
            assert fall >= promised_fall(0.5 / bends, bends, wells.gradient(w)) - 1e-9


@pytest.mark.parametrize("curvature", [0.3, 2.0, 70.0])
def test_the_promise_ends_at_the_limit(curvature: float) -> None:
    limit, g = gradient_descent_limit(curvature), np.array([[1.0, -2.0]])
    assert promised_fall(limit, curvature, g) == pytest.approx(0)
    assert promised_fall(0.99 * limit, curvature, g) > 0 > promised_fall(1.01 * limit, curvature, g)
    rates = np.linspace(0, limit, 101)
    falls = [promised_fall(lr, curvature, g) for lr in rates]
    assert np.argmax(falls) == 50
    assert max(falls) == pytest.approx(5 / (2 * curvature))


@pytest.mark.parametrize("n", [2, 7, 40])
def test_a_summed_loss_walks_the_same_path(n: int) -> None:
    random = np.random.default_rng(n)
    line = linear_regression(random.normal(size=(n, 2)), random.normal(size=n))
    mean = line.loss()

    def total(w: np.ndarray) -> float:
        return float(((line.x @ w - line.y) ** 2).sum())

    summed = replace(mean, value=total, gradient=lambda w: 2 * line.x.T @ (line.x @ w - line.y))
    due = minimize(GradientDescent(0.1), mean, steps=10).places
    got = minimize(GradientDescent(summed_lr(0.1, n)), summed, steps=10).places
    assert got == pytest.approx(due, abs=1e-12)
