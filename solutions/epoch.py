"""One epoch of mini-batch descent, written out for linear regression."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from descent.optimizer import Array


def one_epoch(
    w: Array, x: Array, y: Array, order: NDArray[np.integer], size: int, lr: float
) -> Array:
    """Return the place after one pass over the rows in the given order, `size` at a time.

    Rule, for each batch B of the pass, with r_i the error x_i w - y_i of row i::

        w <- w - lr / |B| (the sum of r_i x_i over B)

    Parameters
    ----------
    w : array, shape (d,)
        The place before the pass.
    x : array, shape (n, d)
        The samples, one a row.
    y : array, shape (n,)
        Their targets.
    order : array of int, shape (n,)
        The row numbers in the order in which they come.
    size : int
        How many rows a batch has; the last one has what is left.
    lr : float
        Learning rate (eta), in units of w per unit of gradient.

    Returns
    -------
    array, shape (d,)
        The place after the pass.

    References
    ----------
    Bottou, Curtis, Nocedal 2018, doi:10.1137/16M1080173, arXiv:1606.04838.

    Examples
    --------
    >>> x, y = np.array([[1.0], [1.0], [1.0]]), np.array([1.0, 2.0, 6.0])
    >>> one_epoch(np.array([0.0]), x, y, np.array([0, 2, 1]), size=2, lr=0.1).round(6)
    array([0.515])
    """
    for first in range(0, len(order), size):
        chosen = order[first : first + size]
        errors = x[chosen] @ w - y[chosen]
        w = w - lr * (errors @ x[chosen]) / len(chosen)
    return w
