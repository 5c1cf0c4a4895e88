"""Momentum in both conventions, against recursions in which no velocity appears.

With v_t = (w_{t-1} - w_t) / lr put into its rule, momentum on L(w) = w^2 is a recursion over
places alone, w_{t+1} = (1 + beta - 2 rate) w_t - beta w_{t-1} from w_{-1} = w_0, where the rate
is lr for the heavy ball and lr (1 - beta) for the running average.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from descent import losses
from solutions import HeavyBall, Momentum, heavy_ball_lr, running_average_lr
from tests.helpers.walk import bowl_slope, places, walk

LR, BETA = Fraction(1, 10), Fraction(9, 10)

# w_t on L(w) = w^2 from w_0 = 1, from 50-digit arithmetic.
GOLDEN = {
    Momentum: {1: 0.98, 2: 0.9424, 10: 0.307119761101, 50: 0.0739376181297},
    HeavyBall: {1: 0.8, 2: 0.46, 10: 0.00439987060000, 50: -0.0304984291391},
}
CASES = [(form, t) for form, golden in GOLDEN.items() for t in golden]


def without_velocity(rate: Fraction, beta: Fraction, steps: int) -> Fraction:
    before = now = Fraction(1)
    for _ in range(steps):
        before, now = now, (1 + beta - 2 * rate) * now - beta * before
    return now


@pytest.mark.parametrize(("form", "t"), CASES)
def test_the_toy_example_in_exact_arithmetic(form: Any, t: int) -> None:
    rate = LR * (1 - BETA) if form is Momentum else LR
    due = without_velocity(rate, BETA, t)
    exact = places(walk(form(LR, BETA), bowl_slope, Fraction(1), t, state=Fraction(0)))[-1]
    assert exact == due
    assert float(due) == pytest.approx(GOLDEN[form][t], rel=1e-11)
    floats = places(walk(form(0.1, 0.9), bowl_slope, np.array(1.0), t))[-1]
    assert floats == pytest.approx(float(due), abs=1e-14)


@pytest.mark.parametrize("t", [1, 2, 7, 40])
def test_equal_gradients_fill_the_velocity_by_the_geometric_series(t: int) -> None:
    g = Fraction(3)
    average = walk(Momentum(LR, BETA), lambda _: g, Fraction(1), t, state=Fraction(0))[-1][1]
    total = walk(HeavyBall(LR, BETA), lambda _: g, Fraction(1), t, state=Fraction(0))[-1][1]
    assert average == (1 - BETA**t) * g
    assert total == sum(BETA**k for k in range(t)) * g


@pytest.mark.parametrize("beta", [0.0, 0.3, 0.9, 0.999])
def test_the_running_average_never_exceeds_the_largest_gradient(beta: float) -> None:
    rng = np.random.default_rng(7)
    slopes = rng.standard_normal((300, 5)) * 10.0 ** rng.uniform(-3, 3, size=(300, 5))
    feed = iter(slopes)
    path = walk(Momentum(0.1, beta), lambda _: next(feed), np.zeros(5), len(slopes))
    velocities = np.array([v for _, v in path[1:]])
    largest = np.maximum.accumulate(np.abs(slopes))
    assert (np.abs(velocities) <= largest * (1 + 1e-14)).all()


@pytest.mark.parametrize(("lr", "beta"), [(0.002, 0.9), (0.003, 0.6), (0.01, 0.97)])
def test_the_two_conventions_walk_one_path(lr: float, beta: float) -> None:
    valley = losses.rosenbrock()
    average = walk(Momentum(lr, beta), valley.gradient, valley.start, 200)
    total = walk(HeavyBall(heavy_ball_lr(lr, beta), beta), valley.gradient, valley.start, 200)
    assert np.array(places(total)) == pytest.approx(np.array(places(average)), abs=1e-11)
    # The places agree; the velocities stay a factor apart.
    assert average[-1][1] == pytest.approx((1 - beta) * total[-1][1], abs=1e-9)


def test_the_two_conventions_at_one_rate_are_not_one_path() -> None:
    valley = losses.rosenbrock()
    average = walk(Momentum(1e-4, 0.9), valley.gradient, valley.start, 50)
    total = walk(HeavyBall(1e-4, 0.9), valley.gradient, valley.start, 50)
    assert np.abs(average[-1][0] - total[-1][0]).max() > 0.01


@pytest.mark.parametrize("beta", [Fraction(0), Fraction(1, 3), Fraction(9, 10), Fraction(99, 100)])
def test_the_converters_undo_each_other(beta: Fraction) -> None:
    lr = Fraction(1, 7)
    assert heavy_ball_lr(lr, beta) == lr * (1 - beta)
    assert running_average_lr(heavy_ball_lr(lr, beta), beta) == lr
    assert heavy_ball_lr(running_average_lr(lr, beta), beta) == lr
