"""B1 to B9: what following the slope can promise, and what it is compared with."""

from __future__ import annotations

from functools import partial
from math import gamma, pi
from typing import Any

import numpy as np
import pytest

from descent import losses
from descent.regression import linear_regression
from solutions import (
    Adagrad,
    Adam,
    FixedUpdate,
    GradientDescent,
    HeavyBall,
    Lion,
    Momentum,
    Nesterov,
    RMSProp,
    random_search,
)
from tests.helpers.errata_runs import path
from tests.helpers.errata_table import untold


def square(w: Any) -> Any:
    return (w**2).sum()


def test_the_steepest_way_points_far_beside_the_minimum() -> None:
    ravine = losses.ravine(condition=100)
    turns = np.linspace(0, np.pi, 20_001)
    w = np.stack([np.cos(turns), np.sin(turns)])
    down, home = -np.stack([w[0], 100 * w[1]]), -w
    np.testing.assert_allclose(-down[:, 5], ravine.gradient(w[:, 5]))
    cosine = (down * home).sum(axis=0) / np.linalg.norm(down, axis=0)
    worst = np.degrees(np.arccos(cosine.min()))
    assert worst == pytest.approx(np.degrees(np.arccos(2 * 10 / 101)), abs=1e-4)  # 2 sqrt(k)/(k+1)
    assert untold("B1", f"{worst:.1f}") == []


def test_a_step_lowers_the_loss_only_below_two_over_the_curvature() -> None:
    heights = {lr: path(GradientDescent(lr), 20) ** 2 for lr in (0.9, 1.0, 1.1)}
    assert np.all(np.diff(heights[0.9]) < 0)
    assert np.all(heights[1.0] == 1)
    assert np.all(np.diff(heights[1.1]) > 0)
    assert heights[1.1][20] == pytest.approx(1.2**40)
    assert untold("B2", f"{heights[1.1][20]:.0f}") == []


def test_where_the_curvature_has_no_bound_no_fixed_rate_lowers_the_loss_for_ever() -> None:
    run = path(GradientDescent(0.01), 20_000, lambda w: 1.5 * np.sqrt(abs(w)) * np.sign(w))
    lowered = np.diff(abs(run) ** 1.5) < 0
    assert run[-1] == pytest.approx(-run[-2])
    assert abs(run[-1]) == pytest.approx((3 * 0.01 / 4) ** 2)
    assert untold("B2", f"{20_000 - lowered.sum():,}") == []


def test_a_step_on_one_sample_may_raise_the_loss_at_any_rate() -> None:
    random = np.random.default_rng(0)
    x = random.standard_normal((200, 2))
    data = linear_regression(x, x @ [1.0, -2.0] + random.standard_normal(200))
    best = data.minimizer()

    def rising(w: np.ndarray, lr: float) -> int:
        steps = [w - lr * data.gradient(w, [row]) for row in range(200)]
        return sum(data.value(step) > data.value(w) for step in steps)

    for lr in (1e-2, 1e-4, 1e-6):
        assert rising(best + 5, lr) == 9
        assert 80 <= rising(best + 0.1, lr) <= 83
        assert rising(best, lr) >= 195  # a few steps may be too short for the loss to feel them
    full = best + 0.1 - 1e-6 * data.gradient(best + 0.1)
    assert data.value(full) < data.value(best + 0.1)
    assert untold("B3", "9", str(rising(best + 0.1, 1e-6)), str(rising(best, 1e-2))) == []


def test_every_method_of_the_notes_may_end_in_the_shallower_valley() -> None:
    wells = losses.double_well()
    rules = (GradientDescent, Momentum, Nesterov, RMSProp)
    runs = [path(rule(0.01), 2000, wells.gradient, 2.0)[-1] for rule in rules]
    runs += [path(rule(0.1), 2000, wells.gradient, 2.0)[-1] for rule in (Adagrad, Adam)]
    deep, shallow = wells.value(np.array(wells.minima))
    np.testing.assert_allclose(wells.value(np.array(runs)), shallow, atol=1e-9)
    assert wells.lowest == deep < shallow
    assert untold("B4", f"{shallow:.2f}", f"{deep:.2f}") == []


def test_a_saddle_holds_who_starts_on_its_ridge_and_delays_who_starts_beside() -> None:
    pass_ = losses.saddle()
    on_it = path(GradientDescent(0.1), 1000, pass_.gradient, [1.0, 0.0])
    assert np.all(on_it[:, 1] == 0)
    assert abs(on_it[-1, 0]) < 1e-20
    taken = []
    for aside in (1e-12, 1e-2):
        run = path(GradientDescent(0.1), 400, pass_.gradient, [1.0, aside])
        assert run[-1] == pytest.approx([0, 1])
        taken.append(int(np.argmax(run[:, 1] > 0.5)))
    assert untold("B5", *map(str, taken)) == []


def test_random_search_finds_what_it_looks_for_but_hardly_in_many_dimensions() -> None:
    # Chance that a draw from the cube [-1, 1]^d falls within 1/2 of its centre.
    ball = {d: pi ** (d / 2) / gamma(d / 2 + 1) * 0.5**d / 2**d for d in (1, 10, 100)}
    assert untold("B6", f"{ball[1]:.1f}", f"{ball[10]:.1e}", f"{ball[100]:.1e}") == []
    best = {}
    for d, draws in ((1, 100), (1, 10_000), (100, 10_000)):
        draw = partial(np.random.default_rng(0).uniform, -1, 1, d)
        best[d, draws] = random_search(square, draw, draws)[1]
    assert best[1, 10_000] < best[1, 100] < 1e-6  # it does converge
    assert best[100, 10_000] > 20
    assert (
        untold("B6", f"{best[1, 100]:.0e}", f"{best[1, 10_000]:.0e}", f"{best[100, 10_000]:.1f}")
        == []
    )
    assert square(path(GradientDescent(0.1), 100, start=np.ones(100))[-1]) < 1e-10


def test_a_fixed_update_is_blind_and_a_sign_lets_it_see() -> None:
    heights = path(FixedUpdate(0.1), 50) ** 2
    assert [round(heights[t], 9) for t in (10, 20, 50)] == [0, 1, 16]
    sign = path(Lion(0.1, beta1=0, beta2=0), 50, start=0.97)  # lr sign(g), nothing else
    assert sign[-2:].tolist() == pytest.approx([-0.03, 0.07]) or sign[-2:].tolist() == (
        pytest.approx([0.07, -0.03])
    )
    assert untold("B7", f"{sign.max():.2f}", "0.07", "-0.03", "16") == []


def test_least_squares_is_solved_in_one_go() -> None:
    random = np.random.default_rng(0)
    x = random.standard_normal((50, 3))
    data = linear_regression(x, random.standard_normal(50))
    exact = data.minimizer()
    assert data.gradient(exact) == pytest.approx(np.zeros(3), abs=1e-12)
    assert path(GradientDescent(0.3), 500, data.gradient, np.zeros(3))[-1] == pytest.approx(exact)


def test_there_are_other_ways_down_than_the_slope() -> None:
    # Evolution: draw a neighbour, keep it if it is better; far draws after a hit, near ones after.
    random, w, size = np.random.default_rng(0), np.ones(5), 1.0
    for _ in range(500):
        child = w + size * random.standard_normal(5)
        w, size = (child, 1.5 * size) if square(child) < square(w) else (w, 0.9 * size)
    assert square(w) < 1e-6
    # Newton: a quadratic's slope divided by its curvature is the way home, in one step.
    curvature = np.array([1.0, 100.0])
    start = np.array([-9.0, 1.0])
    assert (start - curvature * start / curvature).tolist() == [0, 0]
    assert np.linalg.norm(path(GradientDescent(0.01), 1, lambda w: curvature * w, start)[1]) > 8


def test_only_the_heavy_ball_gets_across_from_there() -> None:
    wells = losses.double_well()
    end = path(HeavyBall(0.01), 2000, wells.gradient, 2.0)[-1]
    assert wells.value(end) == pytest.approx(wells.lowest)
    assert untold("B4", "0.01", "2000") == []
