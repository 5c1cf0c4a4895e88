"""Schedule-free gradient descent: an average in the place of a falling rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.validated import validated


class ScheduleFreeState(NamedTuple):
    """What `ScheduleFree` remembers: the fast point z, and finished updates."""

    z: Array
    t: int


@dataclass(frozen=True)
@validated
class ScheduleFree:
    """Step with z, stand on its average x, ask between the two: no schedule is needed.

    Rule, for t = 1, 2, ... and x_0 = z_0 = w_0. The place w of this optimizer is x::

        y   = (1 - beta) z_{t-1} + beta x_{t-1}
        z_t = z_{t-1} - lr g(y)
        x_t = x_{t-1} + (z_t - x_{t-1}) / (t + 1)

    Parameters
    ----------
    lr : float, default 0.1
        Learning rate (eta), in units of w per unit of gradient; at least 0.
    beta : float, default 0.9
        How near to the average the gradient is asked for, without unit; in [0, 1).

    Notes
    -----
    x_t is the plain mean of z_0, ..., z_t, the start included. One gradient a step, at y: neither
    at the place w = x, where the loss is to be read, nor at z, where the steps are made. beta = 0
    is gradient descent in z with Polyak-Ruppert averaging.

    ===================  ==========================================================
    paper, this          weight 1 / (t + 1): the start is in the mean
    authors' code,       weight 1 / t: the start is not, so the first step has
    optax.contrib        x_1 = z_1; w is y while training, and x for evaluation
    ===================  ==========================================================

    From one place of gradient descent on, the two are the same: n + 1 steps of theirs from w_0
    are n steps of this from w_0 - lr g(w_0).

    References
    ----------
    Defazio et al. 2024, "The road less scheduled", arXiv:2405.15682.

    Examples
    --------
    >>> rule = ScheduleFree(lr=0.1)
    >>> w, state = rule.step(1.0, lambda w: 2 * w, rule.init(1.0))
    >>> round(float(w), 6), round(float(state.z), 6), state.t
    (0.9, 0.8, 1)
    """

    lr: float = 0.1
    beta: float = 0.9

    def init(self, w: Array) -> ScheduleFreeState:
        """Return the memory before the first step: z where `w` is, and t = 0."""
        return ScheduleFreeState(np.array(w), 0)

    def step(
        self, w: Array, grad: Gradient, state: ScheduleFreeState
    ) -> tuple[Array, ScheduleFreeState]:
        """Return the next average, shaped like `w`, and the next memory."""
        y = (1 - self.beta) * state.z + self.beta * w
        z = state.z - self.lr * grad(y)
        t = state.t + 1
        return w + (z - w) / (t + 1), ScheduleFreeState(z, t)
