"""Who measures what is said of mutants can say no: to a false statement of every kind."""

from __future__ import annotations

import ast
from itertools import permutations
from typing import Any

import numpy as np
import pytest

from course.paths import ROOT
from descent.checking import symptoms
from descent.checking.symptoms import Symptom
from solutions import Adagrad, AdamW, cosine, eta_max
from tests.helpers.asked import BY_NAME, examined, public_question
from tests.mutants.verify import MEASURES, false_statements


class Half(AdamW):
    """Half as long at every step, and right but for that."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        after, state = super().step(w, grad, state)
        return w + (after - w) / 2, state


class Longer(Adagrad):
    """Longer by the root of 2, which is 1 over the root of 1 - lr where lr is 0.5."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        g = grad(w)
        G = state + g**2
        return w - self.lr * g / (np.sqrt(G / 2) + self.eps), G


# Each is false of the answer above it, though it names what such a statement names.
OF_HALF: list[tuple[str, dict[str, Any]]] = [
    ("swapped", {}),
    ("old place", {}),
    ("the step itself", {"sign": 1}),
    ("the step itself", {"sign": -1}),
    ("sign", {}),
    ("first sign", {}),
    ("second object", {}),
    ("asks elsewhere", {"first": 0, "due": False, "got": True}),
    ("asks elsewhere", {"first": 0, "due": False, "got": False}),
    ("asks nowhere", {}),
    ("moves without slope", {}),
    ("factor", {"factors": [0.51] * 8, "called": [], "plain": False}),
    ("factor", {"factors": [0.5] * 8, "called": ["beta1"], "plain": False}),
    ("first factor", {"factors": [2.0], "called": [], "plain": True}),
    ("epsilon", {}),
    ("decay", {}),
    ("small terms", {}),
    ("no effect", {"setting": "lr", "values": [0.3, 0.1]}),
    ("no effect", {"setting": "beta1", "values": [0.3, 0.1]}),
    ("one late", {}),
    ("no first step", {}),
    ("still NaN", {}),
    ("still moves", {}),
    ("still stays", {}),
    ("together", {}),
    ("apart", {}),
    ("scale", {"due": 1.0, "got": 8.0}),
    ("scale", {"due": 1.0, "got": None}),
    ("later steps", {"right": 1}),
    ("early steps", {"from": 2}),
    ("not finite", {}),
    ("wrong way", {}),
    ("mixed", {}),
    ("partly still", {}),
    ("too long", {}),
    ("too short", {}),
    ("uneven", {}),
    ("one setting", {"setting": "eps", "value": 1e-12}),
    ("cases", {"wrong": ["one of them"]}),
    ("factor", {"factors": [0.25] * 8, "called": [], "plain": False, "mended": ["1/2"]}),
]
OF_LONGER: list[tuple[str, dict[str, Any]]] = [
    ("factor", {"factors": [2**0.5] * 8, "called": [name], "plain": True})
    for name in ("1 over the root of 1 - lr", "lr")
]
OF_TWICE: list[tuple[str, dict[str, Any]]] = [
    ("sign", {}),
    ("factor", {"factor": 2.02}),
    ("offset", {"offset": 1.0}),
    ("upside down", {}),
    ("root", {}),
    ("square", {}),
    ("constant", {"number": 7.0}),
    ("rounded", {"digits": 2}),
    ("off by one", {"argument": 0, "change": 1}),
    ("order", {"arguments": [0, 1]}),
    ("argument without effect", {"argument": 0}),
    ("factor of an argument", {"called": ["the first argument"]}),
    ("shape", {"call": 0, "due": (), "got": (1,), "numbers": True}),
    ("text", {"call": 0}),
    ("no number", {"call": 0}),
    ("calls", {"right": [1], "wrong": [2]}),
    ("entries", {"call": 0, "right": [0]}),
    ("not finite", {}),
    ("zero", {}),
    ("signs", {}),
    ("some signs", {}),
    ("too large", {"alone": False}),  # it is, but by one factor
    ("too small", {"alone": True}),
    ("uneven", {}),
    ("cases", {"wrong": ["one of them"]}),
]
OF_SLOW: list[tuple[str, dict[str, Any]]] = [
    ("shift", {"shift": 1}),
    ("another time", {"schedule": 0, "k": 2}),
    ("places", {"schedule": 0, "right": [0, 1], "wrong": [2, 3, 5, 6, 11]}),
]
OF_ORDERED: list[tuple[str, dict[str, Any]]] = [
    ("words", {"call": 0, "wrong": ["every row once"], "right": ["in the old order"]}),
]
OF_LOWEST: list[tuple[str, dict[str, Any]]] = [
    ("not finite", {}),
    ("outside", {"chosen": 1e-4}),
    ("tried outside", {"first": 1e-3, "strange": 1, "tried": 1}),
    ("no run", {}),
    ("not the best", {"best": 1e-3, "chosen": 1e-4, "among": False, "tried": 2}),
    ("too far", {"where": "above", "tried": 1}),
    ("too far", {"where": "below", "tried": 2}),
    ("cases", {"wrong": ["one of them"]}),
]


def first(loss: Any, low: float, high: float, budget: int) -> float:
    loss(10 * low)
    return low


ANSWERS: list[tuple[str, Any, list[tuple[str, dict[str, Any]]]]] = [
    ("AdamW", Half, OF_HALF),
    ("Adagrad", Longer, OF_LONGER),
    ("eta_max", lambda curvature, beta: 2 * eta_max(curvature, beta), OF_TWICE),
    ("cosine", lambda *given: lambda k: 0.5 * cosine(*given)(k), OF_SLOW),
    ("epoch_batches", lambda n, size, rng: np.split(np.arange(n), range(size, n, size)),
     OF_ORDERED),
    ("tuned_rate", first, OF_LOWEST),
]  # fmt: skip


@pytest.mark.parametrize(("name", "answer", "kind", "said"), [
    (name, answer, kind, said) for name, answer, rows in ANSWERS for kind, said in rows
])  # fmt: skip
def test_a_false_statement_is_found(name: str, answer: Any, kind: str, said: Any) -> None:
    task = BY_NAME[name]
    verdict = examined(task, public_question(task), answer)
    assert not MEASURES[task.kind](task, answer, verdict).true(Symptom(kind, kind, said))


@pytest.mark.parametrize(("name", "answer"), [(name, answer) for name, answer, _ in ANSWERS])
def test_and_what_is_told_of_these_answers_is_true(name: str, answer: Any) -> None:
    task = BY_NAME[name]
    verdict = examined(task, public_question(task), answer)
    assert verdict.mistake or verdict.symptoms
    assert false_statements(task, answer, verdict) == ()


def test_every_kind_of_statement_is_among_them() -> None:
    folder = ROOT.joinpath(*symptoms.__name__.split("."))
    calls = [
        call
        for file in folder.glob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Symptom"
    ]
    written = {c.args[0].value for c in calls if isinstance(c.args[0], ast.Constant)}
    others = {"factor", "first factor", "text", "no number"}  # behind a name
    assert {kind for *_, rows in ANSWERS for kind, _ in rows} == written | others


@pytest.mark.parametrize("name", ["Momentum", "Adagrad", "cosine", "epoch_batches", "tuned_rate"])
def test_a_mistake_by_the_name_of_another_is_found(name: str) -> None:
    task = BY_NAME[name]
    known = [m for m in task.misconceptions if not m.given][:8]
    question = public_question(task)
    for one, other in permutations(known, 2):
        verdict = examined(task, question, one.answer)
        assert verdict.mistake == one.diagnosis()
        told = type(verdict)(question, verdict.findings, other.diagnosis())
        assert false_statements(task, one.answer, told) == (f"it is not: {other.name}",)
