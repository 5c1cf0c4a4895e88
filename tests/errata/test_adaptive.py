"""B27 to B32, B40, B45 and B48: Adagrad, RMSProp, Adadelta, and how much tuning is left."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from solutions import Adadelta, Adagrad, Adam, GradientDescent, Momentum, RMSProp
from tests.helpers.errata_runs import noisy, path
from tests.helpers.errata_table import untold
from tests.helpers.walk import bowl_slope, walk


def test_the_rate_of_adagrad_vanishes_only_if_the_gradients_do_not() -> None:
    rate = {}
    run = walk(Adagrad(0.1), noisy(bowl_slope, 1, seed=0), np.array(1.0), 10_000)
    for t in (100, 10_000):
        rate[t] = 0.1 / np.sqrt(run[t][1])
    assert rate[10_000] == pytest.approx(0.1 / np.sqrt(10_000), rel=0.05)  # unit noise: G is t
    assert 7 < rate[100] / rate[10_000] < 12
    toy = walk(Adagrad(0.1), bowl_slope, np.array(1.0), 3000)
    (w, G), before = toy[-1], toy[-2][0]
    assert toy[1500][1] == G
    assert 0.1 / np.sqrt(G) > 10 * rate[10_000]
    assert w / before == pytest.approx(1 - 2 * 0.1 / np.sqrt(G), rel=1e-9)
    assert w < 1e-41
    figures = (f"{rate[10_000]:.4f}", f"{G:.2f}", f"{0.1 / np.sqrt(G):.5f}", f"{w / before:.4f}")
    assert untold("B27", *figures, f"{w:.0e}") == []


def test_a_feature_seen_once_in_a_hundred_gets_ten_times_the_step() -> None:
    random = np.random.default_rng(0)
    seen = iter((random.random((10_000, 2)) < [1, 0.01]).astype(float))
    often, rarely = walk(Adagrad(0.1), lambda w: next(seen), np.zeros(2), 10_000)[-1][1]
    ratio = np.sqrt(often / rarely)
    assert ratio == pytest.approx(np.sqrt(1 / 0.01), rel=0.15)
    assert untold("B28", f"{ratio:.1f}") == []


RATES = (1e-3, 1e-2, 0.1, 1.0, 10.0)


def test_the_rate_still_has_to_be_chosen() -> None:
    left = {
        R: [abs(path(R(lr), 100)[-1]) for lr in RATES] for R in (Adagrad, Adam, GradientDescent)
    }
    for rule in left:
        assert max(left[rule]) > 20 * min(left[rule])
    assert min(left[Adam][0], left[Adagrad][0]) > 0.9  # all but nothing done at the lowest rate
    assert left[GradientDescent][-1] > 1e100 > 1 > max(left[Adam])  # but nothing blows up
    figures = [f"{w:.2g}" for w in (*left[Adam], *left[Adagrad][:3], *left[GradientDescent])]
    assert untold("B29", *figures) == []
    assert max(left[Adagrad][3:]) < 1e-90
    best = {rule: RATES[int(np.argmin(ends))] for rule, ends in left.items()}
    assert best[GradientDescent] != best[Adam] != Adam().lr == RATES[0]
    assert untold("B45", f"{Adam().lr:g}", f"{left[Adam][0]:.2f}", f"{best[Adam]:g}") == []


def test_the_first_step_of_rmsprop_is_long_because_its_average_starts_from_zero() -> None:
    assert 1 - path(RMSProp(0.1), 1)[1] == pytest.approx(0.1 / np.sqrt(1 - 0.9))
    corrected = path(Adam(0.1, beta1=0, beta2=0.9), 2)  # RMSProp with its average put right
    assert corrected[1] == pytest.approx(0.9)
    adagrad, plain = path(Adagrad(0.1), 2), path(RMSProp(0.1), 2)
    assert plain[2] < corrected[2] < adagrad[2]
    figures = (f"{1 / np.sqrt(0.1):.3f}", f"{corrected[2]:.4f}", f"{adagrad[2]:.4f}")
    assert untold("B30", *figures) == []


def test_rmsprop_at_a_constant_rate_never_arrives() -> None:
    end = path(RMSProp(0.1), 1000)[-4:]
    assert end == pytest.approx([-0.05, 0.05, -0.05, 0.05], abs=1e-6) or end == pytest.approx(
        [0.05, -0.05, 0.05, -0.05], abs=1e-6
    )
    adagrad = path(Adagrad(0.1), 1000)[-1]
    assert 0 < adagrad < 1e-13
    assert untold("B30", f"{abs(end[-1]):.2f}", f"{adagrad:.0e}") == []


def test_rmsprop_survives_an_explosion_and_limps_afterwards() -> None:
    slopes = np.ones(501)
    slopes[100] = 1e6
    given = iter(slopes)
    moves = -np.diff(path(RMSProp(0.01), 501, lambda w: np.array(next(given)), 0.0))
    assert moves[100] == pytest.approx(0.01 / np.sqrt(0.1), rel=1e-6)  # plain descent: 10 000
    slow = int((moves[101:] < 0.005).sum())
    assert np.all(moves[101 : 101 + slow] < 0.005)
    assert untold("B32", f"{moves[100]:.4f}", str(slow)) == []


def test_no_rate_brings_back_what_vanished_on_the_way_through_time() -> None:
    # h_t = a h_{t-1} + w x_t: the part of dh/dw that comes from k steps ago is a^k x.
    parts = 0.88 ** np.arange(100)
    share = parts[99] / parts[0]
    for scale in (1e-6, 1.0, 1e6):  # a rate for each parameter multiplies all parts alike
        assert scale * parts[99] / (scale * parts[0]) == pytest.approx(share, rel=1e-12)
    # And a slope that is all but gone drowns in epsilon: lr g / eps instead of lr / sqrt(0.1).
    step = path(RMSProp(0.01), 1, lambda w: np.array(-8.9e-14), 0.0)[1]
    assert step == pytest.approx(0.01 * 8.9e-14 / 1e-8, rel=1e-4)
    assert untold("B32", f"{share:.0e}", f"{step:.1e}", f"{0.01 / np.sqrt(0.1):.4f}") == []


def test_epsilon_is_the_learning_rate_of_adadelta() -> None:
    left = [abs(path(Adadelta(eps=eps), 50)[-1]) for eps in (1e-8, 1e-6, 1e-4, 1e-2)]
    assert left == sorted(left, reverse=True)
    assert left[0] > 0.9 > 1e-20 > left[-1]
    assert untold("B40", *(f"{w:.3g}" for w in left[:3]), f"{left[3]:.1e}") == []
    steep = path(Adadelta(), 50, lambda w: 100 * bowl_slope(w))[-1]
    wide = path(Adadelta(), 50, start=100.0)[-1] / 100  # the same bowl, w in a hundredth of a unit
    assert steep == pytest.approx(left[1], abs=1e-6)
    assert wide != pytest.approx(left[1], abs=0.1)
    assert untold("B40", f"{wide:.3f}") == []


def test_two_steps_say_nothing_about_who_is_fast() -> None:
    def order(t: int) -> list[type]:
        rules: tuple[Any, ...] = (GradientDescent, Momentum, Adagrad, RMSProp, Adam)
        return sorted(rules, key=lambda rule: abs(path(rule(0.1), t)[-1]))

    assert order(2) == [RMSProp, GradientDescent, Adam, Adagrad, Momentum]
    assert order(50) == [RMSProp, GradientDescent, Adam, Momentum, Adagrad]
    assert order(1000)[0] is GradientDescent
    assert order(1000)[-1] is RMSProp
    figures = [abs(path(rule(0.1), 50)[-1]) for rule in (GradientDescent, Adam, Momentum, Adagrad)]
    assert untold("B48", *(f"{w:.2g}" for w in figures), "0.05") == []
