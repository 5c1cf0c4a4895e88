"""How well each question tells right from wrong: ``python -m tests.scores``.

Prints a table, question by question: its points, how many named mistakes lose points and are
called by their own name, how many right answers in other styles get full marks, and how long
the key's answer takes in a check, and when the grader asks a confined process. Ends with
an error unless both counts are complete.
"""

from __future__ import annotations

import contextlib
import io
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from autograder.engine.session import Session
from autograder.grading.notebook import starter
from autograder.grading.question_run import QuestionRun
from course.assemble import assemble
from course.questions import TASKS
from course.task import Task
from descent import check
from descent.checking.question import Question
from descent.checking.verdict import Verdict
from tests.course import right
from tests.helpers import asked

TERM = "a term"


@dataclass(frozen=True)
class Row:
    """What was found of one question."""

    assignment: str
    question: str
    kind: str
    points: float
    killed: int
    mistakes: int
    accepted: int
    right: int
    check: float
    grade: float


def row(task: Task, session: Session) -> Row:
    """Try every known answer to one question; the session holds the key's own."""
    graded_question = asked.graded_question(task, TERM)
    named = [
        (known.name, examine(task, graded_question, known.answer)) for known in task.misconceptions
    ]
    killed = [
        v
        for name, v in named
        if v.score < graded_question.points and v.mistake and v.mistake.name == name
    ]
    answers = right.answers(task.name)
    full = [
        v
        for v in (examine(task, graded_question, a) for a in answers)
        if v.score == graded_question.points
    ]
    return Row(
        task.assignment,
        task.name,
        task.kind,
        graded_question.points,
        len(killed),
        len(task.misconceptions),
        len(full),
        len(answers),
        took(lambda: checked(task)),
        took(lambda: graded(task, session)),
    )


def examine(task: Task, question: Question, answer: Any) -> Verdict:
    """Return the verdict on an answer that is trusted."""
    return asked.examined(task, question, answer)


def checked(task: Task) -> None:
    """Check the key's answer as a student does."""
    with contextlib.redirect_stdout(io.StringIO()):
        check(**{task.name: task.right})


def graded(task: Task, session: Session) -> None:
    """Ask a confined process for the key's answer."""
    run = QuestionRun(task.assignment, task.name, TERM)
    for hidden in (False, True):
        run.ask(session, hidden=hidden)
    run.outputs()


def took(what: Callable[[], Any]) -> float:
    """Return the milliseconds of the shortest of three runs, after one that warms up."""
    what()
    times = []
    for _ in range(3):
        start = time.perf_counter()
        what()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def rows() -> Iterator[Row]:
    """Try every question that is not read by a person."""
    for assignment, tasks in TASKS.items():
        with Session(starter(), seconds=50.0, total=600.0) as session:
            for cell in assemble(assignment).cells:
                if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade"):
                    session.run(cell.source)
            yield from (row(task, session) for task in tasks if task.kind != "essay")


FORM = "{:<17}{:<24}{:<10}{:>7} {:>8} {:>9} {:>9} {:>9}"


def table(found: list[Row]) -> str:
    """Return the rows as lines of text, with totals."""
    head = "assignment question kind points killed accepted check/ms grade/ms"
    lines = [FORM.format(*head.split())]
    for r in found:
        killed, accepted = f"{r.killed}/{r.mistakes}", f"{r.accepted}/{r.right}"
        what = (r.assignment, r.question, r.kind, f"{r.points:g}", killed, accepted)
        lines.append(FORM.format(*what, f"{r.check:.1f}", f"{r.grade:.1f}"))
    killed = f"{sum(r.killed for r in found)}/{sum(r.mistakes for r in found)}"
    accepted = f"{sum(r.accepted for r in found)}/{sum(r.right for r in found)}"
    points = f"{sum(r.points for r in found):g}"
    total = ("all", f"{len(found)} questions", "", points, killed, accepted, "", "")
    lines.append(FORM.format(*total).rstrip())
    by_hand = [task for tasks in TASKS.values() for task in tasks if task.kind == "essay"]
    essays = sum(task.points for task in by_hand)
    lines.append(f"and {len(by_hand)} answers that a person reads, for {essays:g} points")
    return "\n".join(lines)


if __name__ == "__main__":
    everything = list(rows())
    print(table(everything))
    sys.exit(any(r.killed < r.mistakes or r.accepted < r.right for r in everything))
