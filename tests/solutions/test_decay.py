"""Weight decay in its two places: where they are one method, and where they part."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from descent import losses
from solutions.adam import Adam, AdamL2
from solutions.adamw import AdamW
from solutions.clipping import Clipped, clip_by_norm
from solutions.decay import Decoupled, WithL2
from solutions.gradient_descent import GradientDescent
from solutions.momentum import HeavyBall, Momentum
from solutions.nesterov import Nesterov
from solutions.schedules import Scheduled, cosine
from tests.helpers.walk import bowl_slope, places, walk

LR, BETA, DECAY = Fraction(1, 10), Fraction(9, 10), Fraction(1, 2)
BOTH = pytest.mark.parametrize("kind", [WithL2, Decoupled])


def end(rule: Any, steps: int, slope: Any = bowl_slope, start: Any = 1.0, state: Any = None) -> Any:
    return places(walk(rule, slope, start, steps, state))[-1]


def test_for_gradient_descent_the_two_are_one_method() -> None:
    rule = GradientDescent(LR)
    inside, beside = (
        places(walk(kind(rule, DECAY), bowl_slope, Fraction(1), 30)) for kind in (WithL2, Decoupled)
    )
    # On L(w) = w^2 both multiply by 1 - lr (2 + decay).
    assert inside == beside == [(1 - LR * (2 + DECAY)) ** t for t in range(31)]


def test_for_gradient_descent_the_two_agree_to_rounding_on_a_bent_valley() -> None:
    valley = losses.rosenbrock()
    inside, beside = (
        np.array(
            places(walk(kind(GradientDescent(0.001), 0.1), valley.gradient, valley.start, 100))
        )
        for kind in (WithL2, Decoupled)
    )
    assert np.abs(inside - beside).max() < 1e-13
    plain = places(walk(GradientDescent(0.001), valley.gradient, valley.start, 100))
    assert np.abs(inside - plain).max() > 1e-3


@pytest.mark.parametrize(("form", "share"), [(HeavyBall, Fraction(1)), (Momentum, 1 - BETA)])
def test_with_momentum_the_two_part(form: Any, share: Fraction) -> None:
    # Of the penalty's slope the velocity takes in `share` at once, the rest or more later.
    inside, beside = (
        places(walk(kind(form(LR, BETA), DECAY), bowl_slope, Fraction(1), 2, state=Fraction(0)))
        for kind in (WithL2, Decoupled)
    )
    # By hand: two steps of v = beta v + share (2 w + decay w), or with the decay outside.
    w, v = Fraction(1), Fraction(0)
    for t in (1, 2):
        v = BETA * v + share * (2 + DECAY) * w
        w -= LR * v
        assert inside[t] == w
    w, v = Fraction(1), Fraction(0)
    for t in (1, 2):
        v = BETA * v + share * 2 * w
        w -= LR * v + LR * DECAY * w
        assert beside[t] == w
    assert inside[2] != beside[2]
    if form is HeavyBall:
        # Equal after one step; then the velocity still carries lr beta decay w_0.
        assert inside[1] == beside[1]
        assert beside[2] - inside[2] == LR * BETA * DECAY


def test_with_the_heavy_ball_they_part_far() -> None:
    inside, beside = (
        np.array(places(walk(kind(HeavyBall(0.1, 0.9), 0.5), bowl_slope, 1.0, 20)))
        for kind in (WithL2, Decoupled)
    )
    assert np.abs(inside - beside).max() > 0.25


# With curvatures h and centres c, loss sum(h (w - c)^2) / 2.
H, C = np.array([1.0, 100.0, 1.0, 1.0]), np.array([1.0, 1.0, 0.02, 5.0])


def test_adam_with_l2_finds_the_ridge_and_adam_with_decoupled_decay_a_box() -> None:
    decay, start = 0.5, np.zeros(4)
    for inside in (WithL2(Adam(0.01), decay), AdamL2(0.01, decay=decay)):
        w = end(inside, 3000, lambda w: H * (w - C), start)
        assert w == pytest.approx(H * C / (H + decay), abs=1e-6)
        assert w == pytest.approx(np.array([0.6667, 0.9950, 0.0133, 3.3333]), abs=1e-4)
    # The least loss with every weight in [-1 / decay, 1 / decay] = [-2, 2].
    rule = Adam(0.01, 0.9, 0.99)  # forgets its start sooner: the way into the box is long
    for beside in (Decoupled(rule, decay), AdamW(0.01, 0.9, 0.99, decay=decay)):
        w = end(beside, 3000, lambda w: H * (w - C), start)
        assert w == pytest.approx(np.clip(C, -1 / decay, 1 / decay), abs=0.02)


def test_only_decoupled_decay_shrinks_alike_at_every_scale_of_the_loss() -> None:
    # Powers of two scale without rounding, and without eps Adam divides them out again.
    rule, start = Adam(0.01, eps=0.0), np.array([1.0, -2.0])
    paths = {
        kind: [
            np.array(places(walk(kind(rule, 0.1), lambda w, s=s: s * np.sin(w), start, 50)))
            for s in (0.125, 1.0, 8.0)
        ]
        for kind in (WithL2, Decoupled)
    }
    low, mid, high = paths[Decoupled]
    assert np.array_equal(low, mid)
    assert np.array_equal(high, mid)
    low, mid, high = paths[WithL2]
    assert np.abs(low - mid).max() > 1e-3
    assert np.abs(high - mid).max() > 1e-4


def test_around_adam_they_are_adamw_and_adam_with_l2() -> None:
    start = np.array([1.0, -2.0, 0.0])
    for wrapped, whole in (
        (Decoupled(Adam(0.05, 0.8, 0.95), 0.3), AdamW(0.05, 0.8, 0.95, decay=0.3)),
        (WithL2(Adam(0.05, 0.8, 0.95), 0.3), AdamL2(0.05, 0.8, 0.95, decay=0.3)),
    ):
        ours = np.array(places(walk(wrapped, np.sin, start, 40)))
        assert ours == pytest.approx(np.array(places(walk(whole, np.sin, start, 40))), abs=1e-14)


def test_it_is_the_old_weights_that_shrink() -> None:
    w, _ = Decoupled(GradientDescent(0.1), 0.5).step(1.0, bowl_slope, None)
    assert w == pytest.approx(0.75, abs=1e-15)  # the new ones would give 0.8 * 0.95 = 0.76


@pytest.mark.parametrize("rule", [GradientDescent(0.125), HeavyBall(0.125), Nesterov(0.125)])
def test_without_a_slope_decoupled_decay_shrinks_by_a_fixed_factor(rule: Any) -> None:
    w = np.array([1.0, -8.0])
    # 1 - lr decay = 1 - 1/32, exact in floats.
    assert np.array_equal(end(Decoupled(rule, 0.25), 3, np.zeros_like, w), w * (31 / 32) ** 3)


def test_the_rule_does_not_hear_of_decoupled_decay() -> None:
    asked: list[Any] = []

    def spy(at: Any) -> Any:
        asked.append(np.array(at))
        return np.ones_like(at)

    rule = Momentum(0.1, 0.9)
    path = walk(Decoupled(rule, 0.5), spy, np.array([4.0]), 3)
    plain = walk(rule, np.ones_like, np.array([4.0]), 3)
    assert np.array_equal([v for _, v in path], [v for _, v in plain])
    assert np.array_equal(asked, [w for w, _ in path[:-1]])


def test_the_penalty_is_felt_where_the_rule_asks() -> None:
    asked: list[Any] = []

    def spy(at: Any) -> Any:
        asked.append(at)
        return 2 * at

    rule = WithL2(Nesterov(LR, BETA), DECAY)
    path = walk(rule, spy, Fraction(1), 4, state=Fraction(0))
    w, v = Fraction(1), Fraction(0)
    for t in range(4):
        ahead = w - LR * BETA * v
        v = BETA * v + (1 - BETA) * (2 * ahead + DECAY * ahead)
        w = w - LR * v
        assert asked[t] == ahead
        assert path[t + 1] == (w, v)


@BOTH
@pytest.mark.parametrize("rule", [GradientDescent(0.1), HeavyBall(0.1, 0.8), Adam(0.1)])
def test_no_decay_is_the_rule_itself(kind: Any, rule: Any) -> None:
    start = np.array([1.0, -2.0])
    assert np.array_equal(
        places(walk(kind(rule, 0.0), np.sin, start, 10)), places(walk(rule, np.sin, start, 10))
    )


def test_clipping_outside_cuts_the_slope_alone_and_inside_the_penalty_too() -> None:
    clip = lambda g: clip_by_norm(g, 1.0)  # noqa: E731
    rule, start = GradientDescent(0.1), np.array([30.0, 40.0])
    slope = lambda w: w  # noqa: E731
    first = end(Clipped(WithL2(rule, 0.5), clip), 1, slope, start)
    assert first == pytest.approx(start - 0.1 * (np.array([0.6, 0.8]) + 0.5 * start), abs=1e-14)
    second = end(WithL2(Clipped(rule, clip), 0.5), 1, slope, start)
    assert second == pytest.approx(start - 0.1 * np.array([0.6, 0.8]), abs=1e-14)


def test_with_a_schedule_the_decay_follows_the_rate() -> None:
    schedule = cosine(0.1, 10)
    rule = AdamW(decay=0.5)
    path = places(walk(Scheduled(rule, schedule), np.zeros_like, np.array([1.0]), 10))
    due = np.cumprod([1 - 0.5 * schedule(k) for k in range(10)])
    assert np.ravel(path[1:]) == pytest.approx(due, rel=1e-14)


@BOTH
def test_single_precision_whole_numbers_and_inputs_are_kept(kind: Any) -> None:
    rule = kind(HeavyBall(0.1), 0.3)
    start = np.ones(2, dtype=np.float32)
    start.flags.writeable = False
    w, v = walk(rule, lambda w: np.float32(2) * w, start, 5)[-1]
    assert {w.dtype, v.dtype} == {np.dtype(np.float32)}
    assert float(end(rule, 5, start=3)) == float(end(rule, 5, start=3.0))


@BOTH
@pytest.mark.parametrize("decay", [-0.1, float("nan"), float("inf"), "0.1", None, True], ids=repr)
def test_a_bad_decay_is_named(kind: Any, decay: Any) -> None:
    with pytest.raises(ValueError, match=f"decay must be .*, got {decay!r}"):
        kind(GradientDescent(), decay)
    with pytest.raises(ValueError, match=f"decay must be .*, got {decay!r}"):
        replace(kind(GradientDescent()), decay=decay)


def test_decoupled_decay_needs_a_rate() -> None:
    scheduled = Scheduled(GradientDescent(), cosine(0.1, 10))
    with pytest.raises(ValueError, match="rule must be an optimizer with a field lr, got Sched"):
        Decoupled(scheduled, 0.1).init(1.0)
    WithL2(scheduled, 0.1).init(1.0)
