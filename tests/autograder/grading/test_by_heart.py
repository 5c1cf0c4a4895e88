"""Who hands back what the kit holds of the visible cases, and knows no rule, earns little."""

from __future__ import annotations

import pytest

from autograder.grading.cell import Cell
from autograder.grading.notebook import grade
from course.questions import TASKS
from course.task import Task
from descent.checking.verdict import SHOWN, judge
from tests.helpers.asked import graded_question, public_question

ALL = [task for tasks in TASKS.values() for task in tasks if task.kind != "essay"]

# One notebook for every assignment: it looks each visible case up by its inputs.
LOOKUP = """
from descent.checking.question import visible

def optimizer(question):
    class Answer:
        def __init__(self, **hyper):
            self.hyper = {k: v for k, v in hyper.items() if isinstance(v, (int, float))}

        def init(self, w):
            for case in question.cases:
                due = case.inputs["hyper"]
                if all(due.get(k) == v for k, v in self.hyper.items()):
                    self.path = case.expected["path"]
            return 0

        def step(self, w, grad, at):
            import numpy as np
            grad(w)
            path = np.array(self.path)
            return path[min(at + 1, len(path) - 1)], at + 1

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
def test_a_lookup_of_the_visible_cases_earns_a_third_at_most(assignment: str) -> None:
    tasks = [task for task in TASKS[assignment] if task.kind not in ("essay", "value")]
    cells = [Cell(LOOKUP), *(Cell(f"check({task.name})", task.name) for task in tasks)]
    outputs, _ = grade(cells, assignment, term="2026", seconds=5)
    earned = {
        task.name: float(shown[-1]["data"]["text/plain"])
        for task, shown in zip(tasks, outputs[1:], strict=True)
    }
    for task in tasks:
        assert earned[task.name] <= SHOWN * task.points, task.name
    if assignment == "momentum":  # so the lookup does find the cases
        assert earned["Momentum"] == SHOWN * 6
        assert "The cases that you can see earn at most 1.8 of the 6 points" in str(outputs)
    assert SHOWN <= 0.3


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
    assert judge(question, impolite).score == 5.0
