"""B19 to B26: momentum and Nesterov, in the convention that each claim needs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from descent import losses
from solutions import (
    GradientDescent,
    HeavyBall,
    Momentum,
    Nesterov,
    nesterov_limit,
    running_average_lr,
    spectral_radius,
)
from tests.helpers.errata_runs import noisy, path, steps_to
from tests.helpers.errata_table import untold

RAVINE = losses.ravine(condition=100).gradient


def accumulating(lr: float, beta: float) -> Nesterov:
    """Nesterov's method in the notes' table form."""
    return Nesterov(running_average_lr(lr, beta), beta)


def same(w: Any) -> Any:
    """The slope of w^2 / 2."""
    return w


@pytest.mark.parametrize(("share", "flips"), [(1.9, 99), (0.9, 0)])
def test_descent_zigzags_only_at_a_high_rate(share: float, flips: int) -> None:
    run = path(GradientDescent(share / 100), 100, RAVINE, [-9.0, 1.0])
    moves = np.diff(run[:, 1])
    assert len(moves) == 100
    assert (np.sign(moves[1:]) == -np.sign(moves[:-1])).sum() == flips
    assert untold("B19", f"{share}", str(flips)) == []


def test_a_running_average_never_exceeds_what_it_averages() -> None:
    one = np.array(1.0)
    average, total = (-np.diff(path(r(0.1), 100, lambda w: one)) for r in (Momentum, HeavyBall))
    assert average[0] == pytest.approx(0.01)
    assert np.all(average <= 0.1)
    assert total[0] == pytest.approx(0.1)
    assert total[-1] == pytest.approx(1, rel=1e-4)
    descent, momentum = path(GradientDescent(0.1), 400), path(Momentum(0.1), 400)
    ahead = np.flatnonzero(abs(momentum) < abs(descent))
    assert ahead.tolist() == [14]
    contraction = spectral_radius(Momentum(0.1), curvature=2)
    assert contraction == pytest.approx(np.sqrt(0.9))
    assert contraction > spectral_radius(GradientDescent(0.1), curvature=2) == pytest.approx(0.8)
    assert untold("B20", f"{contraction:.3f}", "0.8", "0.01", "14", "400") == []


def test_the_first_steps_are_small_because_the_average_starts_from_zero() -> None:
    # Nothing is there to smooth: the gradient is the same at every step.
    moves = -np.diff(path(Momentum(0.1), 3, lambda w: np.array(2.0)))
    assert moves == pytest.approx([0.02, 0.038, 0.0542])
    # Started from the first gradient instead of 0, it takes gradient descent's first step.
    w, _ = Momentum(0.1).step(np.array(1.0), lambda w: 2 * w, np.array(2.0))
    assert w == pytest.approx(0.8) == path(GradientDescent(0.1), 1)[1]
    assert untold("B21", "0.02", "0.2", "0.8") == []


def test_momentum_is_faster_where_curvatures_differ_and_it_is_tuned() -> None:
    start = [1.0, 1.0]
    rate, beta = 4 / 11**2, (9 / 11) ** 2  # the best of both for curvatures 1 and 100
    taken = {
        "descent": steps_to(GradientDescent(2 / 101), RAVINE, start),
        "heavy ball": steps_to(HeavyBall(rate, beta), RAVINE, start),
        "notes": steps_to(Momentum(2 / 101, 0.9), RAVINE, start),
        "round descent": steps_to(GradientDescent(1.0), same, 1.0),
        "round heavy ball": steps_to(HeavyBall(0.1), same, 1.0),
    }
    assert taken["heavy ball"] < taken["notes"] < taken["descent"]
    assert taken["round descent"] == 1 < taken["round heavy ball"]
    assert untold("B22", *map(str, taken.values())) == []
    no_best = [str(taken[run]) for run in taken if run != "notes"]
    assert untold("B50", *no_best) == []


def test_under_noise_the_heavy_ball_is_descent_at_a_larger_rate() -> None:
    def floor(rule: Any) -> float:
        return (path(rule, 400, noisy(same, 1, seed=0), np.zeros(4000))[300:] ** 2).mean()

    descent, ball = floor(GradientDescent(0.1)), floor(HeavyBall(0.01))
    assert descent == pytest.approx(0.1 / (2 - 0.1), rel=0.02)
    assert ball == pytest.approx(descent, rel=0.1)
    assert floor(GradientDescent(0.01)) < ball / 8  # what the same rate would have left
    assert untold("B22", f"{descent:.3f}", f"{ball:.3f}") == []


def test_momentum_overshoots_far_below_the_limit_of_descent() -> None:
    limit = (1 - np.sqrt(0.9)) ** 2 / ((1 - 0.9) * 2)
    assert path(Momentum(0.99 * limit), 5000).min() > 0
    assert path(Momentum(1.05 * limit), 5000).min() < 0
    assert path(GradientDescent(0.499), 5000).min() >= 0 > path(GradientDescent(0.501), 1).min()
    assert untold("B23", f"{limit:.4f}", "0.5") == []


def test_momentum_may_leave_a_valley_for_a_worse_one_or_not_at_all() -> None:
    wells = losses.double_well()
    start = np.linspace(-2.5, 2.5, 501)
    plain, ball, average = (
        wells.value(path(rule(0.01), 2000, wells.gradient, start)[-1])
        for rule in (GradientDescent, HeavyBall, Momentum)
    )
    deeper, shallower = (ball < plain - 1).sum(), (ball > plain + 1).sum()
    np.testing.assert_allclose(average, plain, atol=1e-6)
    assert deeper > shallower > 0
    assert untold("B24", str(deeper), str(shallower), "501") == []
    rest = path(HeavyBall(0.01), 1000, wells.gradient, wells.minima[1])
    assert rest[-1] == pytest.approx(wells.minima[1])


def test_nesterov_is_better_than_the_heavy_ball_only_at_small_rates() -> None:
    limit = nesterov_limit(1, 0.9) * (1 - 0.9)
    assert limit == pytest.approx(3.8 / 2.8)
    for lr in np.linspace(0.05, 1.2, 24):
        ahead, behind = spectral_radius(accumulating(lr, 0.9), 1), spectral_radius(HeavyBall(lr), 1)
        assert ahead < behind or ahead == pytest.approx(behind)
    far, near = (path(r, 200, same)[-1] for r in (accumulating(1.4, 0.9), HeavyBall(1.4)))
    assert far > 1e6 > 1e-3 > abs(near)
    assert untold("B25", f"{limit:.3f}", f"{far:.1e}".replace("e+0", "e"), f"{abs(near):.1e}") == []


def test_each_tuned_the_heavy_ball_beats_nesterov_on_a_ravine() -> None:
    root = np.sqrt(3 * 100 + 1)
    best = accumulating(4 / (3 * 100 + 1), (root - 2) / (root + 2))  # Lessard et al. 2016, table 1
    nesterov = steps_to(best, RAVINE, [1.0, 1.0])
    ball = steps_to(HeavyBall(4 / 11**2, (9 / 11) ** 2), RAVINE, [1.0, 1.0])
    assert ball < nesterov
    assert untold("B25", str(ball), str(nesterov)) == []


def test_the_heavy_ball_may_go_round_in_circles_where_nesterov_arrives() -> None:
    # Lessard et al. 2016, section 4.6: slopes of 25, 1 and 25, joined without a jump.
    def slope(w: Any) -> Any:
        return np.where(w < 1, 25 * w, np.where(w < 2, w + 24, 25 * w - 24))

    run = path(HeavyBall(1 / 9, 4 / 9), 1000, slope, 3.3)
    np.testing.assert_allclose(run[-3:], run[-6:-3], atol=1e-9)
    cycle = sorted(run[-3:])
    assert cycle[2] - cycle[0] > 3
    root = np.sqrt(3 * 25 + 1)
    best = accumulating(4 / (3 * 25 + 1), (root - 2) / (root + 2))
    assert abs(path(best, 1000, slope, 3.3)[-1]) < 1e-12
    assert untold("B25", f"{cycle[1]:.3f}", f"{cycle[0]:.2f}", f"{cycle[2]:.2f}") == []


def test_looking_ahead_reduces_the_overshoot_but_leaves_some() -> None:
    lowest = [
        path(rule, 400).min()
        for rule in (Nesterov(0.1), Momentum(0.1), accumulating(0.1, 0.9), HeavyBall(0.1))
    ]
    assert lowest[1] < lowest[0] < 0
    assert lowest[3] < lowest[2] < 0
    assert untold("B26", *(f"{w:.3f}" for w in lowest)) == []
