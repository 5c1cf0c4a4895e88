"""What every optimizer of the answer key promises. One row of the table buys all of it."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from functools import partial
from typing import Any

import numpy as np
import pytest

import solutions
from descent import losses
from solutions import (
    LAMB,
    Adadelta,
    Adagrad,
    Adam,
    AdamL2,
    AdamW,
    AMSGrad,
    Clipped,
    Decoupled,
    FixedUpdate,
    GradientDescent,
    HeavyBall,
    Lion,
    Momentum,
    Nadam,
    NadamScheduled,
    Nesterov,
    NesterovShifted,
    RAdam,
    RMSProp,
    Scheduled,
    ScheduleFree,
    WithL2,
    clip_by_value,
    step_decay,
)
from solutions.validated import arrays
from tests.helpers.walk import bowl_slope, places, walk

RULES = (
    GradientDescent(0.03),
    Momentum(0.2, 0.8),
    HeavyBall(0.03, 0.8),
    Nesterov(0.2, 0.8),
    NesterovShifted(0.03, 0.8),
    FixedUpdate(0.03),
    Adagrad(0.1),
    RMSProp(0.03, 0.8),
    RMSProp(0.03, 0.8, centred=True, eps=0.1),
    Adam(0.03, 0.8, 0.95),
    AdamL2(0.03, 0.8, 0.95, decay=0.1),
    AdamW(0.03, 0.8, 0.95, decay=0.1),
    Adadelta(0.9, 0.8, 1e-2),
    Nadam(0.03, 0.8, 0.95),
    NadamScheduled(0.03, 0.8, 0.95),
    RAdam(0.03, 0.8, 0.95),
    LAMB(0.03, 0.8, 0.95, decay=0.1),
    AMSGrad(0.03, 0.8, 0.95),
    Lion(0.03, 0.8, 0.95),
    ScheduleFree(0.1, 0.8),
    Scheduled(Momentum(beta=0.8), step_decay(0.2, gamma=0.5, every=3)),
    Clipped(HeavyBall(0.03, 0.8), partial(clip_by_value, most=0.5)),
    WithL2(Momentum(0.2, 0.8), decay=0.1),
    Decoupled(Momentum(0.2, 0.8), decay=0.1),
)
# What looks at other coordinates than its own, and what moves without a slope.
JOINT = (LAMB,)
RESTLESS = (FixedUpdate, AdamL2, AdamW, LAMB, WithL2, Decoupled)
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)


def curved(w: Any) -> Any:
    """A slope that is not linear, so that where it is asked for shows."""
    return np.sin(w) + 0.3 * w


def memory(state: Any) -> list[Any]:
    """The arrays of a memory, whatever it is made of."""
    inner = getattr(state, "inner", None)
    return [*arrays(state), *([] if inner is None else memory(inner))]


def test_every_optimizer_of_the_key_has_a_row() -> None:
    known = {value for value in vars(solutions).values() if hasattr(value, "step")}
    assert known - {solutions.Muon} == {type(rule) for rule in RULES}  # Muon: matrices only


@every_rule
def test_the_hyper_parameters_cannot_change(rule: Any) -> None:
    for field in fields(rule):
        with pytest.raises(FrozenInstanceError):
            setattr(rule, field.name, 0.5)


@every_rule
def test_nothing_that_is_handed_in_is_written_to(rule: Any) -> None:
    w = np.random.default_rng(0).standard_normal((3, 2))
    buffer = np.empty_like(w)
    buffer.flags.writeable = False

    def grad(at: Any) -> Any:
        assert not np.shares_memory(at, buffer)
        return buffer

    state = rule.init(w)
    for _ in range(4):
        w.flags.writeable = False
        for array in memory(state):
            array.flags.writeable = False
        buffer.flags.writeable = True
        buffer[:] = curved(w)
        buffer.flags.writeable = False
        w, state = rule.step(w, grad, state)  # a write would raise
        assert not np.shares_memory(w, buffer)
        assert not any(np.shares_memory(array, buffer) for array in memory(state))


@every_rule
def test_a_slope_kept_in_one_buffer_gives_the_same_path(rule: Any) -> None:
    w = np.array([1.0, -2.0, 0.5])
    buffer = np.empty_like(w)

    def reuse(at: Any) -> Any:
        buffer[:] = curved(at)
        return buffer

    assert np.array_equal(places(walk(rule, reuse, w, 10)), places(walk(rule, curved, w, 10)))


@every_rule
def test_replaying_a_step_gives_the_same_bits(rule: Any) -> None:
    path = walk(rule, curved, np.random.default_rng(1).standard_normal(4), 12)
    w, state = path[6]
    for again, before in zip(walk(rule, curved, w, 6, state=state), path[6:], strict=True):
        assert again[0].tobytes() == before[0].tobytes()
        assert [a.tobytes() for a in memory(again[1])] == [b.tobytes() for b in memory(before[1])]


@every_rule
def test_one_rule_drives_two_runs_at_once(rule: Any) -> None:
    starts = np.array([1.0, -0.5]), np.array([3.0, 2.0])
    runs = [(w, rule.init(w)) for w in starts]
    for _ in range(8):
        runs = [rule.step(w, curved, state) for w, state in runs]
    for w, (end, _) in zip(starts, runs, strict=True):
        assert np.array_equal(end, places(walk(rule, curved, w, 8))[-1])


@every_rule
@pytest.mark.parametrize("shape", [(), (1,), (5,), (3, 2), (2, 1, 3), (0,)], ids=str)
def test_any_shape_goes_element_by_element(rule: Any, shape: tuple[int, ...]) -> None:
    w = np.random.default_rng(2).standard_normal(shape)
    end = places(walk(rule, curved, w, 7))[-1]
    assert np.shape(end) == shape
    if isinstance(rule, JOINT):
        return
    alone = [places(walk(rule, curved, one, 7))[-1] for one in w.ravel()]
    assert np.ravel(end) == pytest.approx(np.array(alone), abs=1e-13)


@every_rule
@pytest.mark.parametrize("start", [3.0, 3, np.int64(3), np.array(3)], ids=repr)
def test_scalars_and_integers_are_not_truncated(rule: Any, start: Any) -> None:
    due = places(walk(rule, bowl_slope, np.array(3.0), 5))
    assert [float(w) for w in places(walk(rule, bowl_slope, start, 5))] == due


@every_rule
def test_an_integer_array_becomes_floating(rule: Any) -> None:
    due = places(walk(rule, bowl_slope, np.array([3.0, -7.0]), 5))
    path = places(walk(rule, bowl_slope, np.array([3, -7]), 5))
    assert path[1].dtype == np.float64
    assert np.array_equal(path, due)


@every_rule
def test_float32_stays_float32(rule: Any) -> None:
    start = np.array([1.0, -2.0])
    w, state = walk(rule, curved32, start.astype(np.float32), 10)[-1]
    assert {array.dtype for array in [w, *memory(state)]} == {np.dtype(np.float32)}
    assert w == pytest.approx(places(walk(rule, curved, start, 10))[-1], rel=1e-5, abs=1e-5)


def curved32(w: Any) -> Any:
    return np.sin(w) + np.float32(0.3) * w


@every_rule
def test_a_coordinate_without_slope_stays(rule: Any) -> None:
    if isinstance(rule, RESTLESS):
        pytest.skip(reason="decay or a fixed step moves it all the same")
    path = walk(rule, lambda w: w * np.array([1.0, 0.0]), np.array([1.0, 0.7]), 20)
    assert {w[1] for w in places(path)} == {0.7}


@pytest.mark.parametrize("form", [Momentum, HeavyBall, Nesterov, NesterovShifted])
def test_without_momentum_it_is_gradient_descent(form: Any) -> None:
    valley = losses.rosenbrock()
    plain = places(walk(GradientDescent(0.001), valley.gradient, valley.start, 100))
    assert np.array_equal(places(walk(form(0.001, 0.0), valley.gradient, valley.start, 100)), plain)
