"""The answer key: every method of the course in NumPy, one noun a file, read in this order."""

from solutions.gradient_descent import GradientDescent
from solutions.momentum import HeavyBall, Momentum, heavy_ball_lr, running_average_lr
from solutions.nesterov import Nesterov, NesterovShifted, lookahead_point, place_behind
from solutions.stability import (
    eta_max,
    gradient_descent_limit,
    heavy_ball_limit,
    nesterov_limit,
    spectral_radius,
)

__all__ = [
    "GradientDescent",
    "HeavyBall",
    "Momentum",
    "Nesterov",
    "NesterovShifted",
    "eta_max",
    "gradient_descent_limit",
    "heavy_ball_limit",
    "heavy_ball_lr",
    "lookahead_point",
    "nesterov_limit",
    "place_behind",
    "running_average_lr",
    "spectral_radius",
]
