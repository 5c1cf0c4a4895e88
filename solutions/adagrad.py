"""Adagrad: a rate for each coordinate, smaller the more it has been used."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.validated import validated


@dataclass(frozen=True)
@validated
class Adagrad:
    """Divide each coordinate's step by the root of its summed squared gradients.

    Rule, element by element, for t = 1, 2, ... and G_0 = 0::

        G_t = G_{t-1} + g(w_{t-1})^2
        w_t = w_{t-1} - lr g(w_{t-1}) / (sqrt(G_t) + eps)

    Property: on an even slope, however steep, step t is lr / sqrt(t) long. In a coordinate it
    is the gradient over a size made of all its gradients so far, the present one included;
    their order and their signs do not matter in it, only their squares. To that size eps is
    added.

    Parameters
    ----------
    lr : float, default 0.01
        Learning rate (eta), in units of w; at least 0.
    eps : float, default 1e-8
        Added outside the root, in units of the gradient; at least 0.

    Notes
    -----
    The first step is `lr` long.

    =======  ===========  ===========  =======
    library  eps          default eps  G_0
    =======  ===========  ===========  =======
    course   outside      1e-8         0
    torch    outside      1e-10        0
    optax    inside root  1e-7         0.1
    Keras    inside root  1e-7         0.1
    =======  ===========  ===========  =======

    References
    ----------
    Duchi, Hazan, Singer 2011, "Adaptive subgradient methods for online learning and stochastic
    optimization", JMLR 12:2121-2159.

    Examples
    --------
    >>> rule = Adagrad(lr=0.1)
    >>> w, G = rule.step(np.array([1.0, -2.0]), lambda w: 2 * w, rule.init(np.zeros(2)))
    >>> w.round(6), G
    (array([ 0.9, -1.9]), array([ 4., 16.]))
    """

    lr: float = 0.01
    eps: float = 1e-8

    def init(self, w: Array) -> Array:
        """Return the memory before the first step: sums of zero shaped like `w`."""
        return np.zeros_like(w)

    def step(self, w: Array, grad: Gradient, state: Array) -> tuple[Array, Array]:
        """Return the next place and the next sums, both shaped like `w`."""
        g = grad(w)
        G = state + g**2
        return w - self.lr * g / (np.sqrt(G) + self.eps), G
