"""The landscapes of the course, from a bowl to a valley that bends.

>>> from descent import losses
>>> valley = losses.ravine(condition=100)
>>> valley.gradient(np.array([1.0, 1.0]))
array([  1., 100.])
"""

from __future__ import annotations

import numpy as np

from descent.loss import Loss
from descent.optimizer import Array

__all__ = [
    "CATALOGUE",
    "beale",
    "bowl",
    "double_well",
    "himmelblau",
    "plateau",
    "ravine",
    "rosenbrock",
    "saddle",
]

LEAST_CONDITION = 1  # of a ravine: the axes would have changed places


def bowl() -> Loss:
    """Return L(w) = w^2, the toy example: slope 2w, curvature 2 everywhere."""
    return Loss(
        name="bowl",
        value=lambda w: w**2,
        gradient=lambda w: 2 * w,
        minima=(np.array(0.0),),
        start=np.array(1.0),
        window=((-1.5, 1.5),),
    )


def ravine(condition: float = 100.0, angle: float = 0.0) -> Loss:
    """Return a quadratic valley, `condition` times steeper across than along.

    L(w) = (a^2 + condition * b^2) / 2, where (a, b) is `w` turned back by `angle`.

    Parameters
    ----------
    condition : float, default 100
        Ratio of the two curvatures, at least 1.
    angle : float, default 0
        Direction of the valley floor, in radians, counted from the first axis.

    Raises
    ------
    ValueError
        If `condition` is below 1 or either argument is not finite.
    """
    if not LEAST_CONDITION <= condition < np.inf:
        wanted = f"a finite number of at least {LEAST_CONDITION}"
        raise ValueError(f"condition must be {wanted}, got {condition}")
    if not np.isfinite(angle):
        raise ValueError(f"angle must be finite, got {angle}")
    c, s = np.cos(angle), np.sin(angle)
    turn = np.array([[c, -s], [s, c]])
    hessian = turn @ np.diag([1.0, condition]) @ turn.T

    def value(w: Array) -> Array:
        along, across = c * w[0] + s * w[1], c * w[1] - s * w[0]
        height: Array = (along**2 + condition * across**2) / 2
        return height

    def gradient(w: Array) -> Array:
        slope: Array = hessian @ w
        return slope

    return Loss(
        name=f"ravine, condition {condition:g}",
        value=value,
        gradient=gradient,
        minima=(np.zeros(2),),
        start=turn @ np.array([-9.0, 1.0]),
        window=((-10.0, 10.0), (-4.0, 4.0)) if angle == 0 else ((-10.0, 10.0), (-10.0, 10.0)),
    )


def rosenbrock() -> Loss:
    """Return the bent valley (1 - a)^2 + 100 (b - a^2)^2.

    Rosenbrock 1960, "An automatic method for finding the greatest or least value of a
    function", doi:10.1093/comjnl/3.3.175.
    """

    def gradient(w: Array) -> Array:
        a, b = w
        return np.stack([-2 * (1 - a) - 400 * a * (b - a**2), 200 * (b - a**2)])

    return Loss(
        name="Rosenbrock",
        value=lambda w: (1 - w[0]) ** 2 + 100 * (w[1] - w[0] ** 2) ** 2,
        gradient=gradient,
        minima=(np.ones(2),),
        start=np.array([-1.2, 1.0]),
        window=((-2.0, 2.0), (-1.0, 3.0)),
    )


def himmelblau() -> Loss:
    """Return (a^2 + b - 11)^2 + (a + b^2 - 7)^2: four minima, all of height 0.

    Himmelblau 1972, "Applied Nonlinear Programming", McGraw-Hill.
    """

    def gradient(w: Array) -> Array:
        a, b = w
        p, q = a**2 + b - 11, a + b**2 - 7
        return np.stack([4 * a * p + 2 * q, 2 * p + 4 * b * q])

    return Loss(
        name="Himmelblau",
        value=lambda w: (w[0] ** 2 + w[1] - 11) ** 2 + (w[0] + w[1] ** 2 - 7) ** 2,
        gradient=gradient,
        minima=(
            np.array([3.0, 2.0]),
            np.array([-2.805118086952745, 3.131312518250573]),
            np.array([-3.7793102533777469, -3.2831859912861694]),
            np.array([3.584428340330492, -1.848126526964404]),
        ),
        start=np.array([-1.0, -1.0]),
        window=((-5.0, 5.0), (-5.0, 5.0)),
    )


def beale() -> Loss:
    """Return Beale's function: flat far out, steep at the rims, lowest at (3, 0.5).

    Beale 1958, "On an iterative method for finding a local minimum of a function of more than
    one variable", Technical Report 25, Princeton University.
    """
    targets = (1.5, 2.25, 2.625)

    def value(w: Array) -> Array:
        a, b = w
        total: Array = sum(
            ((t - a + a * b**k) ** 2 for k, t in enumerate(targets, start=1)), np.zeros_like(a)
        )
        return total

    def gradient(w: Array) -> Array:
        a, b = w
        slope = np.zeros_like(w, dtype=np.result_type(w, float))
        for k, t in enumerate(targets, start=1):
            residual = t - a + a * b**k
            slope[0] += 2 * residual * (b**k - 1)
            slope[1] += 2 * residual * k * a * b ** (k - 1)
        return slope

    return Loss(
        name="Beale",
        value=value,
        gradient=gradient,
        minima=(np.array([3.0, 0.5]),),
        start=np.array([1.0, 1.5]),
        window=((-1.0, 4.5), (-2.0, 2.0)),
    )


def saddle() -> Loss:
    """Return a^2/2 - b^2/2 + b^4/4: a pass at the origin between two minima at (0, +-1)."""
    return Loss(
        name="saddle",
        value=lambda w: w[0] ** 2 / 2 - w[1] ** 2 / 2 + w[1] ** 4 / 4,
        gradient=lambda w: np.stack([w[0], w[1] ** 3 - w[1]]),
        minima=(np.array([0.0, 1.0]), np.array([0.0, -1.0])),
        start=np.array([1.5, 0.001]),
        window=((-2.0, 2.0), (-1.6, 1.6)),
    )


def plateau() -> Loss:
    """Return 1 - exp(-|w|^2 / 2): a hole in a plain where the slope all but vanishes."""

    def value(w: Array) -> Array:
        depth: Array = np.exp(-(w[0] ** 2 + w[1] ** 2) / 2)
        return 1 - depth

    return Loss(
        name="plateau",
        value=value,
        gradient=lambda w: w * np.exp(-(w[0] ** 2 + w[1] ** 2) / 2),
        minima=(np.zeros(2),),
        start=np.array([2.5, 2.0]),
        window=((-4.0, 4.0), (-4.0, 4.0)),
    )


def double_well() -> Loss:
    """Return w^4 - 3 w^2 + w: a deep well on the left, a shallower one on the right."""
    # The stationary points are the three roots of 4 w^3 - 6 w + 1; the middle one is the ridge.
    left, _, right = np.sort(np.roots([4.0, 0.0, -6.0, 1.0]).real)
    return Loss(
        name="double well",
        value=lambda w: w**4 - 3 * w**2 + w,
        gradient=lambda w: 4 * w**3 - 6 * w + 1,
        minima=(np.array(left), np.array(right)),
        start=np.array(2.0),
        window=((-2.2, 2.2),),
    )


CATALOGUE = {
    make.__name__: make
    for make in (bowl, ravine, rosenbrock, himmelblau, beale, saddle, plateau, double_well)
}
"""Every landscape by name; each entry, called without arguments, makes its usual form."""
