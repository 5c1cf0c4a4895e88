"""An optimizer to put a wrapper around, so that a schedule or a clip can be tried by itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from descent.optimizer import Array, Gradient


@dataclass(frozen=True)
class Echo:
    """Follow this gradient and an echo of the last one, asking a little further on.

    Rule, with e = 0 before the first step::

        g = grad(w - ahead e)
        w = w - lr (g + share e)
        e = g

    It is no method of the course, and none to train with. It has what a wrapper must get right: a
    rate, a second setting, a memory, and a place to ask that is not `w`.

    Parameters
    ----------
    lr : float, default 0.1
        The rate, in units of w per unit of gradient.
    share : float, default 0.5
        How much of the last gradient is heard again, without unit.
    ahead : float, default 0
        How far along the last gradient this one is asked for, in the unit of `lr`.

    Examples
    --------
    >>> rule = Echo(lr=0.1, share=0.5)
    >>> w, e = rule.step(1.0, lambda w: 2 * w, rule.init(1.0))
    >>> float(w), float(e)
    (0.8, 2.0)
    """

    lr: float = 0.1
    share: float = 0.5
    ahead: float = 0.0

    def init(self, w: Array) -> Array:
        """Return the echo before the first step: silence."""
        return np.zeros(np.shape(w))

    def step(self, w: Array, grad: Gradient, state: Array) -> tuple[Array, Array]:
        """Return the next place, shaped like `w`, and the gradient that will be heard again."""
        g = grad(w - self.ahead * state)
        return w - self.lr * (g + self.share * state), g
