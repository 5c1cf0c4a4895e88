"""A sample of the mutants is killed, told, and told nothing false; all are in ``make mutants``."""

from __future__ import annotations

import ast
from itertools import chain

import pytest

from solutions import Adam, cosine
from tests.mutants import run
from tests.mutants.judged import judged, made
from tests.mutants.mutate import changes, mutants, student_text
from tests.mutants.table import totals

SAMPLE = 0.04  # some 500 of them


@pytest.mark.slow
def test_a_sample_of_the_mutants_meets_the_bars() -> None:
    found = list(chain.from_iterable(run.judge_all(SAMPLE)))
    assert len(found) >= 400
    assert run.complaints(found) == [], totals(found)


def test_there_are_ten_thousand_of_them() -> None:
    numbers = {
        task.name: min(run.MOST, len(changes(student_text(task.reference)))) for task in run.asked()
    }
    assert len(numbers) > 40
    assert sum(numbers.values()) > 10_000


def test_a_mutant_is_the_key_with_one_thing_changed() -> None:
    text = student_text(Adam)
    found = dict(mutants(text))
    for change in (
        "operator: state.t + 1 -> state.t - 1",
        "name: self.beta2 -> self.beta1",
        "old for new: m -> state.m",
        "function left out: np.sqrt(v_hat) -> v_hat",
        "constant: 2 -> 3",
    ):
        assert change in found
    assert text not in found.values()
    assert all(ast.parse(changed) for changed in found.values())
    # What is changed is put back before the next.
    assert student_text(Adam) == text
    assert len(set(found.values())) == len(found)


def test_a_mutant_that_comes_to_no_end_is_stopped_and_the_key_is_equal_to_itself() -> None:
    (task,) = (task for task in run.asked() if task.name == "cosine")
    text = student_text(cosine)
    assert callable(made(cosine, text))
    assert judged(task, "nothing", text).fate == "equal"
    endless = text.replace("    return", "    while True:\n        pass\n    return")
    assert judged(task, "endless", endless).statements == ("it comes to no end",)


def test_every_survivor_has_a_reason() -> None:
    assert all(len(reason) > 20 for reason in run.reviewed().values())
