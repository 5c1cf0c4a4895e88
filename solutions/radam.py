"""RAdam: Adam that waits for its second moment to mean something."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.adam import AdamState
from solutions.validated import CONSTRAINTS, require, validated


@dataclass(frozen=True)
@validated
class RAdam:
    """Adam with its rate rectified by how many gradients stand behind v; at first without v.

    Rule, with m_t and v_t as in Adam, m^_t = m_t / (1 - beta1^t), v^_t = v_t / (1 - beta2^t)::

        rho = 2 / (1 - beta2) - 1
        rho_t = rho - 2 t beta2^t / (1 - beta2^t)
        w_t = w_{t-1} - lr m^_t                               if rho_t <= threshold
        w_t = w_{t-1} - lr r_t m^_t / (sqrt(v^_t) + eps)      if rho_t > threshold
        r_t^2 = (rho_t - 4) (rho_t - 2) rho / ((rho - 4) (rho - 2) rho_t)

    Parameters
    ----------
    lr : float, default 0.001
        Learning rate (eta): in units of w per unit of gradient for the first steps, then of w.
    beta1, beta2 : float, default 0.9 and 0.999
        Shares of the old averages that are kept, without unit; 0 <= beta < 1.
    eps : float, default 1e-8
        Added outside the root, in units of the gradient; at least 0.
    threshold : float, default 4
        How many gradients' worth of memory v must have before it is used, without unit.

    Notes
    -----
    With beta2 = 0.999 the thresholds differ in exactly one step, t = 5. For beta2 <= 0.6 rho is
    at most 4 and v is never used.

    ===========  ===========  ==========================================
    where        v is used    eps is added to
    ===========  ===========  ==========================================
    here, paper  rho_t > 4    the corrected root (paper: none)
    optax        rho_t >= 5   the corrected root
    torch        rho_t > 5    the uncorrected root
    ===========  ===========  ==========================================

    References
    ----------
    Liu et al. 2020, "On the variance of the adaptive learning rate and beyond",
    arXiv:1908.03265.

    Examples
    --------
    >>> rule = RAdam(lr=0.1)
    >>> w, _ = rule.step(np.array(1.0), lambda w: 2 * w, rule.init(np.array(1.0)))
    >>> round(float(w), 6)
    0.8
    """

    lr: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    threshold: float = 4.0

    def init(self, w: Array) -> AdamState:
        """Return the memory before the first step: averages of zero shaped like `w`."""
        return AdamState(m=np.zeros_like(w), v=np.zeros_like(w), t=0)

    def step(self, w: Array, grad: Gradient, state: AdamState) -> tuple[Array, AdamState]:
        """Return the next place, shaped like `w`, and the next averages."""
        g, t = grad(w), state.t + 1
        m = self.beta1 * state.m + (1 - self.beta1) * g
        v = self.beta2 * state.v + (1 - self.beta2) * g**2
        m_hat, v_hat = m / (1 - self.beta1**t), v / (1 - self.beta2**t)
        rho = 2 / (1 - self.beta2) - 1
        rho_t = rho - 2 * t * self.beta2**t / (1 - self.beta2**t)
        if rho_t <= self.threshold:
            return w - self.lr * m_hat, AdamState(m, v, t)
        r = ((rho_t - 4) * (rho_t - 2) * rho / ((rho - 4) * (rho - 2) * rho_t)) ** 0.5
        return w - self.lr * r * m_hat / (np.sqrt(v_hat) + self.eps), AdamState(m, v, t)


def waiting_steps(beta2: float, threshold: float = 4.0) -> int:
    """Return in how many of its first steps RAdam does without v.

    Parameters
    ----------
    beta2 : float
        Share of the old average of squares that is kept, without unit; so large that RAdam waits
        for an end: 2 / (1 - beta2) - 1 is above `threshold`.
    threshold : float, default 4
        How many gradients' worth of memory v must have before it is used, without unit.

    Returns
    -------
    int
        The number of steps t = 1, 2, ... with rho_t <= threshold; see `RAdam`.

    Raises
    ------
    ValueError
        If an argument is out of range, or RAdam waits for ever.

    Examples
    --------
    >>> waiting_steps(0.999), waiting_steps(0.999, threshold=5)
    (4, 5)
    """
    require("beta2", beta2, *CONSTRAINTS["beta2"])
    require("threshold", threshold, *CONSTRAINTS["threshold"])
    rho = 2 / (1 - beta2) - 1
    require("beta2", beta2, lambda _: rho > threshold, "so large that rho passes the threshold")
    t = 1
    while rho - 2 * t * beta2**t / (1 - beta2**t) <= threshold:
        t += 1
    return t - 1
