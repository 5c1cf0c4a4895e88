"""Gradient accumulation: the gradient of a large batch in the memory of a small one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from descent.optimizer import Array


def accumulated_gradient(
    gradient: Callable[[Array, NDArray[np.integer]], Array],
    w: Array,
    batches: Iterable[NDArray[np.integer]],
) -> Array:
    """Return the mean gradient over all rows of `batches`, which may differ in length.

    The batches are looked at one after the other, all at the same place `w`, so that no more than
    one of them has to be in memory.

    Parameters
    ----------
    gradient : callable
        ``gradient(w, rows)`` is the mean gradient at `w` over the samples `rows`, shaped like `w`.
    w : array
        The place, of any shape.
    batches : iterable of integer arrays
        The row numbers of each batch, at least one row in all.

    Returns
    -------
    array
        The mean over all those rows, shaped like `w`.

    Raises
    ------
    ValueError
        If there is no row at all.

    References
    ----------
    Goyal et al. 2017, "Accurate, large minibatch SGD", arXiv:1706.02677, section 3.

    Examples
    --------
    >>> a = np.array([1.0, 2.0, 6.0])
    >>> batches = [np.array([0, 1]), np.array([2])]
    >>> float(accumulated_gradient(lambda w, rows: w - a[rows].mean(), np.array(0.0), batches))
    -3.0
    """
    total, seen = np.zeros(np.shape(w)), 0
    for rows in batches:
        # A batch's mean times its length is its sum, and sums may be added.
        total = total + len(rows) * gradient(w, rows)
        seen += len(rows)
    if seen == 0:
        raise ValueError("batches must hold at least one row")
    return total / seen
