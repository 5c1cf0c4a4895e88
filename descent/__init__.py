"""The kit of the course: landscapes to descend, a loop to descend with, and a check of your work.

>>> import descent
>>> descent.losses.bowl().lowest
0.0
"""

from typing import TYPE_CHECKING

from descent import losses, plots
from descent.check import check
from descent.digits import digits
from descent.loss import Loss
from descent.minibatch import MiniBatches
from descent.minimize import Trajectory, minimize
from descent.network import Network
from descent.optimizer import Array, Gradient, Optimizer
from descent.regression import linear_regression, logistic_regression

if TYPE_CHECKING:
    __version__: str
else:

    def __getattr__(name: str) -> str:
        """Return `__version__`, made when it is asked for: it takes reading the whole kit."""
        if name != "__version__":
            raise AttributeError(f"module 'descent' has no attribute {name!r}")
        from descent.version import version

        return version()


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
