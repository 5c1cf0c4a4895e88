"""RMSProp: Adagrad with a memory that fades, so that the rate does not die away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.validated import validated


class RMSPropState(NamedTuple):
    """Running averages of the squared gradient and (used if centred) of the gradient."""

    square: Array
    mean: Array


@dataclass(frozen=True)
@validated
class RMSProp:
    """Divide each coordinate's step by the root of its running mean squared gradient.

    Rule, element by element, for t = 1, 2, ..., with E_0 = 0 and m_0 = 0::

        E_t = beta E_{t-1} + (1 - beta) g_t^2          g_t = g(w_{t-1})
        m_t = beta m_{t-1} + (1 - beta) g_t
        w_t = w_{t-1} - lr g_t / (sqrt(E_t) + eps)                 plain
        w_t = w_{t-1} - lr g_t / (sqrt(E_t - m_t^2) + eps)         centred

    Parameters
    ----------
    lr : float, default 0.01
        Learning rate (eta), in units of w; at least 0.
    beta : float, default 0.9
        Share of the old average that is kept, without unit; 0 <= beta < 1.
    eps : float, default 1e-8
        Added outside the root, in units of the gradient; at least 0.
    centred : bool, default False
        Whether to divide by the spread about the mean gradient instead.

    Notes
    -----
    The average is not corrected for its start at zero: the first step is lr / sqrt(1 - beta).
    Centred, on a steady slope, the spread dies away: steps grow until eps or rounding halts them.

    =======  ====================================  ===========  ============
    library  eps                                   default eps  default beta
    =======  ====================================  ===========  ============
    course   outside                               1e-8         0.9
    torch    outside                               1e-8         0.99
    optax    inside (``eps_in_sqrt=False`` moves)  1e-8         0.9
    Keras    inside                                1e-7         0.9
    =======  ====================================  ===========  ============

    References
    ----------
    Tieleman, Hinton 2012, "Lecture 6.5: RMSProp", Coursera, Neural networks for machine learning
    (slides); Graves 2013, arXiv:1308.0850, for the centred form.

    Examples
    --------
    >>> rule = RMSProp(lr=0.1)
    >>> w, _ = rule.step(np.array(1.0), lambda w: 2 * w, rule.init(np.array(1.0)))
    >>> round(float(w), 6)
    0.683772
    """

    lr: float = 0.01
    beta: float = 0.9
    eps: float = 1e-8
    centred: bool = False

    def init(self, w: Array) -> RMSPropState:
        """Return the memory before the first step: averages of zero shaped like `w`."""
        return RMSPropState(square=np.zeros_like(w), mean=np.zeros_like(w))

    def step(self, w: Array, grad: Gradient, state: RMSPropState) -> tuple[Array, RMSPropState]:
        """Return the next place, shaped like `w`, and the next averages."""
        g = grad(w)
        square = self.beta * state.square + (1 - self.beta) * g**2
        mean = self.beta * state.mean + (1 - self.beta) * g
        # Rounding may leave a spread a hair below zero.
        spread = np.maximum(square - mean**2, 0) if self.centred else square
        return w - self.lr * g / (np.sqrt(spread) + self.eps), RMSPropState(square, mean)
