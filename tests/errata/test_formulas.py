"""A10 to A20, A26 and A27: what the notes' formulas and short descriptions leave wrong or open."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest

from descent.minibatch import MiniBatches
from descent.regression import linear_regression
from solutions import (
    LAMB,
    Adadelta,
    Adagrad,
    Adam,
    AdamL2,
    AdamW,
    GradientDescent,
    Momentum,
    Nadam,
    Nesterov,
    RAdam,
    RMSProp,
    clip_by_norm,
    clip_by_value,
    epoch_batches,
)
from tests.helpers.errata_runs import path
from tests.helpers.errata_table import untold
from tests.helpers.walk import bowl_slope, walk

SAMPLES = np.arange(10.0)  # a sample's loss is (w - a)^2 / 2, so the best w is the mean, 4.5


def sample_slope(w: np.ndarray, rows: np.ndarray) -> np.ndarray:
    return w - SAMPLES[rows].mean()


def test_a_sum_from_1_to_m_sees_the_first_m_samples_for_ever() -> None:
    literal = MiniBatches(sample_slope, [np.arange(4)] * 200)
    assert path(GradientDescent(0.1), 200, literal)[-1] == pytest.approx(SAMPLES[:4].mean())
    assert untold("A10", f"{SAMPLES[:4].mean():.1f}", f"{SAMPLES.mean():.1f}") == []
    # Over all batches that can be drawn the mean is that of the data, in exact arithmetic.
    means = [Fraction(sum(rows), 4) for rows in combinations(range(10), 4)]
    assert sum(means) / len(means) == Fraction(9, 2)
    # The last batch of an epoch is smaller: it is divided by its own size, and weighs less.
    epoch = list(epoch_batches(10, 4, np.random.default_rng(0)))
    assert [len(rows) for rows in epoch] == [4, 4, 2]
    own = sum(len(rows) * SAMPLES[rows].mean() for rows in epoch) / 10
    assert own == pytest.approx(4.5)
    in_order = np.mean([SAMPLES[a : a + 4].mean() for a in (0, 4, 8)])
    assert in_order != pytest.approx(4.5)
    assert untold("A10", f"{in_order:.3f}") == []


def test_the_same_inputs_with_other_targets_have_another_gradient() -> None:
    x, w = np.array([[1.0], [2.0]]), np.array([0.5])
    one, other = linear_regression(x, [1.0, 2.0]), linear_regression(x, [-1.0, -2.0])
    assert one.gradient(w) == -one.gradient(1 + (1 - w))  # both sides of its minimum, w = 1
    assert one.gradient(w) < 0 < other.gradient(w)
    assert one.minimizer() == pytest.approx(1)
    assert other.minimizer() == pytest.approx(-1)


def test_the_sum_of_adagrad_runs_over_the_past() -> None:
    run = walk(Adagrad(0.1), bowl_slope, np.array(1.0), 2)
    past, last = float(run[2][1]), float(bowl_slope(run[1][0])) ** 2
    assert past == pytest.approx(4 + last)
    literal = 2 * last  # the index of the sum stands nowhere in what is summed
    assert untold("A12", f"{past:.2f}", f"{literal:.2f}") == []
    assert literal != pytest.approx(past, rel=0.1)


def test_the_second_moment_of_a_constant_gradient_is_no_variance() -> None:
    state = walk(Adam(0.1), lambda w: np.array(3.0), np.array(1.0), 50)[-1][1]
    second = state.v / (1 - 0.999**50)
    assert second == pytest.approx(9) != pytest.approx(np.var([3.0] * 50))
    spread = walk(RMSProp(0.1), lambda w: np.array(3.0), np.array(1.0), 300)[-1][1]
    assert spread.square - spread.mean**2 == pytest.approx(0, abs=1e-9)
    assert untold("A13", f"{second:.3f}") == []


@pytest.mark.parametrize("t", [1, 2, 10, 50])
def test_the_weights_of_the_running_average_do_not_sum_to_one(t: int) -> None:
    beta, one = Fraction(9, 10), Fraction(1)
    v = walk(Momentum(Fraction(1, 10), beta), lambda w: one, one, t, state=Fraction(0))[-1][1]
    assert v == 1 - beta**t != 1
    assert v / (1 - beta**t) == 1  # what Adam's correction would do
    if t < 50:
        assert untold("A14", f"{float(v):.3g}") == []


# w_1 and w_2 on L(w) = w^2 from 1, in 50-digit arithmetic.
UNWRITTEN = {
    Adadelta(): ("0.996837726", "0.993598174"),
    Nadam(0.1): ("0.852631580", "0.741697160"),
    RAdam(0.1): ("0.800000000", "0.621052632"),
    LAMB(0.1): ("0.900000000", "0.810000000"),
}


@pytest.mark.parametrize("rule", UNWRITTEN, ids=lambda rule: type(rule).__name__)
def test_the_key_has_the_formulas_that_the_notes_leave_out(rule: object) -> None:
    first, second = path(rule, 2)[1:]
    assert (f"{first:.9f}", f"{second:.9f}") == UNWRITTEN[rule]
    assert untold("A15", f"{first:.4f}", f"{second:.4f}") == []


def test_adadelta_has_a_second_average_that_rmsprop_has_not() -> None:
    run = walk(Adadelta(eps=1e-6), bowl_slope, np.array(1.0), 50)
    rates = []
    for (w, _), (after, state) in pairwise(run):
        rates.append((w - after) * np.sqrt(state.square + 1e-6) / bowl_slope(w))
    # What multiplies g / sqrt(E + eps): for RMSProp one constant, here the size of past moves.
    moves = [np.sqrt(state.move + 1e-6) for _, state in run[:-1]]
    np.testing.assert_allclose(rates, moves, rtol=1e-9)
    assert np.all(np.diff(rates) > 0)
    assert untold("A16", f"{rates[0]:.3f}", f"{rates[-1]:.4f}") == []


def test_nadam_asks_for_the_gradient_where_it_stands() -> None:
    asked: list[float] = []

    def slope(w: np.ndarray) -> np.ndarray:
        asked.append(float(w))
        return 2 * w

    stood = path(Nadam(0.1), 3, slope)[:3]
    assert asked == stood.tolist()
    assert untold("A17", *(f"{w:.4f}" for w in asked[1:])) == []
    asked.clear()
    stood = path(Nesterov(0.1), 3, slope)[:3]
    assert asked[0] == 1
    assert np.all(np.array(asked[1:]) < stood[1:] - 0.01)
    assert untold("A17", f"{asked[1]:.3f}", f"{asked[2]:.4f}", f"{stood[2]:.4f}") == []


def test_radam_evens_out_the_spread_of_the_rate_not_of_v() -> None:
    random, ts = np.random.default_rng(0), (10, 30, 100, 300)
    draws = random.standard_normal((300, 4000))
    v = np.zeros(4000)
    spread = {}
    for t, g in enumerate(draws, start=1):
        v = 0.999 * v + 0.001 * g**2
        if t in ts:
            v_hat = v / (1 - 0.999**t)
            assert v_hat.mean() == pytest.approx(1, abs=0.02)  # accurate from the start
            spread[t] = (1 / np.sqrt(v_hat)).std()
    assert spread[10] > 5 * spread[300]
    # The factor r_t, read off the key: RAdam's step in units of Adam's.
    slopes = dict.fromkeys(ts, draws[:, :1])
    rectified = [spread[t] * rectification(t, slopes[t]) for t in ts]
    assert max(rectified) / min(rectified) < 1.2
    assert untold("A18", f"{spread[10]:.2f}", f"{spread[300]:.2f}") == []
    assert untold("A18", *(f"{rectification(t, draws[:, :1]):.3f}" for t in (10, 300))) == []


def rectification(t: int, draws: np.ndarray) -> float:
    def last_step(rule: object) -> np.ndarray:
        given = iter(draws)
        places = path(rule, t, lambda w: next(given), np.zeros(1))
        return places[-1] - places[-2]

    return float((last_step(RAdam(1.0)) / last_step(Adam(1.0)))[0])


def test_adamw_is_not_adam_with_a_penalty() -> None:
    penalty, decoupled = path(AdamL2(0.1, decay=0.01), 2), path(AdamW(0.1, decay=0.01), 2)
    assert path(Adam(0.1), 2) == pytest.approx(penalty, abs=1e-8)  # Adam divides it away
    assert decoupled[1] == pytest.approx(0.9 - 0.1 * 0.01 * 1, abs=1e-8)
    assert untold("A19", f"{penalty[2]:.4f}", f"{decoupled[2]:.4f}") == []


def test_adam_is_not_momentum_and_rmsprop_end_to_end() -> None:
    adam = path(Adam(0.1), 2)
    w, m, v = 1.0, 0.0, 0.0
    for _ in range(2):  # both averages, but neither corrected
        m, v = 0.9 * m + 0.1 * 2 * w, 0.999 * v + 0.001 * (2 * w) ** 2
        w = w - 0.1 * m / np.sqrt(v)
    v = 0.0

    def rescaled(at: np.ndarray) -> np.ndarray:  # RMSProp's gradient, then handed to momentum
        nonlocal v
        v = 0.999 * v + 0.001 * (2 * at) ** 2
        return 2 * at / np.sqrt(v)

    chained = path(Momentum(0.1), 2, rescaled)
    ends = np.array([adam[2], w, chained[2]])
    assert abs(np.diff(ends)).min() > 0.04
    assert untold("A20", *(f"{end:.3f}" for end in ends)) == []


def test_lamb_moves_every_layer_by_the_same_share_of_itself() -> None:
    w = np.concatenate([np.full(4, 0.5), np.full(100, 10.0)])  # of lengths 1 and 100
    g = np.concatenate([np.full(4, 1e-4), np.full(100, 1e3)])
    layers = (slice(0, 4), slice(4, 104))

    def shares(rule: object) -> list[str]:
        move = np.diff(path(rule, 1, lambda _: g, w), axis=0)[0]
        return [f"{np.linalg.norm(move[p]) / np.linalg.norm(w[p]):.3g}" for p in layers]

    lamb, adam = shares(LAMB(0.01, layers=layers)), shares(Adam(0.01))
    assert lamb == ["0.01", "0.01"]
    assert adam == ["0.02", "0.001"]
    assert untold("A26", *lamb, *adam) == []
    still = path(LAMB(0.01), 1, lambda _: np.ones(4), np.zeros(4))[1]
    assert still == pytest.approx(-0.01 * np.ones(4), rel=1e-5)  # no length: the ratio is 1


def test_clipping_leaves_a_short_gradient_alone() -> None:
    short, long = np.array([0.3, 0.4]), np.array([3.0, 4.0])
    assert clip_by_norm(short, 1.0).tolist() == [0.3, 0.4]
    assert (short / np.linalg.norm(short)).tolist() == pytest.approx([0.6, 0.8])
    assert clip_by_norm(long, 1.0).tolist() == pytest.approx([0.6, 0.8])
    cut = clip_by_value(long, 1.0)
    cosine = cut @ long / np.linalg.norm(cut) / np.linalg.norm(long)
    assert untold("A27", f"{np.degrees(np.arccos(cosine)):.1f}") == []
