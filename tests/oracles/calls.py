"""Every call on record, as it would be typed: the name of its row and what is run.

After a call may stand what no call can say: " on one matrix" runs it on all ten numbers as a
matrix of 5 by 2, and a comma with a name changes the library first (see `libraries`).
"""

from __future__ import annotations

ONE_MATRIX = " on one matrix"

# An empty momentum buffer is not the same as a zero one to torch, hence the row that sets it.
# torch runs the products of Muon in bfloat16, whose digits depend on the processor: the row lets
# it keep them all.
TORCH = (
    "SGD(lr=0.1)",
    "SGD(lr=0.03)",
    "SGD(lr=0.1, momentum=0.9)",
    "SGD(lr=0.04, momentum=0.7)",
    "SGD(lr=0.1 * (1 - 0.9), momentum=0.9)",
    "SGD(lr=0.3 * (1 - 0.7), momentum=0.7)",
    "SGD(lr=0.1, momentum=0.9, dampening=0.9)",
    "SGD(lr=0.1, momentum=0.9, dampening=0.9), momentum_buffer=0",
    "SGD(lr=0.1, momentum=0.9, nesterov=True)",
    "SGD(lr=0.04, momentum=0.7, nesterov=True)",
    "SGD(lr=0.1 * (1 - 0.9), momentum=0.9, nesterov=True)",
    "SGD(lr=0.1, weight_decay=0.1)",
    "SGD(lr=0.1, momentum=0.9, weight_decay=0.1)",
    "StepLR(SGD(lr=0.1), step_size=10, gamma=0.5)",
    "StepLR(SGD(lr=0.1, momentum=0.9), step_size=10, gamma=0.5)",
    "CosineAnnealingLR(SGD(lr=0.1), T_max=100, eta_min=0.01)",
    "CosineAnnealingLR(SGD(lr=0.1), T_max=40, eta_min=0.01)",
    "CosineAnnealingWarmRestarts(SGD(lr=0.1), T_0=10, T_mult=2, eta_min=0.01)",
    "LinearLR(SGD(lr=0.1), start_factor=1 / 5, total_iters=4)",
    "StepLR(AdamW(lr=0.01, weight_decay=0.1), step_size=10, gamma=0.5)",
    "SGD(lr=0.1), clip_grad_norm_=1.0",
    "SGD(lr=0.1), clip_grad_value_=0.2",
    "Adagrad(lr=0.1, eps=1e-8)",
    "Adagrad(lr=0.1, eps=1e-2)",
    "RMSprop(lr=0.003, alpha=0.99, eps=1e-8)",
    "RMSprop(lr=0.01, alpha=0.8, eps=1e-2)",
    "RMSprop(lr=0.003, alpha=0.99, eps=1e-8, centered=True)",
    "Adam(lr=0.01)",
    "Adam(lr=0.02, betas=(0.8, 0.95), eps=1e-2)",
    "Adam(lr=0.01, weight_decay=0.1)",
    "AdamW(lr=0.01, weight_decay=0.1)",
    "Adadelta(lr=1.0, rho=0.9, eps=1e-6)",
    "Adadelta(lr=0.5, rho=0.8, eps=1e-3)",
    "NAdam(lr=0.02, eps=1e-3)",
    "NAdam(lr=0.01, betas=(0.8, 0.95), eps=1e-2, momentum_decay=0.1)",
    "NAdam(lr=0.01, momentum_decay=1e9)",
    "RAdam(lr=0.01)",
    "RAdam(lr=0.02, betas=(0.8, 0.95), eps=1e-2)",
    "Adam(lr=0.01, betas=(0.9, 0.95), amsgrad=True)",
    "Muon(lr=0.02, weight_decay=0.1) on one matrix, bfloat16=float64",
)
OPTAX = (
    "sgd(0.1)",
    "sgd(0.1, momentum=0.9)",
    "sgd(0.04, momentum=0.7)",
    "sgd(0.1, momentum=0.9, nesterov=True)",
    "sgd(0.04, momentum=0.7, nesterov=True)",
    "chain(ema(0.9, debias=False), scale(-0.1))",
    "chain(ema(0.7, debias=False), scale(-0.3))",
    "chain(ema(0.9), scale(-0.1))",
    "chain(add_decayed_weights(0.1), sgd(0.1, momentum=0.9))",
    "chain(trace(0.9), add_decayed_weights(0.1), scale(-0.1))",
    "sgd(exponential_decay(0.1, 10, 0.5, staircase=True))",
    "sgd(piecewise_constant_schedule(0.1, {30: 0.5, 60: 0.5, 90: 0.5}))",
    "sgd(cosine_decay_schedule(0.1, 40, alpha=0.1))",
    "sgd(join_schedules([cosine_decay_schedule(0.1, n) for n in (10, 20, 40, 80)], [10, 30, 70]))",
    "sgd(linear_schedule(0.1 / 5, 0.1, 4))",
    "adamw(piecewise_constant_schedule(0.01, {30: 0.5, 60: 0.5, 90: 0.5}), weight_decay=0.1)",
    "chain(clip_by_global_norm(1.0), sgd(0.1))",
    "chain(clip(0.2), sgd(0.1))",
    "adagrad(0.1, initial_accumulator_value=0, eps=1e-2)",
    "adagrad(0.1)",
    "rmsprop(0.003, decay=0.99, eps=1e-8, eps_in_sqrt=False)",
    "rmsprop(0.01, decay=0.9, eps=1e-2)",
    "rmsprop(0.003, decay=0.99, eps=1e-8, eps_in_sqrt=False, centered=True)",
    "adam(0.01)",
    "adam(0.02, b1=0.8, b2=0.95, eps=1e-2)",
    "chain(add_decayed_weights(0.1), adam(0.01))",
    "adamw(0.01, weight_decay=0.1)",
    "adadelta(1.0, rho=0.9, eps=1e-6)",
    "nadam(0.01)",
    "nadam(0.02, b1=0.8, b2=0.95, eps=1e-2)",
    "radam(0.01)",
    "radam(0.01, threshold=4)",
    "radam(0.01, b2=0.5, threshold=4)",
    "lamb(0.003)",
    "lamb(0.003, weight_decay=0.1)",
    "amsgrad(0.01, b2=0.95)",
    "lion(0.01, weight_decay=0)",
    "lion(0.01, b1=0.8, b2=0.95, weight_decay=0.1)",
    "contrib.schedule_free_sgd(0.1)",
    "contrib.muon(0.02, eps=1e-7) on one matrix",
)
# Keras, only where it goes another way than both.
KERAS = (
    "SGD(0.1, momentum=0.9)",
    "SGD(schedules.ExponentialDecay(0.1, 10, 0.5, staircase=True), momentum=0.9)",
    "Adagrad(0.1, initial_accumulator_value=0.1, epsilon=1e-2)",
    "RMSprop(0.01, rho=0.9, epsilon=1e-2)",
    "RMSprop(0.01, rho=0.9, epsilon=1e-2, centered=True)",
    "Adam(0.01, epsilon=1e-4)",
    "AdamW(0.01, weight_decay=0.1, epsilon=1e-4)",
    "Nadam(0.003, epsilon=1e-8)",
    "Lamb(0.003, epsilon=1e-6, weight_decay=0.1)",
    "Adam(0.01, beta_2=0.95, epsilon=1e-4, amsgrad=True)",
    "Muon(0.02, weight_decay=None, rms_rate=None) on one matrix",
)

# Calls that round to single precision on the way, and so end in other digits on another
# processor: how far a record of them may be from a new run.
ROUGH = {
    "optax: sgd(exponential_decay(0.1, 10, 0.5, staircase=True))": 1e-6,
    "optax: sgd(linear_schedule(0.1 / 5, 0.1, 4))": 1e-6,
    "keras: Muon(0.02, weight_decay=None, rms_rate=None) on one matrix": 1e-6,
}
