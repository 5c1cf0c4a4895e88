"""Samples set apart before anything is trained."""

from __future__ import annotations

from operator import index

import numpy as np
from numpy.typing import NDArray

from solutions.validated import require

Rows = NDArray[np.integer]


def three_sets(
    n: int, validation: int, test: int, random: np.random.Generator
) -> tuple[Rows, Rows, Rows]:
    """Return the rows to train on, to choose by and to judge by, drawn at random.

    Each of the rows 0 to n - 1 is in one of the three, and in no other.

    Parameters
    ----------
    n : int
        How many samples there are.
    validation, test : int
        How many of them are set apart to choose by, and to judge by; the rest is to train on.
    random : numpy.random.Generator
        Draws the order.

    Returns
    -------
    to_train, to_choose, to_judge : arrays of int
        The rows of each set, in any order.

    Raises
    ------
    ValueError
        If a number is negative or nothing is left to train on.

    References
    ----------
    Hastie, Tibshirani and Friedman 2009, "The elements of statistical learning", section 7.2.

    Examples
    --------
    >>> sets = three_sets(10, validation=2, test=3, random=np.random.default_rng(0))
    >>> [len(rows) for rows in sets], sorted(np.concatenate(sets).tolist())
    ([5, 2, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    """
    require("validation", validation, lambda m: index(m) >= 0, "a whole number of at least 0")
    require("test", test, lambda m: index(m) >= 0, "a whole number of at least 0")
    require("n", n, lambda m: index(m) > validation + test, "more than validation + test")
    order = random.permutation(n)
    left = n - validation - test
    return order[:left], order[left : n - test], order[n - test :]
