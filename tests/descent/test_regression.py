"""The regressions: gradients against differentiation, minima against others' code and algebra."""

from __future__ import annotations

from fractions import Fraction
from math import log
from typing import Any

import numpy as np
import pytest

from descent import minimize, plots
from descent.regression import linear_regression, logistic_regression
from solutions import GradientDescent

MAKERS = [linear_regression, logistic_regression]
every_maker = pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
every_shape = pytest.mark.parametrize("shape", [(1, 1), (1, 3), (7, 1), (12, 4), (40, 2)], ids=str)
every_ridge = pytest.mark.parametrize("ridge", [0.0, 0.3])


def data(make: Any, shape: tuple[int, int] = (40, 2), ridge: float = 0.0) -> Any:
    random = np.random.default_rng(sum(shape))
    x = random.standard_normal(shape)
    y = x @ np.arange(1, shape[1] + 1) + 2 * random.standard_normal(shape[0])
    return make(x, y if make is linear_regression else y > 0, ridge)


def naive(problem: Any, w: Any) -> Any:
    """The loss as the book writes it, sample by sample; good for complex w of moderate size."""
    total = 0
    for x, y in zip(problem.x, problem.y, strict=True):
        z = sum(x * w)
        p = 1 / (1 + np.exp(-z))
        if type(problem).__name__ == "LinearRegression":
            total += (z - y) ** 2 / 2
        else:
            total += -np.log(p if y == 1 else 1 - p)
    return total / len(problem.y) + problem.ridge * sum(w * w) / 2


def places(d: int) -> list[Any]:
    return list(np.random.default_rng(8).standard_normal((5, d)))


@every_maker
@every_shape
@every_ridge
def test_value_and_gradient_against_the_naive_loss(make: Any, shape: Any, ridge: float) -> None:
    problem = data(make, shape, ridge)
    d = shape[1]
    for w in places(d):
        kept = w.copy()
        assert problem.value(w) == pytest.approx(naive(problem, w), rel=1e-13)
        g = problem.gradient(w)
        assert g.shape == (d,)
        # The complex step has no rounding error to balance, so it may be this small.
        exact = [naive(problem, w + 1e-30j * e).imag / 1e-30 for e in np.eye(d)]
        assert g == pytest.approx(np.array(exact), rel=1e-12, abs=1e-12)
        rise = [(problem.value(w + e) - problem.value(w - e)) / 2e-5 for e in 1e-5 * np.eye(d)]
        assert g == pytest.approx(np.array(rise), rel=1e-7, abs=1e-7)
        assert np.array_equal(w, kept)


@every_maker
@every_ridge
def test_samples_average_to_the_whole(make: Any, ridge: float) -> None:
    problem = data(make, (12, 4), ridge)
    for w in places(4):
        single = [problem.gradient(w, [i]) for i in range(12)]
        assert np.mean(single, axis=0) == pytest.approx(problem.gradient(w), rel=1e-14, abs=1e-15)
        values = [problem.value(w, [i]) for i in range(12)]
        assert np.mean(values) == pytest.approx(problem.value(w), rel=1e-14)


@every_maker
@pytest.mark.parametrize("size", [1, 7, 100, 256, 1000])
def test_accumulated_chunks_are_the_full_gradient(make: Any, size: int) -> None:
    # Erratum B10: all data need not be in memory at once; the vector is the same but for the
    # rounding of a sum of up to 1000 terms.
    n, w = 1000, np.array([0.3, -0.2, 0.1])
    problem = data(make, (n, 3), 0.1)
    total = np.zeros(3)
    for k in range(0, n, size):
        chunk = slice(k, min(k + size, n))
        total += (chunk.stop - chunk.start) * problem.gradient(w, chunk)
    whole = problem.gradient(w)
    assert np.abs(total / n - whole).max() <= 4e-15 * np.abs(whole).max()


@every_maker
def test_rows_may_be_a_slice_a_list_an_array_or_one_number(make: Any) -> None:
    problem, w = data(make), np.array([0.5, -1.0])
    part = make(problem.x[[4, 5, 6]], problem.y[[4, 5, 6]])
    for rows in ([4, 5, 6], np.array([6, 4, 5]), slice(4, 7), range(4, 7), [-36, -35, -34]):
        assert problem.gradient(w, rows) == pytest.approx(part.gradient(w), rel=1e-14)
        assert problem.value(w, rows) == pytest.approx(part.value(w), rel=1e-14)
    assert np.array_equal(problem.gradient(w, 4), problem.gradient(w, [4]))
    assert problem.value(w, 4) == problem.value(w, [4])
    assert np.array_equal(problem.gradient(w, range(40)), problem.gradient(w))


def test_a_line_by_hand_in_exact_arithmetic() -> None:
    x, y, w = [[1, 2], [3, -1]], [1, 2], [Fraction(1), Fraction(2)]
    r = [sum(a * b for a, b in zip(row, w, strict=True)) - t for row, t in zip(x, y, strict=True)]
    assert r == [4, -1]
    line = linear_regression(x, y, ridge=0.5)
    assert line.value(np.array([1, 2])) == (4**2 + 1) / 4 + 0.5 * 5 / 2
    # (4 * (1, 2) - (3, -1)) / 2 + (1, 2) / 2
    assert line.gradient(np.array([1, 2])).tolist() == [1.0, 5.5]


def test_a_guess_costs_log_two_and_scores_never_overflow() -> None:
    wild = logistic_regression([[1.0], [-1.0], [1.0]], [1, 1, 0])
    assert wild.value(np.zeros(1)) == pytest.approx(log(2), rel=1e-15)
    for size in (40.0, 1e3, 1e150):
        for w in (np.array([size]), np.array([-size])):
            due = 2 * size / 3 if w > 0 else size / 3
            assert wild.value(w) == pytest.approx(due, rel=1e-15)
            # p is 0 or 1: (0 + 1 + 1) / 3 on the one side, (-1 + 0 + 0) / 3 on the other.
            assert wild.gradient(w) == pytest.approx([2 / 3 if w > 0 else -1 / 3], rel=1e-15)
    # Right by far: the loss is not rounded to zero, as -log(1 / (1 + exp(-z))) would be.
    for label, w in [(0, np.array([-50.0])), (1, np.array([50.0]))]:
        sure = logistic_regression([[1.0]], [label])
        assert sure.value(w) == pytest.approx(np.exp(-50), rel=1e-13)
        assert sure.gradient(w) == pytest.approx([0], abs=1e-16)


@pytest.mark.parametrize("shape", [(7, 1), (12, 4), (40, 2), (5, 5)], ids=str)
def test_the_normal_equations_against_lstsq(shape: Any) -> None:
    line = data(linear_regression, shape)
    due = np.linalg.lstsq(line.x, line.y, rcond=None)[0]
    assert line.minimizer() == pytest.approx(due, rel=1e-10)
    # A ridge is d more samples: rows sqrt(n ridge) e_i that ask for 0.
    n, d = shape
    ridge = 0.7
    x = np.vstack([line.x, np.sqrt(n * ridge) * np.eye(d)])
    due = np.linalg.lstsq(x, np.append(line.y, np.zeros(d)), rcond=None)[0]
    assert linear_regression(line.x, line.y, ridge).minimizer() == pytest.approx(due, rel=1e-10)


@every_maker
@every_ridge
@pytest.mark.parametrize("shape", [(30, 1), (40, 2), (60, 4)], ids=str)
def test_the_minimizer_is_where_the_slope_ends(make: Any, ridge: float, shape: Any) -> None:
    problem = data(make, shape, ridge)
    lowest = problem.minimizer()
    assert problem.gradient(lowest) == pytest.approx(np.zeros(shape[1]), abs=1e-13)
    for direction in places(shape[1]):  # both losses are convex, so this settles it
        assert problem.value(lowest + 0.01 * direction) > problem.value(lowest)


def test_newton_shortens_a_step_that_leads_up() -> None:
    # The second full step from 0 would go to (92500, -385000), where all is flat.
    x = [[0.11, 0.01], [-3.03, 4.3], [0.19, 0.02], [-0.37, 1.54]]
    hard = logistic_regression(x, [0, 1, 0, 0], ridge=1e-6)
    assert hard.gradient(hard.minimizer()) == pytest.approx([0, 0], abs=1e-13)


def test_newton_comes_to_rest_where_almost_nothing_is_left_to_learn() -> None:
    # Its minimum is at a loss of 1.4e-6, where log(1 + exp(z)) - z has but nine digits.
    x = [[-23.55, -6.61], [-4.33, -14.43], [-0.63, 9.23], [-14.37, -10.03]]
    soft = logistic_regression(x, [0, 0, 1, 0], ridge=1e-6)
    assert soft.gradient(soft.minimizer()) == pytest.approx([0, 0], abs=1e-15)


def test_newton_takes_a_last_step_whose_gain_is_lost_in_rounding() -> None:
    pair = logistic_regression([[0.3], [-6.6]], [1, 1], ridge=0.001)
    assert pair.gradient(pair.minimizer()) == pytest.approx([0], abs=1e-15)


def test_one_weight_for_two_classes_by_algebra() -> None:
    # Of k ones in n, the best probability is k / n, so w = log(k / (n - k)).
    for k, n in [(1, 2), (3, 4), (1, 10), (999, 1000)]:
        coin = logistic_regression(np.ones((n, 1)), np.arange(n) < k)
        assert coin.minimizer() == pytest.approx([log(k / (n - k))], rel=1e-10, abs=1e-12)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([[-1.0], [1.0]], [0, 1]),
        ([[1.0], [2.0]], [1, 1]),
        ([[0.0], [1.0]], [0, 1]),  # one sample on the plane itself
        ([[0.0, 1], [1, 1], [1, 1], [2, 1]], [0, 0, 1, 1]),
        ([[0.0, 1], [1, 1], [2, 1]], [0, 0, 1]),
    ],
)
def test_classes_that_a_plane_parts_have_no_minimum_without_ridge(x: Any, y: Any) -> None:
    with pytest.raises(ValueError, match=r"no minimum.*ridge = 0"):
        logistic_regression(x, y).minimizer()
    held = logistic_regression(x, y, ridge=0.01)
    assert held.gradient(held.minimizer()) == pytest.approx(np.zeros(len(x[0])), abs=1e-13)


@every_maker
def test_columns_that_depend_on_each_other_leave_the_minimum_open(make: Any) -> None:
    x, y = np.array([[1.0, 2], [2, 4], [3, 6]]), [0, 1, 0]
    with pytest.raises(ValueError, match=r"columns of x .*ridge = 0"):
        make(x, y).minimizer()
    with pytest.raises(ValueError, match="columns of x"):
        make([[1.0, 0.5]], [1]).minimizer()  # fewer samples than weights
    assert make(x, y, 0.1).minimizer().shape == (2,)


@every_maker
@every_ridge
def test_the_landscape_is_the_problem(make: Any, ridge: float) -> None:
    problem = data(make, (40, 2), ridge)
    loss = problem.loss(start=(-3, 4))
    assert loss.start.tolist() == [-3.0, 4.0]
    assert np.array_equal(loss.minimum, problem.minimizer())
    assert loss.lowest == problem.value(problem.minimizer())
    for place in (loss.start, loss.minimum):
        pairs = zip(place, loss.window, strict=True)
        assert all(low < at < high for at, (low, high) in pairs)
    grid = loss.grid(5)
    heights = loss.value(grid)
    assert heights.shape == (5, 5)
    due = [[problem.value(grid[:, i, j]) for j in range(5)] for i in range(5)]
    assert heights == pytest.approx(np.array(due), rel=1e-14)
    assert problem.value(grid[:, 0]) == pytest.approx(np.array(due[0]), rel=1e-14)
    assert np.array_equal(loss.gradient(loss.start), problem.gradient(loss.start))
    at_minimum = problem.loss(start=problem.minimizer())
    assert all(high - low == pytest.approx(2) for low, high in at_minimum.window)


def test_a_landscape_can_be_descended_and_drawn() -> None:
    loss = data(logistic_regression, (40, 2), 0.1).loss()
    run = minimize(GradientDescent(1.0), loss, steps=200)
    assert run.final == pytest.approx(loss.minimum, abs=1e-8)
    assert "<svg" in plots.contours(loss, {"descent": run}, alt="a valley").svg()


@every_maker
def test_a_landscape_needs_two_weights(make: Any) -> None:
    with pytest.raises(ValueError, match="two weights, got 4"):
        data(make, (12, 4)).loss()
    with pytest.raises(ValueError, match=r"start of shape \(3,\)"):
        data(make).loss(start=(1, 2, 3))


@every_maker
@pytest.mark.parametrize(
    ("x", "y", "ridge", "words"),
    [
        ([1.0, 2], [1, 0], 0, r"x must .*\(2,\)"),
        (np.ones((0, 2)), [], 0, r"x must .*\(0, 2\)"),
        (np.ones((2, 0)), [1, 0], 0, r"x must .*\(2, 0\)"),
        (np.ones((2, 2)), [1, 0, 1], 0, r"y must .*\(2,\).*\(3,\)"),
        (np.ones((2, 2)), [[1], [0]], 0, r"y must .*\(2, 1\)"),
        ([[np.nan], [1.0]], [1, 0], 0, "x must be finite, got nan"),
        ([[1.0], [2.0]], [1, np.inf], 0, "y must be finite, got inf"),
        ([[1.0], [2.0]], [1, 0], -0.1, "ridge must .*-0.1"),
        ([[1.0], [2.0]], [1, 0], np.nan, "ridge must .*nan"),
        ([[1.0], [2.0]], [1, 0], np.inf, "ridge must .*inf"),
    ],
)
def test_data_that_do_not_fit_are_refused(
    make: Any, x: Any, y: Any, ridge: Any, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        make(x, y, ridge)


@pytest.mark.parametrize("odd", [2, -1, 0.5])
def test_a_class_is_zero_or_one(odd: Any) -> None:
    with pytest.raises(ValueError, match=f"y must hold the classes 0 and 1, got {odd}"):
        logistic_regression([[1.0], [2.0]], [1, odd])


@every_maker
def test_places_and_rows_that_do_not_fit_are_refused(make: Any) -> None:
    problem, w = data(make), np.zeros(2)
    for method in (problem.value, problem.gradient):
        for bad in (np.zeros(3), np.array(1.0), np.zeros((3, 2)), np.zeros((2, 2, 2))):
            with pytest.raises(ValueError, match="w must hold 2 weights") as caught:
                method(bad)
            assert str(bad.shape) in str(caught.value)
        for rows in ([40], [-41], [0.5], "all"):
            with pytest.raises(ValueError, match="rows must name some of 40 samples") as caught:
                method(w, rows)
            assert repr(rows) in str(caught.value)
        for rows in ([], slice(5, 5), [[0, 1], [2, 3]]):
            with pytest.raises(ValueError, match="at least one number"):
                method(w, rows)
    with pytest.raises(ValueError, match=r"w must .*\(2, 2\)"):
        problem.gradient(np.zeros((2, 2)))


@every_maker
def test_the_data_are_the_problems_own(make: Any) -> None:
    x, y = np.array([[1.0], [2.0], [3.0]]), np.array([0.0, 1.0, 0.0])
    problem = make(x, y)
    before = problem.gradient(np.ones(1))
    x[:], y[:] = 9, 1
    assert np.array_equal(problem.gradient(np.ones(1)), before)
    with pytest.raises(ValueError, match="read-only"):
        problem.x[0] = 1
