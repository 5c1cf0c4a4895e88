"""The answer key: every method of the course in NumPy, one noun a file.

To be read in the order of the lessons: random_search, fixed_update, finite_difference,
gradient_descent, descent_lemma; batches, epoch, sampling, accumulation, conditioning; momentum,
nesterov, stability; adagrad, rmsprop, adam, adamw; adadelta, nadam, radam, lamb; schedules,
clipping, decay, tuning; sanity, splitting, training, early_stopping, comparison; and what practice
has added since: amsgrad, lion, muon, schedule_free.
"""

from solutions.accumulation import accumulated_gradient
from solutions.adadelta import Adadelta, rescaled_eps
from solutions.adagrad import Adagrad
from solutions.adam import Adam, AdamL2, keras_eps
from solutions.adamw import AdamW, library_decay, paper_decay
from solutions.amsgrad import AMSGrad
from solutions.batches import epoch_batches
from solutions.clipping import Clipped, clip_by_norm, clip_by_value
from solutions.comparison import fair_trial, paired_difference, scores
from solutions.conditioning import fastest_rate, steps_needed
from solutions.decay import Decoupled, WithL2
from solutions.descent_lemma import promised_fall
from solutions.early_stopping import kept_epoch
from solutions.epoch import one_epoch
from solutions.finite_difference import finite_difference
from solutions.fixed_update import FixedUpdate
from solutions.gradient_descent import GradientDescent, summed_lr
from solutions.lamb import LAMB
from solutions.lion import Lion
from solutions.momentum import HeavyBall, Momentum, heavy_ball_lr, running_average_lr
from solutions.muon import Muon, orthogonalise
from solutions.nadam import Nadam, NadamScheduled
from solutions.nesterov import Nesterov, NesterovShifted, lookahead_point, place_behind
from solutions.radam import RAdam, waiting_steps
from solutions.random_search import random_search
from solutions.rmsprop import RMSProp
from solutions.sampling import gradient_variance, sampled_gradient
from solutions.sanity import chance_losses, relative_error
from solutions.schedule_free import ScheduleFree
from solutions.schedules import Scheduled, cosine, step_decay, warm_restarts, warm_up
from solutions.splitting import three_sets
from solutions.stability import (
    eta_max,
    gradient_descent_limit,
    heavy_ball_limit,
    nesterov_limit,
    spectral_radius,
)
from solutions.training import train, training_run
from solutions.tuning import finer_rates, tuned_rate

__all__ = [
    "LAMB",
    "AMSGrad",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamL2",
    "AdamW",
    "Clipped",
    "Decoupled",
    "FixedUpdate",
    "GradientDescent",
    "HeavyBall",
    "Lion",
    "Momentum",
    "Muon",
    "Nadam",
    "NadamScheduled",
    "Nesterov",
    "NesterovShifted",
    "RAdam",
    "RMSProp",
    "ScheduleFree",
    "Scheduled",
    "WithL2",
    "accumulated_gradient",
    "chance_losses",
    "clip_by_norm",
    "clip_by_value",
    "cosine",
    "epoch_batches",
    "eta_max",
    "fair_trial",
    "fastest_rate",
    "finer_rates",
    "finite_difference",
    "gradient_descent_limit",
    "gradient_variance",
    "heavy_ball_limit",
    "heavy_ball_lr",
    "kept_epoch",
    "keras_eps",
    "library_decay",
    "lookahead_point",
    "nesterov_limit",
    "one_epoch",
    "orthogonalise",
    "paired_difference",
    "paper_decay",
    "place_behind",
    "promised_fall",
    "random_search",
    "relative_error",
    "rescaled_eps",
    "running_average_lr",
    "sampled_gradient",
    "scores",
    "spectral_radius",
    "step_decay",
    "steps_needed",
    "summed_lr",
    "three_sets",
    "train",
    "training_run",
    "tuned_rate",
    "waiting_steps",
    "warm_restarts",
    "warm_up",
]
