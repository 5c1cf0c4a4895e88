"""AMSGrad: Adam with a memory for the largest slope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.validated import validated


class AMSGradState(NamedTuple):
    """What `AMSGrad` remembers: both averages, the largest corrected v, and finished updates."""

    m: Array
    v: Array
    largest: Array
    t: int


@dataclass(frozen=True)
@validated
class AMSGrad:
    """Step as Adam does, divided by the largest second moment so far: it never forgets one.

    Rule, for t = 1, 2, ... and m_0 = v_0 = u_0 = 0, with g = g(w_{t-1})::

        m_t = beta1 m_{t-1} + (1 - beta1) g
        v_t = beta2 v_{t-1} + (1 - beta2) g^2
        u_t = max(u_{t-1}, v_t / (1 - beta2^t))
        w_t = w_{t-1} - lr m_t / (1 - beta1^t) / (sqrt(u_t) + eps)

    Parameters
    ----------
    lr : float, default 0.001
        Learning rate (eta), in units of w: about the length of a step in each coordinate.
    beta1, beta2 : float, default 0.9 and 0.999
        Shares of the old averages that are kept, without unit; in [0, 1).
    eps : float, default 1e-8
        Added to the root, in the unit of the gradient; at least 0.

    Notes
    -----
    ============  ==================================================================
    paper         largest v_t; neither m nor v is corrected; no eps
    this, optax   largest corrected v_t / (1 - beta2^t), so the divisor never falls
    torch         largest v_t, corrected by the present 1 - beta2^t: it may fall
    Keras         as torch, with eps added before that correction
    ============  ==================================================================

    References
    ----------
    Reddi, Kale, Kumar 2018, "On the convergence of Adam and beyond", arXiv:1904.09237.

    Examples
    --------
    >>> rule = AMSGrad(lr=0.1, eps=0.0)
    >>> w, state = rule.step(1.0, lambda w: 2 * w, rule.init(1.0))
    >>> round(float(w), 6)
    0.9
    """

    lr: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8

    def init(self, w: Array) -> AMSGradState:
        """Return the memory before the first step: zeros shaped like `w`, and t = 0."""
        return AMSGradState(np.zeros_like(w), np.zeros_like(w), np.zeros_like(w), 0)

    def step(self, w: Array, grad: Gradient, state: AMSGradState) -> tuple[Array, AMSGradState]:
        """Return the next place, shaped like `w`, and the next memory."""
        g, t = grad(w), state.t + 1
        m = self.beta1 * state.m + (1 - self.beta1) * g
        v = self.beta2 * state.v + (1 - self.beta2) * g**2
        largest = np.maximum(state.largest, v / (1 - self.beta2**t))
        w = w - self.lr * m / (1 - self.beta1**t) / (np.sqrt(largest) + self.eps)
        return w, AMSGradState(m, v, largest, t)
