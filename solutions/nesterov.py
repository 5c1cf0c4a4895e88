"""Nesterov's accelerated gradient: momentum that asks for the slope where it is about to be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.validated import validated


@dataclass(frozen=True)
@validated
class Nesterov:
    """Step along a running average of gradients, each asked for at the look-ahead point.

    Rule, for t = 1, 2, ... and v_0 = 0::

        v_t = beta v_{t-1} + (1 - beta) g(w_{t-1} - lr beta v_{t-1})
        w_t = w_{t-1} - lr v_t

    Property: the velocity is Momentum's average of gradients, and the step from w is lr times
    it. But each gradient is asked for where the step would end if it were zero.

    Parameters
    ----------
    lr : float, default 0.1
        Learning rate (eta), in units of w per unit of gradient; at least 0.
    beta : float, default 0.9
        Share of the old average that is kept, without unit; 0 <= beta < 1.

    Notes
    -----
    One gradient a step, asked for at the look-ahead point; the step itself starts from w.

    ====================  ================================================================
    where                 what is stored
    ====================  ================================================================
    here                  w and an average of gradients
    Sutskever 2013        w and u = -lr v, with the rate inside and a sum of gradients
    torch, optax, Keras   the look-ahead point: `NesterovShifted`, at `heavy_ball_lr`
    ====================  ================================================================

    References
    ----------
    Nesterov 1983, "A method for solving the convex programming problem with convergence rate
    O(1/k^2)", Doklady AN SSSR 269; Sutskever, Martens, Dahl, Hinton 2013, "On the importance of
    initialization and momentum in deep learning", PMLR 28(3):1139, for the look-ahead form.

    Examples
    --------
    >>> rule = Nesterov(lr=0.1, beta=0.9)
    >>> w, v = np.array(1.0), rule.init(np.array(1.0))
    >>> for _ in range(2):
    ...     w, v = rule.step(w, lambda w: 2 * w, v)
    >>> round(float(w), 6)
    0.94276
    """

    lr: float = 0.1
    beta: float = 0.9

    def init(self, w: Array) -> Array:
        """Return the memory before the first step: a zero velocity shaped like `w`."""
        return np.zeros_like(w)

    def step(self, w: Array, grad: Gradient, state: Array) -> tuple[Array, Array]:
        """Return the next place and the next velocity, both shaped like `w`."""
        ahead = w - self.lr * self.beta * state
        v = self.beta * state + (1 - self.beta) * grad(ahead)
        return w - self.lr * v, v


@dataclass(frozen=True)
@validated
class NesterovShifted:
    """Nesterov's method written for the look-ahead point itself, as torch, optax and Keras do.

    Rule, for t = 1, 2, ... and v_0 = 0, where y is the place that is kept::

        v_t = beta v_{t-1} + g(y_{t-1})
        y_t = y_{t-1} - lr (g(y_{t-1}) + beta v_t)

    Parameters
    ----------
    lr : float, default 0.1
        Learning rate (eta) in the heavy ball's convention, in units of w per unit of gradient.
    beta : float, default 0.9
        Share of the old velocity that is kept, without unit; 0 <= beta < 1.

    Notes
    -----
    ============  =====================================================================
    library       the same path
    ============  =====================================================================
    torch, optax  ``SGD(lr, momentum=beta, nesterov=True)``, ``sgd`` likewise
    Keras         the same call; the rate is inside the velocity, so keep it constant
    ============  =====================================================================

    The velocity is a sum, not an average. ``NesterovShifted(heavy_ball_lr(lr, beta), beta)``
    visits exactly the points at which ``Nesterov(lr, beta)`` asks for its gradients, as long as
    rate and beta stay constant; `lookahead_point` and `place_behind` go from one to the other.

    References
    ----------
    Bengio, Boulanger-Lewandowski, Pascanu 2012, "Advances in optimizing recurrent networks",
    arXiv:1212.0901.

    Examples
    --------
    >>> rule = NesterovShifted(lr=0.1, beta=0.9)
    >>> y, v = rule.step(np.array(1.0), lambda w: 2 * w, rule.init(np.array(1.0)))
    >>> round(float(y), 6)
    0.62
    """

    lr: float = 0.1
    beta: float = 0.9

    def init(self, w: Array) -> Array:
        """Return the memory before the first step: a zero velocity shaped like `w`."""
        return np.zeros_like(w)

    def step(self, w: Array, grad: Gradient, state: Array) -> tuple[Array, Array]:
        """Return the next look-ahead point and the next velocity, both shaped like `w`."""
        g = grad(w)
        v = self.beta * state + g
        return w - self.lr * (g + self.beta * v), v


def lookahead_point(w: Array, v: Array, lr: float, beta: float) -> Array:
    """Return where Nesterov's method asks next: y = w - lr beta v.

    Holds in either convention, as long as `lr` and `v` are of the same one.
    """
    return w - lr * beta * v


def place_behind(y: Array, v: Array, lr: float, beta: float) -> Array:
    """Return the place w whose look-ahead point is `y`: the inverse of `lookahead_point`."""
    return y + lr * beta * v
