"""The network: its gradient against differentiation of a loss written out a second time."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import pairwise
from math import log
from typing import Any

import numpy as np
import pytest

from descent.network import ACTIVATIONS, Network, log_softmax
from descent.regression import logistic_regression

SHAPES = [(3, 2), (1, 2), (4, 5, 3), (1, 1, 2), (3, 4, 4, 2), (2, 6, 3, 5, 4)]
every_shape = pytest.mark.parametrize("sizes", SHAPES, ids=str)
every_activation = pytest.mark.parametrize("activation", ["tanh", "relu"])
every_batch = pytest.mark.parametrize("n", [1, 2, 9])


def task(sizes: Any, n: int = 9, activation: str = "tanh") -> Any:
    random = np.random.default_rng([*sizes, n])
    network = Network(sizes, activation)
    w = network.init(random) + 0.1 * random.standard_normal(network.size)  # offsets too
    return network, w, random.standard_normal((n, sizes[0])), random.integers(0, sizes[-1], size=n)


def naive(sizes: Any, activation: str, w: Any, x: Any, y: Any) -> Any:
    """The mean cross-entropy, unit by unit and sample by sample; good for complex w."""
    total = 0
    for row, label in zip(x, y, strict=True):
        h, rest = list(row), list(w)
        for inputs, outputs in pairwise(sizes):
            matrix, rest = rest[: inputs * outputs], rest[inputs * outputs :]
            offset, rest = rest[:outputs], rest[outputs:]
            z = [
                sum(h[i] * matrix[i * outputs + j] for i in range(inputs)) + offset[j]
                for j in range(outputs)
            ]
            h = [np.tanh(s) if activation == "tanh" else s * (s.real > 0) for s in z]
        assert rest == []
        total += np.log(sum(np.exp(z))) - z[label]
    return total / len(y)


@every_shape
@every_activation
@every_batch
def test_value_and_gradient_against_the_loss_unit_by_unit(
    sizes: Any, activation: str, n: int
) -> None:
    network, w, x, y = task(sizes, n, activation)
    kept = [a.copy() for a in (w, x, y)]
    assert network.value(w, x, y) == pytest.approx(naive(sizes, activation, w, x, y), rel=1e-13)
    g = network.gradient(w, x, y)
    assert g.shape == w.shape
    # The complex step (Squire, Trapp 1998) has no rounding error to balance. No score of the
    # relu networks here is within reach of its kink.
    exact = [
        naive(sizes, activation, w + 1e-30j * e, x, y).imag / 1e-30 for e in np.eye(network.size)
    ]
    assert g == pytest.approx(np.array(exact), rel=1e-12, abs=1e-14)
    assert all(np.array_equal(a, b) for a, b in zip(kept, (w, x, y), strict=True))


@every_shape
@every_activation
def test_the_gradient_against_central_differences_of_the_value(sizes: Any, activation: str) -> None:
    network, w, x, y = task(sizes, 9, activation)
    steps = 1e-6 * np.eye(network.size)
    rise = [(network.value(w + e, x, y) - network.value(w - e, x, y)) / 2e-6 for e in steps]
    assert network.gradient(w, x, y) == pytest.approx(np.array(rise), abs=1e-8)


@every_shape
def test_the_value_itself_takes_a_complex_step(sizes: Any) -> None:
    network, w, x, y = task(sizes)
    rise = [network.value(w + 1e-30j * e, x, y).imag / 1e-30 for e in np.eye(network.size)]
    assert network.gradient(w, x, y) == pytest.approx(np.array(rise), rel=1e-12, abs=1e-14)


def test_a_network_by_hand() -> None:
    # x = 2 -> z = 2 * 0.5 - 2 = -1 -> relu 0; x = 4 -> z = 0, slope 0; x = 6 -> z = 1 -> h = 1.
    network = Network((1, 1, 2), "relu")
    w = np.array([0.5, -2.0, 0.0, log(3), 0.0, 0.0])
    x, y = np.array([[2.0], [4.0], [6.0]]), np.array([0, 1, 0])
    assert network.predict(w, x).tolist() == [0, 0, 1]  # of equals, the first
    assert network.accuracy(w, x, y) == pytest.approx(1 / 3)
    assert network.value(w, x, y) == pytest.approx((2 * log(2) + log(4)) / 3, rel=1e-15)
    # p - Y: (-1/2, 1/2), (1/2, -1/2), (-3/4, 3/4); only the third unit is awake.
    d = 3 / 4 * log(3) / 3
    due = [6 * d, d, -1 / 4, 1 / 4, -1 / 4, 1 / 4]
    assert network.gradient(w, x, y) == pytest.approx(due, rel=1e-15)


def test_samples_average_to_the_whole() -> None:
    network, w, x, y = task((4, 5, 3))
    single = [network.gradient(w, x[[i]], y[[i]]) for i in range(9)]
    assert np.mean(single, axis=0) == pytest.approx(network.gradient(w, x, y), abs=1e-15)


def test_a_single_layer_is_softmax_regression_and_of_two_classes_logistic() -> None:
    network, w, x, y = task((3, 2), 9)
    # Only the difference of the two scores counts: z = z_1 - z_0, and no offset here.
    w[network.layers[1]] = 0
    W = w[network.layers[0]].reshape(3, 2)
    coin = logistic_regression(x, y)
    assert network.value(w, x, y) == pytest.approx(coin.value(W[:, 1] - W[:, 0]), rel=1e-14)
    g = network.gradient(w, x, y)[network.layers[0]].reshape(3, 2)
    due = coin.gradient(W[:, 1] - W[:, 0])
    assert g == pytest.approx(np.stack([-due, due], axis=1), abs=1e-15)


@every_activation
def test_what_cannot_change_the_loss_has_no_slope(activation: str) -> None:
    # Adding a number to all scores of a sample changes nothing: the last offsets' slopes sum to 0.
    network, w, x, y = task((4, 5, 3), 9, activation)
    assert network.gradient(w, x, y)[network.layers[-1]].sum() == pytest.approx(0, abs=1e-15)
    moved = w.copy()
    moved[network.layers[-1]] += 7
    assert network.value(moved, x, y) == pytest.approx(network.value(w, x, y), rel=1e-13)


@every_shape
def test_no_weights_are_a_guess(sizes: Any) -> None:
    network, w, x, y = task(sizes)
    assert network.value(0 * w, x, y) == pytest.approx(log(sizes[-1]), rel=1e-15)
    whole = np.zeros(network.size, dtype=int)
    assert network.gradient(whole, x, y).dtype == np.float64
    assert np.array_equal(network.gradient(whole, x, y), network.gradient(0 * w, x, y))


def test_scores_of_any_size_neither_overflow_nor_lose_the_loss() -> None:
    network = Network((1, 3))
    w, x = np.array([0.0, 1.0, 1.0, 0.0, 0.0, 0.0]), np.array([[1.0]])
    for size in (1e3, -1e3, 1e150):
        right, wrong = (1, 0) if size > 0 else (0, 1)
        value = network.value(size * w, x, np.array([wrong]))
        assert value == pytest.approx(abs(size) + (log(2) if size > 0 else 0), rel=1e-15)
        assert network.value(size * w, x, np.array([right])) in (0, pytest.approx(log(2)))
        g = network.gradient(size * w, x, np.array([wrong]))
        half = [-1, 0.5, 0.5] if size > 0 else [1, -1, 0]
        assert g == pytest.approx(half * 2, abs=1e-15)
    far = np.array([[0.0, -800.0], [-9000.0, -9800.0]])  # row by row, however far rows lie apart
    assert log_softmax(far).tolist() == [[0, -800], [0, -800]]
    assert np.exp(log_softmax(np.array([[1.0, 2, 3]]))).sum() == pytest.approx(1, rel=1e-15)


@every_shape
def test_the_layers_tile_the_flat_vector_matrix_by_matrix(sizes: Any) -> None:
    network = Network(sizes)
    assert network.size == sum((a + 1) * b for a, b in pairwise(sizes))
    marks = np.zeros(network.size, dtype=int)
    for part in network.layers:
        assert part.step is None
        marks[part] += 1
    assert (marks == 1).all()
    assert [part.start for part in network.layers] == sorted(p.start for p in network.layers)
    w = np.arange(network.size, dtype=float)
    arrays = [a for pair in network.unpack(w) for a in pair]
    assert [a.ndim for a in arrays] == [2, 1] * (len(sizes) - 1)
    for array, part in zip(arrays, network.layers, strict=True):
        assert array.ravel().tolist() == w[part].tolist()
        assert np.shares_memory(array, w)
    assert [a.shape for a in arrays[::2]] == list(pairwise(sizes))


def test_how_it_starts() -> None:
    sizes = (300, 200, 100)
    for activation, variance in [
        ("tanh", [2 / 500, 2 / 300]),  # Glorot and Bengio 2010: 2 / (inputs + outputs)
        ("relu", [2 / 300, 2 / 200]),  # He et al. 2015: 2 / inputs
    ]:
        network = Network(sizes, activation)
        w = network.init(np.random.default_rng(4))
        assert np.array_equal(w, network.init(np.random.default_rng(4)))
        for (matrix, offset), due in zip(network.unpack(w), variance, strict=True):
            # 20,000 draws or more: the variance of a sample is out by 1 in 100 or less, usually.
            assert matrix.var() == pytest.approx(due, rel=0.04)
            assert abs(matrix.mean()) < 5 * np.sqrt(due / matrix.size)
            assert not offset.any()
            if activation == "tanh":
                assert np.sqrt(3 * due) * 0.999 < np.abs(matrix).max() < np.sqrt(3 * due)
            else:
                assert np.abs(matrix).max() > 3.5 * np.sqrt(due)


@every_activation
def test_signals_keep_their_size_through_ten_layers_at_the_start(activation: str) -> None:
    # Small signals, for which tanh is straight. A factor of 2 missing in a layer would be 1024.
    random = np.random.default_rng(0)
    network = Network((200,) * 11 + (2,), activation)
    h, _ = network.forward(network.init(random), 0.01 * random.standard_normal((50, 200)))
    assert len(h) == 11
    assert 1 / 3 < (h[-1] ** 2).mean() / (h[0] ** 2).mean() < 3


def test_one_object_serves_many_runs_and_cannot_be_changed() -> None:
    network, w, x, y = task((4, 5, 3))
    first = network.gradient(w, x, y)
    network.gradient(-w, x[:2], y[:2])
    again = network.gradient(w, x, y)
    assert np.array_equal(again, first)
    assert not np.shares_memory(again, first)
    with pytest.raises(FrozenInstanceError):
        network.sizes = (1, 2)
    assert Network([4, 5, 3]) == Network((4, 5, 3))
    assert hash(Network([4, 5, 3])) == hash(network)


def test_single_precision_stays_single() -> None:
    network, w, x, y = task((4, 5, 3))
    narrow = w.astype(np.float32), x.astype(np.float32)
    g = network.gradient(*narrow, y)
    assert g.dtype == network.value(*narrow, y).dtype == np.float32
    assert g == pytest.approx(network.gradient(w, x, y), abs=1e-6)
    assert network.gradient(narrow[0], x, y).dtype == np.float32


@pytest.mark.parametrize(
    "sizes", [(), (3,), (3, 0), (0, 3), (3, -1, 2), (3, 2.0), (3, 1), ("3", "2")], ids=str
)
def test_sizes_are_whole_numbers_and_at_least_two(sizes: Any) -> None:
    with pytest.raises(ValueError, match="sizes must be") as caught:
        Network(sizes)
    assert str(sizes) in str(caught.value)


@pytest.mark.parametrize("activation", ["sigmoid", "", None, "Tanh"], ids=repr)
def test_an_activation_is_one_of_those_known(activation: Any) -> None:
    with pytest.raises(ValueError, match="activation must be tanh or relu") as caught:
        Network((2, 2), activation)
    assert repr(activation) in str(caught.value)
    assert set(ACTIVATIONS) == {"tanh", "relu"}


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"w": np.zeros(42)}, r"w must be of shape \(43,\), got \(42,\)"),
        ({"w": np.zeros((43, 1))}, r"w must be .*\(43, 1\)"),
        ({"w": np.array(0.0)}, r"w must be .*\(\)"),
        ({"x": np.zeros((9, 3))}, r"x must be .*\(samples, 4\), got \(9, 3\)"),
        ({"x": np.zeros(4)}, r"x must be .*\(4,\)"),
        ({"x": np.zeros((0, 4)), "y": np.zeros(0, dtype=int)}, r"x must be .*\(0, 4\)"),
        ({"y": np.zeros(8, dtype=int)}, r"y must be 9 whole numbers, got shape \(8,\)"),
        ({"y": np.zeros((9, 1), dtype=int)}, r"y must be .*\(9, 1\)"),
        ({"y": np.zeros(9)}, "y must be 9 whole numbers, .*float64"),
        ({"y": np.zeros(9, dtype=bool)}, "y must be 9 whole numbers, .*bool"),
        ({"y": np.full(9, 3)}, "y must be classes from 0 to 2, got 3"),
        ({"y": np.array([0] * 8 + [-1])}, "y must be classes from 0 to 2, got -1"),
    ],
)
@pytest.mark.parametrize("method", ["value", "gradient", "accuracy"])
def test_what_does_not_fit_is_refused(method: str, bad: Any, words: str) -> None:
    network, w, x, y = task((4, 5, 3))
    with pytest.raises(ValueError, match=words):
        getattr(network, method)(**({"w": w, "x": x, "y": y} | bad))
