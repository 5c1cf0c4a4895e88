"""B10 to B18: one sample, some or all of them."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest

from descent import losses
from descent.minibatch import MiniBatches
from descent.network import Network
from descent.regression import linear_regression
from solutions import GradientDescent, Scheduled, epoch_batches
from tests.helpers.errata_runs import noisy, path
from tests.helpers.errata_table import untold


def test_a_full_gradient_needs_no_more_memory_than_a_chunk() -> None:
    random = np.random.default_rng(0)
    network = Network((20, 50, 2))
    x, y = random.standard_normal((20_000, 20)), random.integers(0, 2, 20_000)
    w = network.init(random)

    def in_chunks() -> np.ndarray:
        total = np.zeros_like(w)
        for a in range(0, 20_000, 100):
            total += network.gradient(w, x[a : a + 100], y[a : a + 100]) / 200
        return total

    np.testing.assert_allclose(in_chunks(), network.gradient(w, x, y), atol=1e-15)
    whole, parts = peak(lambda: network.gradient(w, x, y)), peak(in_chunks)
    assert whole > 100 * parts
    assert untold("B10", f"{whole / 1e6:.0f}", f"{parts / 1e6:.1f}") == []


def peak(work: Callable[[], np.ndarray]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_all_of_the_data_is_exact_for_those_data_only() -> None:
    random = np.random.default_rng(0)
    x, noise = random.standard_normal((2, 200, 2)), random.standard_normal((2, 200))
    drawn, fresh = (linear_regression(x[i], x[i] @ [1.0, -2.0] + noise[i]) for i in (0, 1))
    best = drawn.minimizer()
    assert np.linalg.norm(drawn.gradient(best)) < 1e-12
    assert np.linalg.norm(fresh.gradient(best)) > 0.01
    most = 2 / np.linalg.eigvalsh(x[0].T @ x[0] / 200).max()
    for share, stable in ((0.95, True), (1.05, False)):
        run = path(GradientDescent(share * most), 300, drawn.gradient, [0.0, 0.0])
        assert (float(np.linalg.norm(run[-1] - best)) < 1e-3) is stable


def test_an_epoch_of_single_samples_is_the_slow_one() -> None:
    random = np.random.default_rng(0)
    x = random.standard_normal((4096, 10))
    data = linear_regression(x, random.standard_normal(4096))
    spent, updates = {}, {}
    for size in (1, 256):
        batches = list(epoch_batches(4096, size, random))
        grad = MiniBatches(data.gradient, batches)
        begin = time.process_time()
        path(GradientDescent(0.01), len(batches), grad, np.zeros(10))
        spent[size], updates[size] = time.process_time() - begin, grad.calls
    assert updates == {1: 4096, 256: 16}
    assert spent[1] > 5 * spent[256]
    assert untold("B13", "4096", "16") == []


def test_a_constant_rate_stops_at_a_floor_of_noise() -> None:
    # On 5 w^2 / 2 with unit noise the mean loss settles at lr / (2 (2 - 5 lr)).
    floors = {}
    for lr in (0.1, 0.01, 0.001):
        run = path(GradientDescent(lr), 3000, noisy(lambda w: 5 * w, 1, seed=0), np.ones(300))
        floors[lr] = 2.5 * (run[-300:] ** 2).mean()
        assert floors[lr] == pytest.approx(lr / (2 * (2 - 5 * lr)), rel=0.05)
    fading = Scheduled(GradientDescent(), lambda k: 1 / (k + 20))
    run = path(fading, 3000, noisy(lambda w: 5 * w, 1, seed=0), np.ones(300))
    faded = 2.5 * (run[-1] ** 2).mean()
    assert faded < floors[0.001] / 2
    assert untold("B14", *(f"{x:.2g}" for x in (*floors.values(), faded))) == []
    wild = path(GradientDescent(0.5), 30, noisy(lambda w: 5 * w, 1, seed=0), np.ones(300))
    assert (wild[-1] ** 2).mean() > 1e6  # and convex all the while


def test_noise_leaves_good_minima_as_well_as_bad_ones() -> None:
    wells = losses.double_well()
    left = []
    for lr, spread in ((0.01, 1.0), (0.02, 10.0), (0.03, 15.0)):
        for start in wells.minima[::-1]:  # the shallow one first
            slope = noisy(wells.gradient, spread, seed=1)
            end = path(GradientDescent(lr), 500, slope, np.full(2000, start))[-1]
            left.append(100 * np.mean(np.sign(end) != np.sign(start)))
    assert left[0] == left[1] == 0
    assert left[2] > 80
    assert 5 < left[3] < 20 < 30 < left[5] < 45 < 55 < left[4] < 70
    assert untold("B15", *(f"{share:.0f}" for share in left[2:])) == []


@pytest.mark.parametrize("m", range(1, 7))
def test_the_noise_of_a_batch_in_exact_arithmetic(m: int) -> None:
    slopes = [Fraction(a) for a in (-3, 1, 4, 1, -5, 9)]
    n, mean = len(slopes), sum(slopes) / len(slopes)
    variance = sum((g - mean) ** 2 for g in slopes) / n
    drawn = [sum(batch) / m for batch in combinations(slopes, m)]
    spread = sum((g - mean) ** 2 for g in drawn) / len(drawn)
    assert spread == variance / m * Fraction(n - m, n - 1)
    assert (spread == 0) is (m == n)


def test_larger_batches_save_ever_fewer_steps() -> None:
    # On (a^2 + b^2 / 10) / 2 with noise of variance 9 a sample, at the best of these rates.
    curvature = np.array([[1.0], [0.1]])
    steps = {}
    for m, most in ((16, 400), (256, 60), (4096, 30), (65536, 30)):
        taken = []
        for lr in (0.03, 0.1, 0.2, 0.4, 0.8, 1.6):
            slope = noisy(lambda w: curvature * w, 3 / np.sqrt(m), seed=0)
            run = path(GradientDescent(lr), most, slope, np.ones((2, 200)))
            loss = (curvature * run**2).sum(axis=1).mean(axis=1) / 2
            taken += [int(np.argmax(loss <= 0.02))] if (loss <= 0.02).any() else []
        steps[m] = min(taken)
    counts = list(steps.values())
    gains = [a / b for a, b in pairwise(counts)]
    assert gains == sorted(gains, reverse=True)
    assert gains[-1] < 1.5
    assert counts[0] * 16 < counts[-1] * 65536
    assert untold("B17", *map(str, counts)) == []


def test_a_fresh_order_every_epoch_leaves_the_least_error() -> None:
    random = np.random.default_rng(0)
    a = random.standard_normal(100)
    a -= a.mean()  # sample losses (w - a)^2 / 2, so the best w is 0

    def epoch() -> np.ndarray:
        return np.concatenate(list(epoch_batches(100, 1, random)))

    orders = {
        "fresh": [np.concatenate([epoch() for _ in range(8)]) for _ in range(100)],
        "drawn": random.integers(0, 100, (100, 800)),
        "sorted": [np.tile(np.argsort(a), 8)],
    }
    excess = {}
    for name, rows in orders.items():
        slope = MiniBatches(lambda w, row: w - a[row], np.transpose(rows))  # a run a column
        end = path(GradientDescent(0.01), 800, slope, np.zeros(len(rows)))
        excess[name] = (end[-1] ** 2).mean() / 2
    assert 3 * excess["fresh"] < excess["drawn"] < excess["sorted"] / 3
    assert untold("B18", *(f"{x:.1e}" for x in excess.values())) == []
