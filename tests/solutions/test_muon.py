"""Muon against the singular value decomposition that it does without."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from solutions.lion import Lion
from solutions.muon import Muon, orthogonalise
from tests.helpers.walk import places, walk


def scalar_rounds(s: Any, rounds: int = 5) -> Any:
    """What the iteration does to one singular value."""
    for _ in range(rounds):
        s = 3.4445 * s - 4.7750 * s**3 + 2.0315 * s**5
    return s


SHAPES = pytest.mark.parametrize("shape", [(4, 4), (7, 3), (3, 7), (1, 5), (5, 1), (1, 1)], ids=str)


@SHAPES
@pytest.mark.parametrize("rounds", [1, 5, 9])
def test_orthogonalising_maps_each_singular_value_and_keeps_the_vectors(
    shape: tuple[int, int], rounds: int
) -> None:
    g = np.random.default_rng(3).standard_normal(shape)
    u, s, vt = np.linalg.svd(g, full_matrices=False)
    due = u @ np.diag(scalar_rounds(s / np.sqrt(np.sum(s**2)), rounds)) @ vt
    assert orthogonalise(g, rounds, eps=0.0) == pytest.approx(due, abs=1e-12)


@SHAPES
def test_it_is_nearly_the_orthogonal_factor(shape: tuple[int, int]) -> None:
    g = np.random.default_rng(4).standard_normal(shape) * 50
    u, s, vt = np.linalg.svd(g, full_matrices=False)
    assert s.min() / np.linalg.norm(s) > 0.0015
    o = orthogonalise(g)
    assert o.shape == g.shape
    values = np.linalg.svd(o, compute_uv=False)
    assert values.min() > 0.67
    assert values.max() < 1.21
    assert np.linalg.norm(o - u @ vt, ord=2) == pytest.approx(np.abs(values - 1).max(), abs=1e-9)
    # It points the same way: the trace of o^T g is near the sum of the singular values.
    assert np.sum(o * g) / s.sum() == pytest.approx(1, abs=0.33)


def test_the_range_that_the_docstring_promises() -> None:
    s = scalar_rounds(np.geomspace(0.0015, 1, 200_001))
    assert 0.67 < s.min() < 0.68
    assert 1.20 < s.max() < 1.21


def test_it_does_not_see_the_size_of_a_matrix_and_leaves_zero_alone() -> None:
    g = np.random.default_rng(5).standard_normal((3, 4))
    assert orthogonalise(1024 * g, eps=0.0) == pytest.approx(orthogonalise(g, eps=0.0), abs=1e-15)
    assert np.array_equal(orthogonalise(np.zeros((3, 2))), np.zeros((3, 2)))


@pytest.mark.parametrize("shape", [(), (3,), (2, 2, 2)], ids=str)
def test_muon_takes_only_matrices(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="w must be a matrix, got an array of shape"):
        Muon().init(np.zeros(shape))
    with pytest.raises(ValueError, match="g must be a matrix, got an array of shape"):
        orthogonalise(np.zeros(shape))
    with pytest.raises(ValueError, match="g must be a matrix"):
        Muon().step(np.zeros(shape), np.ones_like, np.zeros(shape))


@pytest.mark.parametrize(
    ("name", "bad"), [("rounds", 0), ("rounds", 2.5), ("eps", -1.0), ("eps", "x")]
)
def test_a_bad_argument_of_the_iteration_is_named(name: str, bad: Any) -> None:
    with pytest.raises(ValueError, match=f"{name} must be .*, got {bad!r}"):
        orthogonalise(np.eye(2), **{name: bad})


@pytest.mark.parametrize("shape", [(4, 4), (6, 3), (3, 6)], ids=str)
def test_muon_steps_along_the_momentum_that_is_looked_ahead(shape: tuple[int, int]) -> None:
    lr, beta, decay = 0.1, 0.8, 0.3
    slopes = np.random.default_rng(6).standard_normal((6, *shape))
    left = iter(slopes)
    path = walk(Muon(lr, beta, decay), lambda at: next(left), np.ones(shape), 6)
    w, factor = np.ones(shape), np.sqrt(max(1, shape[0] / shape[1]))
    for t in range(1, 7):
        # The average as a sum, and once more an average of it with the newest slope.
        m = (1 - beta) * sum(beta ** (t - 1 - s) * slopes[s] for s in range(t))
        u, s, vt = np.linalg.svd(beta * m + (1 - beta) * slopes[t - 1], full_matrices=False)
        step = u @ np.diag(scalar_rounds(s / (np.sqrt(np.sum(s**2)) + 1e-7))) @ vt
        w = (1 - lr * decay) * w - lr * factor * step
        assert path[t][0] == pytest.approx(w, abs=1e-12)
        assert path[t][1] == pytest.approx(m, abs=1e-14)


def test_muon_turns_with_its_matrix_and_lion_does_not() -> None:
    def turned(rule: Any, q: Any) -> Any:
        a = np.random.default_rng(7).standard_normal((3, 3))
        path = walk(rule, lambda w: q @ np.sin(q.T @ w @ np.eye(3)) + q @ a, q @ np.ones((3, 3)), 5)
        return q.T @ places(path)[-1]

    q, _ = np.linalg.qr(np.random.default_rng(8).standard_normal((3, 3)))
    assert turned(Muon(), q) == pytest.approx(turned(Muon(), np.eye(3)), abs=1e-12)
    assert np.abs(turned(Lion(0.02), q) - turned(Lion(0.02), np.eye(3))).max() > 0.01
