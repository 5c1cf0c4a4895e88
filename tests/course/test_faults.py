"""Faults that were once paid or named wrongly, each with its kind; more terms than elsewhere."""

from __future__ import annotations

import bdb
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from course.mistakes.common.changed import changed
from course.questions import TASKS
from course.task import Task
from descent.check import WRONG, check
from solutions import LAMB, AMSGrad, Momentum, RAdam, epoch_batches, random_search
from tests.helpers.asked import examined, graded_question

TASK = {task.name: task for tasks in TASKS.values() for task in tasks}
RULES = [task for task in TASK.values() if task.kind == "optimizer"]
R = "r = ((rho_t"
TERMS = [f"term {number}" for number in range(10)]


@pytest.fixture(autouse=True)
def _no_wrong_answers_so_far() -> Iterator[None]:
    WRONG.clear()
    yield
    WRONG.clear()


def of(step: Any) -> type:
    """Return an optimizer of any settings with this step, which remembers nothing."""
    body = {
        "__init__": lambda self, **_: None,
        "init": lambda self, w: None,
        "step": lambda self, w, grad, state: step(w),
    }
    return type("Any", (), body)


def divides(w: Any) -> Any:
    raise ZeroDivisionError("division by zero")


def bdb_quit(w: Any) -> Any:
    raise bdb.BdbQuit


class Stateless(Momentum):
    """Begins with nothing, which its step cannot multiply."""

    def init(self, w: Any) -> Any:
        return None


@dataclass(frozen=True)
class Frozen(Momentum):
    """Remembers on itself, which a frozen class does not allow."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        self.v = grad(w)  # type: ignore[misc]
        return w, state


@pytest.mark.parametrize("task", RULES, ids=lambda task: task.name)
@pytest.mark.parametrize("step", [
    lambda w: (w * np.nan, None),
    lambda w: (w * np.inf, None),
    lambda w: (w, None),
    lambda w: (None, w),
    divides,
])  # fmt: skip
def test_what_holds_no_number_earns_nothing(task: Task, step: Any) -> None:
    found = examined(task, graded_question(task), of(step))
    assert found.score == 0
    if found.mistake is not None:  # an error of ours says what was returned
        assert found.mistake.name == "the pair swapped"


def test_a_path_without_a_number_is_told_as_such() -> None:
    question = TASK["Adam"].public_question()
    said = examined(TASK["Adam"], question, of(lambda w: (w * np.nan, None))).report()
    assert "not a number (NaN) from step 1 on" in said
    assert "t is 1 at the first update" in said
    said = examined(TASK["Adam"], question, of(lambda w: (w, None))).report()
    assert "w never leaves its start" in said


@pytest.mark.parametrize(("name", "answer"), [
    ("epoch_batches", changed(epoch_batches, ("range(0, n, size)", "range(0, n - 1, size)"))),
    ("random_search", changed(random_search, ("height < lowest", "height <= lowest"))),
    ("AMSGrad", changed(AMSGrad, ("self.beta2", "self.beta1"))),
    ("RAdam", changed(RAdam, (R, f"grad(w)\n        {R}"))),
    ("RAdam", changed(RAdam, (R, f"w += 1e-9\n        {R}"))),
    ("LAMB", changed(LAMB, ("size / length", "min(size, 10.0) / length"))),
])  # fmt: skip
def test_each_branch_tie_and_remainder_occurs_in_every_term(name: str, answer: Any) -> None:
    for term in TERMS:
        question = graded_question(TASK[name], term)
        assert examined(TASK[name], question, answer).score < question.points


@pytest.mark.parametrize(("name", "entry", "right", "wrong"), [
    ("toy_late", 0, [16], [15, 17, 16.4]),
    ("rare_word", 1, [0.0936, "0.094", 0.093], [0.08, 0.1, 0.0836]),
])  # fmt: skip
def test_a_count_is_exact_and_no_tolerance_is_large_beside_its_number(
    name: str, entry: int, right: list[Any], wrong: list[Any]
) -> None:
    task = TASK[name]
    question = graded_question(task)
    asked = question.cases[entry].inputs["entry"]
    for said in [*right, *wrong]:
        found = examined(task, question, {**task.right, asked: said}).findings[entry]
        assert found.right == (said in right), (asked, said)


@pytest.mark.parametrize("name", ["HeavyBall", "AdamW", "one_epoch", "Clipped"])
def test_given_code_is_open_however_often_it_is_checked(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [known for known in TASK[name].misconceptions if known.given]
    assert [known.name for known in given] == [TASK[name].misconceptions[0].name]
    for _ in range(3):
        check(**{name: given[0].answer})
        said = capsys.readouterr().out
        assert "[open] it still does what the given code does" in said
        assert "looks like" not in said
    assert WRONG[name] == 0


@pytest.mark.parametrize(("name", "answer", "said"), [
    ("eta_max", lambda curvature, beta: str(curvature), "got '"),
    ("Adam", of(sys.exit), "exit() or quit() is left in it"),
    ("Momentum", of(bdb_quit), "stopped with BdbQuit\n"),
    ("Momentum", of(lambda w: (None, w)), "the pair is (w, state), in this order"),
    ("Momentum", Stateless, "step was handed the state None"),
    ("Momentum", Frozen, "hand on what is remembered as the state"),
])  # fmt: skip
def test_what_is_said_of_a_slip_is_in_the_students_words(
    name: str, answer: Any, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(**{name: answer}) == 0
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("task", RULES, ids=lambda task: task.name)
def test_no_run_has_two_shares_alike(task: Task) -> None:
    """With beta1 = beta2 or beta = 1/2 one of the two can stand in the other's place unseen."""
    for case in graded_question(task).cases:
        hyper = case.inputs["hyper"]
        assert hyper.get("beta1") != hyper.get("beta2", 1)
        assert 0.5 not in (hyper.get("beta"), hyper.get("beta1"), hyper.get("beta2"))


@pytest.mark.parametrize("slopes", [[200.0] + [-1.0] * 100, [3.0], [101.0, -1.0], "abc", 7.0])
def test_what_is_for_the_grader_is_not_noted_in_another_form(
    slopes: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(fooling_slopes=lambda: slopes) == 0
    assert "list of 2 to 50 numbers, each between -100 and 100; got" in capsys.readouterr().out
    assert check(fooling_slopes=lambda: [12.0] + [-1.0] * 11) is None


def test_memory_changed_in_place_is_told_in_every_optimizer() -> None:
    remembering = [
        (task, known)
        for task in RULES
        for known in task.misconceptions
        if known.name == "the memory changed in place"
    ]
    assert len(remembering) == len(RULES) - 2  # two of them remember nothing
    for task, known in remembering:
        found = examined(task, task.public_question(), known.answer)
        assert found.mistake is not None
        assert found.mistake.name == known.name
        assert "step changed the state that it was given" in found.report()
        assert 0.5 * task.points < examined(task, graded_question(task), known.answer).score


def test_an_error_gets_no_hint_on_the_rule(capsys: pytest.CaptureFixture[str]) -> None:
    check(Momentum=of(divides))
    said = capsys.readouterr().out
    assert "stopped with ZeroDivisionError" in said
    assert "Hint" not in said
    check(Momentum=of(lambda w: (2 * w, None)))
    assert "Hint: " in capsys.readouterr().out
