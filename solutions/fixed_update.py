"""The fixed update: a step that looks at nothing. Why a method needs the slope."""

from __future__ import annotations

from dataclasses import dataclass

from descent.optimizer import Array, Gradient
from solutions.validated import validated


@dataclass(frozen=True)
@validated
class FixedUpdate:
    """Step by the same amount every time, whatever the loss.

    Rule, for t = 1, 2, ...::

        w_t = w_{t-1} - lr

    Parameters
    ----------
    lr : float, default 0.1
        The amount (eta), here in units of w, as no gradient is multiplied by it; at least 0.

    Notes
    -----
    In d dimensions the direction is -(1, ..., 1), always. The gradient is never asked for. On
    L(w) = w^2 from w = 1 at lr = 0.1 it stands on the minimum after ten steps, by luck, and walks
    on: after twenty it is as far away as it was at the start.

    References
    ----------
    None: nobody has proposed it. With the sign of the gradient it becomes signSGD: Bernstein,
    Wang, Azizzadenesheli, Anandkumar 2018, arXiv:1802.04434.

    Examples
    --------
    >>> w, state = FixedUpdate(lr=0.1).step(1.0, lambda w: 2 * w, None)
    >>> round(w, 6)
    0.9
    """

    lr: float = 0.1

    def init(self, w: Array) -> None:
        """Return the memory before the first step: none is needed."""
        return None

    def step(self, w: Array, grad: Gradient, state: None) -> tuple[Array, None]:
        """Return the next place, shaped like `w`, and the (empty) memory."""
        return w - self.lr, None
