"""Momentum in its two conventions, and the learning rate that makes them one method."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.validated import validated


@dataclass(frozen=True)
@validated
class Momentum:
    """Step along a running average of the gradients.

    Rule, for t = 1, 2, ... and v_0 = 0::

        v_t = beta v_{t-1} + (1 - beta) g(w_{t-1})
        w_t = w_{t-1} - lr v_t

    Property: after t equal gradients g the velocity is (1 - beta^t) g, and in it a gradient of
    k steps ago counts beta^k times as much as the newest. A step takes lr times the newest
    velocity off w.

    Parameters
    ----------
    lr : float, default 0.1
        Learning rate (eta), in units of w per unit of gradient; at least 0.
    beta : float, default 0.9
        Share of the old average that is kept, without unit; 0 <= beta < 1.

    Notes
    -----
    The average starts from zero and is not corrected for it: after t equal gradients g it
    stands at (1 - beta^t) g, and it never exceeds the largest gradient seen.

    ========  ======================================================================
    library   the same path
    ========  ======================================================================
    torch     ``SGD(lr=heavy_ball_lr(lr, beta), momentum=beta)``; not with
              ``dampening=beta``, which takes the first gradient whole
    optax     ``chain(ema(beta, debias=False), scale(-lr))``
    Keras     ``SGD(heavy_ball_lr(lr, beta), momentum=beta)``, at a constant rate
    ========  ======================================================================

    References
    ----------
    Polyak 1964, "Some methods of speeding up the convergence of iteration methods",
    doi:10.1016/0041-5553(64)90137-5, in the normalised form that Adam's first moment uses.

    Examples
    --------
    >>> rule = Momentum(lr=0.1, beta=0.9)
    >>> w, v = rule.step(np.array(1.0), lambda w: 2 * w, rule.init(np.array(1.0)))
    >>> round(float(w), 6), round(float(v), 6)
    (0.98, 0.2)
    """

    lr: float = 0.1
    beta: float = 0.9

    def init(self, w: Array) -> Array:
        """Return the memory before the first step: a zero velocity shaped like `w`."""
        return np.zeros_like(w)

    def step(self, w: Array, grad: Gradient, state: Array) -> tuple[Array, Array]:
        """Return the next place and the next velocity, both shaped like `w`."""
        v = self.beta * state + (1 - self.beta) * grad(w)
        return w - self.lr * v, v


@dataclass(frozen=True)
@validated
class HeavyBall:
    """Step along a decaying sum of the gradients.

    Rule, for t = 1, 2, ... and v_0 = 0::

        v_t = beta v_{t-1} + g(w_{t-1})
        w_t = w_{t-1} - lr v_t

    Parameters
    ----------
    lr : float, default 0.1
        Learning rate (eta), in units of w per unit of gradient; at least 0.
    beta : float, default 0.9
        Share of the old velocity that is kept, without unit; 0 <= beta < 1.

    Notes
    -----
    After many equal gradients g the velocity stands at g / (1 - beta): ten times g at the
    usual beta. `running_average_lr` gives the rate at which `Momentum` walks this path.

    ============  ==============================  ==========================================
    where         velocity                        place
    ============  ==============================  ==========================================
    here          beta v + g                      w - lr v
    torch, optax  the same, ``momentum=beta``     the same
    Keras         beta u - lr g                   w + u: parts once the rate changes
    Polyak 1964   none                            w - lr g + beta (w - w before)
    ============  ==============================  ==========================================

    References
    ----------
    Polyak 1964, doi:10.1016/0041-5553(64)90137-5.

    Examples
    --------
    >>> rule = HeavyBall(lr=0.1, beta=0.9)
    >>> w, v = rule.step(np.array(1.0), lambda w: 2 * w, rule.init(np.array(1.0)))
    >>> round(float(w), 6), round(float(v), 6)
    (0.8, 2.0)
    """

    lr: float = 0.1
    beta: float = 0.9

    def init(self, w: Array) -> Array:
        """Return the memory before the first step: a zero velocity shaped like `w`."""
        return np.zeros_like(w)

    def step(self, w: Array, grad: Gradient, state: Array) -> tuple[Array, Array]:
        """Return the next place and the next velocity, both shaped like `w`."""
        v = self.beta * state + grad(w)
        return w - self.lr * v, v


def heavy_ball_lr(lr: float, beta: float) -> float:
    """Return the rate at which `HeavyBall` walks the path of `Momentum(lr, beta)`.

    Parameters
    ----------
    lr : float
        Learning rate of the running-average form, in units of w per unit of gradient.
    beta : float
        The momentum coefficient of both, without unit; 0 <= beta < 1.
    """
    # The heavy ball's velocity is 1 / (1 - beta) times the running average.
    return lr * (1 - beta)


def running_average_lr(lr: float, beta: float) -> float:
    """Return the rate at which `Momentum` walks the path of `HeavyBall(lr, beta)`.

    Parameters
    ----------
    lr : float
        Learning rate of the heavy ball, in units of w per unit of gradient.
    beta : float
        The momentum coefficient of both, without unit; 0 <= beta < 1.
    """
    return lr / (1 - beta)
