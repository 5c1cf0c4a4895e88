"""The landscapes: their slopes against differentiation, their minima against algebra."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from descent import Loss, losses

TINY = 1e-30  # the complex step has no rounding error to balance, so it may be this small

MADE = {name: make() for name, make in losses.CATALOGUE.items()}
MADE["ravine, turned"] = losses.ravine(condition=30, angle=0.7)
every_loss = pytest.mark.parametrize("loss", MADE.values(), ids=MADE)


def slope(loss: Loss, w: Any) -> Any:
    """Differentiate `value` by the complex step: f(w + i h).imag / h (Squire, Trapp 1998)."""
    steps = 1j * TINY * np.eye(np.size(w)).reshape(-1, *np.shape(w))
    rises = [np.imag(loss.value(w + step)) / TINY for step in steps]
    return np.array(rises).reshape(np.shape(w))


def hessian(loss: Loss, w: Any) -> Any:
    """Difference the gradient, column by column, into a matrix."""
    steps = 1e-6 * np.eye(np.size(w)).reshape(-1, *np.shape(w))
    columns = [(loss.gradient(w + e) - loss.gradient(w - e)) / 2e-6 for e in steps]
    return np.array(columns).reshape(np.size(w), np.size(w)).T


def inside(loss: Loss, w: Any) -> bool:
    return all(low <= x <= high for x, (low, high) in zip(np.ravel(w), loss.window, strict=True))


def somewhere(loss: Loss, count: int) -> list[Any]:
    low, high = np.array(loss.window).T
    places = np.random.default_rng(5).uniform(low, high, size=(count, len(loss.window)))
    return [place.reshape(np.shape(loss.start)) for place in places]


@every_loss
def test_the_gradient_is_the_slope_of_the_value(loss: Loss) -> None:
    for w in somewhere(loss, 40):
        kept = w.copy()
        got = loss.gradient(w)
        assert np.shape(got) == np.shape(w)
        assert got == pytest.approx(slope(loss, w), rel=1e-10, abs=1e-10)
        assert np.array_equal(w, kept)


@every_loss
def test_the_minima_are_minima_and_the_first_is_the_lowest(loss: Loss) -> None:
    for minimum in loss.minima:
        assert inside(loss, minimum)
        assert loss.gradient(minimum) == pytest.approx(np.zeros(np.shape(minimum)), abs=1e-12)
        assert np.linalg.eigvalsh(hessian(loss, minimum)).min() > 1e-3
    assert np.array_equal(loss.minimum, loss.minima[0])
    assert loss.lowest == loss.value(loss.minima[0])
    assert loss.lowest <= min(loss.value(minimum) for minimum in loss.minima) + 1e-15
    assert loss.lowest <= loss.value(loss.grid(301)).min() + 1e-12


@every_loss
def test_the_start_lies_in_the_window_above_the_minimum(loss: Loss) -> None:
    assert inside(loss, loss.start)
    assert np.shape(loss.start) == ((2,) if len(loss.window) == 2 else ())
    assert loss.value(loss.start) > loss.lowest
    assert np.linalg.norm(loss.gradient(loss.start)) > 1e-4  # a run leaves it


@every_loss
def test_the_value_works_on_the_whole_grid_at_once(loss: Loss) -> None:
    grid = loss.grid(7)
    axes = grid[None] if len(loss.window) == 1 else grid
    assert [(axis.min(), axis.max()) for axis in axes] == list(loss.window)
    heights = loss.value(grid)
    assert heights.shape == (7,) * len(loss.window)
    places = axes.reshape(len(axes), -1).T.reshape(-1, *np.shape(loss.start))
    assert heights.ravel() == pytest.approx(np.array([loss.value(w) for w in places]), rel=1e-13)


@every_loss
def test_whole_numbers_are_not_truncated(loss: Loss) -> None:
    ones = np.ones(np.shape(loss.start))
    assert np.array_equal(loss.gradient(ones.astype(int)), loss.gradient(ones))
    assert loss.value(ones.astype(int)) == loss.value(ones)


def test_the_catalogue_goes_by_the_names_of_its_functions() -> None:
    assert set(losses.CATALOGUE) == set(losses.__all__) - {"CATALOGUE"}
    for name, make in losses.CATALOGUE.items():
        assert getattr(losses, name) is make
    assert len({loss.name for loss in MADE.values()}) == len(MADE)


@pytest.mark.parametrize("make", [losses.bowl, losses.double_well])
def test_one_variable_takes_any_shape(make: Any) -> None:
    w = np.random.default_rng(0).standard_normal((2, 3))
    for function in (make().value, make().gradient):
        assert function(w) == pytest.approx(np.vectorize(function)(w), rel=1e-14)


@pytest.mark.parametrize("condition", [1.0, 2, 100.0, 1e6])
@pytest.mark.parametrize("angle", [0.0, 0.3, np.pi / 4, -2.0, 10.0])
def test_the_ravine_is_as_steep_and_turned_as_it_says(condition: float, angle: float) -> None:
    loss = losses.ravine(condition=condition, angle=angle)
    matrix = np.array([loss.gradient(unit) for unit in np.eye(2)])  # linear, so this is exact
    low, high = np.linalg.eigvalsh(matrix)
    assert low == pytest.approx(1, abs=1e-9)
    assert high / low == pytest.approx(condition, rel=1e-9)
    floor = np.array([np.cos(angle), np.sin(angle)])
    assert matrix @ floor == pytest.approx(floor, abs=1e-9)
    assert loss.value(floor) == pytest.approx(0.5, abs=1e-9)
    assert inside(loss, loss.start)
    # The same start, seen from the valley, whatever its direction.
    assert loss.value(loss.start) == pytest.approx((81 + condition) / 2, rel=1e-9)
    for w in somewhere(loss, 5):
        assert loss.gradient(w) == pytest.approx(slope(loss, w), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("condition", [0.99, 0, -3.0, np.inf, np.nan])
def test_the_ravine_names_a_bad_condition(condition: float) -> None:
    with pytest.raises(ValueError, match=rf"condition.*{condition}"):
        losses.ravine(condition=condition)


@pytest.mark.parametrize("angle", [np.inf, -np.inf, np.nan])
def test_the_ravine_names_a_bad_angle(angle: float) -> None:
    with pytest.raises(ValueError, match=rf"angle.*{angle}"):
        losses.ravine(angle=angle)


def test_the_saddle_is_one() -> None:
    loss = losses.saddle()
    assert np.array_equal(loss.gradient(np.zeros(2)), np.zeros(2))
    assert np.linalg.eigvalsh(hessian(loss, np.zeros(2))) == pytest.approx([-1, 1], abs=1e-9)
    assert [loss.value(w) for w in loss.minima] == [-0.25, -0.25]


def test_the_double_well_has_a_ridge_between_a_deep_and_a_shallow_well() -> None:
    loss = losses.double_well()
    left, right = loss.minima
    # The roots of 4 w^3 - 6 w + 1 sum to zero, which gives away the third.
    ridge = -(left + right)
    assert left < 0 < ridge < right
    assert loss.gradient(ridge) == pytest.approx(0, abs=1e-12)
    assert loss.value(left) + 1 < loss.value(right) < loss.value(ridge)
    assert loss.start > right  # so that a plain run ends in the wrong well


def test_the_plateau_is_flat_far_out() -> None:
    loss = losses.plateau()
    assert np.linalg.norm(loss.gradient(np.array([4.0, 4.0]))) < 1e-6
    assert loss.value(np.array([4.0, 4.0])) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(
    ("name", "place", "height"),
    [
        ("rosenbrock", (-1.2, 1.0), 24.2),  # 2.2^2 + 100 * 0.44^2
        ("beale", (1.0, 1.0), 14.203125),  # 1.5^2 + 2.25^2 + 2.625^2
        ("himmelblau", (0.0, 0.0), 170.0),  # 11^2 + 7^2
        ("himmelblau", (3.0, 2.0), 0.0),
        ("saddle", (2.0, 2.0), 4.0),  # 2 - 2 + 4
    ],
)
def test_heights_worked_out_by_hand(name: str, place: Any, height: float) -> None:
    assert MADE[name].value(np.array(place)) == pytest.approx(height, rel=1e-14)


def test_the_other_minima_of_himmelblau_are_as_low() -> None:
    loss = losses.himmelblau()
    assert len({tuple(np.sign(w)) for w in loss.minima}) == 4
    assert [loss.value(w) for w in loss.minima] == pytest.approx([0] * 4, abs=1e-24)
