"""The questions as they are put, each worked out once, as one with its mistakes takes a while."""

from __future__ import annotations

from functools import cache
from typing import Any

from course.questions import TASKS
from course.task import Task
from descent.checking.further import further, hidden_further
from descent.checking.probe import respond
from descent.checking.question import Numbers, Question, visible
from descent.checking.verdict import Verdict, is_wrong, judge

BY_NAME = {task.name: task for tasks in TASKS.values() for task in tasks}


def graded_question(task: Task, term: str = "") -> Question:
    """Return a question as it is graded in one term."""
    return _exam(task.name, term)


def public_question(task: Task) -> Question:
    """Return a question as the kit carries it."""
    return _public(task.name)


def names_mistakes(task: Task) -> bool:
    """Whether `check` calls mistakes by name: by the kit's file, as that is read in a moment."""
    question = visible().get(task.name)
    return question is None or bool(question.mistakes)


def examined(task: Task, question: Question, answer: Any) -> Verdict:
    """Return the verdict on an answer that is trusted, as the grader comes to it."""
    seen = [task.seen(answer, case) for case in question.cases]
    found = judge(question, seen)
    if found.mark in ("right", "noted", "open"):
        return found

    def ask(name: str, *given: Any) -> Numbers:
        return respond(name, answer, *given)

    shown = [None if case.hidden else n for case, n in zip(question.cases, seen, strict=True)]
    told = further(question, ask) if is_wrong(question, shown) else {}
    return judge(question, seen, told, hidden_further(question, ask))


def mistaken(question: Question, name: str) -> Verdict:
    """Return the verdict on a known mistake, of which the question holds what it shows."""
    return judge(question, [case.wrong[name] for case in question.cases])


@cache
def _exam(name: str, term: str) -> Question:
    return BY_NAME[name].graded_question(term)


@cache
def _public(name: str) -> Question:
    return BY_NAME[name].public_question()
