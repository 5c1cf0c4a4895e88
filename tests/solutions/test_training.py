"""Networks trained by the key: batches that cover the samples, and trials that are fair."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from descent import Network
from solutions import (
    GradientDescent,
    Nesterov,
    fair_trial,
    paired_difference,
    scores,
    train,
    training_run,
)

RANDOM = np.random.default_rng(0)
X, Y = RANDOM.normal(size=(10, 3)), RANDOM.integers(0, 2, size=10)
NETWORK = Network((3, 4, 2))
SETS = ((X[:6], Y[:6]), (X[6:8], Y[6:8]), (X[8:], Y[8:]))


@dataclass(frozen=True)
class Standing:
    """A rule that stays where it is and writes down the gradients that it was given."""

    seen: list[Any] = field(default_factory=list)

    def init(self, w: Any) -> None:
        return None

    def step(self, w: Any, grad: Any, state: None) -> tuple[Any, None]:
        self.seen.append(grad(w))
        return w, None


def trained(rule: Any, steps: int = 5, size: int = 4, seed: int = 1) -> Any:
    return train(rule, NETWORK, X, Y, size, steps, np.random.default_rng(seed))


def test_an_epoch_has_every_sample_once() -> None:
    rule = Standing()
    places = trained(rule, steps=6)  # two epochs of 4, 4 and the 2 that are left
    assert np.all(places == places[0])
    whole = NETWORK.gradient(places[0], X, Y)
    for epoch in (rule.seen[:3], rule.seen[3:]):
        assert np.allclose((4 * epoch[0] + 4 * epoch[1] + 2 * epoch[2]) / 10, whole)
    assert not np.allclose(rule.seen[0], rule.seen[3])  # shuffled anew


def test_with_all_samples_in_a_batch_it_is_plain_descent() -> None:
    places = trained(GradientDescent(0.3), steps=4, size=10)
    assert places.shape == (5, NETWORK.size)
    for before, after in pairwise(places):
        assert np.allclose(after, before - 0.3 * NETWORK.gradient(before, X, Y))


def test_a_seed_is_a_run() -> None:
    rule = GradientDescent(0.3)
    assert np.array_equal(trained(rule), trained(rule))
    assert not np.array_equal(trained(rule), trained(rule, seed=2))
    assert len(trained(rule, steps=0)) == 1


def test_steps_are_counted_from_nought() -> None:
    with pytest.raises(ValueError, match="steps"):
        trained(GradientDescent(0.3), steps=-1)


def test_scores_are_those_of_the_end() -> None:
    found = scores(GradientDescent(0.3), NETWORK, SETS, size=3, steps=7, seed=5)
    w = train(GradientDescent(0.3), NETWORK, *SETS[0], 3, 7, np.random.default_rng(5))[-1]
    due = [NETWORK.value(w, *SETS[k]) for k in (1, 0, 2)]
    assert found == pytest.approx([*due, NETWORK.accuracy(w, *SETS[2])])


def test_a_run_that_flies_off_scores_infinity() -> None:
    with np.errstate(all="ignore"):
        found = scores(GradientDescent(1e308), NETWORK, SETS, size=3, steps=30, seed=5)
    assert found[:3] == [np.inf] * 3


def test_a_run_takes_the_batches_that_it_is_handed() -> None:
    w = NETWORK.init(np.random.default_rng(0))
    batches = [np.array([3, 1]), np.array([0, 5, 2]), np.array([3])]
    places = training_run(GradientDescent(0.3), NETWORK, w, X, Y, iter(batches))
    assert np.array_equal(places[0], w)
    for rows, before, after in zip(batches, places, places[1:], strict=False):
        assert np.allclose(after, before - 0.3 * NETWORK.gradient(before, X[rows], Y[rows]))
    assert len(places) == 4


def test_a_run_looks_where_the_rule_asks_and_keeps_its_memory() -> None:
    w, rows = NETWORK.init(np.random.default_rng(0)), np.arange(10)
    places = training_run(Nesterov(0.1, 0.5), NETWORK, w, X, Y, [rows, rows])
    g = NETWORK.gradient
    first = 0.5 * g(w, X, Y)  # from rest, where looking ahead is looking here
    assert np.allclose(places[1], w - 0.1 * first)
    ahead = places[1] - 0.1 * 0.5 * first
    assert np.allclose(places[2], places[1] - 0.1 * (0.5 * first + 0.5 * g(ahead, X, Y)))


class TestPairedDifference:
    def test_by_hand(self) -> None:
        # Differences 1, 2, 6: mean 3, squares 4 + 1 + 9 = 14, s^2 = 7, error sqrt(7 / 3).
        found = paired_difference(np.array([4.0, 4.0, 7.0]), np.array([3.0, 2.0, 1.0]))
        assert found == pytest.approx((3, (7 / 3) ** 0.5))

    def test_what_both_have_in_common_drops_out(self) -> None:
        random = np.random.default_rng(0)
        common, first, second = 100 * random.normal(size=8), *random.normal(size=(2, 8))
        apart = paired_difference(first, second)
        assert paired_difference(common + first, common + second) == pytest.approx(apart)

    def test_the_other_way_round_only_the_sign_changes(self) -> None:
        first, second = np.random.default_rng(1).normal(size=(2, 5))
        mean, error = paired_difference(first, second)
        assert paired_difference(second, first) == pytest.approx((-mean, error))


class TestFairTrial:
    def test_chooses_by_the_first_score_and_the_tuning_seeds(self) -> None:
        asked: list[tuple[float, int]] = []

        def run(lr: float, seed: int) -> list[float]:
            asked.append((lr, seed))
            return [abs(lr - 3) + (seed == 9), -lr]  # by the second score another rate would win

        best, ends = fair_trial(run, rates=[1, 2, 3, 4], tuning=[5, 6], fresh=[8, 9])
        assert best == 3
        assert ends.tolist() == [[0, -3], [1, -3]]
        assert asked == [(lr, s) for lr in (1, 2, 3, 4) for s in (5, 6)] + [(3, 8), (3, 9)]

    def test_a_rate_at_which_one_run_flies_off_is_out(self) -> None:
        def run(lr: float, seed: int) -> list[float]:
            return [np.inf if lr == 2 and seed == 1 else lr]

        assert fair_trial(run, [2, 3], tuning=[0, 1], fresh=[2])[0] == 3

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"rates": []}, "rates"),
            ({"tuning": []}, "tuning"),
            ({"fresh": []}, "fresh"),
            ({"tuning": [1, 2], "fresh": [2, 3]}, r"\[2\]"),
        ],
    )
    def test_what_would_not_be_a_trial_is_refused(self, given: dict[str, Any], said: str) -> None:
        usual: dict[str, Any] = {"rates": [1.0], "tuning": [0], "fresh": [1]}
        with pytest.raises(ValueError, match=said):
            fair_trial(lambda lr, seed: [lr], **usual | given)

    def test_no_rate_that_ends_is_told(self) -> None:
        with pytest.raises(ValueError, match="widen"):
            fair_trial(lambda lr, seed: [np.nan], [1.0, 2.0], [0], [1])
