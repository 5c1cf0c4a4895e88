"""Mini-batches: one pass over the rows in a fresh order, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from solutions.validated import COUNT, require


def epoch_batches(n: int, size: int, random: np.random.Generator) -> Iterator[NDArray[np.integer]]:
    """Return the batches of one epoch: every row once, in an order drawn for this epoch.

    Rule, with a permutation p of the n rows::

        batch_k = p[k size : (k + 1) size]    for k = 0, 1, ..., ceil(n / size) - 1

    Parameters
    ----------
    n : int
        How many rows there are; at least 1.
    size : int
        How many rows a batch has; at least 1. The last one has what is left, and is kept.
    random : numpy.random.Generator
        Where the order is drawn from, once, at the call.

    Returns
    -------
    iterator of integer arrays
        Row numbers, for ``x[rows]`` and ``y[rows]``: so the two stay together.

    Raises
    ------
    ValueError
        If a number is not whole and at least 1, or `random` is not a generator.

    Notes
    -----
    The gradient of a batch is the mean over its own rows, so the last batch is divided by its own
    length. Weighted by their lengths the batches' means make the mean over all rows; unweighted
    they do not, if the last batch is short.

    Drawing each row with replacement is another method: by chance some rows come twice in n draws
    and a share of (1 - 1/n)^n, about 37 %, not at all.

    References
    ----------
    Robbins, Monro 1951, "A stochastic approximation method", doi:10.1214/aoms/1177729586;
    Mishchenko, Khaled, Richtárik 2020, "Random reshuffling: simple analysis with vast
    improvements", arXiv:2006.05988.

    Examples
    --------
    >>> batches = list(epoch_batches(5, size=2, random=np.random.default_rng(0)))
    >>> [len(rows) for rows in batches], sorted(np.concatenate(batches).tolist())
    ([2, 2, 1], [0, 1, 2, 3, 4])
    """
    require("n", n, *COUNT)
    require("size", size, *COUNT)
    require("random", random, lambda x: isinstance(x, np.random.Generator), "a numpy Generator")
    order = random.permutation(n)
    return (order[start : start + size] for start in range(0, n, size))
