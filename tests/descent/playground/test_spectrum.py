"""Rates of convergence on quadratic surfaces: what the page finds, against textbook formulas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from descent.playground.racers import METHODS
from tests.descent.playground.test_parity import script

__all__ = ["script"]  # the fixture

LINEAR = {"GradientDescent", "Momentum", "HeavyBall", "Nesterov", "NesterovShifted"}


def rates(script: Any, bends: list[float], **racer: Any) -> Any:
    return script.evaluate("([racer, bends]) => playground.rates(racer, bends)", [racer, bends])


@pytest.mark.parametrize(
    ("surface", "options", "due"),
    [
        ("bowl", {}, [2]),
        ("ravine", {"condition": 50}, [1, 50]),
        ("ravine", {"condition": 7, "angle": 0.6}, [1, 7]),  # turning changes no eigenvalue
        ("your_own", {"formula": "2x^2 + 3x y + y^2 - x", "reach": 3}, [3 - 10**0.5, 3 + 10**0.5]),
        ("your_own", {"formula": "x^3 + y^2", "reach": 3}, None),
        ("your_own", {"formula": "abs(x) + y^2", "reach": 3}, None),
        ("rosenbrock", {}, None),
        ("himmelblau", {}, None),
        ("beale", {}, None),
        ("saddle", {}, None),
        ("plateau", {}, None),
        ("double_well", {}, None),
    ],
)
def test_curvatures_are_the_eigenvalues(
    script: Any, surface: str, options: Any, due: list[float] | None
) -> None:
    found = script.evaluate(
        "([name, options]) => playground.curvatures(playground.surface(name, options))",
        [surface, options],
    )
    if due is None:
        assert found is None
    else:
        np.testing.assert_allclose(found, due, rtol=1e-9)


@pytest.mark.parametrize("lr", [0.001, 0.01, 0.039, 0.05])
@pytest.mark.parametrize("bend", [1.0, 50.0])
def test_descent_shortens_by_one_minus_rate_times_curvature(
    script: Any, lr: float, bend: float
) -> None:
    found = rates(script, [bend], method="GradientDescent", lr=lr)
    np.testing.assert_allclose(found, [abs(1 - lr * bend)], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("bend", [1.0, 50.0])
@pytest.mark.parametrize("share", [1e-3, 0.02, 0.3, 0.7, 0.95, 0.999, 1.001, 1.5])
def test_the_heavy_ball_is_that_of_polyak(
    script: Any, beta: float, bend: float, share: float
) -> None:
    """z^2 - (1 + beta - lr bend) z + beta = 0; unstable from lr = (2 + 2 beta) / bend on."""
    limit = (2 + 2 * beta) / bend
    lr = share * limit
    (found,) = rates(script, [bend], method="HeavyBall", lr=lr, beta=beta)
    due = abs(np.roots([1, -(1 + beta - lr * bend), beta])).max()
    np.testing.assert_allclose(found, due, rtol=1e-6)
    assert (found < 1) == (share < 1)
    if (1 - beta**0.5) ** 2 < lr * bend < (1 + beta**0.5) ** 2:  # where it swings
        np.testing.assert_allclose(found, beta**0.5, rtol=1e-9)
    # The averaged form is the same with a rate larger by 1 / (1 - beta).
    (same,) = rates(script, [bend], method="Momentum", lr=lr / (1 - beta), beta=beta)
    np.testing.assert_allclose(same, found, rtol=1e-9)


@pytest.mark.parametrize("lr", [0.001, 0.01, 0.02, 0.03])
@pytest.mark.parametrize("beta", [0.5, 0.9])
def test_nesterov_s_polynomial(script: Any, lr: float, beta: float) -> None:
    """z^2 - (1 + beta)(1 - lr bend) z + beta (1 - lr bend) = 0, Nesterov's own form."""
    keep = 1 - lr * 50
    due = abs(np.roots([1, -(1 + beta) * keep, beta * keep])).max()
    found = rates(script, [50], method="NesterovShifted", lr=lr, beta=beta)
    np.testing.assert_allclose(found, [due], rtol=1e-6, atol=1e-12)


def test_polyak_s_best_setting_makes_both_directions_equally_fast(script: Any) -> None:
    root = 50**0.5
    best = {"lr": (2 / (root + 1)) ** 2, "beta": ((root - 1) / (root + 1)) ** 2}
    found = rates(script, [1, 50], method="HeavyBall", **best)
    # Both at a double root, where rounding counts with its square root.
    np.testing.assert_allclose(found, [(root - 1) / (root + 1)] * 2, rtol=1e-6)


def test_only_linear_rules_have_a_rate(script: Any) -> None:
    having = {name for name in METHODS if rates(script, [1, 50], method=name) is not None}
    assert having == LINEAR
    around = {"kind": "cosine", "steps": 10, "lowest": 0}
    assert rates(script, [1], method="HeavyBall", around=around) is None


def test_a_run_shortens_as_foretold(script: Any) -> None:
    (rate,) = rates(script, [50], method="HeavyBall", lr=0.01, beta=0.8)
    left = script.evaluate(
        """() => {
          const race = { start: [0, 1], steps: 400 };
          const racer = { method: "HeavyBall", lr: 0.01, beta: 0.8 };
          const run = playground.race(playground.surface("ravine", { condition: 50 }), racer, race);
          return [100, 400].map((k) => Math.hypot(run.place(k, 1), run.step(k, 1)));
        }"""
    )
    np.testing.assert_allclose((left[1] / left[0]) ** (1 / 300), rate, rtol=5e-3)
