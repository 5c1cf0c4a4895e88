"""The function on which torch, optax and the answer key are run side by side.

Two arrays, W of shape (3, 2) and b of shape (4,), with scales of their own, coupled, and with
curvature of both signs. The last row of W does not enter: its gradient is exactly zero, where
an update rule that divides or decays would show. Value and gradient are written out by hand, so
that of a library only its update rule is tried.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SHAPES = ((3, 2), (4,))
LAYERS = (slice(0, 6), slice(6, 10))  # where W and b stand in the vector
MIX = np.array([[1.0, -0.5, 0.0], [0.3, 0.8, 0.0], [-0.7, 0.2, 0.0], [0.4, 1.1, 0.0]])
STIFFNESS = np.array([0.2, 0.6, 1.0, 2.0])


def start() -> tuple[Array, Array]:
    """Return W and b at the beginning of every run."""
    return (
        np.array([[0.7, -1.3], [-0.4, 0.9], [1.5, -2.0]]),
        np.array([0.05, -0.6, 1.4, -0.2]),
    )


def value(W: Array, b: Array) -> float:
    """Return sum b (cos Z_0 + sin Z_1) + sum s (b^2 - 1)^2 / 4 + sum Z^2 / 20 for Z = MIX W."""
    Z = MIX @ W
    waves = b @ (np.cos(Z[:, 0]) + np.sin(Z[:, 1]))
    wells = STIFFNESS @ (b**2 - 1) ** 2 / 4
    return float(waves + wells + np.sum(Z**2) / 20)


def gradient(W: Array, b: Array) -> tuple[Array, Array]:
    """Return the slope of `value` with respect to W and b, shaped like them."""
    Z = MIX @ W
    slope = np.stack([-b * np.sin(Z[:, 0]), b * np.cos(Z[:, 1])], axis=1) + Z / 10
    return MIX.T @ slope, np.cos(Z[:, 0]) + np.sin(Z[:, 1]) + STIFFNESS * (b**3 - b)


def flat(*several: Array) -> Array:
    """Return all arrays as one vector, the form in which the record and the answer key go."""
    return np.concatenate([array.ravel() for array in several])


def arrays(w: Array) -> tuple[Array, Array]:
    """Return W and b from the vector made by `flat`."""
    return w[LAYERS[0]].reshape(SHAPES[0]), w[LAYERS[1]]


def flat_gradient(w: Array) -> Array:
    """Return the slope at the vector `w`, as a vector."""
    return flat(*gradient(*arrays(w)))


def fold(w: Array) -> Array:
    """Return the vector as one matrix of 5 by 2, for methods that want a matrix."""
    return w.reshape(5, 2)


def folded_gradient(M: Array) -> tuple[Array]:
    """Return the slope at the matrix made by `fold`, as a matrix."""
    return (fold(flat_gradient(M.ravel())),)
