"""One question, as far as a notebook has answered it."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from autograder.engine.session import ProcessGoneError, Session
from autograder.grading import outputs, picture
from autograder.grading.replies import error_reply, validate_reply
from course.questions import task
from course.task import Task
from descent.checking import probe
from descent.checking.further import further, hidden_further
from descent.checking.probe import Ask
from descent.checking.question import Case, Numbers, Question
from descent.checking.verdict import Verdict, compared, is_wrong, judge

# What an answer to each kind of question has in it.
ANSWERS: dict[str, set[str]] = {
    "optimizer": {"path", "kept", "state_kept", "asked"},
    "function": {"values", "kept"},
    "value": {"value"},
    "tuner": {"reached", "asked", "span"},
}

LATE = (
    "\n  The answer was not there when it was asked for; it was found at the end of the notebook."
    "\n  Put it above its check, and restart the kernel and run all cells to see what others see."
)


class QuestionRun:
    """One question and what was seen of its answer.

    Parameters
    ----------
    assignment, name : str
        The question.
    term : str
        What its hidden inputs are drawn for.
    worth : float, optional
        What it earns at most, if not what the course says.
    """

    def __init__(self, assignment: str, name: str, term: str, worth: float | None = None) -> None:
        self.asked, self.question = _graded(assignment, name, term, worth)
        self.observations: list[Numbers | None] = [None] * len(self.question.cases)
        self.further: Numbers | None = None
        self.hidden_further: Numbers | None = None
        self.late = False

    def ask(self, session: Session, *, hidden: bool, late: bool = False) -> None:
        """Try the visible or the hidden cases; one that kills the process ends the trying.

        `late` asks what had the answer's name when the visible cases were tried. If that was no
        answer to any of them, it is not asked for the hidden ones.
        """
        if hidden and self._seen and self.question.kind != "value" and self._unanswered:
            self.observations = [numbers or self._seen[0] for numbers in self.observations]
            return
        for i, case in enumerate(self.question.cases):
            if case.hidden != hidden or self.observations[i] is not None:
                continue
            try:
                self.observations[i] = self._tried(session, case, late)
            except ProcessGoneError as gone:
                stopped = error_reply(str(gone), kind="Stopped")
                self.observations[i:] = [stopped] * (len(self.observations) - i)
                return
        if is_wrong(self.question, self.observations):
            self._ask_further(session, hidden, late)

    def ask_again(self, session: Session) -> None:
        """Try the visible cases once more if there was no answer when they were tried.

        What has the answer's name by now is judged, and `late` says that it was not there before.
        """
        before = self.observations[:]
        if not self._unanswered:
            return
        self.observations = [None] * len(before)
        self.ask(session, hidden=False)
        self.late = not self._unanswered
        if not self.late:
            self.observations = before

    @property
    def _seen(self) -> list[Numbers]:
        """What was seen of the cases that were tried."""
        return [numbers for numbers in self.observations if numbers is not None]

    @property
    def _unanswered(self) -> bool:
        """Whether no case that was tried found an answer."""
        return all(map(self._nothing, self._seen))

    def _nothing(self, seen: Numbers) -> bool:
        """Whether what was seen is that there is no answer."""
        if "value" in seen:
            return seen["value"] is None
        return "error" in seen and (
            seen["error"]["kind"] == "NotImplementedError"
            or seen["error"]["text"].startswith(f"there is no {self.question.name}:")
        )

    def _ask_further(self, session: Session, hidden: bool, late: bool) -> None:
        """Ask a wrong answer more, of what is told only before it knows a hidden input."""
        ask, shown = self._asking(session, late), self.further
        self.further = shown or {}  # and so it stays if the process ends
        with contextlib.suppress(ProcessGoneError):
            if hidden:
                self.hidden_further = hidden_further(self.question, ask)
            elif shown is None:
                self.further = further(self.question, ask)

    def _asking(self, session: Session, late: bool) -> Ask:
        def ask(response: str, *given: Any) -> Any:
            name = self.question.name
            return validate_reply(session.ask(probe.__name__, response, name, *given, late=late))

        return ask

    def _tried(self, session: Session, case: Case, late: bool) -> Numbers:
        try:
            numbers = probe.observe(self.question.kind, case, self._asking(session, late))
            _check_form(self.question.kind, case, numbers)
            return self.asked.counted(case, numbers)
        except (KeyError, TypeError, ValueError):  # an answer to another question than was asked
            return error_reply("your code sent an answer that cannot be read")

    @property
    def pending(self) -> bool:
        """Whether a case is still to be tried."""
        return None in self.observations

    def recheck(self) -> None:
        """Take the hidden cases back unless they came out as the visible ones: right, or wrong."""
        findings = compared(self.question, self._seen)
        shown = {f.right for f in findings if not f.case.hidden}
        found = {f.right for f in findings}
        if len(shown) != 1 or found != shown:
            self.take_back()

    def take_back(self) -> None:
        """Have the hidden cases tried again."""
        for i, case in enumerate(self.question.cases):
            self.observations[i] = None if case.hidden else self.observations[i]
        self.hidden_further = None

    def verdict(self) -> Verdict:
        """Return the verdict, once no case is open."""
        return judge(self.question, self._seen, self.further, self.hidden_further)

    def outputs(self) -> list[dict[str, Any]]:
        """Return the outputs of the question's grade cell."""
        verdict = self.verdict()
        return outputs.graded(
            verdict.report() + (LATE if self.late else ""),
            verdict.score,
            drawn=picture.paths(verdict),
            mistake=verdict.mistake.name if verdict.mistake else "",
            bonus=self.question.bonus,
            stopped=any(
                "error" in seen and seen["error"]["kind"] == "Stopped" for seen in self._seen
            ),
        )


@cache
def _graded(assignment: str, name: str, term: str, worth: float | None) -> tuple[Task, Question]:
    """Return a question as it is graded; working it out takes longer than asking it."""
    asked = task(assignment, name)
    assert asked is not None, f"the course has no question {name}"
    question = asked.graded_question(term)
    if worth is not None and worth != question.points:
        share = worth / question.points
        cases = (replace(case, points=case.points * share) for case in question.cases)
        question = replace(question, cases=tuple(cases))
    return asked, question


def _check_form(kind: str, case: Case, numbers: Numbers) -> None:
    """Raise a ValueError if numbers have not the form that an honest process sends."""
    if "error" in numbers:
        return
    if not set(numbers) >= ANSWERS[kind]:
        raise ValueError(f"no answer to a question of the kind {kind}")
    if kind == "optimizer" and np.shape(numbers["path"]) != np.shape(case.expected["path"]):
        raise ValueError("a path of another shape")
    if kind == "function" and len(numbers["values"]) != len(case.inputs["arguments"]):
        raise ValueError("more or fewer results than calls")
