"""Who hands back what the kit holds of a question, and knows no rule, earns little."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.grading.cell import Cell
from autograder.grading.notebook import grade
from course.questions import TASKS
from course.task import Task
from descent.checking.driven_moves import Moves
from descent.checking.further import further
from descent.checking.optimizer_properties import held
from descent.checking.probe import respond
from descent.checking.verdict import SHOWN, judge
from tests.helpers.asked import examined, graded_question, public_question

ALL = [task for tasks in TASKS.values() for task in tasks if task.kind != "essay"]
RULES = [task for task in ALL if task.kind == "optimizer"]

# One notebook for every assignment: it looks up by its inputs whatever the kit holds, the visible
# cases and what a wrong optimizer is driven through.
LOOKUP = """
import numpy as np
from descent.checking.question import visible

def optimizer(question):
    def runs():
        for case in question.cases:
            path = np.array(case.expected["path"])
            yield case.inputs["hyper"], path[0], None, np.diff(path, axis=0), 0 * path[1:]
        driven = question.driven
        places, slopes, asks = (np.array(driven[n]) for n in ("places", "slopes", "asks"))
        for name, moves in driven["moves"].items():
            run, moves = driven["runs"][name], np.array(moves)
            kept = slice(None) if run["alone"] is None else [run["alone"]]
            at, slope, asked = (
                x.reshape(len(moves), -1)[:, kept].reshape(moves.shape)
                for x in (places, run["scale"] * slopes, asks if len(asks) else 0 * places)
            )
            yield run["hyper"], at[0], slope[0], moves, asked

    class Answer:
        def __init__(self, **hyper):
            self.hyper = {k: v for k, v in hyper.items() if isinstance(v, (int, float))}

        def init(self, w):
            known = list(runs())
            fits = [r for r in known if all(r[0].get(k) == v for k, v in self.hyper.items())]
            fits = [r for r in fits if r[1].shape == w.shape and np.allclose(r[1], w)] or known
            return fits, 0

        def step(self, w, grad, state):
            fits, t = state
            asked = fits[0][4]
            if len(question.driven["asks"]):  # there is a rule that never asks
                g = grad(w + np.resize(asked[min(t, len(asked) - 1)], w.shape))
                fits = [r for r in fits if r[2] is None or t or np.allclose(r[2], g)] or fits
            moves = fits[0][3]
            return w + np.resize(moves[min(t, len(moves) - 1)], w.shape), (fits, t + 1)

    return Answer

def function(question):
    def answer(*given):
        for case in question.cases:
            for row, due in zip(case.inputs["arguments"], case.expected["values"]):
                if all(str(a)[:6] == str(b)[:6] for a, b in zip(given, row)):
                    at = case.inputs.get("at")
                    return (lambda k: due[at.index(k)]) if at else due
        return 0.0
    return answer

for question in visible().values():
    if question.kind in ("optimizer", "function"):
        globals()[question.name] = globals()[question.kind](question)
        globals()[question.name].__name__ = question.name
"""


@pytest.mark.parametrize("assignment", TASKS)
def test_a_lookup_of_all_that_the_kit_holds_earns_a_third_at_most(assignment: str) -> None:
    tasks = [task for task in TASKS[assignment] if task.kind not in ("essay", "value")]
    cells = [Cell(LOOKUP), *(Cell(f"check({task.name})", task.name) for task in tasks)]
    outputs, _ = grade(cells, assignment, term="2026", seconds=5)
    earned = {
        task.name: float(shown[-1]["data"]["text/plain"])
        for task, shown in zip(tasks, outputs[1:], strict=True)
    }
    for task in tasks:
        assert earned[task.name] <= SHOWN * task.points, task.name
    if assignment == "momentum":
        told = str(outputs)
        assert told.count("[right]") >= 10  # so the lookup does find the cases
        assert earned["Momentum"] == 0
        assert "What goes its way whatever the slope is earns nothing." in told
        assert earned["eta_max"] == SHOWN * 4
        assert "The cases that you can see earn at most 1.2 of the 4 points" in told
    assert SHOWN <= 0.3


@pytest.mark.parametrize("task", RULES, ids=lambda task: task.name)
def test_a_lookup_of_the_driven_runs_finds_them_and_earns_no_more(task: Task) -> None:
    """What the kit holds would earn more than half, were it what credit is measured on."""
    made: dict[str, Any] = {}
    exec(LOOKUP, made)  # the text that the notebooks above hold
    answer = made[task.name]
    question = graded_question(task)
    found = examined(task, question, answer)
    assert found.score <= SHOWN * question.points
    seen = further(question, lambda name, *asked: respond(name, answer, *asked))
    assert sum(held(Moves.of(question.driven, seen), polite=True).values()) > 0.5


@pytest.mark.parametrize("task", RULES, ids=lambda task: task.name)
def test_what_credit_is_measured_on_is_drawn_for_the_term(task: Task) -> None:
    public, one, other = (
        public_question(task),
        graded_question(task, "one"),
        graded_question(task, "other"),
    )
    assert public.hidden_driven == {}
    assert one.driven == other.driven == public.driven
    runs = [q["places"] for q in (one.driven, one.hidden_driven, other.hidden_driven)]
    assert runs[0] != runs[1] != runs[2]
    usual = [q.hidden_driven["runs"]["usual"]["hyper"] for q in (one, other)]
    assert usual[0] != usual[1]


@pytest.mark.parametrize("task", ALL, ids=lambda task: task.name)
def test_what_the_kit_holds_of_a_question_pays_little(task: Task) -> None:
    """Either the kit does not say what is due, or a hidden case has to be right as well."""
    question = graded_question(task)
    if not any(case.expected for case in public_question(task).cases):
        return
    heard = [
        {"error": {"kind": "KeyError", "text": "", "line": ""}} if case.hidden else case.expected
        for case in question.cases
    ]
    assert judge(question, heard).score <= SHOWN * question.points
    whole = judge(question, [case.expected for case in question.cases])
    assert whole.score == question.points
    assert not whole.by_heart


def test_one_hidden_case_that_is_right_pays_the_visible_ones_in_full() -> None:
    """Honest work that is right in part keeps what it had: only an answer by heart is cut."""
    (task,) = [task for task in ALL if task.name == "Momentum"]
    question = graded_question(task)
    impolite = [
        {**case.expected, **({"kept": False} if "kept" in case.expected else {})}
        for case in question.cases
    ]
    assert judge(question, impolite).score == 2.5
