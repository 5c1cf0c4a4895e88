"""Random search: draw, look, keep the best. What every method with a slope has to beat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from descent.optimizer import Array
from solutions.validated import COUNT, require


def random_search(
    value: Callable[[Array], float], draw: Callable[[], Array], draws: int
) -> tuple[Array, float]:
    """Return the lowest of `draws` places drawn at random, and its height.

    Rule, for t = 1, 2, ... and the height of best_0 infinite::

        w_t    = draw()
        best_t = w_t if value(w_t) < value(best_{t-1}) else best_{t-1}

    Parameters
    ----------
    value : callable
        The height at a place, in units of loss.
    draw : callable
        Without arguments; returns the next place to try, of any shape.
    draws : int
        How many places to try; at least 1.

    Returns
    -------
    best, lowest
        The best place, as it was drawn, and its height. Of equals the first one stays.

    Raises
    ------
    ValueError
        If `draws` is not a whole number of at least 1, or a height is NaN.

    Notes
    -----
    It converges, with probability 1, if `draw` gives every neighbourhood of the minimum a chance.
    How long that takes is exponential in the number of dimensions: a cube of half the width is
    hit by one draw in 2^d.

    References
    ----------
    Solis, Wets 1981, "Minimization by random search techniques", doi:10.1287/moor.6.1.19;
    Bergstra, Bengio 2012, "Random search for hyper-parameter optimization", JMLR 13.

    Examples
    --------
    >>> places = iter([3.0, -1.0, 2.0, 1.0])
    >>> random_search(lambda w: w**2, lambda: next(places), draws=4)
    (-1.0, 1.0)
    """
    require("draws", draws, *COUNT)
    best: Any = None
    lowest = float("inf")
    for _ in range(draws):
        w = draw()
        height = float(value(w))
        if height != height:
            raise ValueError(f"value returned NaN at w = {w!r}")
        if best is None or height < lowest:
            best, lowest = w, height
    return best, lowest
