"""The loop: what it keeps, when it ends, and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from descent import losses, minimize
from solutions import GradientDescent, Momentum, Nesterov


class InPlace:
    """A careless optimizer: it writes over the place it was handed."""

    def init(self, _w: Any) -> None:
        return None

    def step(self, w: Any, grad: Any, state: None) -> tuple[Any, None]:
        w -= 0.1 * grad(w)
        return w, state


class AsksTwice:
    """An optimizer that asks for two slopes a step, neither of them where it stands."""

    def init(self, _w: Any) -> None:
        return None

    def step(self, w: Any, grad: Any, state: None) -> tuple[Any, None]:
        return w - 0.1 * (grad(w + 1) + grad(w - 1)) / 2, state


def test_gradient_descent_on_the_bowl_is_the_power_of_four_fifths() -> None:
    run = minimize(GradientDescent(0.1), losses.bowl(), steps=30)
    due = 0.8 ** np.arange(31)
    assert run.places == pytest.approx(due, rel=1e-13)
    assert run.losses == pytest.approx(due**2, rel=1e-13)
    assert run.steps == 30
    assert run.final == run.places[-1]
    assert not run.diverged


def test_one_hundred_steps_from_the_usual_start_unless_told_otherwise() -> None:
    valley = losses.ravine()
    run = minimize(GradientDescent(0.01), valley)
    assert run.steps == 100
    assert np.array_equal(run.places[0], valley.start)
    assert run.places.shape == (101, 2)
    assert run.losses.shape == (101,)


def test_the_queries_are_where_the_optimizer_asked() -> None:
    plain = minimize(GradientDescent(0.1), losses.bowl(), steps=5)
    assert np.array_equal(plain.queries, plain.places[:-1])
    twice = minimize(AsksTwice(), losses.bowl(), steps=3)
    due = [w + side for w in twice.places[:-1] for side in (1, -1)]
    assert twice.queries.tolist() == due
    valley = losses.rosenbrock()
    ahead = minimize(Nesterov(0.004, 0.9), valley, steps=9)
    assert ahead.queries.shape == (9, 2)
    # From v_t = (w_{t-1} - w_t) / lr: the look-ahead point is w_t + beta (w_t - w_{t-1}).
    moved = np.diff(ahead.places, axis=0)
    assert ahead.queries[1:] == pytest.approx(ahead.places[1:-1] + 0.9 * moved[:-1], abs=1e-12)


def test_no_steps_is_a_run_of_one_place() -> None:
    run = minimize(Momentum(), losses.rosenbrock(), steps=0)
    assert (run.steps, run.places.shape, run.queries.shape) == (0, (1, 2), (0, 2))
    assert minimize(Momentum(), losses.bowl(), steps=0).queries.shape == (0,)


@pytest.mark.parametrize("w0", [2, 2.0, np.float32(2), np.array(2)], ids=repr)
def test_a_scalar_may_be_the_start(w0: Any) -> None:
    run = minimize(GradientDescent(0.1), losses.bowl(), w0, steps=3)
    assert run.places == pytest.approx(2 * 0.8 ** np.arange(4), rel=1e-14)
    assert run.places.dtype == np.float64


def test_any_shape_may_be_the_start() -> None:
    w0 = np.arange(6).reshape(2, 3)
    run = minimize(
        GradientDescent(0.1), replace(losses.bowl(), value=lambda w: (w**2).sum()), w0, 4
    )
    assert run.places.shape == (5, 2, 3)
    assert run.final == pytest.approx(w0 * 0.8**4)


@pytest.mark.parametrize("rule", [GradientDescent(0.01), Momentum(), InPlace()], ids=type)
def test_what_the_caller_owns_is_left_alone(rule: Any) -> None:
    w0 = np.array([-1.0, 0.5])
    valley = losses.saddle()
    start = valley.start.copy()
    minimize(rule, valley, w0, steps=5)
    minimize(rule, valley, steps=5)
    assert w0.tolist() == [-1.0, 0.5]
    assert np.array_equal(valley.start, start)


def test_the_path_is_safe_from_an_optimizer_that_writes_in_place() -> None:
    run = minimize(InPlace(), losses.bowl(), steps=4)
    assert run.queries == pytest.approx(0.8 ** np.arange(4))
    assert run.places == pytest.approx(0.8 ** np.arange(5))


def test_divergence_ends_the_run_early_and_without_a_warning() -> None:
    # A NumPy warning would be an error here. The place doubles: 2^1024 is no longer finite.
    run = minimize(GradientDescent(1.5), losses.bowl(), steps=5000)
    assert run.steps == 1024
    assert np.isinf(run.final)
    assert run.places[:1024] == pytest.approx((-2.0) ** np.arange(1024))
    assert run.diverged
    bent = minimize(GradientDescent(0.1), losses.rosenbrock(), steps=5000)
    assert bent.diverged
    assert bent.steps < 20
    assert np.isfinite(bent.places[:-1]).all()


def test_divergence_is_named_while_the_numbers_are_still_finite() -> None:
    assert minimize(GradientDescent(1.5), losses.bowl(), steps=10).final == 1024.0
    assert minimize(GradientDescent(1.5), losses.bowl(), steps=10).diverged  # 4^10 > 10^6
    assert not minimize(GradientDescent(1.5), losses.bowl(), steps=9).diverged
    assert minimize(GradientDescent(1.5), losses.bowl(), steps=10).diverged is True


@pytest.mark.parametrize("steps", [-1, 1.5, 10.0, True, "10", None, np.nan], ids=repr)
def test_steps_must_be_a_whole_number(steps: Any) -> None:
    with pytest.raises(ValueError, match="steps") as caught:
        minimize(GradientDescent(), losses.bowl(), steps=steps)
    assert repr(steps) in str(caught.value)


def test_steps_may_be_a_numpy_integer() -> None:
    assert minimize(GradientDescent(), losses.bowl(), steps=np.int64(4)).steps == 4


@pytest.mark.parametrize("w0", [np.nan, np.inf, -np.inf, [1.0, np.nan]], ids=repr)
def test_the_start_must_be_finite(w0: Any) -> None:
    with pytest.raises(ValueError, match="finite") as caught:
        minimize(GradientDescent(), losses.bowl(), w0)
    assert str(w0) in str(caught.value)
