"""The largest stable rates, against roots of polynomials and against runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

from descent import losses, minimize
from solutions import (
    GradientDescent,
    HeavyBall,
    Momentum,
    Nesterov,
    NesterovShifted,
    eta_max,
    gradient_descent_limit,
    heavy_ball_limit,
    heavy_ball_lr,
    nesterov_limit,
    spectral_radius,
)


class Row(NamedTuple):
    """A rule, the limit of its rate, that limit on L(w) = w^2 at beta = 0.9, and its polynomial.

    The polynomial in z, highest power first, is the rule's recursion over places alone on
    curvature * w^2 / 2, with a = lr * curvature.
    """

    rule: Callable[[float, float], Any]
    limit: Callable[[float, float], float]
    toy: float
    polynomial: Callable[[float, float], list[float]]


ROWS = {
    "gradient descent": Row(
        lambda lr, _: GradientDescent(lr),
        lambda curvature, _: gradient_descent_limit(curvature),
        1.0,
        lambda a, _: [1, a - 1],
    ),
    "heavy ball": Row(HeavyBall, heavy_ball_limit, 1.9, lambda a, b: [1, a - 1 - b, b]),
    "momentum": Row(Momentum, eta_max, 19.0, lambda a, b: [1, a * (1 - b) - 1 - b, b]),
    "Nesterov": Row(
        Nesterov,
        nesterov_limit,
        3.8 / 0.56,
        lambda a, b: [1, -(1 - a * (1 - b)) * (1 + b), (1 - a * (1 - b)) * b],
    ),
    "Nesterov, shifted": Row(
        NesterovShifted,
        lambda curvature, beta: heavy_ball_lr(nesterov_limit(curvature, beta), beta),
        0.38 / 0.56,
        lambda a, b: [1, -(1 - a) * (1 + b), (1 - a) * b],
    ),
}
every_row = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
rng = np.random.default_rng(11)
DRAWS = [(10.0 ** rng.uniform(-3, 3), rng.uniform(0, 0.99)) for _ in range(25)] + [(2.0, 0.0)]


@every_row
def test_the_toy_example(row: Row) -> None:
    assert row.limit(2.0, 0.9) == pytest.approx(row.toy, rel=1e-14)


@every_row
def test_the_limit_is_where_a_root_leaves_the_unit_circle(row: Row) -> None:
    for curvature, beta in DRAWS:
        limit = row.limit(curvature, beta)
        for rate, stable in ((limit * (1 - 1e-6), True), (limit * (1 + 1e-6), False)):
            roots = np.roots(row.polynomial(rate * curvature, beta))
            assert bool(np.abs(roots).max() < 1) is stable
            assert (spectral_radius(row.rule(rate, beta), curvature) < 1) is stable


@every_row
def test_every_rate_below_the_limit_converges_and_none_above(row: Row) -> None:
    for curvature, beta in DRAWS:
        limit = row.limit(curvature, beta)
        for share in (1e-3, 0.1, 0.4, 0.7, 0.95, 1.05, 2.0, 10.0):
            radius = spectral_radius(row.rule(share * limit, beta), curvature)
            assert (radius < 1) is (share < 1), (curvature, beta, share)


@every_row
def test_the_measured_radius_is_the_largest_root(row: Row) -> None:
    for curvature, beta in DRAWS:
        for share in (0.2, 0.9, 1.3):
            rate = share * row.limit(curvature, beta)
            roots = np.roots(row.polynomial(rate * curvature, beta))
            measured = spectral_radius(row.rule(rate, beta), curvature)
            assert measured == pytest.approx(np.abs(roots).max(), rel=1e-6)


@every_row
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_runs_converge_just_below_and_diverge_just_above(row: Row, beta: float) -> None:
    limit = row.limit(2.0, beta)
    below = minimize(row.rule(0.98 * limit, beta), losses.bowl(), steps=800)
    above = minimize(row.rule(1.02 * limit, beta), losses.bowl(), steps=800)
    assert not below.diverged
    assert below.losses[-1] < 1e-12
    assert above.diverged
