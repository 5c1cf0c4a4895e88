"""What must hold for any numbers: properties of the methods, tried by hypothesis."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from solutions import (
    LAMB,
    Adadelta,
    Adagrad,
    Adam,
    AdamL2,
    AdamW,
    GradientDescent,
    HeavyBall,
    Lion,
    Momentum,
    Nadam,
    Nesterov,
    NesterovShifted,
    RAdam,
    RMSProp,
)
from tests.helpers.walk import places, walk

settings.register_profile("steady", deadline=None, derandomize=True, max_examples=40)
settings.load_profile("steady")

sizes = st.floats(1e-3, 1e3)
signed = st.builds(lambda size, sign: size * sign, sizes, st.sampled_from([-1.0, 1.0]))
vectors = arrays(float, 4, elements=signed)
rates = st.floats(1e-4, 1.0)
betas = st.floats(0.0, 0.99)


def once(rule: Any, w: Any, g: Any) -> Any:
    """The place after one step with the slope `g` everywhere."""
    return rule.step(w, lambda _: g, rule.init(w))[0]


def pulled(w: Any) -> Any:
    """A slope that is not linear and differs from coordinate to coordinate."""
    return np.sin(w) * np.array([1.0, 2.0, 0.5, 3.0])


@given(w=vectors, g=vectors, lr=rates)
@pytest.mark.parametrize("form", [Momentum, HeavyBall, Nesterov, NesterovShifted])
def test_beta_zero_is_gradient_descent(form: Any, w: Any, g: Any, lr: float) -> None:
    assert np.array_equal(once(form(lr, 0.0), w, g), once(GradientDescent(lr), w, g))


@given(g=vectors, lr=rates, beta1=betas, beta2=betas)
def test_adams_first_step_is_the_rate_times_the_sign(
    g: Any, lr: float, beta1: float, beta2: float
) -> None:
    move = once(Adam(lr, beta1, beta2, eps=0.0), np.zeros(4), g)
    assert np.allclose(move, -lr * np.sign(g), rtol=1e-10, atol=0)


@given(w=vectors, scale=sizes, lr=rates)
@pytest.mark.parametrize("form", [Adam, Nadam, RMSProp, Adagrad])
def test_without_epsilon_the_gradients_scale_is_ignored(
    form: Any, w: Any, scale: float, lr: float
) -> None:
    slopes = iter([1.0, -0.5, 2.0] * 2)
    gradients = [next(slopes) * (1 + np.arange(4)) for _ in range(6)]

    def path(factor: float) -> Any:
        left = iter(gradients)
        return places(walk(form(lr, eps=0.0), lambda _: factor * next(left), w, 6))[-1]

    assert np.allclose(path(scale), path(1.0), rtol=1e-9, atol=1e-9)


@given(w=vectors, lr=rates)
def test_the_sums_of_adagrad_never_fall(w: Any, lr: float) -> None:
    sums = np.array([state for _, state in walk(Adagrad(lr), pulled, w, 20)])
    assert np.all(np.diff(sums, axis=0) >= 0)


@given(w=vectors, lr=rates, decay=st.floats(0.0, 1.0))
def test_without_slope_adamw_shrinks_by_exactly_the_rate_times_the_decay(
    w: Any, lr: float, decay: float
) -> None:
    assert np.allclose(
        once(AdamW(lr, decay=decay), w, np.zeros(4)), w * (1 - lr * decay), rtol=1e-15, atol=0
    )


@given(w=arrays(float, 6, elements=signed), g=arrays(float, 6, elements=signed), lr=rates)
def test_each_layer_of_lamb_moves_by_its_own_length_times_the_rate(
    w: Any, g: Any, lr: float
) -> None:
    layers = slice(0, 2), slice(2, 6)
    move = once(LAMB(lr, layers=layers), w, g) - w
    for layer in layers:
        length = np.linalg.norm(w[layer])
        assert np.isclose(np.linalg.norm(move[layer]), lr * length, rtol=1e-9)


EVERY = (
    GradientDescent(0.1),
    Momentum(0.1, 0.8),
    HeavyBall(0.1, 0.8),
    Nesterov(0.1, 0.8),
    NesterovShifted(0.1, 0.8),
    Adagrad(0.1),
    RMSProp(0.1, 0.8),
    Adam(0.1, 0.8, 0.9),
    AdamL2(0.1, 0.8, 0.9, decay=0.1),
    AdamW(0.1, 0.8, 0.9, decay=0.1),
    Adadelta(),
    Nadam(0.1, 0.8, 0.9),
    RAdam(0.1, 0.8, 0.9),
    LAMB(0.1, 0.8, 0.9),
    Lion(0.1),
)
# A rotated start on a rotated loss gives the rotated path: true of what treats all directions
# alike, false of what looks at coordinates one by one.
TURNS = (GradientDescent, Momentum, HeavyBall, Nesterov, NesterovShifted)
every_rule = pytest.mark.parametrize("rule", EVERY, ids=lambda rule: type(rule).__name__)


@every_rule
@given(w=vectors, order=st.permutations(range(4)))
def test_a_step_commutes_with_permuting_coordinates(rule: Any, w: Any, order: Any) -> None:
    order = list(order)
    back = np.argsort(order)
    end = places(walk(rule, pulled, w, 5))[-1]
    permuted = places(walk(rule, lambda at: pulled(at[back])[order], w[order], 5))[-1]
    assert np.allclose(permuted, end[order], rtol=1e-9, atol=1e-9)


@every_rule
def test_which_steps_commute_with_rotation(rule: Any) -> None:
    turn, _ = np.linalg.qr(np.random.default_rng(3).standard_normal((4, 4)))
    w = np.array([1.0, -2.0, 0.5, 3.0])
    end = places(walk(rule, pulled, w, 5))[-1]
    turned = places(walk(rule, lambda at: turn @ pulled(turn.T @ at), turn @ w, 5))[-1]
    assert np.allclose(turned, turn @ end, rtol=0, atol=1e-10) == isinstance(rule, TURNS)


@every_rule
@given(w=vectors)
def test_one_gradient_a_step_asked_where_the_rule_says(rule: Any, w: Any) -> None:
    asked: list[Any] = []

    def spy(at: Any) -> Any:
        asked.append(np.array(at))
        return pulled(at)

    path = walk(rule, spy, w, 4)
    assert len(asked) == 4
    for (place, state), at in zip(path, asked, strict=False):
        ahead = place - rule.lr * rule.beta * state if isinstance(rule, Nesterov) else place
        assert np.array_equal(at, ahead)


@every_rule
@given(w=vectors)
def test_the_same_state_gives_the_same_bits(rule: Any, w: Any) -> None:
    path = walk(rule, pulled, w, 6)
    again = walk(rule, pulled, path[3][0], 3, state=path[3][1])
    assert [a.tobytes() for a in places(again)] == [b.tobytes() for b in places(path[3:])]


@given(slope=sizes, lr=rates, beta=st.floats(0.5, 0.95))
def test_centred_rmsprop_speeds_up_on_a_steady_slope(slope: float, lr: float, beta: float) -> None:
    """With E = (1 - beta^t) g^2 and m = (1 - beta^t) g, the spread is beta^t (1 - beta^t) g^2."""
    rule = RMSProp(lr=lr, beta=beta, eps=0.0, centred=True)
    start = np.array(0.0)
    path = np.array(places(walk(rule, lambda w: np.full_like(w, slope), start, 12)))
    kept = beta ** np.arange(1, 13)
    assert np.allclose(-np.diff(path), lr / np.sqrt(kept * (1 - kept)), rtol=1e-6, atol=1e-9 * lr)
