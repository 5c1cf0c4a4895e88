"""What must not be published is really looked for, and found where it is."""

from __future__ import annotations

import nbformat
import pytest

from course.assemble import assemble
from course.questions import TASKS
from tests.helpers.hidden import answer_lines, hidden_numbers, leaks, mistake_lines


def test_there_are_answers_mistakes_and_inputs_to_look_for() -> None:
    assert "v = self.beta * state + (1 - self.beta) * grad(w)" in answer_lines()
    assert "return lr * (1 - beta)" in answer_lines()
    assert "w - s.lr * (u + g)" in mistake_lines()
    assert "((k + 1) // every)" in mistake_lines()
    assert "return w + (w - after), state" in mistake_lines()
    assert len(hidden_numbers()) > 20 * len(TASKS)


CODE = ("optimizer", "function", "tuner")
WITH_CODE = [name for name, tasks in TASKS.items() if any(t.kind in CODE for t in tasks)]


@pytest.mark.parametrize("assignment", WITH_CODE)
def test_the_instructors_notebook_would_be_found_out(assignment: str) -> None:
    assert leaks(nbformat.writes(assemble(assignment)).replace("\\n", "\n"))


def test_a_hidden_input_would_be_found_out() -> None:
    task = TASKS["momentum"][0]
    (hidden,) = (case for case in task.graded_question().cases if case.hidden)
    assert leaks(f"w0 = {hidden.inputs['w0']}")
    assert leaks(f"w = {hidden.expected['path']}")
