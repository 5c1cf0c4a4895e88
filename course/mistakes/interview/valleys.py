"""Usual mistakes with the two counterexamples of the assignment on the interview questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course.task import Misconception

LIMITS = "gradient-descent#rate-and-curvature"


def _matrix(*rows: Sequence[float]) -> Any:
    return lambda start: [list(row) for row in rows]


NO_VALLEY = Misconception(
    "a saddle or a hill",
    "Both curvatures must be above 0, or there is no minimum at (0, 0).",
    "why-descent#stationary",
    _matrix([1.0, 2.0], [2.0, 1.0]),
)
NOT_SYMMETRIC = Misconception(
    "a matrix that is not symmetric",
    "H holds second derivatives, and their order does not matter: the two entries beside the "
    "diagonal are equal.",
    "why-descent#gradient",
    _matrix([2.0, 1.0], [0.0, 2.0]),
)

SIGN_STALLS = [
    Misconception(
        "a valley along an axis",
        "Both arrive. Along an axis each coordinate has its own way down, and its own sign; turn "
        "the valley.",
        "interview#advanced",
        _matrix([16.0, 0.0], [0.0, 0.4]),
    ),
    Misconception(
        "turned, but too steep",
        "Sign descent does stall, but gradient descent flies off: the largest curvature must stay "
        "below 2 / 0.1.",
        LIMITS,
        _matrix([15.25, 14.75], [14.75, 15.25]),
    ),
    Misconception(
        "turned, but too flat along the floor",
        "Sign descent does stall, but gradient descent does not arrive in 200 steps either: the "
        "floor needs a curvature above about 0.3.",
        LIMITS,
        _matrix([8.005, 7.995], [7.995, 8.005]),
    ),
    Misconception(
        "the two methods exchanged",
        "Here gradient descent fails and sign descent arrives; that is the next question.",
        LIMITS,
        _matrix([1.0, 0.0], [0.0, 100.0]),
    ),
    Misconception(
        "too flat for gradient descent alone",
        "Gradient descent does not arrive in 200 steps, and sign descent, which does not see how "
        "flat it is, does.",
        LIMITS,
        _matrix([0.01, 0.0], [0.0, 1.0]),
    ),
    NO_VALLEY,
    NOT_SYMMETRIC,
]

DESCENT_FAILS = [
    Misconception(
        "no curvature beyond the limit",
        "Both arrive: gradient descent at the rate 0.1 stands every curvature below 20.",
        LIMITS,
        _matrix([1.0, 0.0], [0.0, 5.0]),
    ),
    Misconception(
        "too steep, but turned",
        "Gradient descent flies off, but sign descent stalls on the turned floor as well.",
        "interview#advanced",
        _matrix([15.25, 14.75], [14.75, 15.25]),
    ),
    Misconception(
        "slow instead of divergent",
        "Gradient descent does not arrive because it creeps; it is to fly off.",
        LIMITS,
        _matrix([0.01, 0.0], [0.0, 1.0]),
    ),
    Misconception(
        "the two methods exchanged",
        "Here sign descent stalls and gradient descent arrives; that was the question before.",
        LIMITS,
        _matrix([8.2, 7.8], [7.8, 8.2]),
    ),
    Misconception(
        "both stand still",
        "Neither arrives: the floor is turned and flat.",
        LIMITS,
        _matrix([8.005, 7.995], [7.995, 8.005]),
    ),
    NO_VALLEY,
    NOT_SYMMETRIC,
]
