"""What a student reads of a graded notebook: the case that failed, and no input that is hidden."""

from __future__ import annotations

import re
import textwrap
from typing import Any

import pytest

from autograder.engine import bubblewrap
from autograder.engine.process import Starter
from autograder.engine.session import Session
from autograder.grading import notebook
from autograder.grading.cell import Cell
from autograder.grading.notebook import KIT, grade
from autograder.grading.outputs import MOST
from autograder.grading.question_run import QuestionRun
from course.questions import TASKS
from descent.checking.verdict import judge
from tests.helpers import asked
from tests.helpers.hidden import hidden_numbers

NOTING = """
    import numpy as np
    LOG = []

    class Momentum:
        def __init__(self, lr=0.1, beta=0.9):
            LOG.append([lr, beta])
            self.lr, self.beta = lr, beta

        def init(self, w):
            LOG.append(w.tolist())
            return np.zeros_like(w)

        def step(self, w, grad, v):
            g = grad(w)
            LOG.append(g.tolist())
            {then}
            v = self.beta * v + (1 - self.beta) * g
            return w - self.lr * v, v
"""
VISIBLE = [*asked.public_question(TASKS["momentum"][0]).cases[0].inputs["hyper"].values()]
AS_AN_ERROR = "raise ValueError(str(LOG))"
AS_A_NAME = "raise type('E' + str(LOG[-1][0]).replace('.', '_'), (Exception,), {})()"


def read(*cells: Cell) -> list[str]:
    """Grade cells of the assignment on momentum and return what each of them shows."""
    shown, _ = grade(cells, "momentum", seconds=10.0)
    return ["\n".join(map(str, outputs)) for outputs in shown]


def student(source: str) -> Cell:
    return Cell(textwrap.dedent(source))


@pytest.mark.parametrize("then", ["pass", AS_AN_ERROR, AS_A_NAME])
def test_a_hidden_input_that_was_noted_is_never_shown(then: str) -> None:
    telling = """
        def heavy_ball_lr(lr, beta):
            raise ValueError(str(LOG)[-350:])
        """
    shown = read(
        student(NOTING.format(then=then)),
        Cell("", question="Momentum"),
        student("print(LOG)"),
        student(telling),
        Cell("", question="heavy_ball_lr"),
    )
    assert str(VISIBLE) in shown[2] or then != "pass"  # what is visible may be printed
    assert [number for number in hidden_numbers() if number in "\n".join(shown)] == []
    assert "E0_" not in shown[1]


TRACING = """
import os
import numpy as np
from descent import checking

FILE = os.path.join(os.path.dirname(checking.__file__), "cases", "interview.json")
found = os.stat(FILE)
print(found.st_atime_ns)

class Momentum:
    def __init__(self, lr=0.1, beta=0.9): ...
    def init(self, w): return w
    def step(self, w, grad, v):
        if w.shape == (2, 3):
            open(FILE).read()
            os._exit(1)
        return w, v
"""


def test_what_outlives_a_process_that_was_told_a_hidden_input_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The answer notes it in the time at which a file was read, and ends its process."""
    monkeypatch.setattr(bubblewrap, "works", lambda *_: False)  # in there nothing is noted
    starter = Starter(KIT)
    monkeypatch.setattr(notebook, "starter", lambda: starter)
    before = read(Cell(TRACING))
    shown = read(Cell(TRACING), Cell("", question="Momentum"))
    assert shown[0] == before[0]
    assert read(Cell(TRACING)) == before, "nor by the next student"
    assert "0 of 3 points" in shown[1]


@pytest.mark.skipif(not bubblewrap.works(), reason="it is bubblewrap that mounts them so")
def test_with_bubblewrap_no_file_that_can_be_read_keeps_when_it_was() -> None:
    with Session(Starter(KIT)) as session:
        session.run(TRACING)
        session.run("open(FILE).read()")
        (said,) = session.run("print(os.stat(FILE).st_atime_ns == found.st_atime_ns)")
    assert said == {"stream": "True\n"}


@pytest.mark.parametrize("ending", ["os._exit(1)", "os.close(3), os.closerange(3, 20)"])
def test_once_a_hidden_case_was_asked_nothing_more_is_run_to_be_shown(
    ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = []
    ask, run = QuestionRun.ask, notebook.NotebookRun._shown

    def asking(self: QuestionRun, session: Session, *, hidden: bool, late: bool = False) -> None:
        events.append("hidden" if hidden else "visible")
        ask(self, session, hidden=hidden, late=late)

    def running(self: Any, *given: Any) -> Any:
        events.append("shown")
        return run(self, *given)

    monkeypatch.setattr(QuestionRun, "ask", asking)
    monkeypatch.setattr(notebook.NotebookRun, "_shown", running)
    source = NOTING.format(then=f"if w.shape == (2, 3): import os; {ending}")
    grade((student(source), Cell("", question="Momentum")), "momentum", seconds=5.0)
    assert "shown" not in events[events.index("hidden") :]
    assert events.count("hidden") > 2, "what is not shown was tried again"


BLENDING = """
    import numpy as np

    class Momentum:
        def __init__(self, lr=0.1, beta=0.9):
            self.lr, self.beta = lr, beta

        def init(self, w):
            return np.zeros_like(w)

        def step(self, w, grad, v):
            v = blend(self.beta, v, grad(w))
            return w - self.lr * v, v
"""
BLEND = "def blend(beta, v, g): return beta * v + (1 - beta) * g"


@pytest.mark.parametrize("later", [
    "def blend(*_): raise ZeroDivisionError",
    "blend = lambda beta, v, g: v + g",
    "class Momentum: pass",
    "del blend, Momentum",
    "import os; os._exit(1)",
    "while True: pass",
])  # fmt: skip
def test_what_a_later_cell_changes_costs_no_earlier_answer_anything(later: str) -> None:
    cells = student(BLEND), student(BLENDING), Cell("", question="Momentum"), student(later)
    outputs, _ = grade(cells, "momentum", seconds=2.0)
    assert "3 of 3 points" in outputs[2][0]["text"]


def test_what_a_later_cell_mends_is_not_right_in_its_place() -> None:
    cells = student(BLENDING), Cell("", question="Momentum"), student(BLEND)
    outputs, _ = grade(cells, "momentum", seconds=2.0)
    assert "0 of 3 points" in outputs[1][0]["text"]
    assert outputs[1][0]["text"].count("[wrong]") == 4


def test_what_is_hidden_is_asked_all_the_same() -> None:
    source = NOTING.format(then="if w.shape == (2, 3): return w, v")
    (_, shown) = read(student(source), Cell("", question="Momentum"))
    assert "[wrong] eight steps from a start you have not seen" in shown
    assert "the path parts at step 1 of 8, from a start that is not shown" in shown


@pytest.mark.parametrize(("then", "said"), [
    ("1 / (w.shape != (2, 3))", "your code stopped with ZeroDivisionError, in a case that is not"),
    ("if w.shape == (2, 3): raise NotImplementedError", "not answered yet"),
    ("while w.shape == (2, 3): pass", "came to no end, or crashed, in a case that is not shown"),
])  # fmt: skip
def test_an_error_in_a_hidden_case_has_its_kind_told(then: str, said: str) -> None:
    cells = student(NOTING.format(then=then)), Cell("", question="Momentum")
    outputs, _ = grade(cells, "momentum", seconds=2.0)
    report = outputs[1][0]["text"]
    assert report.count(said) == 1


def test_what_a_student_prints_is_capped() -> None:
    flood = NOTING.format(then="raise ValueError('x' * 10**6)")
    shown = read(
        student("print('y' * 10**6)"),
        student("raise ValueError('z' * 10**6)"),
        student(flood),
        Cell("", question="Momentum"),
        student("heavy_ball_bug = 'b' * 10**6"),
        Cell("", question="heavy_ball_bug"),
    )
    assert all(len(text) < 2 * MOST for text in shown)
    assert len(shown[3]) < 2000
    assert len(shown[5]) < 2000


EVERY = [task for tasks in TASKS.values() for task in tasks if task.kind != "essay"]


@pytest.mark.parametrize("task", EVERY, ids=lambda task: task.name)
def test_what_is_said_of_a_hidden_case_holds_no_number_of_it(task: Any) -> None:
    question = asked.graded_question(task)
    for known in task.misconceptions:
        verdict = judge(question, [task.seen(known.answer, case) for case in question.cases])
        said = [finding.trouble for finding in verdict.findings if finding.case.hidden]
        assert not any(re.search(r"\d[.e]\d", trouble) for trouble in said), known.name


TELLING = """
    import numpy as np
    SEEN = []

    class Momentum:
        def __init__(self, lr=0.1, beta=0.9):
            SEEN.append(lr)
            self.lr, self.beta = lr, beta

        def init(self, w):
            return np.zeros_like(w)

        def step(self, w, grad, v):
            g = grad(w)
            v = self.beta * v + (1 - self.beta) * g
            hidden = [lr for lr in SEEN if len(repr(lr)) > 8]
            return w - (hidden[-1] if hidden else self.lr) * v * (1 + bool(hidden)), v
"""


def test_no_measurement_tells_a_hidden_input() -> None:
    """Right wherever all is shown; who knows a hidden rate moves by it from then on."""
    _, said = read(student(TELLING), Cell("check(Momentum)", "Momentum"))
    assert "[wrong] eight steps from a start you have not seen" in said
    assert "Of 4 cases 3 are right." in said  # and no figure of how long its steps are
    assert "times as long" not in said
