"""Gradient descent: the step that every other method of the course amends."""

from __future__ import annotations

from dataclasses import dataclass

from descent.optimizer import Array, Gradient
from solutions.validated import validated


@dataclass(frozen=True)
@validated
class GradientDescent:
    """Step against the gradient, `lr` times its length.

    Rule, for t = 1, 2, ...::

        w_t = w_{t-1} - lr g(w_{t-1})

    Property: on the loss c w^2 / 2, whatever c is, one step multiplies w by 1 - lr c; and a
    slope twice as steep makes a step twice as long.

    Parameters
    ----------
    lr : float, default 0.1
        Learning rate (eta), in units of w per unit of gradient; at least 0.

    References
    ----------
    Cauchy 1847, "Méthode générale pour la résolution des systèmes d'équations simultanées",
    Comptes rendus 25; Bottou, Curtis, Nocedal 2018, arXiv:1606.04838.

    Examples
    --------
    >>> w, state = GradientDescent(lr=0.1).step(1.0, lambda w: 2 * w, None)
    >>> round(w, 6)
    0.8
    """

    lr: float = 0.1

    def init(self, w: Array) -> None:
        """Return the memory before the first step: none is needed."""
        return None

    def step(self, w: Array, grad: Gradient, state: None) -> tuple[Array, None]:
        """Return the next place, shaped like `w`, and the (empty) memory."""
        return w - self.lr * grad(w), None


def summed_lr(lr: float, n: int) -> float:
    """Return the rate that makes of a summed loss what `lr` makes of the course's mean.

    With r the error of a sample, the course's loss is the mean of r^2 / 2 over the samples; the
    other is the sum of r^2. Both walk the same path.

    Parameters
    ----------
    lr : float
        Learning rate for the mean of r^2 / 2, in units of w per unit of gradient.
    n : int
        How many samples there are; at least 1.

    Examples
    --------
    >>> summed_lr(0.5, n=10)
    0.025
    """
    # The sum of r^2 is 2 n times the mean of r^2 / 2, and so is its slope.
    return lr / (2 * n)
