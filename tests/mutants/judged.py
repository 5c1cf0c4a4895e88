"""One mutant judged: by the check, by the exam of three terms, and what is said of it."""

from __future__ import annotations
import __future__

import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from course.task import Task
from descent.checking.compare import trouble
from descent.checking.question import Question
from descent.checking.verdict import Verdict
from tests.helpers import asked
from tests.mutants.battery import battery
from tests.mutants.verify import false_statements

TERMS = ("a term", "another term", "a third term")
SECONDS = 1.0  # of this process, for all that is asked of one mutant


class EndlessError(BaseException):
    """A mutant that comes to no end; no `except Exception` may stop it."""


@dataclass(frozen=True)
class Judged:
    """What became of one mutant.

    Attributes
    ----------
    question, change : str
        Whose it is, and what was changed.
    fate : str
        "killed" in every term, "survived" in one at least, or "equal" to the key on the battery.
    told : str
        What a student is told by then: the "cause", a "symptom", the "error" of Python, or "".
    statements : tuple of str
        What was said.
    false : tuple of str
        Which of it is not true.
    """

    question: str
    change: str
    fate: str
    told: str = ""
    statements: tuple[str, ...] = ()
    false: tuple[str, ...] = ()


def prepare(task: Task) -> None:
    """Work out what is worked out once, so that it is not taken from the time of a mutant."""
    for term in TERMS:
        asked.graded_question(task, term)
    differs(task, task.right)


def judged(task: Task, change: str, text: str) -> Judged:
    """Judge one mutant."""
    try:
        with _limited(SECONDS) as stopped, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                answer = made(task.reference, text)
            except (Exception, SystemExit) as error:  # the class itself cannot be made
                return Judged(task.name, change, "killed", "error", (repr(error)[:80],))
            found = _judged(task, change, answer)
            if stopped:  # and what asks a student's code contains whatever comes out of it
                raise EndlessError
            return found
    except EndlessError:
        return Judged(task.name, change, "killed", "error", ("it comes to no end",))


def made(reference: Any, text: str) -> Any:
    """Return the class or function of a text, in the place of the key's."""
    names = dict(vars(sys.modules[reference.__module__]))
    flags = __future__.annotations.compiler_flag
    exec(compile(text, f"<mutant of {reference.__name__}>", "exec", flags=flags), names)
    return names[reference.__name__]


def _judged(task: Task, change: str, answer: Any) -> Judged:
    public = asked.public_question(task)
    checked = asked.examined(task, public, answer)
    exams = [asked.graded_question(task, term) for term in TERMS]
    if not checked.right:
        told, statements = _told(checked)
        false = false_statements(task, answer, checked)
        return Judged(task.name, change, "killed", told, statements, false)
    hidden = [_hidden(task, exam, answer) for exam in exams]
    if all(hidden):
        examined = asked.examined(task, exams[0], answer)
        told, statements = _told(examined)
        false = false_statements(task, answer, examined)
        return Judged(task.name, change, "killed", told, statements, false)
    return Judged(task.name, change, "survived" if differs(task, answer) else "equal")


def _hidden(task: Task, exam: Question, answer: Any) -> bool:
    """Whether a hidden case of an exam goes wrong."""
    cases = [case for case in exam.cases if case.hidden]
    return any(trouble(exam, case, task.seen(answer, case)) for case in cases)


def differs(task: Task, answer: Any) -> bool:
    """Whether an answer departs from the key on the battery."""
    question = asked.public_question(task)
    return any(trouble(question, c, task.seen(answer, c)) for c in battery(task.name))


def _told(verdict: Verdict) -> tuple[str, tuple[str, ...]]:
    if verdict.mistake:
        return "cause", (verdict.mistake.name,)
    if verdict.symptoms:
        return "symptom", tuple(symptom.text for symptom in verdict.symptoms)
    errors = [f.trouble for f in verdict.findings if f.trouble and "error" in f.seen]
    return ("error", (errors[0],)) if errors else ("", ())


@contextmanager
def _limited(seconds: float) -> Iterator[list[float]]:
    stopped: list[float] = []

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.append(seconds)
        raise EndlessError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, seconds / 20)  # whatever it goes on with
    try:
        yield stopped
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
