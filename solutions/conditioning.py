"""The rate and the condition number: how fast gradient descent can be on a quadratic."""

from __future__ import annotations

import numpy as np


def fastest_rate(low: float, high: float) -> float:
    """Return the rate at which the slowest direction of a quadratic is as quick as possible.

    Parameters
    ----------
    low, high : float
        The smallest and the largest curvature, in units of loss per squared unit of w; above 0.

    References
    ----------
    Boyd, Vandenberghe 2004, "Convex optimization", section 9.3; Nesterov 2004, section 1.2.3.

    Examples
    --------
    >>> fastest_rate(1.0, 3.0)
    0.5
    """
    # There both ends are multiplied by the same size, 1 - lr low and lr high - 1.
    return 2 / (low + high)


def steps_needed(low: float, high: float, share: float) -> int:
    """Return after how many steps at that rate at most `share` of the distance is left.

    It is the number that suffices from every start.

    Parameters
    ----------
    low, high : float
        The smallest and the largest curvature; 0 < low < high.
    share : float
        What may be left of the distance to the minimum, above 0 and below 1.

    Examples
    --------
    >>> steps_needed(1.0, 100.0, 0.01)
    231
    """
    kept = (high - low) / (high + low)
    return int(np.ceil(np.log(share) / np.log(kept)))
