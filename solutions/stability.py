"""How large a learning rate may be on a quadratic, in closed form and measured.

On the loss curvature * w^2 / 2 each of these methods is a linear map of (w, v), so it converges
from everywhere exactly while the largest eigenvalue of that map is inside the unit circle.
For the momentum forms see Polyak 1964 (doi:10.1016/0041-5553(64)90137-5) and Lessard, Recht,
Packard 2016 (arXiv:1408.3595).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from descent.optimizer import Optimizer


def eta_max(curvature: float, beta: float) -> float:
    """Return the rate below which `Momentum` converges on curvature * w^2 / 2.

    Parameters
    ----------
    curvature : float
        Second derivative of the loss, in units of loss per squared unit of w; above 0.
    beta : float
        The momentum coefficient, without unit; 0 <= beta < 1.
    """
    # The map's characteristic polynomial is z^2 - (1 + beta - lr (1 - beta) curvature) z + beta.
    # At the limit a root stands at z = -1.
    return 2 * (1 + beta) / ((1 - beta) * curvature)


def gradient_descent_limit(curvature: float) -> float:
    """Return the rate below which gradient descent converges on curvature * w^2 / 2."""
    return 2 / curvature


def heavy_ball_limit(curvature: float, beta: float) -> float:
    """Return the rate below which `HeavyBall` converges on curvature * w^2 / 2."""
    return 2 * (1 + beta) / curvature


def nesterov_limit(curvature: float, beta: float) -> float:
    """Return the rate below which `Nesterov` converges on curvature * w^2 / 2."""
    return 2 * (1 + beta) / ((1 - beta) * (1 + 2 * beta) * curvature)


def spectral_radius(optimizer: Optimizer[Any], curvature: float) -> float:
    """Return the factor by which `optimizer` multiplies (w, v) per step in the long run.

    The map is read off the optimizer itself: one step from each unit vector gives one column.
    """
    if optimizer.init(np.array(1.0)) is None:
        w, _ = optimizer.step(np.array(1.0), lambda at: curvature * at, None)
        return abs(float(w))
    units = np.eye(2)
    columns = [optimizer.step(w, lambda at: curvature * at, v) for w, v in units]
    return float(np.abs(np.linalg.eigvals(np.array(columns).T)).max())
