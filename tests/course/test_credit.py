"""Partial credit: a smaller fault never earns less than a larger one, whatever the rule is."""

from __future__ import annotations

from itertools import combinations, permutations
from typing import Any

import numpy as np
import pytest

from course.questions import TASKS
from course.task import Task
from descent.checking import function_properties, optimizer_properties
from descent.checking.driven_moves import Moves
from descent.checking.further import further, hidden_further, is_paid_by_hidden
from descent.checking.inputs import given
from descent.checking.optimizer_properties import PROPERTIES, held
from descent.checking.probe import respond
from descent.checking.question import MANNERS
from descent.checking.verdict import Verdict, judge
from solutions import Adam, Momentum, eta_max
from tests.helpers.asked import examined, graded_question

ASKED = [t for tasks in TASKS.values() for t in tasks if t.kind in ("optimizer", "function")]
RULES = [task for task in ASKED if task.kind == "optimizer"]
FUNCTIONS = [task for task in ASKED if task.kind == "function"]
NUMERIC = [t for t in FUNCTIONS if not t.assess and "view" not in t.visible[0].inputs]
TASK = {task.name: task for task in ASKED}


def graded(task: Task, answer: Any) -> tuple[Verdict, frozenset[str]]:
    """Return the verdict on an answer, and all that is right about it."""
    question = graded_question(task)
    verdict = examined(task, question, answer)
    if verdict.worthless:
        return verdict, frozenset()
    seen = hidden_further(question, lambda name, *asked: respond(name, answer, *asked))
    polite = all(
        f.seen.get(manner) == f.case.expected[manner]
        for f in verdict.findings
        for manner in MANNERS
        if manner in f.case.expected
    )
    found = set(held(Moves.of(question.hidden_driven, seen), polite))
    cases = {f.case.title for f in verdict.findings if f.right}
    return verdict, frozenset(found | cases)


@pytest.mark.slow
@pytest.mark.parametrize("task", RULES, ids=lambda task: task.name)
def test_who_has_more_right_never_earns_less(task: Task) -> None:
    """Over the whole catalogue; code that was given and is not begun earns nothing."""
    known = [m for m in task.misconceptions if not m.given]
    found = [(m.name, *graded(task, m.answer)) for m in known]
    for (one, a, right_a), (other, b, right_b) in combinations(found, 2):
        if right_a <= right_b:
            assert a.score <= b.score, f"{one} earns more than {other}"
        if right_b <= right_a:
            assert b.score <= a.score, f"{other} earns more than {one}"


def share(task: Task, answer: Any) -> tuple[float, frozenset[str], dict[str, float]]:
    """Return the score of a function, which cases are right, and what else is."""
    question = graded_question(task)
    verdict = examined(task, question, answer)
    more = hidden_further if is_paid_by_hidden(question) else further
    asked = more(question, lambda name, *rest: respond(name, answer, *rest))
    found = function_properties.held(question, [f.seen for f in verdict.findings], asked)
    cases = frozenset(f.case.title for f in verdict.findings if f.right)
    right = {"calls": found.pop("calls", 0.0), "rest": sum(found.values())}
    return verdict.score, cases, right


@pytest.mark.slow
@pytest.mark.parametrize("task", FUNCTIONS, ids=lambda task: task.name)
def test_a_function_of_which_more_is_right_never_earns_less(task: Task) -> None:
    found = [(m.name, *share(task, m.answer)) for m in task.misconceptions]
    for (one, less, cases, right), (other, more, all_cases, all_right) in permutations(found, 2):
        if cases <= all_cases and all(right[name] <= all_right[name] for name in right):
            assert less <= more, f"{one} earns more than {other}"


@pytest.mark.slow
@pytest.mark.parametrize("task", NUMERIC, ids=lambda task: task.name)
def test_a_second_slip_in_a_function_never_earns_more(task: Task) -> None:
    def also(answer: Any) -> Any:
        def slip(*given: Any) -> Any:
            result = answer(*given)
            if callable(result):
                return lambda k: 1.37 * result(k) + 0.11
            if isinstance(result, tuple):
                return (*result[:-1], 1.37 * result[-1] + 0.11)
            return (1.37 * np.asarray(result) + 0.11).tolist()

        return slip

    question = graded_question(task)
    for m in task.misconceptions:
        two = examined(task, question, also(m.answer))
        assert two.score <= examined(task, question, m.answer).score, m.name


def test_a_table_of_the_visible_results_earns_no_credit() -> None:
    for task in FUNCTIONS:
        visible = [s.inputs for s in task.visible if "view" not in s.inputs]
        rows = [(row, task.right) for inputs in visible for row in inputs["arguments"]]
        if not rows or any(isinstance(x, dict) for row, _ in rows for x in row):
            continue
        known = {repr([np.asarray(x).tolist() for x in row]): task.right(*map(given, row))
                 for row, _ in rows}  # fmt: skip

        def table(*row: Any, known: Any = known) -> Any:
            return known[repr([np.asarray(x).tolist() for x in row])]

        if len(graded_question(task).cases) > len(task.visible):
            assert examined(task, graded_question(task), table).credit == 0, task.name


def test_the_right_function_but_for_a_factor_earns_a_third() -> None:
    verdict = examined(TASK["eta_max"], graded_question(TASK["eta_max"]), twice(eta_max))
    assert verdict.score == pytest.approx(function_properties.BUT_ONE * TASK["eta_max"].points)


def twice(function: Any) -> Any:
    return lambda *given: 2 * function(*given)


def test_what_is_right_about_a_wrong_answer_is_at_most_three_quarters() -> None:
    assert sum(
        share for share, _ in PROPERTIES.values()
    ) + optimizer_properties.MANNERS == pytest.approx(0.75)


def uncorrected(power: Any) -> type:
    """Adam whose v is corrected with another power."""

    class Other(Adam):
        def step(self, w: Any, grad: Any, state: Any) -> Any:
            g, t = grad(w), state.t + 1
            m = self.beta1 * state.m + (1 - self.beta1) * g
            v = self.beta2 * state.v + (1 - self.beta2) * g**2
            m_hat, v_hat = m / (1 - self.beta1**t), v / (1 - self.beta2 ** power(t))
            w = w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
            return w, type(state)(m, v, t)

    return Other


class Nothing(Adam):
    """Returns what is no number."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        return w * np.nan, None


class Sloppy(Momentum):
    """Returns a list for the pair."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        return list(super().step(w, grad, state))


def test_nearly_right_earns_more_than_nothing() -> None:
    nearly, _ = graded(TASK["Adam"], uncorrected(lambda t: 2))
    nothing, _ = graded(TASK["Adam"], Nothing)
    assert nothing.score == 0
    assert nearly.score >= 0.25 * TASK["Adam"].points


def test_a_list_for_the_pair_does_not_cost_everything() -> None:
    verdict, _ = graded(TASK["Momentum"], Sloppy)
    assert 0.5 * TASK["Momentum"].points <= verdict.score < TASK["Momentum"].points
    assert "step must return the pair (w, state); it returned a list" in verdict.report()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Momentum", "AdamW", "Lion", "Scheduled"])
def test_a_second_slip_never_earns_more(name: str) -> None:
    task = TASK[name]
    for m in task.misconceptions:
        if m.given:
            continue
        one, _ = graded(task, m.answer)
        for slip in (also_asks, also_shorter):
            two, _ = graded(task, slip(m.answer))
            assert two.score <= one.score, m.name


def also(step: Any, rule: Any) -> type:
    """Return a rule with a second slip: what `step` makes of it."""

    class Also:
        def __init__(self, **hyper: Any) -> None:
            self.rule = rule(**hyper)

        def init(self, w: Any) -> Any:
            return self.rule.init(w)

        def step(self, w: Any, grad: Any, state: Any) -> Any:
            return step(self.rule, w, grad, state)

    return Also


def also_asks(rule: Any) -> type:
    return also(lambda rule, w, grad, state: (grad(w), rule.step(w, grad, state))[1], rule)


def also_shorter(rule: Any) -> type:
    def step(rule: Any, w: Any, grad: Any, state: Any) -> Any:
        after, state = rule.step(w, grad, state)
        return w + 0.37 * (after - w), state

    return also(step, rule)


class InPlace(Momentum):
    """Right, but for changing the arrays that it is given."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        after, state[...] = super().step(w, grad, state)
        w[...] = after
        return w, state


class Copying(InPlace):
    """The same on copies."""

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        return super().step(w.copy(), grad, state.copy())


def forged(seen: list[Any]) -> list[Any]:
    """Say that every array was left alone, which only the student's process can see."""
    return [{**numbers, **dict.fromkeys({"kept", "state_kept"} & set(numbers), True)}
            for numbers in seen]  # fmt: skip


def test_who_lies_about_its_arrays_has_what_a_copy_would_earn() -> None:
    task = TASK["Momentum"]
    question = graded_question(task)
    seen = [task.seen(InPlace, case) for case in question.cases]
    assert judge(question, seen).score < task.points
    assert judge(question, forged(seen)).score == task.points
    assert graded(task, Copying)[0].score == task.points


def test_and_gains_next_to_nothing_where_numbers_are_wrong() -> None:
    task = TASK["Momentum"]
    question = graded_question(task)
    for known in task.misconceptions:
        answer = known.answer
        seen = [task.seen(answer, case) for case in question.cases]
        if all("path" in n and n["path"] == c.expected["path"]
               for n, c in zip(seen, question.cases, strict=True)):  # fmt: skip
            continue
        asked = hidden_further(question, lambda name, *a, answer=answer: respond(name, answer, *a))
        honest, lying = (judge(question, s, {}, asked).score for s in (seen, forged(seen)))
        assert honest <= lying <= honest + optimizer_properties.MANNERS * task.points, known.name
