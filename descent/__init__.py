"""The kit of the course: landscapes to descend, a loop to descend with, and a check of your work.

>>> import descent
>>> descent.losses.bowl().lowest
0.0
"""

from descent import losses, plots
from descent.check import check
from descent.loss import Loss
from descent.minimize import Trajectory, minimize
from descent.optimizer import Array, Gradient, Optimizer

__all__ = [
    "Array",
    "Gradient",
    "Loss",
    "Optimizer",
    "Trajectory",
    "check",
    "losses",
    "minimize",
    "plots",
]
