"""Nadam: Adam whose momentum term is advanced by one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.adam import AdamState
from solutions.validated import validated


@dataclass(frozen=True)
@validated
class Nadam:
    """Adam with the average gradient looked at one step ahead, at constant momentum.

    Rule, element by element, with m_t and v_t as in Adam and g_t = g(w_{t-1})::

        n_t = beta1 m_t / (1 - beta1^(t+1)) + (1 - beta1) g_t / (1 - beta1^t)
        w_t = w_{t-1} - lr n_t / (sqrt(v_t / (1 - beta2^t)) + eps)

    Parameters
    ----------
    lr : float, default 0.001
        Learning rate (eta), in units of w; at least 0.
    beta1, beta2 : float, default 0.9 and 0.999
        Shares of the old averages that are kept, without unit; 0 <= beta < 1.
    eps : float, default 1e-8
        Added outside the root, in units of the gradient; at least 0.

    Notes
    -----
    The gradient is asked for at w, not at a look-ahead point as in Nesterov's method; only the
    momentum term is advanced.

    ============  ==============================================================
    where         momentum coefficient
    ============  ==============================================================
    here, optax   beta1, always
    torch, Keras  rises with t: see `NadamScheduled`
    paper         rises with t, in the average m as well
    ============  ==============================================================

    References
    ----------
    Dozat 2016, "Incorporating Nesterov momentum into Adam", ICLR workshop,
    OpenReview OM0jvwB8jIp57ZJjtNEZ.

    Examples
    --------
    >>> rule = Nadam(lr=0.1)
    >>> w, _ = rule.step(np.array(1.0), lambda w: 2 * w, rule.init(np.array(1.0)))
    >>> round(float(w), 6)
    0.852632
    """

    lr: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8

    def init(self, w: Array) -> AdamState:
        """Return the memory before the first step: averages of zero shaped like `w`."""
        return AdamState(m=np.zeros_like(w), v=np.zeros_like(w), t=0)

    def step(self, w: Array, grad: Gradient, state: AdamState) -> tuple[Array, AdamState]:
        """Return the next place, shaped like `w`, and the next averages."""
        g, t = grad(w), state.t + 1
        m = self.beta1 * state.m + (1 - self.beta1) * g
        v = self.beta2 * state.v + (1 - self.beta2) * g**2
        ahead = self.beta1 * m / (1 - self.beta1 ** (t + 1))
        n = ahead + (1 - self.beta1) * g / (1 - self.beta1**t)
        return w - self.lr * n / (np.sqrt(v / (1 - self.beta2**t)) + self.eps), AdamState(m, v, t)


class NadamState(NamedTuple):
    """Adam's memory, and the product of all momentum coefficients so far."""

    m: Array
    v: Array
    t: int
    product: float


@dataclass(frozen=True)
@validated
class NadamScheduled:
    """Nadam with a momentum coefficient that rises towards beta1.

    Rule, with m_t and v_t as in Adam, g_t = g(w_{t-1}) and P_0 = 1::

        mu_t = beta1 (1 - 0.96^(t psi) / 2),   P_t = P_{t-1} mu_t
        n_t = mu_{t+1} m_t / (1 - P_t mu_{t+1}) + (1 - mu_t) g_t / (1 - P_t)
        w_t = w_{t-1} - lr n_t / (sqrt(v_t / (1 - beta2^t)) + eps)

    Parameters
    ----------
    lr : float, default 0.001
        Learning rate (eta), in units of w; at least 0.
    beta1, beta2 : float, default 0.9 and 0.999
        Shares of the old averages that are kept, without unit; 0 <= beta < 1.
    eps : float, default 1e-8
        Added outside the root, in units of the gradient; at least 0.
    psi : float, default 0.004
        How fast the momentum rises, per step; at least 0.

    Notes
    -----
    With a huge psi the coefficient is beta1 from the start, which is `Nadam`.

    =======  =====================================================
    library  psi
    =======  =====================================================
    torch    0.004, as ``NAdam(momentum_decay=psi)``
    Keras    1, fixed; eps as in Keras's Adam
    optax    has `Nadam` only
    =======  =====================================================

    References
    ----------
    Dozat 2016, OpenReview OM0jvwB8jIp57ZJjtNEZ; in its Algorithm 2 mu_t also stands in m_t.

    Examples
    --------
    >>> rule = NadamScheduled(lr=0.1)
    >>> w, _ = rule.step(np.array(1.0), lambda w: 2 * w, rule.init(np.array(1.0)))
    >>> round(float(w), 6)
    0.894355
    """

    lr: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    psi: float = 0.004

    def init(self, w: Array) -> NadamState:
        """Return the memory before the first step: averages of zero shaped like `w`."""
        return NadamState(m=np.zeros_like(w), v=np.zeros_like(w), t=0, product=1.0)

    def step(self, w: Array, grad: Gradient, state: NadamState) -> tuple[Array, NadamState]:
        """Return the next place, shaped like `w`, and the next memory."""
        g, t = grad(w), state.t + 1
        mu, mu_next = (self.beta1 * (1 - 0.96 ** (k * self.psi) / 2) for k in (t, t + 1))
        product = state.product * mu
        m = self.beta1 * state.m + (1 - self.beta1) * g
        v = self.beta2 * state.v + (1 - self.beta2) * g**2
        n = mu_next * m / (1 - product * mu_next) + (1 - mu) * g / (1 - product)
        w = w - self.lr * n / (np.sqrt(v / (1 - self.beta2**t)) + self.eps)
        return w, NadamState(m, v, t, product)
