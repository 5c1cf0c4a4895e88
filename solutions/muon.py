"""Muon: momentum for matrices, with all singular values brought near 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.validated import COUNT, NON_NEGATIVE, floating, require, validated


def orthogonalise(g: Array, rounds: int = 5, eps: float = 1e-7) -> Array:
    """Return about the nearest matrix with orthonormal rows (or columns, if those are fewer).

    Rule, with X_0 = G / (|G| + eps), |G| the Frobenius norm, for k = 1, ..., rounds::

        A   = X_{k-1} X_{k-1}^T
        X_k = 3.4445 X_{k-1} + (-4.7750 A + 2.0315 A^2) X_{k-1}

    Parameters
    ----------
    g : array, shape (rows, columns)
        The matrix G = U S V^T; any unit.
    rounds : int, default 5
        How many rounds of the Newton-Schulz iteration; at least 1.
    eps : float, default 1e-7
        Added to the norm, in the unit of `g`: a zero matrix stays zero. At least 0.

    Returns
    -------
    array, shape (rows, columns)
        U S' V^T with the same U and V. After 5 rounds every singular value that was between
        0.0015 and 1 times the norm stands between 0.67 and 1.21; 0 stays 0.

    Raises
    ------
    ValueError
        If `g` is not a matrix, or an argument is out of range.

    Notes
    -----
    Each round maps every singular value s to 3.4445 s - 4.7750 s^3 + 2.0315 s^5, whose steep
    start lifts the small ones quickly at the price of not ending at 1. The exact answer, U V^T,
    needs a singular value decomposition; this needs products of matrices.

    References
    ----------
    Jordan et al. 2024, "Muon: an optimizer for hidden layers in neural networks",
    https://kellerjordan.github.io/posts/muon/; Bernstein, Newhouse 2024, "Old optimizer, new
    norm: an anthology", arXiv:2409.20325.

    Examples
    --------
    >>> np.linalg.svd(orthogonalise(np.diag([5.0, 1.0])))[1].round(2)
    array([0.8 , 0.72])
    """
    require("rounds", rounds, *COUNT)
    require("eps", eps, *NON_NEGATIVE)
    if np.ndim(g) != 2:
        raise ValueError(f"g must be a matrix, got an array of shape {np.shape(g)}")
    g = floating(g)
    tall = g.shape[0] > g.shape[1]
    x = (g.T if tall else g) / (np.linalg.norm(g) + eps)
    for _ in range(rounds):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return x.T if tall else x


@dataclass(frozen=True)
@validated
class Muon:
    """Step along the momentum of a matrix with its singular values all set to about 1.

    Rule, for t = 1, 2, ... and m_0 = 0, with G = g(W_{t-1})::

        M_t = beta M_{t-1} + (1 - beta) G
        O_t = orthogonalise(beta M_t + (1 - beta) G)
        W_t = W_{t-1} - lr (sqrt(max(1, rows / columns)) O_t + decay W_{t-1})

    Parameters
    ----------
    lr : float, default 0.02
        Learning rate (eta), in units of w: about the spectral norm of a step, if not tall.
    beta : float, default 0.95
        Share of the old average that is kept, without unit; in [0, 1).
    decay : float, default 0
        Decoupled weight decay (lambda), per unit of w; at least 0.

    Raises
    ------
    ValueError
        If `w` is not a matrix. Muon is for hidden layers; the rest is left to `AdamW`.

    Notes
    -----
    ============  =====================================================================
    this, Jordan  running average looked ahead as above; rows / columns in the factor
    torch, Muon   the same in bfloat16, divided by max(norm, eps); lr 0.001 and decay 0.1
    Keras, Muon   adds up gradients, beta M + G; the norm in float32
    optax, muon   corrected for the zero start, as Nadam; columns / rows in the factor
    ============  =====================================================================

    References
    ----------
    Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/.

    Examples
    --------
    >>> rule, start = Muon(lr=1.0), np.zeros((2, 2))
    >>> w, m = rule.step(start, lambda w: np.diag([5.0, 1.0]), rule.init(start))
    >>> w.round(2)
    array([[-0.72,  0.  ],
           [ 0.  , -0.8 ]])
    """

    lr: float = 0.02
    beta: float = 0.95
    decay: float = 0.0

    def init(self, w: Array) -> Array:
        """Return the memory before the first step: a zero average shaped like `w`."""
        if np.ndim(w) != 2:
            raise ValueError(f"w must be a matrix, got an array of shape {np.shape(w)}")
        return np.zeros_like(w)

    def step(self, w: Array, grad: Gradient, state: Array) -> tuple[Array, Array]:
        """Return the next place and the next average, both shaped like `w`."""
        g = grad(w)
        m = self.beta * state + (1 - self.beta) * g
        o = orthogonalise(self.beta * m + (1 - self.beta) * g)
        tall = max(1.0, w.shape[0] / w.shape[1]) ** 0.5
        return w - self.lr * (tall * o + self.decay * w), m
