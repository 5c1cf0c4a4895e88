"""The mini-batch oracle: which rows it takes, what it averages to, and how it ends."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations, count
from math import comb
from typing import Any

import numpy as np
import pytest

from descent import minimize
from descent.minibatch import MiniBatches
from descent.regression import linear_regression, logistic_regression
from solutions import GradientDescent


def problem(n: int = 23, d: int = 4) -> Any:
    random = np.random.default_rng(3)
    return linear_regression(random.standard_normal((n, d)), random.standard_normal(n), ridge=0.1)


def spy(seen: list[Any]) -> Any:
    def gradient(w: Any, rows: Any) -> Any:
        seen.append(rows.tolist())
        return w

    return gradient


def test_every_call_takes_the_next_batch_and_is_counted() -> None:
    seen: list[Any] = []
    grad = MiniBatches(spy(seen), [np.array([2, 0]), np.array([1]), np.array([0, 0, 5])])
    assert (grad.calls, grad.samples, seen) == (0, 0, [])
    counts = []
    for _ in range(3):
        grad(np.ones(2))
        counts.append((grad.calls, grad.samples))
    assert seen == [[2, 0], [1], [0, 0, 5]]
    assert counts == [(1, 2), (2, 3), (3, 6)]


def test_the_place_and_the_answer_pass_through() -> None:
    line = problem()
    w = np.arange(4.0)
    got = MiniBatches(line.gradient, [[3, 5]])(w)
    assert np.array_equal(got, line.gradient(w, [3, 5]))
    assert w.tolist() == [0, 1, 2, 3]


def test_when_batches_run_out_a_sentence_says_so() -> None:
    grad = MiniBatches(spy([]), [[0], [1]])
    grad(np.zeros(1)), grad(np.zeros(1))
    for _ in range(2):
        with pytest.raises(RuntimeError, match="ran out after 2 calls") as caught:
            grad(np.zeros(1))
        assert caught.value.__suppress_context__
    assert (grad.calls, grad.samples) == (2, 2)
    # A StopIteration would have ended this loop as if all were well.
    with pytest.raises(RuntimeError, match="ran out"):
        list(map(MiniBatches(spy([]), []), [np.zeros(1)]))


def test_endless_batches_are_read_only_as_far_as_asked() -> None:
    numbers = count()
    seen: list[Any] = []
    grad = MiniBatches(spy(seen), numbers)  # a plain number is a batch of one
    grad(np.zeros(1)), grad(np.zeros(1))
    assert seen == [[0], [1]]
    assert next(numbers) == 2


@pytest.mark.parametrize(
    ("batch", "word"),
    [
        ([], "empty"),
        (np.array([], dtype=int), "empty"),
        ([0.0, 1.0], "whole numbers"),
        ([True, False], "whole numbers"),
        ([[0, 1], [2, 3]], "row"),
        (slice(0, 3), "whole numbers"),
        (None, "whole numbers"),
    ],
    ids=repr,
)
def test_a_batch_that_is_none_is_refused_by_number_and_value(batch: Any, word: str) -> None:
    grad = MiniBatches(spy([]), [[0], batch])
    grad(np.zeros(1))
    with pytest.raises(ValueError, match=f"batch 1 .*{word}") as caught:
        grad(np.zeros(1))
    assert repr(batch) in str(caught.value)
    assert (grad.calls, grad.samples) == (1, 1)


def test_rows_that_are_not_there_are_refused() -> None:
    with pytest.raises(ValueError, match="rows must name some of 23 samples"):
        MiniBatches(problem().gradient, [[22, 23]])(np.zeros(4))


@pytest.mark.parametrize("size", [1, 2, 5, 8, 22, 23, 40])
def test_batches_of_an_epoch_average_to_the_full_gradient_each_by_its_size(size: int) -> None:
    line, w = problem(), np.arange(4.0)
    order = np.random.default_rng(size).permutation(23)
    batches = [order[k : k + size] for k in range(0, 23, size)]
    grad = MiniBatches(line.gradient, batches)
    each = np.array([grad(w) for _ in batches])
    assert grad.samples == 23
    mean = np.average(each, axis=0, weights=[len(rows) for rows in batches])
    assert mean == pytest.approx(line.gradient(w), abs=1e-14)
    if 23 % size and size < 23:  # and not by the plain mean, once the last batch is smaller
        assert np.abs(each.mean(axis=0) - line.gradient(w)).max() > 1e-3


@pytest.mark.parametrize("make", [linear_regression, logistic_regression])
@pytest.mark.parametrize("m", range(1, 7))
def test_over_all_subsets_the_mean_is_exact_and_the_variance_falls(make: Any, m: int) -> None:
    # Drawing m of N without replacement: variance of one, times (1 / m) (N - m) / (N - 1).
    random = np.random.default_rng(11)
    n, w = 6, np.array([0.3, -0.7])
    data = make(random.standard_normal((n, 2)), random.integers(0, 2, size=n))
    subsets = list(combinations(range(n), m))
    assert len(subsets) == comb(n, m)
    grad = MiniBatches(data.gradient, subsets)
    drawn = np.array([grad(w) for _ in subsets])
    single = np.array([data.gradient(w, [i]) for i in range(n)])
    factor = Fraction(1, m) * Fraction(n - m, n - 1)
    assert drawn.mean(axis=0) == pytest.approx(data.gradient(w), abs=1e-15)
    assert drawn.var(axis=0) == pytest.approx(float(factor) * single.var(axis=0), abs=1e-15)
    assert single.var(axis=0).min() > 0.01


def test_with_replacement_the_variance_keeps_the_plain_one_over_m() -> None:
    a = np.array([0.0, 1.0, 5.0])
    pairs = [(i, j) for i in range(3) for j in range(3)]
    grad = MiniBatches(lambda w, rows: w - a[rows].mean(), pairs)
    drawn = np.array([grad(np.array(0.0)) for _ in pairs])
    assert drawn.var() == pytest.approx(a.var() / 2, rel=1e-14)


def test_a_run_of_minimize_goes_through_the_epochs() -> None:
    line = linear_regression([[1.0, 0], [1, 1], [1, 2], [1, 3]], [1.0, 3, 5, 7])
    epochs = chain.from_iterable([[0, 1], [2, 3]] for _ in range(200))
    grad = MiniBatches(line.gradient, epochs)
    run = minimize(GradientDescent(0.25), replace(line.loss(), gradient=grad), steps=400)
    assert (grad.calls, grad.samples) == (400, 800)
    # All residuals can be zero at once, so even single batches agree on where the minimum is.
    assert run.final == pytest.approx([1, 2], abs=1e-9)
