"""Nesterov's method in both forms, against the recursion over places in which no velocity appears.

With w_{-1} = w_0 the method is y_t = w_t + beta (w_t - w_{t-1}), w_{t+1} = y_t - rate g(y_t), as
Nesterov wrote it, where the rate is lr (1 - beta) for the running average and lr for the sum.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from descent import losses, minimize
from solutions import (
    Nesterov,
    NesterovShifted,
    heavy_ball_lr,
    lookahead_point,
    place_behind,
)
from tests.helpers.walk import bowl_slope, places, walk

LR, BETA = Fraction(1, 10), Fraction(9, 10)

# On L(w) = w^2 from w_0 = 1, from 50-digit arithmetic: w_t of the running average, and y_t of
# the shifted form, whose lr is that of a sum.
GOLDEN = {
    Nesterov: {1: 0.98, 2: 0.94276, 10: 0.338508347169, 50: 0.0464974577807},
    NesterovShifted: {1: 0.62, 2: 0.2224, 10: 0.0513607356629, 50: -4.70824778430e-5},
}
CASES = [(form, t) for form, golden in GOLDEN.items() for t in golden]


def without_velocity(rate: Fraction, beta: Fraction, steps: int) -> tuple[Fraction, Fraction]:
    """Return w and y after `steps` steps on L(w) = w^2."""
    before = now = Fraction(1)
    for _ in range(steps):
        y = now + beta * (now - before)
        before, now = now, y - rate * 2 * y
    return now, now + beta * (now - before)


@pytest.mark.parametrize(("form", "t"), CASES)
def test_the_toy_example_in_exact_arithmetic(form: Any, t: int) -> None:
    if form is Nesterov:
        due, _ = without_velocity(LR * (1 - BETA), BETA, t)
    else:
        _, due = without_velocity(LR, BETA, t)
    exact = places(walk(form(LR, BETA), bowl_slope, Fraction(1), t, state=Fraction(0)))[-1]
    assert exact == due
    assert float(due) == pytest.approx(GOLDEN[form][t], rel=1e-11)
    floats = places(walk(form(0.1, 0.9), bowl_slope, np.array(1.0), t))[-1]
    assert floats == pytest.approx(float(due), abs=1e-14)


def test_it_asks_once_a_step_at_the_look_ahead_point() -> None:
    rule, asked = Nesterov(0.004, 0.8), []
    valley = losses.rosenbrock()

    def spy(at: Any) -> Any:
        asked.append(np.array(at))
        return valley.gradient(at)

    path = walk(rule, spy, valley.start, 30)
    assert len(asked) == 30
    for (w, v), at in zip(path, asked, strict=False):
        assert at == pytest.approx(w - rule.lr * rule.beta * v, abs=1e-15)
        assert at == pytest.approx(lookahead_point(w, v, rule.lr, rule.beta), abs=1e-15)
    # Once there is a velocity the look-ahead point is not the place: else this shows nothing.
    assert all(np.abs(at - w).max() > 1e-4 for (w, _), at in zip(path[1:], asked[1:], strict=False))


def test_the_shifted_form_asks_once_a_step_where_it_is() -> None:
    run = minimize(NesterovShifted(0.0004, 0.9), losses.rosenbrock(), steps=30)
    assert np.array_equal(run.queries, run.places[:-1])


def test_the_shifted_form_is_exactly_the_look_ahead_points() -> None:
    beta = Fraction(4, 5)
    ahead = walk(Nesterov(LR, beta), bowl_slope, Fraction(1), 20, state=Fraction(0))
    rate = heavy_ball_lr(LR, beta)
    shifted = walk(NesterovShifted(rate, beta), bowl_slope, Fraction(1), 20, state=Fraction(0))
    assert places(shifted) == [lookahead_point(w, v, LR, beta) for w, v in ahead]
    assert places(ahead) == [place_behind(y, v, rate, beta) for y, v in shifted]


@pytest.mark.parametrize(("lr", "beta"), [(0.002, 0.9), (0.003, 0.6), (0.01, 0.97)])
def test_the_shifted_form_visits_the_points_asked_at(lr: float, beta: float) -> None:
    valley = losses.rosenbrock()
    ahead = minimize(Nesterov(lr, beta), valley, steps=200)
    shifted = minimize(NesterovShifted(heavy_ball_lr(lr, beta), beta), valley, steps=200)
    assert shifted.places[:-1] == pytest.approx(ahead.queries, abs=1e-11)


def test_the_changes_of_variable_undo_each_other() -> None:
    rng = np.random.default_rng(3)
    w, v = rng.standard_normal((2, 3, 2))
    y = lookahead_point(w, v, 0.3, 0.9)
    assert y == pytest.approx(w - 0.27 * v, abs=1e-15)
    assert place_behind(y, v, 0.3, 0.9) == pytest.approx(w, abs=1e-15)
    exact = lookahead_point(Fraction(2), Fraction(5), LR, BETA)
    assert exact == Fraction(2) - Fraction(45, 100)
    assert place_behind(exact, Fraction(5), LR, BETA) == 2
