"""A good learning rate, found in few runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import index

import numpy as np

from descent.optimizer import Array
from solutions.validated import POSITIVE, require


def tuned_rate(loss: Callable[[float], float], low: float, high: float, budget: int) -> float:
    """Return a rate between `low` and `high` at which the loss is low, after `budget` runs or less.

    Parameters
    ----------
    loss : callable
        The final loss of one whole run at a rate; each call is a run, and costs one of `budget`.
    low, high : float
        Where to look, in units of w per unit of gradient; 0 < low < high.
    budget : int
        How many runs may be made; at least 2.

    Notes
    -----
    Golden-section search on the logarithm of the rate: a rate is right to a factor, so what is
    halved must be the factor that is still open. It takes for granted that the loss falls to one
    lowest place and rises behind it. Each run leaves 0.618 of the interval, so that 16 runs turn a
    factor of 10 000 into one of 1.007.

    References
    ----------
    Kiefer 1953, "Sequential minimax search for a maximum", doi:10.1090/S0002-9939-1953-0055639-3.

    Examples
    --------
    >>> round(tuned_rate(lambda lr: (lr - 0.3) ** 2, low=0.001, high=10, budget=20), 2)
    0.3
    """
    require("low", low, *POSITIVE)
    require("high", high, lambda x: low < x < float("inf"), f"above low = {low!r}")
    require("budget", budget, lambda n: index(n) >= 2, "a whole number of at least 2")
    share = (5**0.5 - 1) / 2
    left, right = np.log(low), np.log(high)
    first, second = right - share * (right - left), left + share * (right - left)
    at_first, at_second = loss(float(np.exp(first))), loss(float(np.exp(second)))
    for _ in range(budget - 2):
        # Where both runs have flown off, the lower rate is the better guess.
        if at_first <= at_second:
            right, second, at_second = second, first, at_first
            first = right - share * (right - left)
            at_first = loss(float(np.exp(first)))
        else:
            left, first, at_first = first, second, at_second
            second = left + share * (right - left)
            at_second = loss(float(np.exp(second)))
    return float(np.exp(first if at_first <= at_second else second))


def finer_rates(rates: Array, losses: Array, count: int) -> Array:
    """Return the rates to try next, around the best of a coarse search.

    Rule::

        best = the rate with the lowest mean loss over its seeds
        next = `count` rates from the neighbour below to the neighbour above, both of them included,
               each the same factor above the one before

    A best rate at an end of the range has one neighbour only. The other is made up: as far beyond
    the best, by the same factor, as the neighbour that is there.

    Parameters
    ----------
    rates : array, shape (k,)
        What was tried, from low to high; two or more, in units of w per unit of gradient.
    losses : array, shape (k, seeds)
        What the runs came to on the validation set, a row a rate.
    count : int
        How many rates to try next; at least 2.

    Returns
    -------
    array, shape (count,)
        The next rates, from low to high.

    Raises
    ------
    ValueError
        If the rates are not above 0, or do not rise.

    References
    ----------
    Bengio 2012, "Practical recommendations for gradient-based training of deep architectures",
    arXiv:1206.5533, section 3.3.

    Examples
    --------
    >>> losses = np.array([[2.0, 2.2], [0.5, 0.7], [1.0, 9.0]])
    >>> finer_rates(np.array([0.01, 0.1, 1.0]), losses, count=3).round(6)
    array([0.01, 0.1 , 1.  ])
    """
    require("rates", list(rates), _rising, "above 0, and each above the one before")
    best = int(np.argmin(np.mean(losses, axis=1)))
    below = rates[best - 1] if best > 0 else rates[0] ** 2 / rates[1]
    above = rates[best + 1] if best + 1 < len(rates) else rates[-1] ** 2 / rates[-2]
    return np.geomspace(below, above, count)


def _rising(rates: Sequence[float]) -> bool:
    return rates[0] > 0 and all(low < high for low, high in pairwise(rates))
