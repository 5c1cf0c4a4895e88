"""The answer key walks the paths of torch, optax and Keras, wherever their conventions agree.

Here the methods of one rate, with schedules, clipping and decay; those with a rate for every
coordinate are in `test_oracles_adaptive`. The libraries' paths are on record
(`tests/oracles/record.py`), so none of them is needed here.
"""

from __future__ import annotations

from typing import Any

import pytest

from solutions import (
    GradientDescent,
    HeavyBall,
    Momentum,
    Nesterov,
    NesterovShifted,
    heavy_ball_lr,
    lookahead_point,
    place_behind,
    running_average_lr,
)
from solutions.adamw import AdamW
from solutions.clipping import Clipped, clip_by_norm, clip_by_value
from solutions.decay import Decoupled, WithL2
from solutions.schedules import Scheduled, cosine, step_decay, warm_restarts, warm_up
from tests.oracles.rows import EQUAL, Row, distance, table, walk
from tests.oracles.variants import RateInside


def ahead(w: Any, v: Any, rule: Nesterov) -> Any:
    return lookahead_point(w, v, rule.lr, rule.beta)


def behind(y: Any, v: Any, rule: NesterovShifted) -> Any:
    return place_behind(y, v, rule.lr, rule.beta)


def unit(g: Any) -> Any:
    return clip_by_norm(g, 1.0)


def unit_of_torch(g: Any) -> Any:
    """torch adds 1e-6 to the norm, so what it cuts comes out shorter by that share."""
    norm = (g @ g) ** 0.5
    return g * min(1.0, 1.0 / (norm + 1e-6))


def fifth(g: Any) -> Any:
    return clip_by_value(g, 0.2)


PLAIN = GradientDescent(0.1)
HALVED = step_decay(0.1, gamma=0.5, every=10)
BALL = HeavyBall(0.1, 0.9)
KERAS_HALVED = "ExponentialDecay(0.1, 10, 0.5, staircase=True)"

AGREE = (
    Row("torch: SGD(lr=0.1)", GradientDescent(0.1)),
    Row("torch: SGD(lr=0.03)", GradientDescent(0.03)),
    Row("torch: SGD(lr=0.1, momentum=0.9)", HeavyBall(0.1, 0.9)),
    Row("torch: SGD(lr=0.1, momentum=0.9)", Momentum(running_average_lr(0.1, 0.9), 0.9)),
    Row("torch: SGD(lr=0.04, momentum=0.7)", HeavyBall(0.04, 0.7)),
    Row("torch: SGD(lr=0.1 * (1 - 0.9), momentum=0.9)", Momentum(0.1, 0.9)),
    Row("torch: SGD(lr=0.1 * (1 - 0.9), momentum=0.9)", HeavyBall(heavy_ball_lr(0.1, 0.9), 0.9)),
    Row("torch: SGD(lr=0.3 * (1 - 0.7), momentum=0.7)", Momentum(0.3, 0.7)),
    Row("torch: SGD(lr=0.1, momentum=0.9, dampening=0.9), momentum_buffer=0", Momentum(0.1, 0.9)),
    Row("torch: SGD(lr=0.1, momentum=0.9, nesterov=True)", NesterovShifted(0.1, 0.9)),
    Row("torch: SGD(lr=0.04, momentum=0.7, nesterov=True)", NesterovShifted(0.04, 0.7)),
    Row("torch: SGD(lr=0.1 * (1 - 0.9), momentum=0.9, nesterov=True)", Nesterov(0.1, 0.9), ahead),
    Row(
        "torch: SGD(lr=0.04, momentum=0.7, nesterov=True)",
        Nesterov(running_average_lr(0.04, 0.7), 0.7),
        ahead,
    ),
    Row("optax: sgd(0.1)", GradientDescent(0.1)),
    Row("optax: sgd(0.1, momentum=0.9)", HeavyBall(0.1, 0.9)),
    Row("optax: sgd(0.04, momentum=0.7)", HeavyBall(0.04, 0.7)),
    Row("optax: sgd(0.1, momentum=0.9, nesterov=True)", NesterovShifted(0.1, 0.9)),
    Row(
        "optax: sgd(0.1, momentum=0.9, nesterov=True)",
        Nesterov(running_average_lr(0.1, 0.9), 0.9),
        ahead,
    ),
    Row("optax: sgd(0.04, momentum=0.7, nesterov=True)", NesterovShifted(0.04, 0.7)),
    Row("optax: chain(ema(0.9, debias=False), scale(-0.1))", Momentum(0.1, 0.9)),
    Row("optax: chain(ema(0.7, debias=False), scale(-0.3))", Momentum(0.3, 0.7)),
    # Decay: in the gradient, and beside the velocity. Without a memory they are one.
    Row("torch: SGD(lr=0.1, weight_decay=0.1)", WithL2(PLAIN, 0.1)),
    Row("torch: SGD(lr=0.1, weight_decay=0.1)", Decoupled(PLAIN, 0.1)),
    Row("torch: SGD(lr=0.1, momentum=0.9, weight_decay=0.1)", WithL2(HeavyBall(0.1, 0.9), 0.1)),
    Row("optax: chain(add_decayed_weights(0.1), sgd(0.1, momentum=0.9))", WithL2(BALL, 0.1)),
    Row("optax: chain(trace(0.9), add_decayed_weights(0.1), scale(-0.1))", Decoupled(BALL, 0.1)),
    # Schedules, counted from k = 0. The rate of the rule itself is not used.
    Row("torch: StepLR(SGD(lr=0.1), step_size=10, gamma=0.5)", Scheduled(PLAIN, HALVED)),
    Row(
        "torch: StepLR(SGD(lr=0.1, momentum=0.9), step_size=10, gamma=0.5)",
        Scheduled(BALL, HALVED),
    ),
    Row(
        "torch: CosineAnnealingLR(SGD(lr=0.1), T_max=100, eta_min=0.01)",
        Scheduled(PLAIN, cosine(0.1, 100, 0.01)),
    ),
    Row(
        "torch: CosineAnnealingWarmRestarts(SGD(lr=0.1), T_0=10, T_mult=2, eta_min=0.01)",
        Scheduled(PLAIN, warm_restarts(0.1, 10, 2, 0.01)),
    ),
    Row(
        "torch: LinearLR(SGD(lr=0.1), start_factor=1 / 5, total_iters=4)",
        Scheduled(PLAIN, warm_up(0.1, 5)),
    ),
    Row(
        "torch: StepLR(AdamW(lr=0.01, weight_decay=0.1), step_size=10, gamma=0.5)",
        Scheduled(AdamW(decay=0.1), step_decay(0.01, 0.5, 10)),
    ),
    Row(
        "optax: sgd(piecewise_constant_schedule(0.1, {30: 0.5, 60: 0.5, 90: 0.5}))",
        Scheduled(PLAIN, step_decay(0.1, 0.5, 30)),
    ),
    Row(
        "optax: sgd(cosine_decay_schedule(0.1, 40, alpha=0.1))",
        Scheduled(PLAIN, cosine(0.1, 40, 0.01)),
    ),
    Row(
        "optax: sgd(join_schedules([cosine_decay_schedule(0.1, n) for n in (10, 20, 40, 80)], "
        "[10, 30, 70]))",
        Scheduled(PLAIN, warm_restarts(0.1, 10)),
    ),
    Row(
        "optax: adamw(piecewise_constant_schedule(0.01, {30: 0.5, 60: 0.5, 90: 0.5}), "
        "weight_decay=0.1)",
        Scheduled(AdamW(decay=0.1), step_decay(0.01, 0.5, 30)),
    ),
    # Keras keeps the rates inside the velocity: the same while they do not change.
    Row("keras: SGD(0.1, momentum=0.9)", BALL),
    Row(f"keras: SGD(schedules.{KERAS_HALVED}, momentum=0.9)", RateInside(BALL, HALVED)),
    # Clipping.
    Row("optax: chain(clip_by_global_norm(1.0), sgd(0.1))", Clipped(PLAIN, unit)),
    Row("torch: SGD(lr=0.1), clip_grad_norm_=1.0", Clipped(PLAIN, unit_of_torch)),
    Row("torch: SGD(lr=0.1), clip_grad_value_=0.2", Clipped(PLAIN, fifth)),
    Row("optax: chain(clip(0.2), sgd(0.1))", Clipped(PLAIN, fifth)),
)

DIFFER = (
    # The sum and the average at one rate are a factor 1 / (1 - beta) apart.
    Row("torch: SGD(lr=0.1, momentum=0.9)", Momentum(0.1, 0.9)),
    # torch takes the first gradient whole, without the share 1 - beta.
    Row("torch: SGD(lr=0.1, momentum=0.9, dampening=0.9)", Momentum(0.1, 0.9)),
    # optax divides the average by 1 - beta^t unless told not to.
    Row("optax: chain(ema(0.9), scale(-0.1))", Momentum(0.1, 0.9)),
    # The libraries keep the look-ahead point, not the place behind it.
    Row("torch: SGD(lr=0.1 * (1 - 0.9), momentum=0.9, nesterov=True)", Nesterov(0.1, 0.9)),
    Row("optax: sgd(0.1, momentum=0.9, nesterov=True)", NesterovShifted(0.1, 0.9), behind),
    # Beside a velocity, the two places of the decay are two methods.
    Row("torch: SGD(lr=0.1, momentum=0.9, weight_decay=0.1)", Decoupled(BALL, 0.1)),
    Row("optax: chain(trace(0.9), add_decayed_weights(0.1), scale(-0.1))", WithL2(BALL, 0.1)),
    # torch's cosine climbs again after its last step, ours stays down.
    Row(
        "torch: CosineAnnealingLR(SGD(lr=0.1), T_max=40, eta_min=0.01)",
        Scheduled(PLAIN, cosine(0.1, 40, 0.01)),
    ),
    # optax rounds these two schedules to single precision.
    Row(
        "optax: sgd(exponential_decay(0.1, 10, 0.5, staircase=True))",
        Scheduled(PLAIN, HALVED),
        apart=(1e-9, 1e-7),
    ),
    Row(
        "optax: sgd(linear_schedule(0.1 / 5, 0.1, 4))",
        Scheduled(PLAIN, warm_up(0.1, 5)),
        apart=(1e-9, 1e-7),
    ),
    # The rate outside the velocity, and inside.
    Row(f"keras: SGD(schedules.{KERAS_HALVED}, momentum=0.9)", Scheduled(BALL, HALVED)),
    # torch's norm is 1e-6 longer.
    Row("torch: SGD(lr=0.1), clip_grad_norm_=1.0", Clipped(PLAIN, unit), apart=(1e-7, 1e-5)),
)


@table(AGREE)
def test_walks_the_path_of(row: Row) -> None:
    assert distance(row) <= EQUAL


@table(DIFFER)
def test_differs_by_convention_from(row: Row) -> None:
    assert row.apart[0] < distance(row) < row.apart[1]


@pytest.mark.parametrize(("lr", "beta"), [(0.1, 0.9), (0.04, 0.7)])
def test_both_nesterov_forms_are_one_method(lr: float, beta: float) -> None:
    shifted, look_ahead = NesterovShifted(lr, beta), Nesterov(running_average_lr(lr, beta), beta)
    assert walk(shifted, behind) == pytest.approx(walk(look_ahead), abs=EQUAL)
