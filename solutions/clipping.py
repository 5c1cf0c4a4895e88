"""Gradients cut to size, by their length or number by number, and an optimizer that sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from descent.optimizer import Array, Gradient
from solutions.validated import POSITIVE, floating, require, validated


def clip_by_norm(g: Array, most: float) -> Array:
    """Return the gradient itself if it is short enough, else shortened to the length `most`.

    Rule, with norm(g) over all of g at once::

        g                    if norm(g) <= most, also where g = 0
        g most / norm(g)     otherwise: the direction stays

    Parameters
    ----------
    g : array or float
        The whole gradient, of any shape.
    most : float
        The greatest length allowed, in the unit of `g`; above 0.

    Notes
    -----
    This is not normalising: a gradient below the threshold keeps its length.

    As ``optax.clip_by_global_norm(most)``. torch's ``clip_grad_norm_`` divides by
    norm(g) + 1e-6, so that its gradients come out a little shorter than `most`. The norm is of
    the whole gradient: layers that are clipped one by one also change direction as a whole.

    References
    ----------
    Pascanu, Mikolov, Bengio 2013, "On the difficulty of training recurrent neural networks",
    arXiv:1211.5063.

    Examples
    --------
    >>> clip_by_norm(np.array([3.0, 4.0]), most=1.0)
    array([0.6, 0.8])
    >>> clip_by_norm(np.array([0.3, 0.4]), most=1.0)
    array([0.3, 0.4])
    """
    require("most", most, *POSITIVE)
    g = floating(g)
    # The squares of an exploding gradient may overflow, its numbers in units of the largest not.
    unit = np.max(np.abs(g), initial=0) or 1
    norm = unit * np.linalg.norm(g / unit)
    return g if norm <= most else g * (most / norm)


def clip_by_value(g: Array, most: float) -> Array:
    """Return the gradient with every number of it brought into [-most, most].

    Rule::

        g_i = min(max(g_i, -most), most)

    Parameters
    ----------
    g : array or float
        The gradient, of any shape.
    most : float
        The greatest size of any of its numbers, in the unit of `g`; above 0.

    Notes
    -----
    The direction changes as soon as one number is cut and another is not: at most = 1 the
    gradient (3, 4) becomes (1, 1) and turns by 8.1 degrees.

    As ``torch.nn.utils.clip_grad_value_`` and ``optax.clip``.

    References
    ----------
    Goodfellow, Bengio, Courville 2016, "Deep Learning", section 10.11.1, MIT Press.

    Examples
    --------
    >>> clip_by_value(np.array([3.0, -0.5]), most=1.0)
    array([ 1. , -0.5])
    """
    require("most", most, *POSITIVE)
    clipped: Array = np.clip(floating(g), -most, most)
    return clipped


@dataclass(frozen=True)
@validated
class Clipped:
    """Step as another optimizer does, on gradients that were cut to size first.

    Rule: the step of `rule`, with clip(g(.)) in the place of g(.) wherever it asks.

    Parameters
    ----------
    rule : optimizer
        Anything with `init` and `step`.
    clip : callable
        From a gradient to one of the same shape, for instance
        ``lambda g: clip_by_norm(g, 1.0)``.

    Notes
    -----
    What is clipped is the gradient, before any momentum: the step itself may be longer. L2 decay
    is clipped with the gradient in ``WithL2(Clipped(rule, clip), decay)``, and escapes in
    ``Clipped(WithL2(rule, decay), clip)``.

    References
    ----------
    Pascanu, Mikolov, Bengio 2013, arXiv:1211.5063.

    Examples
    --------
    >>> from solutions.gradient_descent import GradientDescent
    >>> rule = Clipped(GradientDescent(lr=0.1), lambda g: clip_by_norm(g, 1.0))
    >>> w, state = rule.step(1.0, lambda w: 2 * w, rule.init(1.0))
    >>> round(float(w), 6)
    0.9
    """

    rule: Any
    clip: Callable[[Array], Array]

    def init(self, w: Array) -> Any:
        """Return the memory before the first step: that of the rule."""
        return self.rule.init(w)

    def step(self, w: Array, grad: Gradient, state: Any) -> tuple[Array, Any]:
        """Return the next place, shaped like `w`, and the rule's next memory."""
        w, state = self.rule.step(w, lambda at: self.clip(grad(at)), state)
        return w, state
