"""The kit of the course: landscapes to descend, a loop to descend with, and a check of your work.

>>> import descent
>>> descent.losses.bowl().lowest
0.0
"""

from descent import losses, plots
from descent.check import check
from descent.digits import digits
from descent.loss import Loss
from descent.minibatch import MiniBatches
from descent.minimize import Trajectory, minimize
from descent.network import Network
from descent.optimizer import Array, Gradient, Optimizer
from descent.regression import linear_regression, logistic_regression

__all__ = [
    "Array",
    "Gradient",
    "Loss",
    "MiniBatches",
    "Network",
    "Optimizer",
    "Trajectory",
    "check",
    "digits",
    "linear_regression",
    "logistic_regression",
    "losses",
    "minimize",
    "plots",
]
