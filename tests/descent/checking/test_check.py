"""What a student reads when an answer is right, wrong, missing or no answer at all."""

from __future__ import annotations

import importlib
import re
import sys
import types
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import descent
from course.questions import TASKS
from descent import check
from descent.checking.question import visible
from solutions import Momentum, eta_max, heavy_ball_lr


def test_check_is_the_function_and_its_module_can_still_be_imported() -> None:
    """The function hides the module of its name, which `import descent.check` does not undo."""
    module = importlib.import_module("descent.check")
    assert module is sys.modules["descent.check"]
    assert isinstance(module, types.ModuleType)
    assert descent.check is module.check is check
    assert isinstance(check, types.FunctionType)


def report(
    capsys: pytest.CaptureFixture[str], *answers: Any, **named: Any
) -> tuple[float | None, str]:
    score = check(*answers, **named)
    return score, capsys.readouterr().out


def momentum(step: Any) -> type:
    def start(self: Any, lr: float = 0.1, beta: float = 0.9) -> None:
        self.lr, self.beta = lr, beta

    methods = {"__init__": start, "init": lambda _, w: np.zeros_like(w), "step": step}
    return type("Momentum", (), methods)


@pytest.mark.parametrize("answer", [Momentum, heavy_ball_lr, eta_max])
def test_a_right_answer_is_told_so(capsys: pytest.CaptureFixture[str], answer: Any) -> None:
    score, said = report(capsys, answer)
    assert score is None  # which nbgrader takes for full points
    assert "[wrong]" not in said
    assert re.match(r"\w+: ([\d.]+) of \1 points? on the visible cases", said)


def test_a_usual_mistake_is_called_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    def step(self: Any, w: Any, grad: Any, v: Any) -> Any:
        v = self.beta * v + grad(w)
        return w - self.lr * v, v

    _, first = report(capsys, momentum(step))
    assert "Hint: The table of two steps by hand" in first
    assert "looks like: the" not in first
    assert "Run the check once more" in first
    score, said = report(capsys, momentum(step))
    assert score == pytest.approx(0.6)  # of 2: every step is right but for its length
    assert "This looks like: the accumulating form (heavy ball)." in said
    assert "momentum.html#two-conventions" in said
    assert "parts at step 1 of 1" in said
    assert "expected w = [0.98]" in said
    assert "got      w = [0.8]" in said


def test_a_mistake_nobody_knows_is_not_given_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    score, said = report(capsys, momentum(lambda s, w, grad, v: (w - 0.123 * grad(w) ** 3, v)))
    assert score == pytest.approx(0.2)  # of 2: for manners, and for what has no slope
    assert "looks like" not in said
    assert "the path parts at step 1" in said


def test_the_first_step_that_differs_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    def step(self: Any, w: Any, grad: Any, state: Any) -> Any:
        v = (1 - self.beta) * grad(w)
        return w - self.lr * v, v

    report(capsys, momentum(step))
    score, said = report(capsys, momentum(step))
    assert score == pytest.approx(0.6)
    assert "parts at step 2 of 6" in said
    assert "the velocity forgotten" in said


@pytest.mark.parametrize(("step", "complaint"), [
    (lambda s, w, grad, v: None, "step must return the pair (w, state); it returned nothing"),
    (lambda s, w, grad, v: w, "it returned an ndarray"),
    (lambda s, w, grad, v: (np.zeros(7), v), "into shape (7,)"),
    (lambda s, w, grad, v: (w.nothing, v), "AttributeError"),
    (lambda s, w, grad, v: (grad(w) / 0, v), "the path parts at step 1"),
    (lambda s, w: (w, None), "TypeError"),
    (lambda s, w, grad, v: (grad(w[:1, None]), v), "asked at an array of shape (1, 1)"),
    (lambda s, w, grad, v: (1 / 0, v), "in the line: (lambda s, w, grad, v: (1 / 0, v)"),
])  # fmt: skip
def test_a_step_that_fails_is_explained(
    capsys: pytest.CaptureFixture[str], step: Any, complaint: str
) -> None:
    score, said = report(capsys, momentum(step))
    assert score == 0
    assert complaint in said


@pytest.mark.parametrize(("answer", "complaint"), [
    (42, "it got the int 42"),
    ("Momentum", "it got the str 'Momentum'"),
    (np.zeros((50, 50)), "it got the ndarray."),
    (type("Momentum", (), {}), "the class Momentum lacks the method init and step"),
    (type("Momentum", (), {"init": None, "step": print}), "lacks the method init"),
    (momentum(print)(), "it got the Momentum"),
    (type("Unobtainium", (), {}), "no question is called 'Unobtainium'; keep the names that"),
    (type("Momentun", (), {}), "no question is called 'Momentun'; did you mean Momentum?"),
    (type("MyHeavyBall", (), {}), "called 'MyHeavyBall'; did you mean HeavyBall?"),
    (print, "no question is called 'print'; keep the names that the exercise gives."),
])  # fmt: skip
def test_what_is_no_answer_is_told_what_was_expected(
    capsys: pytest.CaptureFixture[str], answer: Any, complaint: str
) -> None:
    score, said = report(capsys, answer)
    assert score == 0
    assert complaint in said


@pytest.mark.parametrize(("named", "complaint"), [
    ({"Momentum": 3}, "expected a class with the methods init and step; got an int"),
    ({"Momentum": print}, "got a builtin_function_or_method"),
    ({"eta_max": Momentum}, "expected a function; got the class Momentum"),
    ({"eta_max": lambda c, b: "fast"}, "expected 19, got 'fast'"),
    ({"eta_max": lambda c: c}, "TypeError"),
    ({"diverges": None}, 'not answered yet: set diverges to "A" or "B" or "both" or "neither"'),
    ({"diverges": "x"}, "it is 'x'"),
    ({"diverges": ["A"]}, "expected a text or a number; got a list"),
    ({"diverges": "A", "eta_max": eta_max}, "check takes one answer"),
])  # fmt: skip
def test_an_answer_by_name_is_told_what_was_expected(
    capsys: pytest.CaptureFixture[str], named: dict[str, Any], complaint: str
) -> None:
    score, said = report(capsys, **named)
    assert score == 0
    assert complaint in said


def test_an_unanswered_stub_is_not_called_wrong_twice(capsys: pytest.CaptureFixture[str]) -> None:
    def step(self: Any, w: Any, grad: Any, state: Any) -> Any:
        raise NotImplementedError

    score, said = report(capsys, momentum(step))
    assert score == 0
    assert said.count("not answered yet") == 1


@pytest.mark.parametrize("choice", ["A", "B", "both", "neither"])
def test_a_prediction_is_noted_and_not_given_away(
    capsys: pytest.CaptureFixture[str], choice: str
) -> None:
    assert report(capsys, diverges=choice) == (
        None,
        "diverges: noted. The grader decides over its 1 point.\n",
    )


def test_divergence_and_warnings_neither_crash_nor_cost(capsys: pytest.CaptureFixture[str]) -> None:
    def noisy(self: Any, w: Any, grad: Any, v: Any) -> Any:
        np.log(np.zeros(3))
        np.exp(np.full(3, 1e9))
        warnings.warn("a warning of the student's", stacklevel=1)
        return Momentum(self.lr, self.beta).step(w, grad, v)

    score, said = report(capsys, momentum(noisy))
    assert score is None
    assert "2 of 2 points" in said
    score, said = report(capsys, momentum(lambda s, w, grad, v: (w * 1e300 * 1e300, v)))
    assert score == 0
    assert "inf" in said


def test_an_answer_by_hand_is_known_as_a_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """Each number by itself could be found by trying all that it may be."""
    right = {"Adagrad": "0.1", "RMSProp": 1, "Adam": 0.1, "Adam, uncorrected": 10**0.5 / 10}
    score, said = report(capsys, first_step={**right, "Adam": None})
    assert score == 0
    assert "[open] Adam\n" in said
    assert "[noted] RMSProp" in said
    score, said = report(capsys, first_step={**right, "Adam, uncorrected": "0.3163"})
    assert (score, said.splitlines()[0]) == (None, "first_step: 2 of 2 points on the visible cases")
    score, said = report(capsys, first_step={**right, "RMSProp": 0.5})
    assert score == 0
    assert "[wrong] these 4 numbers together" in said
    assert "Hint: Write the step down" in said
    full = {**right, "RMSProp": 0.1, "Adam, uncorrected": 0.1}
    _, said = report(capsys, first_step=full)
    assert "looks like: the averages taken to be full at once." in said


def test_few_numbers_by_hand_are_for_the_grader(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(capsys, rare_word={"rate": 1, "moved": 2}) == (
        None, "rare_word: noted. The grader decides over its 1 point.\n",
    )  # fmt: skip


def test_a_comma_in_a_decimal_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Typed as such it makes two numbers of one, and typed as text it makes none."""
    _, said = report(capsys, first_step={"Adagrad": "0,1"})
    assert "first_step['Adagrad']: '0,1' is not a number: write a point and no comma" in said
    _, said = report(capsys, first_step={"Adagrad": (0, 1)})
    assert "got a tuple (in a decimal, write a point and no comma)" in said


def test_an_answer_by_hand_of_another_kind_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):  # the second time a diagnosis is looked for
        score, said = report(capsys, first_step=[0.1, 1])
        assert score == 0
        assert "expected a dict with an entry 'Adagrad'; got a list" in said
        assert "looks like" not in said


def overview(names: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> str:
    """What `check()` says where these names stand for answers."""
    assert eval("check()", {"check": check, **names}) is None
    return capsys.readouterr().out


def test_all_questions_of_a_notebook_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    def chatty(curvature: Any, beta: Any) -> Any:
        print("a print of the student's")
        return eta_max(curvature, beta)

    answers = {"Momentum": Momentum, "diverges": "A", "eta_max": chatty, "heavy_ball_lr": len}
    said = overview(answers, capsys)
    assert said.startswith("momentum: 2 right, 1 noted, 1 wrong, 4 open, on the visible cases\n")
    assert re.search(r"\[right\] Momentum +2 of 2 points", said)
    assert re.search(r"\[noted\] diverges +the grader decides over its 1 point", said)
    assert re.search(r"\[wrong\] heavy_ball_lr +0 of", said)
    assert re.search(r"\[open\]  Nesterov +0 of 2 points", said)
    assert "a print of" not in said
    listed = re.findall(r"^  \[\w+\] +(\w+)", said, re.MULTILINE)
    assert listed == [q.name for q in visible().values() if q.assignment == "momentum"]


def test_the_list_is_no_wrong_answer_and_needs_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert "run the cells of the notebook first" in overview({"np": np}, capsys)
    overview({"Nesterov": momentum(lambda s, w, grad, v: (w, v))}, capsys)
    _, said = report(capsys, Nesterov=momentum(lambda s, w, grad, v: (w, v)))
    assert "Hint" in said  # the first wrong answer, still


def test_an_answer_of_none_is_no_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(capsys, None) == (
        0.0,
        "check expects one of the answers of this course, such as check(Momentum); "
        "it got the NoneType None.\n",
    )


@pytest.mark.parametrize("assignment", TASKS)
def test_a_right_answer_has_no_score(assignment: str) -> None:
    """To nbgrader what a check returns is the score of its cell; without one it passes."""
    for task in TASKS[assignment]:
        if task.kind != "essay":
            assert check(**{task.name: task.right}) is None


def test_a_notebook_of_another_kit_is_told_where_it_matters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "old.ipynb").write_text('{"metadata": {"descent": {"kit": "0.0.1+k0"}}}')
    monkeypatch.chdir(tmp_path)
    told = "old.ipynb was made with the kit 0.0.1+k0: get the notebook and the kit's file anew"
    _, refused = report(capsys, training_bits=1)
    assert "no question is called 'training_bits'" in refused
    assert told in refused
    monkeypatch.setitem(globals(), "Momentum", Momentum)
    assert told in report(capsys)[1]
    assert told not in report(capsys, Momentum)[1]
    (tmp_path / "old.ipynb").unlink()
    assert "made with" not in report(capsys)[1]
