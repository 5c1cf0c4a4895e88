"""What is looked at before training, against algebra and SciPy's entropy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from descent import Network
from solutions import chance_losses, finite_difference, relative_error


@pytest.mark.parametrize(("g", "measured", "due"), [
    ([2.0], [1.0], 1 / 2),
    ([1.0], [2.0], 1 / 2),
    ([1.0], [-1.0], 2),
    ([3.0], [0.0], 1),
    ([0.0, 0.0], [0.0, 0.0], 0),
    ([100.0, 1e-9], [100.0, 2e-9], 1 / 2),
    ([[1.0, 4.0], [2.0, 8.0]], [[1.0, 4.0], [2.5, 8.0]], 1 / 5),
])  # fmt: skip
def test_the_worst_share_counts(g: Any, measured: Any, due: float) -> None:
    assert relative_error(np.array(g), np.array(measured)) == pytest.approx(due)


def test_it_knows_no_unit_and_no_order() -> None:
    random = np.random.default_rng(0)
    g, measured = random.normal(size=(2, 9))
    found = relative_error(g, measured)
    assert relative_error(1e6 * g, 1e6 * measured) == pytest.approx(found)
    assert relative_error(measured, g) == found


def test_a_network_passes_and_one_without_its_biases_does_not() -> None:
    network, random = Network((3, 4, 2)), np.random.default_rng(1)
    x, y, w = random.normal(size=(6, 3)), random.integers(0, 2, 6), network.init(random)
    g = network.gradient(w, x, y)
    measured = finite_difference(lambda at: float(network.value(at, x, y)), w)
    assert relative_error(g, measured) < 1e-5
    assert relative_error(np.where(np.arange(len(w)) >= len(w) - 2, 0, g), measured) == 1


def test_what_guesses_cost() -> None:
    even, by_share = chance_losses(np.array([3, 1]))
    assert even == pytest.approx(np.log(2))
    # 3/4 log(4/3) + 1/4 log 4 = log 4 - 3/4 log 3.
    assert by_share == pytest.approx(np.log(4) - 0.75 * np.log(3))
    assert chance_losses(np.full(10, 7)) == pytest.approx((np.log(10), np.log(10)))
    assert chance_losses(np.array([5])) == pytest.approx((0, 0))


def test_a_class_without_a_sample_is_refused() -> None:
    with pytest.raises(ValueError, match="counts must be at least 1 for each class"):
        chance_losses(np.array([3, 0]))


def test_the_shares_are_the_best_constant_guess() -> None:
    """No other probabilities cost less (Gibbs), and they are what a bare last bias learns."""
    counts = np.array([6, 3, 1])
    least = chance_losses(counts)[1]
    for p in np.random.default_rng(2).dirichlet(np.ones(3), 200):
        assert -(counts * np.log(p)).sum() / counts.sum() >= least
