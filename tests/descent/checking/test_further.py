"""What a wrong answer is asked besides its cases, while its words are still shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from course.beside import goes_on
from course.questions import TASKS
from course.task import Task
from descent.checking import probe
from descent.checking.further import further, told_cases, variations
from descent.checking.probe import respond
from descent.checking.question import Case, Question, visible
from solutions import waiting_steps, warm_restarts
from tests.helpers.asked import BY_NAME, graded_question, public_question

ASKED = [t for ts in TASKS.values() for t in ts if t.kind in ("optimizer", "function")]


def questions_of(question: Question) -> list[Any]:
    """Return all that an answer is told by being asked further."""
    told: list[Any] = []

    def ask(*given: Any) -> dict[str, Any]:
        told.append([str(getattr(one, "__dict__", one)) for one in given])  # oracles by numbers
        return {"values": []}

    further(question, ask)
    return told


@pytest.mark.parametrize("task", ASKED, ids=lambda task: task.name)
def test_nothing_hidden_is_told(task: Task) -> None:
    question = graded_question(task)
    shown = tuple(case for case in question.cases if not case.hidden)
    assert questions_of(question) == questions_of(replace(question, cases=shown))


def test_a_slow_answer_is_asked_in_many_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    task = BY_NAME["eta_max"]
    question, sent = public_question(task), list[str]()

    def ask(name: str, *given: Any) -> dict[str, Any]:
        sent.append(name)
        return probe.respond(name, lambda *numbers: sum(numbers), *given)

    quick = further(question, ask)
    calls = sum(len(values) for name, values in quick.items() if name != "beside")
    assert sent.count("calls") == 1 < calls
    monkeypatch.setattr(probe, "HOLD", -1.0)  # all over as soon as it began
    assert further(question, ask) == quick
    assert sent.count("calls") == 1 + calls


@pytest.mark.parametrize("task", [t for t in ASKED if t.kind == "function"], ids=lambda t: t.name)
def test_a_count_stays_one(task: Task) -> None:
    """With a length of 0 the loop of a wrong answer may never end, and nobody stops a notebook."""
    for case in told_cases(task.public_question()):
        usual = [column(case.inputs["arguments"], i) for i in counts(case.inputs["arguments"])]
        for name, rows, _ in variations(case):
            for before, i in zip(usual, counts(case.inputs["arguments"]), strict=True):
                assert min(before) < 1 or min(column(rows, i)) >= 1, name


def test_what_may_never_end_is_not_asked() -> None:
    """Only what the right function takes, where that goes on as long as something holds."""
    whiles = {"waiting_steps": waiting_steps, "warm_restarts": warm_restarts}
    for name, function in whiles.items():
        question = visible()[name]

        def ask(kind: str, *given: Any, function: Any = function) -> dict[str, Any]:
            seen = respond(kind, function, *given)
            assert "error" not in seen
            return seen

        assert further(question, ask)


def test_no_other_right_functiongoes_on_as_long_as_something_holds() -> None:
    functions = [task for task in ASKED if task.kind == "function" and not task.assess]
    known = {task.name for task in functions if goes_on(task.right)}
    assert known == {"waiting_steps", "warm_restarts"}


def test_a_share_that_is_changed_stays_a_share() -> None:
    case = Case("", 1.0, {"arguments": [[0.9, 3.0], [0.2, 5.0]]}, {}, {})
    changed = {name: rows for name, rows, _ in variations(case)}
    assert changed["effect 0 4"] == [[pytest.approx(0.975), 3.0], [pytest.approx(0.8), 5.0]]
    assert changed["effect 1 4"] == [[0.9, 12.0], [0.2, 20.0]]


def counts(rows: Any) -> list[int]:
    return [i for i in range(min(map(len, rows))) if {*map(type, column(rows, i))} == {int}]


def column(rows: Any, i: int) -> list[Any]:
    return [row[i] for row in rows]
