"""A gradient that sees a batch of the data at a time: what makes descent stochastic."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from descent.optimizer import Array

Rows = NDArray[np.integer]
"""Numbers of samples, counted from 0."""


class MiniBatches:
    """A gradient oracle that takes the next batch at every call.

    Call number k answers with the mean gradient over batch B_k, of m samples::

        g_k(w) = (g_1(w) + ... + g_m(w)) / m,   the samples of B_k

    For a batch drawn at random, without replacement, from N samples, its mean is the gradient
    over all data, and its variance is that of one sample times (1 / m) (N - m) / (N - 1).

    Parameters
    ----------
    gradient : callable
        ``gradient(w, rows)`` is the mean gradient at `w` over the samples `rows`, shaped like
        `w`: the method of a regression in `descent.regression`, or for a network
        ``lambda w, rows: network.gradient(w, x[rows], y[rows])``.
    batches : iterable of integer arrays, shape (m,)
        The rows of each batch, in the order of the calls; m may differ from batch to batch. A
        plain whole number is a batch of one. It may be endless, and is read only as far as asked.

    Attributes
    ----------
    calls : int
        Number of gradients given so far.
    samples : int
        Number of samples seen for them, in all: the cost, where batches differ in size.

    Raises
    ------
    ValueError
        When called, if the next batch is empty or is not a row of whole numbers.
    RuntimeError
        When called after the last batch.

    Notes
    -----
    An optimizer that asks twice in a step uses two batches. One object serves one run: start a
    second run with a new one.

    References
    ----------
    Robbins and Monro 1951, "A stochastic approximation method", doi:10.1214/aoms/1177729586.
    Bottou, Curtis and Nocedal 2018, "Optimization methods for large-scale machine learning",
    doi:10.1137/16M1080173, arXiv:1606.04838.

    Examples
    --------
    The mean of 1, 3, 5, 7 minimises the sum of (w - a)^2 / 2 over them; so w - a is a sample's
    gradient.

    >>> a = np.array([1.0, 3.0, 5.0, 7.0])
    >>> grad = MiniBatches(lambda w, rows: w - a[rows].mean(), [[0, 1], [2, 3]])
    >>> float(grad(np.array(0.0))), float(grad(np.array(0.0)))
    (-2.0, -6.0)
    >>> grad.calls, grad.samples
    (2, 4)
    >>> grad(np.array(0.0))
    Traceback (most recent call last):
    RuntimeError: the batches ran out after 2 calls: give one for every gradient that is asked
    """

    def __init__(
        self, gradient: Callable[[Array, Rows], Array], batches: Iterable[Rows | Any]
    ) -> None:
        self.gradient = gradient
        self.calls = 0
        self.samples = 0
        self._batches = iter(batches)

    def __call__(self, w: Array) -> Array:
        """Return the mean gradient at `w` over the next batch, shaped like `w`."""
        try:
            batch = next(self._batches)
        except StopIteration:
            # Left as it is, it would end the loop or generator around the run without a word.
            raise RuntimeError(
                f"the batches ran out after {self.calls} calls: "
                "give one for every gradient that is asked"
            ) from None
        rows = np.atleast_1d(batch)
        if not rows.size:
            raise ValueError(f"batch {self.calls} is empty, got {batch!r}")
        if rows.dtype.kind not in "iu" or rows.ndim != 1:
            raise ValueError(f"batch {self.calls} must be a row of whole numbers, got {batch!r}")
        g = self.gradient(w, rows)
        self.calls += 1
        self.samples += rows.size
        return g
