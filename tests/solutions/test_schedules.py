"""Schedules against closed forms, and the path of an optimizer that follows one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions.gradient_descent import GradientDescent
from solutions.momentum import HeavyBall
from solutions.nesterov import Nesterov
from solutions.schedules import Scheduled, cosine, step_decay, warm_restarts, warm_up
from tests.helpers.walk import bowl_slope, places, walk

# w_t of gradient descent on L(w) = w^2 from w_0 = 1 at lr = 1/10, from 50-digit arithmetic.
GOLDEN = {
    "step": {1: 0.8, 2: 0.64, 10: 0.1073741824, 50: 0.0153454001323},
    "cosine": {1: 0.8, 2: 0.640157861726, 10: 0.115003599781, 50: 0.00394763767683},
    "restarts": {1: 0.8, 2: 0.643915478696, 10: 0.302345460141, 50: 0.000806352995009},
    "warm-up": {1: 0.96, 2: 0.8832, 10: 0.171143709327, 50: 2.27489009740e-5},
}
SCHEDULES = {
    "step": step_decay(0.1, gamma=0.5, every=10),
    "cosine": cosine(0.1, steps=50),
    "restarts": warm_restarts(0.1, first=10, factor=2),
    "warm-up": warm_up(0.1, steps=5),
}


def exact_rate(name: str, k: int) -> Any:
    """The same rates to 50 digits, written another way: half a cosine is a squared one."""
    lr = mpmath.mpf(1) / 10
    if name == "step":
        return lr / 2 ** (k // 10)
    if name == "warm-up":
        return lr * min(k + 1, 5) / 5
    start, length = 0, 50
    if name == "restarts":
        # Runs of 10, 20, 40, ... begin at 10 (2^i - 1).
        i = (k // 10 + 1).bit_length() - 1
        start, length = 10 * (2**i - 1), 10 * 2**i
    return lr * mpmath.cos(mpmath.pi * (k - start) / (2 * length)) ** 2


@pytest.mark.parametrize("name", GOLDEN)
def test_the_toy_example_is_a_product_of_factors(name: str) -> None:
    # Gradient descent multiplies w by 1 - 2 lr_k at every step.
    path = places(walk(Scheduled(GradientDescent(7.0), SCHEDULES[name]), bowl_slope, 1.0, 50))
    with mpmath.workdps(50):
        due = mpmath.mpf(1)
        for t in range(1, 51):
            due *= 1 - 2 * exact_rate(name, t - 1)
            assert path[t] == pytest.approx(float(due), rel=1e-13)
            if t in GOLDEN[name]:
                assert float(due) == pytest.approx(GOLDEN[name][t], rel=1e-11)


def test_step_decay_drops_at_every_multiple() -> None:
    rate = step_decay(Fraction(3), gamma=Fraction(1, 3), every=4)
    assert [rate(k) for k in range(9)] == [3] * 4 + [1] * 4 + [Fraction(1, 3)]


def test_the_cosine_starts_high_and_ends_low_and_is_even_about_its_middle() -> None:
    rate = cosine(0.5, steps=12, lowest=0.1)
    assert rate(0) == 0.5
    assert rate(6) == pytest.approx(0.3, abs=1e-15)
    assert rate(4) == pytest.approx(0.4, abs=1e-15)  # cos(60 degrees) is a half
    assert rate(12) == 0.1
    for k in range(13):
        assert rate(k) + rate(12 - k) == pytest.approx(0.6, abs=1e-15)


@pytest.mark.parametrize("k", [12, 13, 18, 24, 30, 36, 10**6])
def test_the_cosine_stays_low_after_its_end(k: int) -> None:
    # torch's is periodic: at k = 24 it would be back at the top.
    assert cosine(0.5, steps=12, lowest=0.1)(k) == 0.1


@pytest.mark.parametrize(
    ("first", "factor", "tops"),
    [
        (10, 2, [0, 10, 30, 70, 150, 310]),
        (4, 1, [0, 4, 8, 12, 16, 20]),
        (2, 3, [0, 2, 8, 26, 80, 242]),
        (4, 1.5, [0, 4, 10, 19]),  # 4, 6, 9 updates: whole lengths from a factor that is not
    ],
)
def test_each_run_is_longer_by_the_factor(first: int, factor: float, tops: list[int]) -> None:
    rate = warm_restarts(0.2, first, factor, lowest=0.05)
    assert [k for k in range(tops[-1] + 1) if rate(k) == 0.2] == tops
    for start, end in pairwise(tops):
        alone = cosine(0.2, end - start, lowest=0.05)
        for k in range(start, end):
            assert rate(k) == pytest.approx(alone(k - start), abs=1e-16)
            assert rate(k) > 0.05  # where it would be reached the next run begins


def test_the_warm_up_climbs_in_even_stairs_and_never_starts_from_nothing() -> None:
    rate = warm_up(Fraction(1), 4)
    assert [rate(k) for k in range(6)] == [Fraction(n, 4) for n in (1, 2, 3, 4, 4, 4)]
    assert warm_up(0.1, 1)(0) == 0.1


def test_what_follows_the_warm_up_counts_from_its_own_zero() -> None:
    asked: list[int] = []

    def then(k: int) -> float:
        asked.append(k)
        return 10.0 + k

    rate = warm_up(0.4, 4, then)
    assert [rate(k) for k in range(7)] == pytest.approx([0.1, 0.2, 0.3, 0.4, 10.0, 11.0, 12.0])
    assert asked == [0, 1, 2]


@given(
    lr=st.floats(0, 10),
    share=st.floats(0, 1),
    steps=st.integers(1, 50),
    factor=st.floats(1, 4),
    k=st.integers(0, 300),
)
def test_no_rate_leaves_its_bounds(
    lr: float, share: float, steps: int, factor: float, k: int
) -> None:
    lowest = share * lr
    slack = 1e-15 * lr
    for rate in (cosine(lr, steps, lowest), warm_restarts(lr, steps, factor, lowest)):
        assert lowest - slack <= rate(k) <= lr + slack
    assert 0 <= warm_up(lr, steps)(k) <= lr + slack
    assert 0 <= step_decay(lr, share or 1, steps)(k + 1) <= step_decay(lr, share or 1, steps)(k)
    assert cosine(lr, steps, lowest)(k + 1) <= cosine(lr, steps, lowest)(k) + slack


@pytest.mark.parametrize(
    ("make", "feedback"),
    [
        (lambda: step_decay(-0.1, 0.5, 2), "lr must be .*, got -0.1"),
        (lambda: step_decay("fast", 0.5, 2), "lr must be .*, got 'fast'"),
        (lambda: step_decay(0.1, 0, 2), "gamma must be .*, got 0"),
        (lambda: step_decay(0.1, 1.5, 2), "gamma must be .*, got 1.5"),
        (lambda: step_decay(0.1, float("nan"), 2), "gamma must be .*, got nan"),
        (lambda: step_decay(0.1, 0.5, 0), "every must be .*, got 0"),
        (lambda: step_decay(0.1, 0.5, 2.5), "every must be .*, got 2.5"),
        (lambda: step_decay(0.1, 0.5, True), "every must be .*, got True"),
        (lambda: cosine(float("inf"), 5), "lr must be .*, got inf"),
        (lambda: cosine(0.1, 0), "steps must be .*, got 0"),
        (lambda: cosine(0.1, None), "steps must be .*, got None"),
        (lambda: cosine(0.1, 5, 0.2), "lowest must be between 0 and lr = 0.1, got 0.2"),
        (lambda: cosine(0.1, 5, -0.2), "lowest must be .*, got -0.2"),
        (lambda: warm_restarts(-1, 5), "lr must be .*, got -1"),
        (lambda: warm_restarts(0.1, 0), "first must be .*, got 0"),
        (lambda: warm_restarts(0.1, 5, 0.5), "factor must be .*, got 0.5"),
        (lambda: warm_restarts(0.1, 5, float("inf")), "factor must be .*, got inf"),
        (lambda: warm_restarts(0.1, 5, 2, 0.2), "lowest must be .*, got 0.2"),
        (lambda: warm_restarts(0.1, 5, 2, -0.2), "lowest must be .*, got -0.2"),
        (lambda: warm_up(float("nan"), 5), "lr must be .*, got nan"),
        (lambda: warm_up(0.1, -5), "steps must be .*, got -5"),
        (lambda: warm_up(0.1, 5, 0.3), "then must be .*, got 0.3"),
    ],
)
def test_a_bad_argument_is_named_at_once(make: Any, feedback: str) -> None:
    with pytest.raises(ValueError, match=feedback):
        make()


def test_whole_numbers_of_numpy_are_whole_numbers() -> None:
    rate = cosine(np.float64(0.1), np.int64(4), np.float32(0))
    assert rate(np.int64(2)) == pytest.approx(0.05, abs=1e-17)


# The optimizer that follows a schedule.


@pytest.mark.parametrize("rule", [GradientDescent(0.1), HeavyBall(0.1, 0.8), Nesterov(0.1, 0.8)])
def test_at_a_constant_rate_it_is_the_rule_bit_for_bit(rule: Any) -> None:
    start = np.array([1.0, -2.0, 0.0])
    plain = walk(rule, np.sin, start, 15)
    scheduled = walk(Scheduled(replace(rule, lr=99.0), lambda k: 0.1), np.sin, start, 15)
    assert np.array_equal(places(scheduled), places(plain))
    assert [state.k for _, state in scheduled] == list(range(16))
    assert np.array_equal(
        [state.inner for _, state in scheduled][1:], [state for _, state in plain][1:]
    )


def test_the_schedule_is_asked_once_a_step_from_zero_on() -> None:
    asked: list[int] = []

    def schedule(k: int) -> float:
        asked.append(k)
        return 0.1

    rule = Scheduled(GradientDescent(), schedule)
    walk(rule, bowl_slope, 1.0, 4)
    walk(rule, bowl_slope, 1.0, 3)  # a second run with the same rule begins anew
    assert asked == [0, 1, 2, 3, 0, 1, 2]


def test_a_changed_rate_multiplies_the_whole_velocity() -> None:
    # As in torch; with the rate inside the velocity, as in Keras, the past keeps its rates.
    rates, beta, slope = [Fraction(1, 10), Fraction(1, 100), Fraction(1, 5)], Fraction(9, 10), 2
    outside = inside = Fraction(1)
    v = u = Fraction(0)
    for rate in rates:
        v = beta * v + slope * outside
        outside -= rate * v
        u = beta * u - rate * slope * inside
        inside += u
    rule = Scheduled(HeavyBall(0.5, 0.9), lambda k: float(rates[k]))
    end = places(walk(rule, bowl_slope, 1.0, 3))[-1]
    assert end == pytest.approx(float(outside), rel=1e-14)
    assert abs(end - float(inside)) > 0.1


def test_the_look_ahead_is_at_the_new_rate() -> None:
    asked: list[float] = []

    def spy(at: Any) -> Any:
        asked.append(float(at))
        return 2 * at

    rates = [0.1, 0.3]
    (_, _), (w, state), _ = walk(Scheduled(Nesterov(9.0, 0.8), rates.__getitem__), spy, 1.0, 2)
    assert asked[1] == pytest.approx(w - 0.3 * 0.8 * state.inner, abs=1e-16)


def test_float32_stays_float32_on_every_schedule() -> None:
    start = np.ones(3, dtype=np.float32)
    for schedule in SCHEDULES.values():
        rule = Scheduled(HeavyBall(), schedule)
        w, state = walk(rule, lambda w: np.float32(2) * w, start, 12)[-1]
        assert {w.dtype, state.inner.dtype} == {np.dtype(np.float32)}


def test_a_schedule_that_leaves_the_rates_is_told() -> None:
    rule = Scheduled(GradientDescent(), lambda k: 0.1 - k)
    w, state = rule.step(1.0, bowl_slope, rule.init(1.0))
    with pytest.raises(ValueError, match=r"lr must be .*, got -0\.9"):
        rule.step(w, bowl_slope, state)


def test_a_rule_without_a_rate_is_told() -> None:
    @dataclass(frozen=True)
    class Rateless:
        def init(self, w: Any) -> None:
            return None

    with pytest.raises(ValueError, match=r"rule must be an optimizer with a field lr, got .*Rate"):
        Scheduled(Rateless(), SCHEDULES["step"]).init(1.0)
