"""Clipping against geometry: what it leaves alone, how long the rest is, and where it points."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from solutions.clipping import Clipped, clip_by_norm, clip_by_value
from solutions.gradient_descent import GradientDescent
from solutions.momentum import HeavyBall
from solutions.nesterov import Nesterov
from tests.helpers.walk import bowl_slope, places, walk

# w_t of gradient descent with |g| <= 1 on L(w) = w^2 from w_0 = 1 at lr = 1/10.
GOLDEN = {1: 0.9, 2: 0.8, 10: 0.16384, 50: 2.17780714829e-5}

gradients = arrays(
    np.float64, array_shapes(min_dims=0, max_dims=3, max_side=4), elements=st.floats(-1e150, 1e150)
)


def degrees_between(a: Any, b: Any) -> float:
    return float(np.degrees(np.arccos(a @ b / np.sqrt((a @ a) * (b @ b)))))


def test_a_long_gradient_keeps_its_direction() -> None:
    assert clip_by_norm(np.array([3.0, 4.0]), 1.0) == pytest.approx(np.array([0.6, 0.8]), abs=1e-15)
    assert clip_by_norm(np.array([3.0, 4.0]), 2.5) == pytest.approx(np.array([1.5, 2.0]), abs=1e-15)


def test_a_short_gradient_is_not_normalised() -> None:
    # The notes say "normalize gradients (gradient clipping)"; (0.3, 0.4) stays, normalised it
    # would be (0.6, 0.8).
    short = np.array([0.3, 0.4])
    assert np.array_equal(clip_by_norm(short, 1.0), [0.3, 0.4])
    assert short / np.linalg.norm(short) == pytest.approx(np.array([0.6, 0.8]))


def test_a_gradient_at_the_threshold_stays() -> None:
    assert np.array_equal(clip_by_norm(np.array([3.0, 4.0]), 5.0), [3.0, 4.0])


@pytest.mark.parametrize("zero", [0.0, np.zeros(()), np.zeros(3), np.zeros((2, 2)), np.zeros(0)])
def test_no_gradient_stays_no_gradient(zero: Any) -> None:
    for clip in (clip_by_norm, clip_by_value):
        assert np.array_equal(clip(zero, 1e-300), zero)


def test_the_length_is_the_threshold_itself_not_a_millionth_less() -> None:
    g = np.array([3.0, 4.0])
    with_torch_s_epsilon = g / (5 + 1e-6)
    clipped = clip_by_norm(g, 1.0)
    assert np.linalg.norm(clipped) == pytest.approx(1.0, abs=1e-15)
    assert np.abs(clipped - with_torch_s_epsilon).max() == pytest.approx(0.8 * 2e-7, rel=1e-3)


@given(g=gradients, most=st.floats(1e-3, 1e3))
def test_the_norm_is_over_everything_and_the_direction_stays(g: Any, most: float) -> None:
    clipped = clip_by_norm(g, most)
    assert np.shape(clipped) == np.shape(g)
    size = float(np.max(np.abs(g), initial=0.0)) or 1.0
    norm = size * float(np.sqrt(np.sum((g / size) ** 2)))
    if norm < most * (1 - 1e-12):
        assert np.array_equal(clipped, g)
    elif norm > most * (1 + 1e-12):
        assert np.sqrt(np.sum(clipped**2)) == pytest.approx(most, rel=1e-12)
        assert clipped / most == pytest.approx(g / size / (norm / size), abs=1e-12)


def test_the_layers_are_measured_together() -> None:
    # (3, 0) and (0, 4) as rows of one matrix: a norm of 5, not norms of 3 and 4.
    clipped = clip_by_norm(np.array([[3.0, 0.0], [0.0, 4.0]]), 1.0)
    assert clipped == pytest.approx(np.array([[0.6, 0.0], [0.0, 0.8]]), abs=1e-15)


@pytest.mark.parametrize(("kind", "huge"), [(np.float64, 1e200), (np.float32, 1e30)])
def test_an_exploding_gradient_does_not_overflow_to_nothing(kind: Any, huge: float) -> None:
    clipped = clip_by_norm(np.array([3.0, -4.0], dtype=kind) * kind(huge), 1.0)
    assert clipped == pytest.approx(np.array([0.6, -0.8]), rel=1e-6)


def test_cutting_numbers_turns_the_gradient() -> None:
    g = np.array([3.0, 4.0])
    assert np.array_equal(clip_by_value(g, 1.0), [1.0, 1.0])
    # The angle whose cosine is (3 + 4) / (5 sqrt 2).
    assert degrees_between(g, clip_by_value(g, 1.0)) == pytest.approx(8.1301, abs=1e-4)
    assert degrees_between(g, clip_by_norm(g, 1.0)) == pytest.approx(0.0, abs=1e-5)


@given(g=gradients, most=st.floats(1e-3, 1e3))
def test_every_number_is_cut_by_itself(g: Any, most: float) -> None:
    due = [max(-most, min(most, x)) for x in np.ravel(g).tolist()]
    assert np.ravel(clip_by_value(g, most)).tolist() == due


@pytest.mark.parametrize("clip", [clip_by_norm, clip_by_value])
def test_numbers_whole_numbers_and_single_precision(clip: Any) -> None:
    assert clip(-3.0, 2.0) == -2.0
    assert clip(-3, 2) == -2.0
    assert clip(np.array(-3), 2).dtype == np.float64
    assert np.array_equal(clip([4, 0], 2), [2.0, 0.0])
    for g in ([3.0, 4.0], [0.3, 0.4]):
        assert clip(np.array(g, dtype=np.float32), 1.0).dtype == np.float32


@pytest.mark.parametrize("clip", [clip_by_norm, clip_by_value])
def test_the_gradient_itself_is_not_written_to(clip: Any) -> None:
    g = np.array([3.0, 4.0])
    g.flags.writeable = False
    clip(g, 1.0)


@pytest.mark.parametrize("clip", [clip_by_norm, clip_by_value])
@pytest.mark.parametrize("most", [0, -1.0, float("nan"), float("inf"), "1", None, True], ids=repr)
def test_a_bad_threshold_is_named(clip: Any, most: Any) -> None:
    with pytest.raises(ValueError, match=f"most must be a finite number above 0, got {most!r}"):
        clip(np.ones(2), most)


# The optimizer whose gradients are clipped.


@pytest.mark.parametrize("clip", [clip_by_norm, clip_by_value])
def test_the_toy_example(clip: Any) -> None:
    exact = [Fraction(1)]
    for _ in range(50):
        exact.append(exact[-1] - min(2 * exact[-1], Fraction(1)) / 10)
    rule = Clipped(GradientDescent(0.1), lambda g: clip(g, 1.0))
    path = places(walk(rule, bowl_slope, 1.0, 50))
    assert path == pytest.approx([float(w) for w in exact], rel=1e-13)
    for t, w in GOLDEN.items():
        assert float(exact[t]) == pytest.approx(w, rel=1e-11)


def test_a_threshold_out_of_reach_changes_nothing() -> None:
    rule = HeavyBall(0.1, 0.8)
    start = np.array([1.0, -2.0])
    clipped = walk(Clipped(rule, lambda g: clip_by_norm(g, 1e6)), np.sin, start, 10)
    assert np.array_equal(places(clipped), places(walk(rule, np.sin, start, 10)))


def test_the_gradient_is_clipped_and_not_the_velocity() -> None:
    rule = Clipped(HeavyBall(0.1, 0.9), lambda g: clip_by_norm(g, 1.0))
    _, v = walk(rule, lambda w: np.full(2, 50.0), np.zeros(2), 30)[-1]
    # Thirty equal gradients of length 1 make a velocity of (1 - 0.9^30) / (1 - 0.9).
    assert np.linalg.norm(v) == pytest.approx((1 - 0.9**30) / 0.1, rel=1e-13)


def test_it_asks_where_the_rule_asks() -> None:
    asked: list[Any] = []

    def spy(at: Any) -> Any:
        asked.append(np.array(at))
        return np.sin(at)

    rule = Clipped(Nesterov(0.3, 0.8), lambda g: clip_by_value(g, 0.1))
    path = walk(rule, spy, np.array([1.0, -2.0]), 6)
    ahead = [w - 0.3 * 0.8 * v for w, v in path[:-1]]
    assert np.array(asked) == pytest.approx(np.array(ahead), abs=1e-16)
