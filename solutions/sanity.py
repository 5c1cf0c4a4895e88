"""What is looked at before training: a gradient, and the loss of a network that knows nothing."""

from __future__ import annotations

from typing import Any

import numpy as np

from descent.optimizer import Array
from solutions.validated import require


def relative_error(g: Array, measured: Array) -> float:
    """Return how far two gradients are apart, as a share of the longer of each pair of slopes.

    Rule, for the slopes a and b of one weight::

        |a - b| / the larger of |a| and |b|,    and 0 where both are 0

    The worst of all weights counts.

    Parameters
    ----------
    g : array
        The gradient that the formula gives.
    measured : array, of the same shape
        The same by finite differences.

    Returns
    -------
    float
        From 0, where all agree, to 2, where a slope has the wrong sign; without unit.

    Notes
    -----
    ``torch.autograd.gradcheck`` asks for |a - b| <= ``atol`` + ``rtol`` |b| instead, with b
    measured, ``rtol = 1e-3`` and ``atol = 1e-5``: slopes below `atol` are never found wrong.

    References
    ----------
    Karpathy, "Neural networks part 3", notes of the course CS231n, Stanford.

    Examples
    --------
    >>> relative_error(np.array([3.0, 0.0, -4.0]), np.array([3.0, 0.0, -5.0]))
    0.2
    """
    g, measured = np.asarray(g), np.asarray(measured)
    larger = np.maximum(np.abs(g), np.abs(measured))
    apart = np.abs(g - measured) / np.where(larger > 0, larger, 1)
    return float(np.max(apart))


def chance_losses(counts: Any) -> tuple[float, float]:
    """Return the cross-entropy of two guesses that look at no sample, in nats.

    The first gives each class the same probability. The second gives each class its share of the
    samples, which is the best that can be done without looking. Both are means over the samples.

    Parameters
    ----------
    counts : array of int, shape (classes,)
        How many samples each class has; at least one.

    Returns
    -------
    even, by_share : float
        The loss of either guess.

    Raises
    ------
    ValueError
        If a class has no sample: its share has no logarithm.

    References
    ----------
    Shannon 1948, "A mathematical theory of communication", doi:10.1002/j.1538-7305.1948.tb01338.x.

    Examples
    --------
    >>> even, by_share = chance_losses(np.array([6, 2]))
    >>> round(even, 4), round(by_share, 4)
    (0.6931, 0.5623)
    """
    require("counts", list(counts), lambda every: min(every) >= 1, "at least 1 for each class")
    counts = np.asarray(counts)
    share = counts / counts.sum()
    return float(np.log(len(counts))), float(-np.sum(share * np.log(share)))
