"""The assignment on training a network: tables of real runs, and answers that follow."""

from __future__ import annotations

import re

import numpy as np
import pytest

from course.paths import EXERCISES
from course.questions import task
from course.questions.settings.trained_runs import (
    ERRORS,
    FRESH,
    NETWORK,
    RATES,
    RUNS,
    SHOWN,
    TROUBLES,
    TUNING,
    UPDATES,
    by_class,
    sets,
    trial,
    verdict,
)
from course.questions.training import VERDICTS
from solutions import chance_losses, paired_difference

TEXT = (EXERCISES / "training.md").read_text(encoding="utf-8")


def rows(head: str) -> list[list[str]]:
    """Return the rows of the tables with this head, one table after the other."""
    tables = re.findall(rf"^\| {re.escape(head)} \|\n\|[-|]+\|\n((?:\|.*\n)+)", TEXT, re.MULTILINE)
    return [line.strip("| ").split(" | ") for table in tables for line in table.splitlines()]


def test_the_losses_in_the_text_are_those_of_the_runs() -> None:
    shown = rows("$k$ | A | B | C | D | E")
    every = np.linspace(0, UPDATES, SHOWN).astype(int).tolist()
    assert [int(row[0]) for row in shown] == [*every, *every]
    for number, run in enumerate(RUNS.values(), start=1):
        of_batch, unseen = run.losses()
        assert [row[number] for row in shown] == [f"{x:.3g}" for x in [*of_batch, *unseen]]


@pytest.mark.parametrize("name", RUNS)
def test_a_run_does_not_hang_on_the_last_bit(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """BLAS rounds otherwise on another processor, and the text says what every reader gets."""
    known = RUNS[name].losses()
    start = NETWORK.init
    monkeypatch.setattr(type(NETWORK), "init", lambda _, random: start(random) * (1 + 1e-13))
    for losses, again in zip(known, RUNS[name].losses(), strict=True):
        np.testing.assert_allclose(again, losses, rtol=1e-5)


def test_each_trouble_is_there_once_and_is_explained() -> None:
    assert sorted(set(TROUBLES.values())) == sorted(TROUBLES.values())
    assert all(TEXT.count(f"- **{trouble}**") == 1 for trouble in TROUBLES.values())


def test_each_curve_has_the_mark_of_its_trouble_and_no_other_has() -> None:
    """What the lesson's table says is to be seen."""
    chance = chance_losses(np.ones(10))[0]
    of_batch, unseen = zip(*(run.losses() for run in RUNS.values()), strict=True)
    marks = {
        "rate too high": [loss[1:].min() > 10 * chance for loss in unseen],
        "rate died away": [np.ptp(loss[-6:]) < 0.001 for loss in unseen],
        "overfitting": [
            seen[-1] < 0.05 and bool(np.all(np.diff(loss[-8:]) > 0))
            for seen, loss in zip(of_batch, unseen, strict=True)
        ],
        "order of the data": [
            np.median(seen) < chance < loss[1:].min()
            for seen, loss in zip(of_batch, unseen, strict=True)
        ],
        "noise floor": [
            loss[-6:].max() < chance and 0.1 < np.diff(loss[-6:]).max() < -np.diff(loss).min()
            for loss in unseen
        ],
    }
    for name, place in {trouble: name for name, trouble in TROUBLES.items()}.items():
        assert marks[name] == [run == place for run in RUNS], name


def test_batches_by_class_have_one_class_or_two() -> None:
    y = np.array([1, 0, 2, 1, 0, 2, 2])
    source = by_class(y, 3)
    epoch = [y[next(source)].tolist() for _ in range(3)]
    assert epoch == [[0, 0, 1], [1, 2, 2], [2]]


def test_the_three_sets_share_no_digit() -> None:
    (x, _), (to_choose, _), (to_judge, _) = sets()
    images = [tuple(image) for images in (x, to_choose, to_judge) for image in images]
    assert [len(x), len(to_choose), len(to_judge)] == [400, 300, 300]
    assert len(set(images)) == len(images)


class TestVerdict:
    def test_the_text_has_its_losses(self) -> None:
        shown = rows("Seed | Momentum | Adam")
        assert [int(row[0]) for row in shown] == list(FRESH)
        for column, name in enumerate(RATES, start=1):
            assert [row[column] for row in shown] == [f"{x:.3f}" for x in trial(name)[1][:, 0]]

    def test_it_follows_from_the_table_as_it_is_printed(self) -> None:
        printed = np.array([[float(x) for x in row[1:]] for row in rows("Seed | Momentum | Adam")])
        mean, error = paired_difference(*printed.T)
        assert abs(mean) < error  # so nobody has to wonder about "about two"
        asked = task("training", "network_verdict")
        assert asked is not None
        assert verdict() == asked.right == "neither shown"
        assert ERRORS == 2

    @pytest.mark.parametrize("name", RATES)
    def test_the_best_rate_lies_within_the_range(self, name: str) -> None:
        assert RATES[name][0] < trial(name)[0] < RATES[name][-1]

    def test_what_the_text_says_of_the_trial(self) -> None:
        assert not {*TUNING} & {*FRESH}
        assert len(TUNING) == 3
        for rates in RATES.values():
            assert len(rates) == 6
            assert np.allclose(np.divide(rates[1:], rates[:-1]), 2)
        assert UPDATES // 2 == 120
        assert all(f"- **{name}**" in TEXT for name in VERDICTS)

    def test_the_network_is_the_one_of_the_text(self) -> None:
        assert f"`Network({NETWORK.sizes})`" in TEXT
