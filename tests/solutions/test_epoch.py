"""An epoch written out, and a gradient put together, against the same thing done in other ways."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from descent import MiniBatches, linear_regression, minimize
from descent.loss import Loss
from solutions import GradientDescent, accumulated_gradient, epoch_batches, one_epoch


def samples(n: int, d: int = 2) -> tuple[Any, Any, Any]:
    random = np.random.default_rng(n)
    return random.normal(size=(n, d)), random.normal(size=n), random.normal(size=d)


@pytest.mark.parametrize(("n", "size"), [(7, 3), (6, 2), (5, 5), (3, 10), (4, 1)])
def test_an_epoch_is_descent_on_mini_batches(n: int, size: int) -> None:
    x, y, w = samples(n)
    order = np.random.default_rng(0).permutation(n)
    batches = [order[k : k + size] for k in range(0, n, size)]
    grad = MiniBatches(linear_regression(x, y).gradient, batches)
    loss = Loss("batches", lambda w: np.float64(0), grad, (w,), w, ())
    due = minimize(GradientDescent(0.1), loss, steps=len(batches)).final
    assert one_epoch(w, x, y, order, size, 0.1) == pytest.approx(due, abs=1e-12)


def test_an_epoch_by_hand() -> None:
    # Errors of the first batch, rows 2 and 0 at w = 0: -1 and -6, with samples 1 and 1, so the
    # mean slope is -3.5 and w = 0.35. Then row 1: the error 2 * 0.35 - 2 = -1.3, the slope -2.6.
    x, y = np.array([[1.0], [2.0], [1.0]]), np.array([6.0, 2.0, 1.0])
    w = one_epoch(np.array([0.0]), x, y, np.array([2, 0, 1]), 2, 0.1)
    assert w == pytest.approx(np.array([0.61]))


def test_an_epoch_leaves_what_it_was_given_alone() -> None:
    x, y, w = samples(5)
    kept = w.copy(), x.copy(), y.copy()
    one_epoch(w, x, y, np.arange(5), 2, 0.1)
    assert all(np.array_equal(a, b) for a, b in zip(kept, (w, x, y), strict=True))


@pytest.mark.parametrize("sizes", [(4, 4, 1), (1, 1, 7), (9,), (3, 3, 3), (5, 0, 4)])
def test_batches_put_together_are_all_rows(sizes: tuple[int, ...]) -> None:
    x, y, w = samples(9)
    data = linear_regression(x, y)
    rows = np.split(np.random.default_rng(0).permutation(9), np.cumsum(sizes)[:-1])

    def gradient(w: Any, rows: Any) -> Any:
        return data.gradient(w, rows) if len(rows) else np.zeros(2)

    got = accumulated_gradient(gradient, w, rows)
    assert got == pytest.approx(data.gradient(w), abs=1e-12)


def test_it_reads_batches_one_by_one_and_asks_at_one_place() -> None:
    x, y, w = samples(7)
    asked: list[Any] = []

    def gradient(at: Any, rows: Any) -> Any:
        asked.append((at.tolist(), len(rows)))
        return linear_regression(x, y).gradient(at, rows)

    accumulated_gradient(gradient, w, epoch_batches(7, 3, np.random.default_rng(0)))
    assert asked == [(w.tolist(), 3), (w.tolist(), 3), (w.tolist(), 1)]


@pytest.mark.parametrize("batches", [[], [np.array([], dtype=int)]])
def test_no_rows_at_all_are_refused(batches: list[Any]) -> None:
    with pytest.raises(ValueError, match="batches must hold at least one row"):
        accumulated_gradient(lambda w, rows: w, np.ones(2), batches)
