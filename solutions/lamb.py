"""LAMB: Adam's direction, with a step as long as the layer's weights allow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.adam import AdamState
from solutions.validated import validated


@dataclass(frozen=True)
@validated
class LAMB:
    """Give every layer a step of lr times the norm of its weights, in Adam's direction.

    Rule, with m_t and v_t as in Adam; the last line for each layer on its own::

        u_t = (m_t / (1 - beta1^t)) / (sqrt(v_t / (1 - beta2^t)) + eps) + decay w_{t-1}
        w_t = w_{t-1} - lr (|w_{t-1}| / |u_t|) u_t

    Property: each layer moves by lr times its own length, whatever the size of its gradients,
    along Adam's step at the rate 1 to which `decay` times w is added.

    Parameters
    ----------
    lr : float, default 0.001
        Share of its own length that a layer may move in one step, without unit; at least 0.
    beta1, beta2 : float, default 0.9 and 0.999
        Shares of the old averages that are kept, without unit; 0 <= beta < 1.
    eps : float, default 1e-6
        Added outside the root, in units of the gradient; at least 0.
    decay : float, default 0
        Weight decay, inside the ratio, per unit of w; at least 0.
    layers : tuple of slices, default ()
        The layers of a flat weight vector; if empty, the whole array is one layer.

    Notes
    -----
    Norms are Euclidean over all of a layer (Frobenius for a matrix). Where |w| or |u| is zero
    the ratio is 1, or a layer that starts at zero could never leave it.

    ===========  ==================  ====================================
    where        decay               length of w
    ===========  ==================  ====================================
    here, optax  inside the ratio    as it is
    Keras        outside the ratio   as it is
    paper        inside the ratio    through phi, which may clip it
    ===========  ==================  ====================================

    References
    ----------
    You et al. 2020, "Large batch optimization for deep learning: training BERT in 76 minutes",
    arXiv:1904.00962.

    Examples
    --------
    >>> rule = LAMB(lr=0.1)
    >>> w, _ = rule.step(np.array([3.0, 4.0]), lambda w: w, rule.init(np.zeros(2)))
    >>> round(float(np.linalg.norm(w - [3, 4])), 6)
    0.5
    """

    lr: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-6
    decay: float = 0.0
    layers: tuple[slice, ...] = ()

    def init(self, w: Array) -> AdamState:
        """Return the memory before the first step: averages of zero shaped like `w`."""
        return AdamState(m=np.zeros_like(w), v=np.zeros_like(w), t=0)

    def step(self, w: Array, grad: Gradient, state: AdamState) -> tuple[Array, AdamState]:
        """Return the next place, shaped like `w`, and the next averages."""
        w = np.asarray(w)
        g, t = grad(w), state.t + 1
        m = self.beta1 * state.m + (1 - self.beta1) * g
        v = self.beta2 * state.v + (1 - self.beta2) * g**2
        m_hat, v_hat = m / (1 - self.beta1**t), v / (1 - self.beta2**t)
        u = m_hat / (np.sqrt(v_hat) + self.eps) + self.decay * w
        ratio = np.ones_like(w)
        for layer in self.layers or (...,):
            size, length = np.linalg.norm(w[layer]), np.linalg.norm(u[layer])
            if size > 0 and length > 0:
                ratio[layer] = size / length
        return w - self.lr * ratio * u, AdamState(m, v, t)
