"""Adam: a running average of gradients over the root of one of their squares, both corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.validated import CONSTRAINTS, NON_NEGATIVE, require, validated


class AdamState(NamedTuple):
    """Uncorrected running averages of g and of g^2, and the number of steps taken."""

    m: Array
    v: Array
    t: int


@dataclass(frozen=True)
@validated
class Adam:
    """Step along the average gradient, each coordinate divided by its root mean square.

    Rule, element by element, for t = 1, 2, ..., with m_0 = 0 and v_0 = 0::

        m_t = beta1 m_{t-1} + (1 - beta1) g_t          g_t = g(w_{t-1})
        v_t = beta2 v_{t-1} + (1 - beta2) g_t^2
        w_t = w_{t-1} - lr (m_t / (1 - beta1^t)) / (sqrt(v_t / (1 - beta2^t)) + eps)

    Property: on an even slope, however steep, every step is lr long from the first on. In a
    coordinate it is the mean of its gradients over the root of the mean of their squares, eps
    added to the root. In the means what is k steps old counts beta1^k and beta2^k times as much
    as what is new, and in each the weights of all that has been seen add up to 1.

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
    The first step is `lr` long. v averages squares, not deviations: it is no variance.

    ===================  =====================================================  ===========
    where                eps is added to                                        default eps
    ===================  =====================================================  ===========
    here, torch, optax   the corrected root                                     1e-8
    paper                the corrected root; its faster form as Keras           1e-8
    Keras                the root of the uncorrected v ("epsilon hat"), where   1e-7
                         it weighs 1 / sqrt(1 - beta2^t) times as much
    ===================  =====================================================  ===========

    References
    ----------
    Kingma, Ba 2015, "Adam: a method for stochastic optimization", arXiv:1412.6980.

    Examples
    --------
    >>> rule = Adam(lr=0.1)
    >>> w, state = rule.step(np.array(1.0), lambda w: 2 * w, rule.init(np.array(1.0)))
    >>> round(float(w), 6), round(float(state.v), 6), state.t
    (0.9, 0.004, 1)
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
        m_hat, v_hat = m / (1 - self.beta1**t), v / (1 - self.beta2**t)
        return w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps), AdamState(m, v, t)


@dataclass(frozen=True)
@validated
class AdamL2:
    """Adam on the loss plus decay * |w|^2 / 2: the penalty enters through the gradient.

    Rule: as Adam, with g_t = g(w_{t-1}) + decay w_{t-1}.

    Parameters
    ----------
    lr : float, default 0.001
        Learning rate (eta), in units of w; at least 0.
    beta1, beta2 : float, default 0.9 and 0.999
        Shares of the old averages that are kept, without unit; 0 <= beta < 1.
    eps : float, default 1e-8
        Added outside the root, in units of the gradient; at least 0.
    decay : float, default 0.01
        Weight of the penalty (lambda), in units of gradient per unit of w; at least 0.

    Notes
    -----
    The penalty is divided by the root like the rest of the gradient, so a weight with large
    gradients is shrunk less; it converges to the minimum of the penalised loss, which `AdamW`
    does not.

    =======  =========================================================
    library  the same path
    =======  =========================================================
    torch    ``Adam(lr=lr, weight_decay=decay)``
    optax    ``chain(add_decayed_weights(decay), adam(lr))``
    Keras    none: its ``weight_decay`` is decoupled, as in `AdamW`
    =======  =========================================================

    References
    ----------
    Loshchilov, Hutter 2019, "Decoupled weight decay regularization", arXiv:1711.05101.

    Examples
    --------
    >>> rule = AdamL2(lr=0.1, decay=0.5)
    >>> w, state = rule.step(np.array(1.0), lambda w: 0 * w, rule.init(np.array(1.0)))
    >>> round(float(w), 6), round(float(state.m), 6)
    (0.9, 0.05)
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
        g, t = grad(w) + self.decay * w, state.t + 1
        m = self.beta1 * state.m + (1 - self.beta1) * g
        v = self.beta2 * state.v + (1 - self.beta2) * g**2
        m_hat, v_hat = m / (1 - self.beta1**t), v / (1 - self.beta2**t)
        return w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps), AdamState(m, v, t)


def keras_eps(eps: float, beta2: float, t: int) -> float:
    """Return the epsilon with which Keras's Adam takes the step that `Adam` takes.

    Parameters
    ----------
    eps : float
        Epsilon as here, in torch and optax, in units of the gradient; at least 0.
    beta2 : float
        Share of the old average of squares that is kept, without unit; 0 <= beta2 < 1.
    t : int
        The number of the update: 1, 2, 3, ...

    Returns
    -------
    float
        Epsilon for the same step t in the form

            w - lr sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + eps)

    Notes
    -----
    It changes with t, so no constant makes the two paths the same.

    Examples
    --------
    >>> round(keras_eps(1e-3, 0.99, 1), 6), round(keras_eps(1e-3, 0.99, 1000), 6)
    (0.0001, 0.001)
    """
    require("eps", eps, *NON_NEGATIVE)
    require("beta2", beta2, *CONSTRAINTS["beta2"])
    require("t", t, lambda n: n >= 1, "a number of at least 1")
    share: float = 1 - beta2**t
    return float(eps * share**0.5)
