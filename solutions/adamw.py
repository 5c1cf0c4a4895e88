"""AdamW: Adam that shrinks the weights beside its step instead of through the gradient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.adam import AdamState
from solutions.validated import validated


@dataclass(frozen=True)
@validated
class AdamW:
    """Take Adam's step and shrink every weight by the same share, lr * decay.

    Rule, element by element, with m_t and v_t as in Adam::

        w_t = w_{t-1} - lr (m_t / (1 - beta1^t)) / (sqrt(v_t / (1 - beta2^t)) + eps)
                      - lr decay w_{t-1}

    Parameters
    ----------
    lr : float, default 0.001
        Learning rate (eta), in units of w; at least 0.
    beta1, beta2 : float, default 0.9 and 0.999
        Shares of the old averages that are kept, without unit; 0 <= beta < 1.
    eps : float, default 1e-8
        Added outside the root, in units of the gradient; at least 0.
    decay : float, default 0.01
        Weight decay (lambda), per unit of `lr`; at least 0.

    Notes
    -----
    The old weight is shrunk, not the new one. `paper_decay` and `library_decay` convert.

    =======  =============  ===========================================
    where    default decay  each step takes off
    =======  =============  ===========================================
    torch    0.01           lr decay w, as here
    optax    0.0001         lr decay w
    Keras    0.004          lr decay w; eps as in Keras's Adam
    paper    none           decay w, times the schedule but not the rate
    =======  =============  ===========================================

    References
    ----------
    Loshchilov, Hutter 2019, "Decoupled weight decay regularization", arXiv:1711.05101.

    Examples
    --------
    >>> rule = AdamW(lr=0.1, decay=0.5)
    >>> w, _ = rule.step(np.array(2.0), lambda w: 0 * w, rule.init(np.array(2.0)))
    >>> round(float(w), 6)
    1.9
    """

    lr: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    decay: float = 0.01

    def init(self, w: Array) -> AdamState:
        """Return the memory before the first step: averages of zero shaped like `w`."""
        return AdamState(m=np.zeros_like(w), v=np.zeros_like(w), t=0)

    def step(self, w: Array, grad: Gradient, state: AdamState) -> tuple[Array, AdamState]:
        """Return the next place, shaped like `w`, and the next averages."""
        g, t = grad(w), state.t + 1
        m = self.beta1 * state.m + (1 - self.beta1) * g
        v = self.beta2 * state.v + (1 - self.beta2) * g**2
        m_hat, v_hat = m / (1 - self.beta1**t), v / (1 - self.beta2**t)
        shrunk = w - self.lr * self.decay * w
        return shrunk - self.lr * m_hat / (np.sqrt(v_hat) + self.eps), AdamState(m, v, t)


def paper_decay(decay: float, lr: float) -> float:
    """Return the decay of the paper, which is not multiplied by the rate, for a library's."""
    return lr * decay


def library_decay(paper: float, lr: float) -> float:
    """Return the decay of this course and the libraries for the paper's; `lr` above 0."""
    return paper / lr
