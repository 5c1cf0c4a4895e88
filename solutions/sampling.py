"""What a few samples say about all of them: right on average, and how far off."""

from __future__ import annotations

from descent.optimizer import Array


def sampled_gradient(g: Array, p: float, n: int) -> Array:
    """Return an estimate of the mean gradient over n rows from one row, drawn unevenly.

    The estimate is unbiased: its average over all draws, each with its probability, is the mean
    over the rows, whatever their gradients are.

    Parameters
    ----------
    g : array
        The gradient of the row that was drawn, of any shape.
    p : float
        The probability with which this row is drawn; above 0. Over all rows they add up to 1.
    n : int
        How many rows there are.

    Returns
    -------
    array
        The estimate, shaped like `g`.

    References
    ----------
    Horvitz, Thompson 1952, "A generalization of sampling without replacement from a finite
    universe", doi:10.1080/01621459.1952.10483446.

    Examples
    --------
    >>> sampled_gradient(3.0, p=0.5, n=3)
    2.0
    """
    # In the average the estimate comes with the factor p, so p cancels and 1 / n is left.
    return g / (n * p)


def gradient_variance(variance: float, n: int, m: int) -> float:
    """Return the variance of the gradient of a batch of m rows out of n.

    The rows of a batch are different ones, and each set of m rows is as likely as any other.

    Parameters
    ----------
    variance : float
        The variance of one row's gradient over the n rows, divided by n and not by n - 1.
    n : int
        How many rows there are; at least 2.
    m : int
        How many a batch has; from 1 to n.

    References
    ----------
    Cochran 1977, "Sampling techniques", chapter 2.

    Examples
    --------
    The gradients 1, 2 and 6 have the variance 14/3; means of two of them have 7/6.

    >>> round(gradient_variance(14 / 3, n=3, m=2), 6)
    1.166667
    """
    # Two different rows are correlated by -1 / (n - 1), as all n together have no variance.
    return variance / m * (n - m) / (n - 1)
