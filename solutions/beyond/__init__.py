"""Past the notes: what practice has added since, each one change to a method met before."""

from solutions.beyond.amsgrad import AMSGrad, AMSGradState
from solutions.beyond.lion import Lion
from solutions.beyond.muon import Muon, orthogonalise
from solutions.beyond.schedule_free import ScheduleFree, ScheduleFreeState

__all__ = [
    "AMSGrad",
    "AMSGradState",
    "Lion",
    "Muon",
    "ScheduleFree",
    "ScheduleFreeState",
    "orthogonalise",
]
