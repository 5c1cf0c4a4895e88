"""Adadelta: steps measured by earlier steps, so that they come in the units of w."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.validated import NON_NEGATIVE, POSITIVE, require, validated


class AdadeltaState(NamedTuple):
    """Running averages of the squared gradient and of the squared move."""

    square: Array
    move: Array


@dataclass(frozen=True)
@validated
class Adadelta:
    """Scale the gradient by the ratio of two root mean squares: of past moves and of gradients.

    Rule, element by element, for t = 1, 2, ..., with E_0 = 0 and D_0 = 0::

        E_t = rho E_{t-1} + (1 - rho) g_t^2            g_t = g(w_{t-1})
        u_t = sqrt(D_{t-1} + eps) / sqrt(E_t + eps) g_t
        D_t = rho D_{t-1} + (1 - rho) u_t^2
        w_t = w_{t-1} - lr u_t

    Parameters
    ----------
    lr : float, default 1
        A factor on the move, without unit; at least 0. The paper has none.
    rho : float, default 0.9
        Share of the old averages that is kept, without unit; 0 <= rho < 1.
    eps : float, default 1e-6
        Inside both roots; at least 0. It takes the place of the rate: the first move is
        sqrt(eps / ((1 - rho) g^2 + eps)) g, and with eps = 0 nothing ever moves.

    Notes
    -----
    =======  =====  ====  =====
    library  lr     rho   eps
    =======  =====  ====  =====
    paper    none   0.95  1e-6
    torch    1      0.9   1e-6
    Keras    0.001  0.95  1e-7
    =======  =====  ====  =====

    The rate stays outside D in all of them.

    References
    ----------
    Zeiler 2012, "ADADELTA: an adaptive learning rate method", arXiv:1212.5701.

    Examples
    --------
    >>> rule = Adadelta()
    >>> w, _ = rule.step(np.array(1.0), lambda w: 2 * w, rule.init(np.array(1.0)))
    >>> round(float(w), 6)
    0.996838
    """

    lr: float = 1.0
    rho: float = 0.9
    eps: float = 1e-6

    def init(self, w: Array) -> AdadeltaState:
        """Return the memory before the first step: averages of zero shaped like `w`."""
        return AdadeltaState(square=np.zeros_like(w), move=np.zeros_like(w))

    def step(self, w: Array, grad: Gradient, state: AdadeltaState) -> tuple[Array, AdadeltaState]:
        """Return the next place, shaped like `w`, and the next averages."""
        g = grad(w)
        square = self.rho * state.square + (1 - self.rho) * g**2
        u = np.sqrt(state.move + self.eps) / np.sqrt(square + self.eps) * g
        move = self.rho * state.move + (1 - self.rho) * u**2
        return w - self.lr * u, AdadeltaState(square, move)


def rescaled_eps(eps: float, factor: float) -> float:
    """Return the eps with which `Adadelta` walks the same path in another unit of w.

    Parameters
    ----------
    eps : float
        Epsilon in the old unit; at least 0.
    factor : float
        By what the numbers in w grow: 100 if metres become centimetres; above 0.

    Returns
    -------
    float
        Epsilon in the new unit. That the path is the same presumes that it is far below the
        squared gradients, so that only the one in the numerator counts.

    Examples
    --------
    >>> rescaled_eps(1e-6, 100)
    0.01
    """
    require("eps", eps, *NON_NEGATIVE)
    require("factor", factor, *POSITIVE)
    return eps * factor**2
