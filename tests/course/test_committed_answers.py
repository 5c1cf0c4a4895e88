"""Numbers and choices that are committed: what is right is accepted, and nothing beside it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from course.questions import TASKS
from course.task import Task
from descent.checking.question import Case, Numbers
from descent.checking.sealed import number, rounded
from tests.helpers.asked import examined, graded_question

COMMITTED = [task for tasks in TASKS.values() for task in tasks if task.kind == "value"]
ENTRIES = [(task, setting.inputs) for task in COMMITTED for setting, _ in task.settings("")]
NUMBERS = [(task, inputs) for task, inputs in ENTRIES if "digits" in inputs]
CHOICES = [(task, inputs) for task, inputs in ENTRIES if "digits" not in inputs]
LARGEST = Fraction(1, 40)  # of a number, that may be taken for it


def named(thing: Any) -> str:
    return thing.name if isinstance(thing, Task) else str(thing.get("entry", ""))


def case_of(task: Task, inputs: Numbers) -> Case:
    (case,) = (case for case in graded_question(task).cases if case.inputs == inputs)
    return case


def is_right(task: Task, case: Case, said: Any) -> bool:
    """Whether an entry is right when it is said to be this, and all others are what is due."""
    entry = case.inputs.get("entry")
    verdict = examined(
        task, graded_question(task), said if entry is None else {**task.right, entry: said}
    )
    (finding,) = (f for f in verdict.findings if f.case.inputs.get("entry") == entry)
    return finding.right


@pytest.mark.parametrize(("task", "inputs"), NUMBERS, ids=named)
def test_a_number_is_taken_for_itself_and_for_little_else(task: Task, inputs: Numbers) -> None:
    case = case_of(task, inputs)
    digits, due = case.inputs["digits"], number(case.expected["value"])
    unit = Fraction(1, 10**digits)
    said = rounded(due, digits) * unit
    assert is_right(task, case, float(said))
    for wrong in (due + 3 * unit, due - 3 * unit, 2 * due, -due, due + 1, 10 * due):
        if wrong != due:
            assert not is_right(task, case, float(wrong)), float(wrong)
    if digits == 0:
        for wrong in (due + 1, due - 1, due + Fraction(2, 5)):
            assert not is_right(task, case, float(wrong)), "a count is exact"
    beside = [off for off in range(-30, 31) if is_right(task, case, float(said + off * unit / 10))]
    far = max(abs(off) for off in beside) * unit / 10
    assert far <= max(LARGEST * abs(due), unit / 2), "a tolerance is never large beside the number"


@pytest.mark.parametrize(("task", "inputs"), CHOICES, ids=named)
def test_a_choice_is_one_of_those_that_are_offered(task: Task, inputs: Numbers) -> None:
    case = case_of(task, inputs)
    due = case.expected["value"]
    offered = case.inputs.get("choices", task.choices)
    assert due in offered
    right = [said for said in (*offered, "", "none of them", 0, True) if is_right(task, case, said)]
    assert right == [due]
