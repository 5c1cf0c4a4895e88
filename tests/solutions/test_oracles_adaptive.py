"""As `test_oracles`, for the methods with a rate for every coordinate."""

from __future__ import annotations

from typing import Any

from solutions.adadelta import Adadelta
from solutions.adagrad import Adagrad
from solutions.adam import Adam, AdamL2
from solutions.adamw import AdamW
from solutions.amsgrad import AMSGrad
from solutions.decay import Decoupled, WithL2
from solutions.lamb import LAMB
from solutions.lion import Lion
from solutions.muon import Muon
from solutions.nadam import Nadam, NadamScheduled
from solutions.radam import RAdam
from solutions.rmsprop import RMSProp
from solutions.schedule_free import ScheduleFree
from tests.oracles.problem import LAYERS, fold
from tests.oracles.rows import EQUAL, Row, distance, table
from tests.oracles.variants import (
    AfterOneStep,
    Begun,
    Corrected,
    DecayFirst,
    EpsHat,
    EpsInside,
    Folded,
    GradientTimes,
    LargestUncorrected,
)


def asked(w: Any, state: Any, rule: ScheduleFree) -> Any:
    """The libraries of schedule-free descent stand where they ask for the gradient, not on x."""
    return w if state is None else (1 - rule.beta) * state.z + rule.beta * w


OTHER = {"beta1": 0.8, "beta2": 0.95, "eps": 1e-2}
# The step of Muon on a matrix of 5 by 2 is sqrt(5 / 2) times as long as one without that factor.
SHORT = 0.02 / 2.5**0.5

AGREE = (
    Row("torch: Adagrad(lr=0.1, eps=1e-8)", Adagrad(0.1)),
    Row("torch: Adagrad(lr=0.1, eps=1e-2)", Adagrad(0.1, eps=1e-2)),
    # eps inside the root is where the memory begins.
    Row(
        "optax: adagrad(0.1, initial_accumulator_value=0, eps=1e-2)",
        Begun(Adagrad(0.1, eps=0), 1e-2),
    ),
    Row("optax: adagrad(0.1)", Begun(Adagrad(0.1, eps=0), 0.1 + 1e-7)),
    Row(
        "keras: Adagrad(0.1, initial_accumulator_value=0.1, epsilon=1e-2)",
        Begun(Adagrad(0.1, eps=0), 0.1 + 1e-2),
    ),
    Row("torch: RMSprop(lr=0.003, alpha=0.99, eps=1e-8)", RMSProp(0.003, 0.99)),
    Row("torch: RMSprop(lr=0.01, alpha=0.8, eps=1e-2)", RMSProp(0.01, 0.8, eps=1e-2)),
    Row("optax: rmsprop(0.003, decay=0.99, eps=1e-8, eps_in_sqrt=False)", RMSProp(0.003, 0.99)),
    Row(
        "torch: RMSprop(lr=0.003, alpha=0.99, eps=1e-8, centered=True)",
        RMSProp(0.003, 0.99, centred=True),
    ),
    Row(
        "optax: rmsprop(0.003, decay=0.99, eps=1e-8, eps_in_sqrt=False, centered=True)",
        RMSProp(0.003, 0.99, centred=True),
    ),
    Row("optax: rmsprop(0.01, decay=0.9, eps=1e-2)", EpsInside(RMSProp(0.01, 0.9, eps=1e-2))),
    Row("keras: RMSprop(0.01, rho=0.9, epsilon=1e-2)", EpsInside(RMSProp(0.01, 0.9, eps=1e-2))),
    Row(
        "keras: RMSprop(0.01, rho=0.9, epsilon=1e-2, centered=True)",
        EpsInside(RMSProp(0.01, 0.9, eps=1e-2, centred=True)),
    ),
    Row("torch: Adam(lr=0.01)", Adam(0.01)),
    Row("optax: adam(0.01)", Adam(0.01)),
    Row("torch: Adam(lr=0.02, betas=(0.8, 0.95), eps=1e-2)", Adam(0.02, **OTHER)),
    Row("optax: adam(0.02, b1=0.8, b2=0.95, eps=1e-2)", Adam(0.02, **OTHER)),
    Row("keras: Adam(0.01, epsilon=1e-4)", EpsHat(Adam(0.01, eps=1e-4))),
    Row("torch: Adam(lr=0.01, weight_decay=0.1)", AdamL2(0.01, decay=0.1)),
    Row("torch: Adam(lr=0.01, weight_decay=0.1)", WithL2(Adam(0.01), 0.1)),
    Row("optax: chain(add_decayed_weights(0.1), adam(0.01))", AdamL2(0.01, decay=0.1)),
    Row("torch: AdamW(lr=0.01, weight_decay=0.1)", AdamW(0.01, decay=0.1)),
    Row("torch: AdamW(lr=0.01, weight_decay=0.1)", Decoupled(Adam(0.01), 0.1)),
    Row("optax: adamw(0.01, weight_decay=0.1)", AdamW(0.01, decay=0.1)),
    Row(
        "keras: AdamW(0.01, weight_decay=0.1, epsilon=1e-4)",
        EpsHat(AdamW(0.01, decay=0.1, eps=1e-4)),
    ),
    Row("torch: Adadelta(lr=1.0, rho=0.9, eps=1e-6)", Adadelta(1.0, 0.9, 1e-6)),
    Row("torch: Adadelta(lr=0.5, rho=0.8, eps=1e-3)", Adadelta(0.5, 0.8, 1e-3)),
    Row("optax: adadelta(1.0, rho=0.9, eps=1e-6)", Adadelta(1.0, 0.9, 1e-6)),
    Row("optax: nadam(0.01)", Nadam(0.01)),
    Row("optax: nadam(0.02, b1=0.8, b2=0.95, eps=1e-2)", Nadam(0.02, **OTHER)),
    Row("torch: NAdam(lr=0.02, eps=1e-3)", NadamScheduled(0.02, eps=1e-3)),
    Row(
        "torch: NAdam(lr=0.01, betas=(0.8, 0.95), eps=1e-2, momentum_decay=0.1)",
        NadamScheduled(0.01, **OTHER, psi=0.1),
    ),
    # 0.96 to the power of a million is 0: the schedule of mu is over before it begins.
    Row("torch: NAdam(lr=0.01, momentum_decay=1e9)", Nadam(0.01)),
    Row("torch: NAdam(lr=0.01, momentum_decay=1e9)", NadamScheduled(0.01, psi=1e9)),
    Row("keras: Nadam(0.003, epsilon=1e-8)", NadamScheduled(0.003, psi=1.0)),
    Row("optax: radam(0.01, threshold=4)", RAdam(0.01)),
    Row("optax: radam(0.01)", RAdam(0.01, threshold=5)),
    Row("optax: radam(0.01, b2=0.5, threshold=4)", RAdam(0.01, beta2=0.5)),
    Row("torch: RAdam(lr=0.01)", EpsHat(RAdam(0.01, threshold=5))),
    Row(
        "torch: RAdam(lr=0.02, betas=(0.8, 0.95), eps=1e-2)",
        EpsHat(RAdam(0.02, **OTHER, threshold=5)),
    ),
    Row("optax: lamb(0.003)", LAMB(0.003, layers=LAYERS)),
    Row("optax: lamb(0.003, weight_decay=0.1)", LAMB(0.003, decay=0.1, layers=LAYERS)),
    Row(
        "keras: Lamb(0.003, epsilon=1e-6, weight_decay=0.1)",
        DecayFirst(LAMB(0.003, layers=LAYERS), 0.1),
    ),
    Row("optax: amsgrad(0.01, b2=0.95)", AMSGrad(0.01, beta2=0.95)),
    Row(
        "torch: Adam(lr=0.01, betas=(0.9, 0.95), amsgrad=True)",
        LargestUncorrected(AMSGrad(0.01, beta2=0.95)),
    ),
    Row(
        "keras: Adam(0.01, beta_2=0.95, epsilon=1e-4, amsgrad=True)",
        LargestUncorrected(EpsHat(AMSGrad(0.01, beta2=0.95, eps=1e-4))),
    ),
    Row("optax: lion(0.01, weight_decay=0)", Lion(0.01)),
    Row("optax: lion(0.01, b1=0.8, b2=0.95, weight_decay=0.1)", Lion(0.01, 0.8, 0.95, 0.1)),
    Row("optax: contrib.schedule_free_sgd(0.1)", AfterOneStep(ScheduleFree(0.1)), asked),
    # torch does not let eps fall below the norm, nor add it: the same where eps is negligible.
    Row(
        "torch: Muon(lr=0.02, weight_decay=0.1) on one matrix, bfloat16=float64",
        Folded(GradientTimes(Muon(0.02, decay=0.1), 1e9), fold),
    ),
    Row("optax: contrib.muon(0.02, eps=1e-7) on one matrix", Folded(Corrected(Muon(SHORT)), fold)),
)

DIFFER = (
    # eps inside the root, and a memory that does not begin at 0.
    Row("optax: adagrad(0.1, initial_accumulator_value=0, eps=1e-2)", Adagrad(0.1, eps=1e-2)),
    Row("optax: adagrad(0.1)", Adagrad(0.1)),
    Row("keras: Adagrad(0.1, initial_accumulator_value=0.1, epsilon=1e-2)", Adagrad(0.1, eps=1e-2)),
    Row("optax: rmsprop(0.01, decay=0.9, eps=1e-2)", RMSProp(0.01, 0.9, eps=1e-2)),
    Row("keras: RMSprop(0.01, rho=0.9, epsilon=1e-2)", RMSProp(0.01, 0.9, eps=1e-2)),
    Row("torch: RMSprop(lr=0.003, alpha=0.99, eps=1e-8, centered=True)", RMSProp(0.003, 0.99)),
    # Adam's eps before the correction.
    Row("keras: Adam(0.01, epsilon=1e-4)", Adam(0.01, eps=1e-4)),
    Row("keras: AdamW(0.01, weight_decay=0.1, epsilon=1e-4)", AdamW(0.01, decay=0.1, eps=1e-4)),
    # Decay beside the step, and through the gradient.
    Row("torch: AdamW(lr=0.01, weight_decay=0.1)", AdamL2(0.01, decay=0.1)),
    Row("torch: Adam(lr=0.01, weight_decay=0.1)", AdamW(0.01, decay=0.1)),
    # A constant momentum, and one that rises, slowly or fast.
    Row("torch: NAdam(lr=0.02, eps=1e-3)", Nadam(0.02, eps=1e-3)),
    Row("optax: nadam(0.01)", NadamScheduled(0.01)),
    Row("keras: Nadam(0.003, epsilon=1e-8)", NadamScheduled(0.003)),
    # One step, the fifth, is adaptive in the paper and not yet in the libraries.
    Row("torch: RAdam(lr=0.01)", RAdam(0.01)),
    Row("optax: radam(0.01)", RAdam(0.01)),
    Row("torch: RAdam(lr=0.01)", RAdam(0.01, threshold=5), apart=(1e-8, 1e-6)),  # eps
    # One ratio for both arrays, and the decay outside of it.
    Row("optax: lamb(0.003)", LAMB(0.003)),
    Row(
        "keras: Lamb(0.003, epsilon=1e-6, weight_decay=0.1)", LAMB(0.003, decay=0.1, layers=LAYERS)
    ),
    # The largest v before its correction, and after.
    Row("torch: Adam(lr=0.01, betas=(0.9, 0.95), amsgrad=True)", AMSGrad(0.01, beta2=0.95)),
    # The mean with the start, and without; the place x, and the point where it asks.
    Row("optax: contrib.schedule_free_sgd(0.1)", ScheduleFree(0.1), asked),
    Row("optax: contrib.schedule_free_sgd(0.1)", AfterOneStep(ScheduleFree(0.1))),
    # The averages not corrected; a factor for the shape; torch's eps beside the norm.
    Row(
        "torch: Muon(lr=0.02, weight_decay=0.1) on one matrix, bfloat16=float64",
        Folded(Muon(0.02, decay=0.1), fold),
        apart=(1e-10, 1e-6),
    ),
    Row(
        "optax: contrib.muon(0.02, eps=1e-7) on one matrix",
        Folded(Muon(SHORT), fold),
        apart=(1e-4, 1e-2),
    ),
    Row("optax: contrib.muon(0.02, eps=1e-7) on one matrix", Folded(Corrected(Muon(0.02)), fold)),
    Row("keras: Muon(0.02, weight_decay=None, rms_rate=None) on one matrix", Folded(Muon(), fold)),
    # Keras sums where the key averages, so its gradients count 1 / (1 - beta) times as much; what
    # is left is its norm, which it takes in single precision.
    Row(
        "keras: Muon(0.02, weight_decay=None, rms_rate=None) on one matrix",
        Folded(GradientTimes(Muon(SHORT), 1 / (1 - 0.95)), fold),
        apart=(1e-10, 1e-7),
    ),
)


@table(AGREE)
def test_walks_the_path_of(row: Row) -> None:
    assert distance(row) <= EQUAL


@table(DIFFER)
def test_differs_by_convention_from(row: Row) -> None:
    assert row.apart[0] < distance(row) < row.apart[1]
