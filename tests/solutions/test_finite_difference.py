"""Finite differences against derivatives on paper, with the error that theory gives."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest

from descent import losses, minimize
from descent.loss import Loss
from solutions.finite_difference import finite_difference
from solutions.gradient_descent import GradientDescent


def total(w: Any) -> float:
    return float(np.sum(w**3))


@pytest.mark.parametrize("h", [0.5, 0.25, 2.0])
def test_the_error_on_a_cube_is_h_squared(h: float) -> None:
    # ((w + h)^3 - (w - h)^3) / (2 h) = 3 w^2 + h^2, exact here: all are powers of two. One-sided
    # differences would be off by 3 w h as well.
    w = np.array([1.0, -2.0, 0.0])
    assert np.array_equal(finite_difference(total, w, h), 3 * w**2 + h**2)


def test_on_a_parabola_only_rounding_is_left() -> None:
    w = np.array([1.0, -3.0, 0.3])
    slope = finite_difference(lambda w: float(w @ w), w, h=0.5)
    assert slope == pytest.approx(2 * w, abs=1e-14)


def test_half_the_step_is_a_quarter_of_the_error() -> None:
    w = np.array([0.7])
    errors = [finite_difference(lambda w: np.exp(w[0]), w, h)[0] - np.exp(0.7) for h in (0.1, 0.05)]
    assert errors[0] / errors[1] == pytest.approx(4, rel=1e-3)
    assert errors[0] == pytest.approx(0.1**2 / 6 * np.exp(0.7), rel=1e-3)


@pytest.mark.parametrize("name", losses.CATALOGUE)
def test_it_agrees_with_the_gradient_of_every_landscape(name: str) -> None:
    loss = losses.CATALOGUE[name]()
    random = np.random.default_rng(1)
    for _ in range(5):
        w = loss.start + random.uniform(-0.5, 0.5, np.shape(loss.start))
        due = loss.gradient(w)
        size = 1 + np.abs(due).max()
        assert finite_difference(loss.value, w) / size == pytest.approx(due / size, abs=1e-7)


@pytest.mark.parametrize("shape", [(), (1,), (5,), (3, 2), (2, 1, 3), (0,)], ids=str)
def test_any_shape(shape: tuple[int, ...]) -> None:
    w = np.random.default_rng(2).standard_normal(shape)
    g = finite_difference(total, w)
    assert g.shape == shape
    assert g == pytest.approx(3 * w**2, abs=1e-7)


@pytest.mark.parametrize("w", [3.0, 3, np.float64(3), np.int64(3), np.array(3)], ids=repr)
def test_scalars_and_whole_numbers(w: Any) -> None:
    g = finite_difference(lambda w: w**2, w)
    assert np.shape(g) == ()
    assert float(g) == pytest.approx(6, abs=1e-7)


def test_it_looks_twice_a_coordinate_and_writes_nothing() -> None:
    w = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    w.flags.writeable = False
    asked: list[Any] = []

    def value(at: Any) -> float:
        asked.append(at.copy())
        at[:] = 99.0  # what it is handed is its own
        return 0.0

    finite_difference(value, w, h=0.25)
    moved = np.array(asked) - w
    assert len(asked) == 12
    assert np.array_equal(np.abs(moved).sum(axis=(1, 2)), np.full(12, 0.25))
    assert np.array_equal(moved[::2], -moved[1::2])
    assert np.array_equal(np.abs(moved).sum(axis=0), np.full((2, 3), 0.5))


def test_single_precision_is_kept_and_yet_precise() -> None:
    w = np.array([1.0, 2.0], dtype=np.float32)
    g = finite_difference(total, w)
    assert g.dtype == np.float32
    assert g == pytest.approx(np.array([3.0, 12.0]), rel=1e-6)  # in float32 one digit at most


def test_a_large_place_is_divided_by_the_step_that_was_made() -> None:
    # Next to 1e9 floats are 1.2e-7 apart: a step of 1e-6 becomes 9.5e-7, and 2 h would be 5 % off.
    at, h = 1e9, 1e-6
    assert ((at + h) - (at - h)) / (2 * h) < 0.96
    assert float(finite_difference(lambda w: w, at, h)) == 1


def test_a_step_that_is_lost_in_rounding_is_told() -> None:
    with pytest.raises(
        ValueError, match=r"h must be large enough to move w = 1000000000000.0, got 1e-06"
    ):
        finite_difference(total, np.array([1.0, 1e12]))


@pytest.mark.parametrize("h", [0, -1e-6, float("nan"), float("inf"), "1", None, True], ids=repr)
def test_a_bad_step_is_named(h: Any) -> None:
    with pytest.raises(ValueError, match=f"h must be a finite number above 0, got {h!r}"):
        finite_difference(total, np.ones(2), h)


def test_it_can_stand_in_for_the_gradient() -> None:
    valley = losses.rosenbrock()
    tried = Loss(
        name="tried",
        value=valley.value,
        gradient=partial(finite_difference, valley.value),
        minima=valley.minima,
        start=valley.start,
        window=valley.window,
    )
    rule = GradientDescent(0.001)
    due = minimize(rule, valley, steps=50).places
    assert minimize(rule, tried, steps=50).places == pytest.approx(due, abs=1e-6)
