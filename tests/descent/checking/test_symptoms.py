"""What is measured of a wrong answer that no known mistake explains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from course.questions import TASKS
from descent.checking.question import Question
from descent.checking.symptoms import Symptom
from descent.checking.symptoms.factors import named
from solutions import (
    Adagrad,
    Adam,
    AdamW,
    GradientDescent,
    HeavyBall,
    Momentum,
    Muon,
    Nesterov,
    WithL2,
    cosine,
    eta_max,
    rescaled_eps,
)
from tests.helpers.asked import examined, public_question

TASK = {task.name: task for tasks in TASKS.values() for task in tasks}


def nameless(question: Question) -> Question:
    """The question without its catalogue."""
    return replace(question, mistakes=())


def said(name: str, answer: Any) -> tuple[Symptom, ...]:
    return examined(TASK[name], nameless(public_question(TASK[name])), answer).symptoms


def around(rule: type, step: Callable[..., Any], init: Any = None) -> type:
    """The rule with its step handed to `step(w, after, old state, state, self)`."""

    class Around(rule):  # type: ignore[misc]
        def init(self, w: Any) -> Any:
            return super().init(w) if init is None else init(super().init(w))

        def step(self, w: Any, grad: Any, state: Any) -> Any:
            after, new = super().step(w, grad, state)
            return step(w, after, state, new, self)

    return Around


@pytest.mark.parametrize(("name", "rule"), [
    ("Momentum", Momentum), ("HeavyBall", HeavyBall), ("Nesterov", Nesterov), ("Adam", Adam),
    ("AdamW", AdamW),
])  # fmt: skip
@pytest.mark.parametrize(("step", "kind"), [
    (lambda w, after, old, new, self: (w, new), "old place"),
    (lambda w, after, old, new, self: (after - w, new), "the step itself"),
    (lambda w, after, old, new, self: (2 * w - after, new), "sign"),
    (lambda w, after, old, new, self: (w + 0.5 * (after - w), new), "factor"),
    (lambda w, after, old, new, self: (after, old), "later steps"),
    (lambda w, after, old, new, self: (w + np.mean(after - w), new), "together"),
])  # fmt: skip
def test_every_rule_is_told_the_same_of_the_same_slip(
    name: str, rule: type, step: Callable[..., Any], kind: str
) -> None:
    kinds = [symptom.kind for symptom in said(name, around(rule, step))]
    # A memory that is not handed on also leaves settings without effect, which is said first.
    if kind == "later steps" and "no effect" in kinds:
        return
    assert kind in kinds


def test_a_factor_is_called_by_its_name() -> None:
    twice = around(Momentum, lambda w, after, old, new, self: (w + self.lr * (after - w), new))
    (symptom, *_) = said("Momentum", twice)
    assert symptom.measured["called"] == ["lr"]
    assert symptom.measured["factors"] == pytest.approx([0.4] * 8)
    assert symptom.text == "Every step is 0.4 times as long as it should be: that is lr."
    (symptom, *_) = said("Momentum", HeavyBall)
    assert symptom.measured["called"] == ["1 / (1 - beta)"]


def test_a_factor_that_nobody_knows_has_no_name() -> None:
    odd = around(Momentum, lambda w, after, old, new, self: (w + 0.377 * (after - w), new))
    (symptom, *_) = said("Momentum", odd)
    assert symptom.measured["called"] == []
    assert symptom.text.endswith("in the right direction.")


def test_a_factor_is_not_called_by_what_it_is_by_luck() -> None:
    """Where the usual runs have lr = 0.5, twice as long is no word of lr."""
    assert public_question(TASK["Adagrad"]).driven["runs"]["usual"]["hyper"]["lr"] == 0.5

    class Shorter(Adagrad):
        def step(self, w: Any, grad: Any, state: Any) -> Any:
            g = grad(w)
            G = state + g**2
            return w - self.lr * g / (np.sqrt(G / 2) + self.eps), G

    (symptom, *_) = said("Adagrad", Shorter)
    assert symptom.text == (
        "Every step is 1.414 times as long as it should be where epsilon is negligible, in the "
        "right direction."
    )


def test_what_is_negligible_is_named_by_what_the_rule_has() -> None:
    texts = [
        said(name, around(rule, lambda w, after, old, new, self: (w + 0.7 * (after - w), new)))
        for name, rule in (("AdamW", _decayed(AdamW)), ("Muon", _decayed(Muon)))
    ]
    found = [" ".join(symptom.text for symptom in symptoms) for symptoms in texts]
    assert "where epsilon and the decay are negligible" in found[0]
    assert "where the decay is negligible" in found[1]


def _decayed(rule: type) -> type:
    """The rule with half its decay, so that no factor is right where there is any."""

    class Decayed(rule):  # type: ignore[misc]
        def step(self, w: Any, grad: Any, state: Any) -> Any:
            return replace(self, decay=self.decay / 2)._usual(w, grad, state)

        def _usual(self, w: Any, grad: Any, state: Any) -> Any:
            return super().step(w, grad, state)

    return Decayed


def test_the_old_place_is_returned_only_if_no_run_moves() -> None:
    class OfTheFirst(GradientDescent):
        def step(self, w: Any, grad: Any, state: Any) -> Any:
            return w - self.lr * grad(w).flat[0], None

    kinds = {symptom.kind for symptom in said("GradientDescent", OfTheFirst)}
    assert kinds & {"old place", "together"} == {"together"}


def test_a_wrong_memory_is_not_told_as_a_wrong_place_to_ask_at() -> None:
    """The inner rule asks ahead by its memory, which is wrong as the gradient was."""

    class Squared(WithL2):
        def step(self, w: Any, grad: Any, state: Any) -> Any:
            return self.rule.step(w, lambda at: grad(at) + self.decay * at**2, state)

    assert "asks elsewhere" not in [symptom.kind for symptom in said("WithL2", Squared)]


def test_a_setting_without_effect_is_named() -> None:
    class Fixed(Adam):
        def step(self, w: Any, grad: Any, state: Any) -> Any:
            return Adam(self.lr, self.beta1, 0.9, self.eps).step(w, grad, state)

    symptoms = said("Adam", Fixed)
    assert [(s.kind, s.measured["setting"]) for s in symptoms if s.kind == "no effect"] == [
        ("no effect", "beta2")
    ]


def test_two_faults_are_told_at_once() -> None:
    both = around(Momentum, lambda w, after, old, new, self: (2 * w - after, old))
    assert [s.kind for s in said("Momentum", both)] == ["first sign", "later steps"]


@pytest.mark.parametrize(("name", "answer", "kind", "words"), [
    ("eta_max", lambda c, b: -eta_max(c, b), "sign", "wrong sign"),
    ("eta_max", lambda c, b: 3 * eta_max(c, b), "factor", "3 times what it should be"),
    ("eta_max", lambda c, b: eta_max(c, b) + 1, "offset", "too large by 1"),
    ("eta_max", lambda c, b: 1 / eta_max(c, b), "upside down", "1 over it is right"),
    ("eta_max", lambda c, b: 7.0, "constant", "Every result is 7, whatever the arguments."),
    ("eta_max", lambda c, b: c * eta_max(c, b), "factor of an argument", "the first argument"),
    ("eta_max", lambda c, b: eta_max(2.0, b), "argument without effect", "first argument"),
    ("eta_max", lambda c, b: [eta_max(c, b)], "shape", "its numbers are right"),
    ("cosine", lambda lr, n, low: lambda k: cosine(lr, n, low)(k + 1), "shift", "too early"),
    ("cosine", lambda lr, n, low: cosine(lr, n - 1, low), "off by one", "is one larger"),
    ("rescaled_eps", lambda eps, factor: rescaled_eps(factor, eps), "order", "change places"),
    ("steps_needed", lambda low, high, share: 1.5, "constant", "1.5"),
])  # fmt: skip
def test_functions_and_schedules_are_told_what_was_measured(
    name: str, answer: Any, kind: str, words: str
) -> None:
    symptoms = said(name, answer)
    assert kind in [symptom.kind for symptom in symptoms]
    assert any(words in symptom.text for symptom in symptoms)


@pytest.mark.parametrize("answer", [
    lambda c, b: "19", lambda c, b: None, lambda c, b: [[1.0], [2.0, 3.0]], lambda c, b: np.nan,
    lambda c, b: [], lambda c, b: 1 / 0, lambda c: c, lambda c, b: 10**400, lambda c, b: True,
])  # fmt: skip
def test_nothing_that_is_returned_upsets_it(answer: Any) -> None:
    verdict = examined(TASK["eta_max"], public_question(TASK["eta_max"]), answer)
    assert verdict.score == 0
    assert verdict.report()


def test_a_right_answer_is_asked_nothing_more() -> None:
    for name in ("Momentum", "cosine"):
        assert said(name, TASK[name].right) == ()


def test_a_formula_has_to_hold_in_every_run() -> None:
    runs = [{"lr": 0.2, "beta": 0.8}, {"lr": 0.1, "beta": 0.8}]
    assert named(runs, [[0.2], [0.2]]) == ["1 - beta", "1 - beta^t"]
    assert named(runs, [[0.2], [0.1]]) == ["lr"]
    assert named(runs, [[0.2, 0.36], [0.2, 0.36]]) == ["1 - beta^t"]
