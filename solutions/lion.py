"""Lion: momentum of which only the sign is used."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.validated import validated


@dataclass(frozen=True)
@validated
class Lion:
    """Step by the sign of an average: every coordinate by lr, whatever the size of its slope.

    Rule, for t = 1, 2, ... and m_0 = 0, with g = g(w_{t-1})::

        w_t = w_{t-1} - lr (sign(beta1 m_{t-1} + (1 - beta1) g) + decay w_{t-1})
        m_t = beta2 m_{t-1} + (1 - beta2) g

    Parameters
    ----------
    lr : float, default 1e-4
        Learning rate (eta), in units of w: the length of a step in each coordinate.
    beta1 : float, default 0.9
        Share of the memory in the average whose sign is taken, without unit; in [0, 1).
    beta2 : float, default 0.99
        Share of the old memory that is kept, without unit; in [0, 1).
    decay : float, default 0
        Decoupled weight decay (lambda), per unit of w; at least 0.

    Notes
    -----
    Two averages of one memory: the step weighs the newest gradient ten times as much as the
    memory does. sign(0) = 0. One array of memory, where Adam has two. The authors advise a rate
    3 to 10 times smaller than AdamW's, and a decay larger by the same factor. As ``optax.lion``,
    whose decay is 1e-3 by default.

    References
    ----------
    Chen et al. 2023, "Symbolic discovery of optimization algorithms", arXiv:2302.06675.

    Examples
    --------
    >>> rule = Lion(lr=0.1)
    >>> start = np.array([1.0, -5.0])
    >>> w, m = rule.step(start, lambda w: 2 * w, rule.init(start))
    >>> w
    array([ 0.9, -4.9])
    """

    lr: float = 1e-4
    beta1: float = 0.9
    beta2: float = 0.99
    decay: float = 0.0

    def init(self, w: Array) -> Array:
        """Return the memory before the first step: a zero average shaped like `w`."""
        return np.zeros_like(w)

    def step(self, w: Array, grad: Gradient, state: Array) -> tuple[Array, Array]:
        """Return the next place and the next average, both shaped like `w`."""
        g = grad(w)
        c = self.beta1 * state + (1 - self.beta1) * g
        m = self.beta2 * state + (1 - self.beta2) * g
        return w - self.lr * (np.sign(c) + self.decay * w), m
