"""What lies past the notes, against papers' examples and exact recursions; Muon is next door."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions.adam import Adam
from solutions.amsgrad import AMSGrad
from solutions.gradient_descent import GradientDescent
from solutions.lion import Lion
from solutions.muon import Muon
from solutions.schedule_free import ScheduleFree, ScheduleFreeState
from tests.helpers.walk import bowl_slope, places, walk

rng = np.random.default_rng(12)
SLOPES = (
    rng.standard_normal((40, 3))
    * np.array([1.0, 30.0, 0.0])
    * 10.0 ** rng.uniform(-1, 1, 40)[:, None]
)  # unequal scales, and one coordinate without any slope


def feed(slopes: Any) -> Any:
    """Return a gradient that gives the slopes one by one, wherever it is asked."""
    left = iter(slopes)
    return lambda at: next(left)


# AMSGrad.


def test_amsgrad_follows_its_recursion_in_50_digits() -> None:
    lr, b1, b2, eps = (mpmath.mpf(x) for x in ("0.05", "0.8", "0.95", "0.001"))
    path = places(walk(AMSGrad(0.05, 0.8, 0.95, 0.001), feed(SLOPES), np.ones(3), 40))
    with mpmath.workdps(50):
        for i in range(3):
            gs = [mpmath.mpf(float(g)) for g in SLOPES[:, i]]
            w = mpmath.mpf(1)
            for t in range(1, 41):
                # The averages as sums, and the largest of all corrected second moments so far.
                m = (1 - b1) * sum(b1 ** (t - 1 - s) * gs[s] for s in range(t)) / (1 - b1**t)
                u = max(
                    (1 - b2) * sum(b2 ** (r - 1 - s) * gs[s] ** 2 for s in range(r)) / (1 - b2**r)
                    for r in range(1, t + 1)
                )
                w -= lr * m / (mpmath.sqrt(u) + eps)
                assert path[t][i] == pytest.approx(float(w), rel=1e-12)


def test_amsgrad_is_adam_while_the_slopes_grow_and_slower_when_they_fall() -> None:
    for slopes, same in ((2.0 ** np.arange(20), True), (0.5 ** np.arange(20), False)):
        ours = np.array(places(walk(AMSGrad(0.1), feed(slopes), 0.0, 20)))
        adams = np.array(places(walk(Adam(0.1), feed(slopes), 0.0, 20)))
        assert bool(np.abs(ours - adams).max() < 1e-13) is same
        assert abs(ours[-1]) <= abs(adams[-1]) + 1e-13


def test_the_divisor_of_amsgrad_never_falls() -> None:
    states = [state for _, state in walk(AMSGrad(), feed(SLOPES), np.ones(3), 40)]
    largest = np.array([state.largest for state in states])
    assert (np.diff(largest, axis=0) >= 0).all()
    assert [state.t for state in states] == list(range(41))
    # torch divides the largest uncorrected v by the present 1 - beta2^t, and so falls at once.
    v = np.maximum.accumulate([state.v for state in states[1:]])
    assert (np.diff(v[:, 0] / (1 - 0.999 ** np.arange(1, 41))) < 0).any()


def reddi(rule: Any, rounds: int) -> tuple[float, float]:
    """Run on C w, -w, -w, C w, ... over [-1, 1] with rates lr / sqrt(t), C = 3; the best w is -1.

    Reddi, Kale, Kumar 2018, section 3: each round of three slopes the other way by 1.
    """
    w, state = 0.0, rule.init(0.0)
    regret = 0.0
    for t in range(1, 3 * rounds + 1):
        slope = 3.0 if t % 3 == 1 else -1.0
        regret += slope * (w + 1)
        now = type(rule)(rule.lr / np.sqrt(t), 0.0, 0.1)
        w, state = now.step(w, lambda at, slope=slope: slope, state)
        w = min(max(float(w), -1.0), 1.0)
    return w, regret / (3 * rounds)


def test_reddi_s_example_leads_adam_to_the_worst_place_and_amsgrad_to_the_best() -> None:
    w, regret = reddi(Adam(0.5, 0.0, 0.1), 2000)
    assert w == 1.0
    assert regret == pytest.approx(2 / 3, abs=0.05)  # (3 - 1 - 1) (1 + 1) / 3 a step
    w, regret = reddi(AMSGrad(0.5, 0.0, 0.1), 2000)
    assert w == pytest.approx(-1, abs=0.02)
    assert regret < 0.05


# Lion.


def test_lion_follows_its_recursion_in_exact_arithmetic() -> None:
    lr, b1, b2, decay = Fraction(1, 10), Fraction(4, 5), Fraction(19, 20), Fraction(3, 10)
    rule = Lion(0.1, 0.8, 0.95, 0.3)
    path = walk(rule, feed(SLOPES), np.ones(3), 40)
    for i in range(3):
        w, m = Fraction(1), Fraction(0)
        for t, g in enumerate(map(Fraction, SLOPES[:, i].tolist()), start=1):
            c = b1 * m + (1 - b1) * g
            w = (1 - lr * decay) * w - lr * ((c > 0) - (c < 0))
            m = b2 * m + (1 - b2) * g
            assert path[t][0][i] == pytest.approx(float(w), rel=1e-12)
            assert path[t][1][i] == pytest.approx(float(m), rel=1e-12)


def test_lion_weighs_the_newest_slope_more_in_the_step_than_in_the_memory() -> None:
    # After g = 1 the memory is 0.01. Then -0.08 tips the step (0.9 * 0.01 < 0.1 * 0.08 is false),
    # and -0.1 does (0.009 < 0.01), while the memory itself stays above zero either way.
    rule = Lion(0.5)
    for slope, end in ((-0.08, -1.0), (-0.1, 0.0)):
        w, m = walk(rule, feed([1.0, slope]), 0.0, 2)[-1]
        assert w == end
        assert m > 0


@given(scale=st.integers(-20, 20), seed=st.integers(0, 99))
def test_lion_does_not_see_the_size_of_the_slopes(scale: int, seed: int) -> None:
    slopes = np.random.default_rng(seed).standard_normal((8, 2))
    path = places(walk(Lion(0.25, decay=0.5), feed(slopes), np.ones(2), 8))
    scaled = places(walk(Lion(0.25, decay=0.5), feed(2.0**scale * slopes), np.ones(2), 8))
    assert np.array_equal(path, scaled)


# Schedule-free gradient descent.


def z_alone(lr: Fraction, beta: Fraction, steps: int) -> list[Fraction]:
    """The places on L(w) = w^2 with the average taken as a mean of all z, the start included."""
    z = [Fraction(1)]
    for _ in range(steps):
        mean = sum(z, Fraction(0)) / len(z)
        z.append(z[-1] - lr * 2 * ((1 - beta) * z[-1] + beta * mean))
    return [sum(z[: t + 1], Fraction(0)) / (t + 1) for t in range(steps + 1)]


@pytest.mark.parametrize("beta", [Fraction(0), Fraction(3, 5), Fraction(9, 10)])
def test_schedule_free_stands_on_the_mean_of_its_fast_points(beta: Fraction) -> None:
    lr = Fraction(1, 10)
    start = ScheduleFreeState(Fraction(1), 0)
    path = walk(ScheduleFree(lr, beta), bowl_slope, Fraction(1), 30, state=start)
    assert places(path) == z_alone(lr, beta, 30)
    assert [state.t for _, state in path] == list(range(31))
    floats = places(walk(ScheduleFree(0.1, float(beta)), bowl_slope, 1.0, 30))
    assert floats == pytest.approx([float(w) for w in places(path)], rel=1e-13)


def test_schedule_free_asks_once_a_step_between_the_average_and_the_fast_point() -> None:
    asked: list[Any] = []

    def spy(at: Any) -> Any:
        asked.append(np.array(at))
        return np.sin(at)

    path = walk(ScheduleFree(0.4, 0.7), spy, np.array([1.0, -2.0]), 8)
    between = [0.3 * state.z + 0.7 * w for w, state in path[:-1]]
    assert np.array(asked) == pytest.approx(np.array(between), abs=1e-15)
    for (w, state), at in zip(path[1:], asked[1:], strict=False):
        assert min(np.abs(w - at).min(), np.abs(state.z - at).min()) > 1e-4


def test_without_beta_it_is_gradient_descent_averaged() -> None:
    start = np.array([1.0, -2.0])
    plain = places(walk(GradientDescent(0.3), np.sin, start, 12))
    path = walk(ScheduleFree(0.3, 0.0), np.sin, start, 12)
    assert np.array([state.z for _, state in path]) == pytest.approx(np.array(plain), abs=1e-15)
    means = np.cumsum(plain, axis=0) / np.arange(1, 14)[:, None]
    assert np.array(places(path)) == pytest.approx(means, abs=1e-15)


def test_the_authors_code_is_one_step_of_gradient_descent_ahead() -> None:
    # Their weight is 1 / t: x_1 = z_1, and the start is in no mean.
    lr, beta = Fraction(1, 10), Fraction(9, 10)
    x = z = y = Fraction(1)
    theirs = [x]
    for t in range(1, 12):
        z -= lr * 2 * y
        x += (z - x) / t
        y = (1 - beta) * z + beta * x
        theirs.append(x)
    ahead = theirs[1]
    assert ahead == 1 - lr * 2
    state = ScheduleFreeState(ahead, 0)
    ours = places(walk(ScheduleFree(lr, beta), bowl_slope, ahead, 10, state=state))
    assert ours == theirs[1:]


def test_the_memory_is_not_the_place_that_was_given() -> None:
    start = np.ones(2)
    state = ScheduleFree().init(start)
    start[:] = 7.0
    assert np.array_equal(state.z, [1.0, 1.0])


# All of them.

RULES = (AMSGrad(0.1), Lion(0.1, decay=0.1), Muon(0.1, decay=0.1), ScheduleFree(0.1))
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)


@every_rule
def test_single_precision_is_kept_and_nothing_is_written_to(rule: Any) -> None:
    start = np.random.default_rng(10).standard_normal((3, 2)).astype(np.float32)
    start.flags.writeable = False

    def slope(w: Any) -> Any:
        g = np.sin(w)
        g.flags.writeable = False
        return g

    w, state = start, rule.init(start)
    for _ in range(5):
        parts = [a for a in (state if isinstance(state, tuple) else [state]) if np.ndim(a)]
        for array in parts:
            array.flags.writeable = False
        w, state = rule.step(w, slope, state)
        assert {a.dtype for a in (w, *parts)} == {np.dtype(np.float32)}
    due = places(walk(rule, np.sin, start.astype(float), 5))[-1]
    assert w == pytest.approx(due, abs=2e-5)


@every_rule
def test_a_whole_matrix_is_not_truncated(rule: Any) -> None:
    whole = np.array([[3, -7], [2, 0]])
    ours = places(walk(rule, bowl_slope, whole, 4))
    assert np.array_equal(ours, places(walk(rule, bowl_slope, whole.astype(float), 4)))
