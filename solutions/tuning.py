"""A good learning rate, found in few runs."""

from __future__ import annotations

from collections.abc import Callable
from operator import index

import numpy as np

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
