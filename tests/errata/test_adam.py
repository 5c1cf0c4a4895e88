"""B33 to B38, B41, B42, B44, B46 and B51: Adam, what it finds, and weight decay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from descent import Network, digits
from descent.regression import linear_regression
from solutions import (
    Adadelta,
    Adagrad,
    Adam,
    AdamL2,
    AdamW,
    AMSGrad,
    Decoupled,
    GradientDescent,
    HeavyBall,
    Momentum,
    RAdam,
    RMSProp,
    WithL2,
    finite_difference,
    scores,
)
from solutions.validated import arrays
from tests.helpers.errata_runs import path
from tests.helpers.errata_table import untold


@pytest.mark.parametrize("g", [2.0, -3e-5, 1e-8, 7e9])
def test_adams_first_step_is_adagrads_whatever_the_gradient(g: float) -> None:
    first = [path(rule(0.1), 1, lambda w: np.array(g))[1] - 1 for rule in (Adam, Adagrad)]
    due = -0.1 * g / (abs(g) + 1e-8)
    assert first == pytest.approx([due, due], rel=1e-9)


def test_adam_is_not_stable_on_the_toy() -> None:
    run = path(Adam(0.1), 200)
    rises = int((np.diff(run**2) > 0).sum())
    assert np.all(np.diff(path(GradientDescent(0.1), 200) ** 2) < 0)
    assert untold("B34", str(rises), f"{run.min():.3f}") == []


def test_adam_runs_to_the_wrong_end_of_reddis_interval() -> None:
    # Slopes 3, -1, -1, over and over, on [-1, 1]: in sum +1 a round, so the best w is -1.
    def play(rule: Any) -> tuple[float, float]:
        w, paid = np.array(0.0), 0.0
        state = rule.init(w)
        for t in range(1, 6001):
            slope = 3.0 if t % 3 == 1 else -1.0
            paid += slope * float(w)
            rated = replace(rule, lr=0.5 / np.sqrt(t))
            w, state = rated.step(w, lambda at, s=slope: np.full_like(at, s), state)
            w = np.clip(w, -1, 1)
        return float(w), paid / 6000 + 1 / 3

    (adam, regret), (ams, _), (descent, _) = map(
        play, (Adam(beta1=0, beta2=0.1), AMSGrad(beta1=0, beta2=0.1), GradientDescent())
    )
    assert adam == 1
    assert regret == pytest.approx(2 / 3, abs=0.02)  # a step at +1 costs 1/3, at -1 it earns 1/3
    assert max(ams, descent) < -0.98
    assert untold("B34", f"{regret:.2f}", f"{ams:.3f}", f"{descent:.3f}") == []


def test_adam_does_not_follow_the_slope() -> None:
    slope = np.array([1.0, 1000.0])  # of diag(1, 1000) at (1, 1)
    move = path(Adam(0.1), 1, lambda w: slope, [1.0, 1.0])[1] - 1
    assert move == pytest.approx(-0.1 * np.sign(slope))
    cosine = -move @ slope / np.linalg.norm(move) / np.linalg.norm(slope)
    assert untold("B35", f"{np.degrees(np.arccos(cosine)):.1f}") == []


def only_at(time: int, steps: int) -> Any:
    given = iter(np.arange(1, steps + 1) == time)
    return lambda w: np.full_like(w, next(given))


def test_dense_adam_walks_on_after_a_rare_gradient() -> None:
    walked = -path(Adam(0.1), 500, only_at(1, 500), 0.0)
    assert walked[1] == pytest.approx(0.1)
    assert walked[500] > 5 * walked[1]
    late = {R: -path(R(0.1), 1000, only_at(501, 1000), 0.0)[-1] for R in (Adam, Adagrad)}
    assert late[Adagrad] == pytest.approx(0.1)
    assert late[Adam] > 19 * late[Adagrad]
    assert untold("B36", f"{walked[500]:.2f}", f"{late[Adam]:.2f}") == []


@pytest.mark.parametrize(("a", "sharpness"), [(1.0, 8), (10.0, 400), (100.0, 40_000)])
def test_one_predictor_is_as_sharp_as_it_is_written(a: float, sharpness: int) -> None:
    # The prediction is a b x; with a b = 1 it is the same whatever a is. L = 2 (a b - 1)^2.
    w = np.array([a, 1 / a])

    def slope(w: np.ndarray) -> np.ndarray:
        return 4 * (w[0] * w[1] - 1) * w[::-1]

    assert slope(w) == pytest.approx([0, 0], abs=1e-12)
    hessian = np.stack([finite_difference(lambda at, i=i: slope(at)[i], w) for i in (0, 1)])
    assert np.linalg.eigvalsh(hessian).max() == pytest.approx(sharpness, rel=1e-3)
    assert untold("B37", f"{sharpness:,}") == []


def test_wilsons_data_are_learned_by_heart_by_the_adaptive_methods() -> None:
    # Wilson et al. 2017, section 3.3: one telling feature, two constants, the rest private.
    random = np.random.default_rng(0)
    y = np.where(random.random(60) < 0.65, 1, -1)
    x = np.zeros((60, 3 + 5 * 60))
    x[:, 0], x[:, 1:3] = y, 1
    for row, label in enumerate(y):
        x[row, 3 + 5 * row : 3 + 5 * row + (1 if label > 0 else 5)] = 1
    data = linear_regression(x, y)
    fresh = np.where(random.random(10_000) < 0.65, 1, -1)
    rules = (GradientDescent(0.3), HeavyBall(0.05), Adagrad(0.1), RMSProp(0.001), Adam(0.01))
    accuracy = []
    for rule in rules:
        w = path(rule, 2000, data.gradient, np.zeros(303))[-1]
        assert np.all(np.sign(x @ w) == y)
        accuracy.append(np.mean(np.sign(fresh * w[0] + w[1] + w[2]) == fresh))
    assert accuracy[:2] == [1, 1]
    assert accuracy[2:] == [np.mean(fresh == 1)] * 3  # no better than always saying +1
    assert untold("B37", f"{accuracy[-1]:.3f}") == []


def test_what_a_rate_can_hold_decides_which_minimum_is_kept() -> None:
    # A narrow valley of curvature 100 at 0 beside a wide one of curvature 1 at 2.
    def slope(w: Any) -> Any:
        return np.where(50 * w**2 < (w - 2) ** 2 / 2, 100 * w, w - 2)

    ends = [
        float(path(rule, 2000, slope, 0.001)[-1])
        for rule in (GradientDescent(0.019), GradientDescent(0.021), Adam(0.05))
    ]
    assert ends == pytest.approx([0, 2, 0], abs=1e-6)
    assert untold("B38", "100", "0.019", "0.021", "0.05") == []


def test_radam_starts_without_a_normaliser_for_better_or_worse() -> None:
    toy = {R: path(R(0.1), 4)[4] for R in (RAdam, Adam)}
    flat = {R: path(R(0.01), 30, lambda w: 0.02 * w)[30] for R in (RAdam, Adam)}
    steep = {R: abs(path(R(0.01), 8, lambda w: 2000 * w)[1:]).max() for R in (RAdam, Adam)}
    assert toy[RAdam] < toy[Adam]
    assert flat[RAdam] > flat[Adam]
    assert steep[RAdam] > 1000
    figures = [f"{w:.3f}" for w in (*toy.values(), *flat.values())]
    assert untold("B41", *figures, f"{steep[RAdam]:.0f}", f"{steep[Adam]:.2f}") == []


def test_a_penalty_in_adam_is_a_penalty() -> None:
    curvature, centre = np.array([1.0, 100.0, 1.0, 1.0]), np.array([1.0, 1.0, 0.02, 5.0])
    ridge = curvature * centre / (curvature + 0.5)  # argmin of L + 0.5 |w|^2 / 2

    def slope(w: np.ndarray) -> np.ndarray:
        return curvature * (w - centre)

    penalty = path(AdamL2(0.01, decay=0.5), 6000, slope, np.zeros(4))[-1]
    decoupled = path(AdamW(0.01, decay=0.5), 6000, slope, np.zeros(4))[-1]
    assert penalty == pytest.approx(ridge, abs=1e-6)
    assert decoupled == pytest.approx(np.clip(centre, -2, 2), abs=0.02)  # no size above 1 / 0.5
    assert untold("B42", *(f"{w:.4f}" for w in penalty)) == []


def test_a_penalty_in_adam_shrinks_by_the_scale_of_the_gradients() -> None:
    left: dict[Any, list[float]] = {AdamL2: [], AdamW: []}
    for rule, ends in left.items():
        for scale in (0.1, 1.0, 10.0):
            random = np.random.default_rng(0)
            noise = lambda w, s=scale, r=random: s * r.standard_normal(w.shape)  # noqa: E731
            ends.append(path(rule(0.001, decay=0.1), 1000, noise, np.ones(1000))[-1].mean())
    assert left[AdamW] == pytest.approx([np.exp(-0.1)] * 3, abs=0.005)
    assert left[AdamL2][0] < 0.5
    assert left[AdamL2][2] > 0.98
    assert untold("B42", *(f"{w:.2f}" for w in left[AdamL2]), f"{left[AdamW][0]:.2f}") == []


def test_penalty_and_decay_are_one_thing_for_plain_descent_only() -> None:
    def slope(w: np.ndarray) -> np.ndarray:
        return np.array([1.0, 10.0]) * w - 1

    apart = [
        abs(
            path(WithL2(rule, 0.1), 100, slope, [3.0, -2.0])
            - path(Decoupled(rule, 0.1), 100, slope, [3.0, -2.0])
        ).max()
        for rule in (GradientDescent(0.05), HeavyBall(0.05), Momentum(0.05))
    ]
    assert apart[0] < 1e-14
    assert min(apart[1:]) > 0.05
    assert untold("B44", *(f"{x:.2f}" for x in apart[1:])) == []


def test_adamw_keeps_two_numbers_for_every_weight() -> None:
    def kept(rule: Any) -> int:
        w = np.ones(1000)
        _, state = rule.step(w, lambda at: at, rule.init(w))
        return sum(array.size for array in arrays(state) if np.any(array)) // 1000

    assert [kept(rule()) for rule in (GradientDescent, Momentum, Adagrad)] == [0, 1, 1]
    assert [kept(rule()) for rule in (Adam, AdamW, RAdam, Adadelta)] == [2, 2, 2, 2]
    # The key's RMSProp carries the mean of its centred form along, which the plain one ignores.
    assert kept(RMSProp()) == 2
    state = RMSProp().init(np.array(1.0))._replace(mean=np.array(99.0))
    with_it, _ = RMSProp().step(np.array(1.0), lambda w: 2 * w, state)
    assert with_it == path(RMSProp(), 1)[1]


def test_another_optimizer_is_no_remedy_for_overfitting() -> None:
    images, labels = digits()
    order = np.random.default_rng(0).permutation(len(labels))
    unseen = order[1500:]

    def ends(rule: Any, samples: int) -> Any:
        """Training and unseen loss of ten starts."""
        taught = order[:samples]
        sets = tuple((images[k], labels[k]) for k in (taught, unseen, unseen))
        network = Network((64, 32, 10))
        return np.array([scores(rule, network, sets, 32, 300, seed)[1:3] for seed in range(10)])

    adam, ball, more = ends(Adam(0.01), 100), ends(HeavyBall(0.1), 100), ends(Adam(0.01), 1200)
    assert max(adam[:, 0].mean(), ball[:, 0].mean()) < 0.01
    means = [run[:, 1].mean() for run in (adam, ball, more)]
    assert min(means[:2]) > 20 * 0.01  # neither is cured
    assert (
        means[0] - means[1] < (means[0] - means[2]) / 3
    )  # what is gained by the name, and by data
    assert untold("B51", *(f"{mean:.2f}" for mean in means)) == []
