"""Weight decay in its two places: inside the gradient (L2), or beside the step (decoupled)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from descent.optimizer import Array, Gradient
from solutions.validated import require, validated


@dataclass(frozen=True)
@validated
class WithL2:
    """Step as another optimizer does, on the loss plus decay |w|^2 / 2.

    Rule: the step of `rule`, with g(at) + decay at in the place of g(at) wherever it asks.

    Property: the path is the one that `rule` walks on the loss with decay |w|^2 / 2 added to
    it.

    Parameters
    ----------
    rule : optimizer
        Anything with `init` and `step`.
    decay : float, default 0.01
        Strength of the penalty (lambda), in units of gradient per unit of w; at least 0.

    Notes
    -----
    =====================  ===================================================================
    gradient descent       the same path as `Decoupled` at the same `decay`
    momentum, Nesterov     another path: the decay gathers in the velocity
    Adam and its kin       another limit: the decay is divided by sqrt(v) like the rest of g,
                           so weights with large gradients shrink less
    =====================  ===================================================================

    The limit, where there is one, is a stationary point of the loss plus the penalty. This is
    ``weight_decay`` of ``torch.optim.SGD`` and ``Adam``, and in optax
    ``chain(add_decayed_weights(decay), rule)``.

    References
    ----------
    Hoerl, Kennard 1970, "Ridge regression", doi:10.1080/00401706.1970.10488634; Loshchilov,
    Hutter 2019, "Decoupled weight decay regularization", arXiv:1711.05101.

    Examples
    --------
    >>> from solutions.gradient_descent import GradientDescent
    >>> rule = WithL2(GradientDescent(lr=0.1), decay=0.5)
    >>> w, state = rule.step(1.0, lambda w: 2 * w, rule.init(1.0))
    >>> round(w, 6)
    0.75
    """

    rule: Any
    decay: float = 0.01

    def init(self, w: Array) -> Any:
        """Return the memory before the first step: that of the rule."""
        return self.rule.init(w)

    def step(self, w: Array, grad: Gradient, state: Any) -> tuple[Array, Any]:
        """Return the next place, shaped like `w`, and the rule's next memory."""
        w, state = self.rule.step(w, lambda at: grad(at) + self.decay * at, state)
        return w, state


@dataclass(frozen=True)
@validated
class Decoupled:
    """Step as another optimizer does, and shrink the old weights by lr decay besides.

    Rule, for t = 1, 2, ..., where step(w_{t-1}) is the place to which `rule` goes::

        w_t = step(w_{t-1}) - lr decay w_{t-1}

    Property: `rule` never hears of the decay. Where its own steps are zero, w shrinks by the
    factor 1 - lr decay a step; what it adds to w otherwise is what it would add to it without
    decay.

    Parameters
    ----------
    rule : optimizer
        Anything with `init` and `step`, and a field `lr`; a ValueError otherwise.
    decay : float, default 0.01
        Strength of the decay (lambda), in units of gradient per unit of w; at least 0.

    Notes
    -----
    The weights that shrink are the old ones. The rule knows nothing of it: neither its gradients
    nor its memory hold the decay. ``Decoupled(Adam(lr), decay)`` is `AdamW`; the paper's own
    lambda is lr times decay.

    References
    ----------
    Loshchilov, Hutter 2019, arXiv:1711.05101.

    Examples
    --------
    >>> from solutions.gradient_descent import GradientDescent
    >>> rule = Decoupled(GradientDescent(lr=0.1), decay=0.5)
    >>> w, state = rule.step(1.0, lambda w: 2 * w, rule.init(1.0))
    >>> round(w, 6)
    0.75
    """

    rule: Any
    decay: float = 0.01

    def init(self, w: Array) -> Any:
        """Return the memory before the first step: that of the rule."""
        require("rule", self.rule, lambda rule: hasattr(rule, "lr"), "an optimizer with a field lr")
        return self.rule.init(w)

    def step(self, w: Array, grad: Gradient, state: Any) -> tuple[Array, Any]:
        """Return the next place, shaped like `w`, and the rule's next memory."""
        stepped, state = self.rule.step(w, grad, state)
        return stepped - self.rule.lr * self.decay * w, state
