"""The assignment on choosing: what its text shows and says is what the runs give."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from course.paths import EXERCISES
from course.questions import TASKS, task
from course.questions.settings.treated_runs import (
    REMEDIES,
    RUNS,
    STEPS,
    clipped_run,
    effect,
    first_aid,
)
from descent.checking.inputs import Tuning
from descent.checking.verdict import judge
from tests.course.right import RIGHT

TEXT = (EXERCISES / "choosing.md").read_text(encoding="utf-8")


def test_the_losses_in_the_text_are_those_of_the_runs() -> None:
    rows = [line.strip("| ").split(" | ") for line in re.findall(r"^\| \d+ \|.*$", TEXT, re.M)]
    assert [int(row[0]) for row in rows] == list(range(0, STEPS + 1, 4))
    for number, run in enumerate(RUNS.values(), start=1):
        assert [row[number] for row in rows] == [f"{x:.3g}" for x in run.untreated()[::4]]


@pytest.mark.parametrize("name", RUNS)
def test_the_best_remedy_is_the_best_by_far_and_under_many_noises(name: str) -> None:
    left = {remedy: effect(RUNS[name], remedy, noises=25) for remedy in REMEDIES}
    best, second, *_ = sorted(left, key=left.__getitem__)
    assert best == first_aid()[name]
    assert 2 * left[best] < left[second]


def test_each_remedy_is_right_once() -> None:
    assert sorted(first_aid().values()) == sorted(REMEDIES)
    assert all(f"- **{remedy}**" in TEXT for remedy in REMEDIES)


def test_a_clipped_run_beyond_the_limit_goes_to_and_fro() -> None:
    # From 1 the slope 2 is cut to 1, so w = 1 - 1.5 = -0.5; there it is -1, and w = 1 again.
    w, places = 1.0, []
    for _ in range(4):
        w -= 1.5 * min(max(2 * w, -1), 1)
        places.append(w)
    assert places == [-0.5, 1.0, -0.5, 1.0]
    assert clipped_run() == "swings"


@pytest.mark.parametrize("term", [f"term {number}" for number in range(12)])
def test_whoever_searches_well_finds_the_hidden_rate_in_any_term(term: str) -> None:
    asked: Any = task("choosing", "tuned_rate")
    graded_question = asked.graded_question(term)
    for answer in [asked.reference, *RIGHT["tuned_rate"]]:
        assert judge(
            graded_question, [asked.seen(answer, case) for case in graded_question.cases]
        ).right


def test_a_rate_learnt_by_heart_does_not_serve_another_loss() -> None:
    asked: Any = task("choosing", "tuned_rate")
    seen = asked.graded_question().cases[0].inputs
    by_heart = asked.reference(Tuning(seen["curvatures"], seen["steps"], 60), 1e-4, 10.0, 60)
    graded_question = asked.graded_question("a term")

    def answer(loss: Any, *_: Any) -> float:
        loss(by_heart)  # without any run it would earn nothing at all
        return float(by_heart)

    verdict = judge(graded_question, [asked.seen(answer, case) for case in graded_question.cases])
    assert [finding.right for finding in verdict.findings] == [True] * 3 + [False] * 2


def test_no_rate_gives_less_than_what_counts_as_the_lowest_loss() -> None:
    asked: Any = task("choosing", "tuned_rate")
    for case in asked.graded_question("a term").cases:
        tuning = Tuning(case.inputs["curvatures"], case.inputs["steps"], budget=0)
        rates = np.geomspace(case.inputs["low"], case.inputs["high"], 20_000)
        least = min(float(tuning.final(lr)) for lr in rates)
        assert case.inputs["lowest"] == pytest.approx(least, rel=0.01)


def test_every_question_on_a_wrapper_looks_where_the_rule_asks() -> None:
    for asked in TASKS["choosing"]:
        if asked.kind == "optimizer":
            rules = [case.inputs["hyper"]["rule"]["Echo"] for case in asked.graded_question().cases]
            assert any(rule["ahead"] > 0 and rule["share"] != 0.5 for rule in rules)
