"""Grading one notebook: run the student's cells, ask the questions, write what was found.

The verdict is reached here, from numbers that the student's process sent, and never there.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import descent
from autograder import authored, picture
from autograder.engine.process import Starter
from autograder.engine.session import Gone, Lost, Session
from autograder.questions import task
from autograder.received import clean, received, unfit
from autograder.results import Outputs
from autograder.task import Task
from descent.probe import observe
from descent.question import Case, Numbers, Question
from descent.verdict import judge

KIT = [Path(descent.__file__).resolve().parent]
PNG = b"\x89PNG\r\n\x1a\n"
# A process may be killed from outside, as by a system that runs out of memory, and no student must
# pay for that; but what a notebook does to its process, it does every time.
TRIES = 3
MOST = 20_000  # characters, and a hundredth of the bytes, that one output may bring


# What an answer to each kind of question has in it.
ANSWERS: dict[str, set[str]] = {
    "optimizer": {"path", "kept", "asked"},
    "function": {"values", "kept"},
    "value": {"value"},
    "tuner": {"reached", "asked"},
}


@dataclass(frozen=True)
class Cell:
    """A code cell as the grader sees it.

    It is run as the student's; or it asks a question of the course; or it is a test of the
    instructor's own, worth `tests` points.
    """

    source: str
    question: str | None = None
    tests: float | None = None


@cache
def starter() -> Starter:
    """Return what starts students' processes; one serves all notebooks."""
    return Starter(KIT)


@dataclass(frozen=True)
class Pair:
    """A student's notebook run twice: whatever a hidden input could reach is never shown.

    In one process an answer could note the hidden inputs, and a later cell print them.
    """

    shown: Session
    unseen: Session

    @property
    def stopped(self) -> bool:
        """Whether any cell or answer met a limit, or the end of its process."""
        return self.shown.stopped or self.unseen.stopped

    @property
    def ended(self) -> bool:
        """Whether a process ended by itself, or was killed by others."""
        return self.shown.ended or self.unseen.ended

    def run(self, source: str) -> list[dict[str, str]]:
        """Run one cell in both and return what it showed where nothing is hidden."""
        found = self.shown.run(source)
        if not any(output.get("error") == "Stopped" for output in found):
            self.unseen.run(source)
        return found


@contextmanager
def running(seconds: float) -> Iterator[Pair]:
    """Start both processes, and stop them in the end."""
    with (
        Session(starter(), seconds, total=12 * seconds) as shown,
        Session(starter(), seconds, total=12 * seconds, drawn=False) as unseen,
    ):
        yield Pair(shown, unseen)


def grade(
    cells: Iterable[Cell], assignment: str, term: str = "", seconds: float = 10.0
) -> tuple[Outputs, bool]:
    """Return the notebook outputs of every cell, in order, and whether no limit was met.

    Parameters
    ----------
    cells : iterable of Cell
        The code cells of one notebook.
    assignment : str
        Which questions to ask.
    term : str
        What the hidden inputs are drawn for; the same term gives the same inputs.
    seconds : float
        How long one cell or one answer may take; a whole notebook has twelve times that.
    """
    cells = list(cells)
    tried = 0
    while True:
        tried += 1
        try:
            with running(seconds) as pair:
                graded = [_outputs(pair, cell, assignment, term) for cell in cells]
        except Lost:
            if tried == TRIES:
                raise
        else:
            if not pair.ended or tried == TRIES:
                return graded, not pair.stopped


def _outputs(pair: Pair, cell: Cell, assignment: str, term: str) -> list[dict[str, Any]]:
    if cell.question is not None:
        return ask(pair, assignment, cell.question, term)
    if cell.tests is not None:
        said, score = authored.run(pair.shown, cell.source, cell.tests)
        return outputs(clean(said, MOST), score)
    return _shown(pair.run(cell.source))


def ask(pair: Pair, assignment: str, name: str, term: str) -> list[dict[str, Any]]:
    """Ask one question and return its outputs, the last of which is always the score."""
    asked, question = _exam(assignment, name, term)
    verdict = judge(question, _seen(pair, asked, question))
    return outputs(
        verdict.report(),
        verdict.score,
        png=picture.paths(verdict),
        mistake=verdict.mistake.name if verdict.mistake else "",
        bonus=question.bonus,
    )


@cache
def _exam(assignment: str, name: str, term: str) -> tuple[Task, Question]:
    """Return a question as it is graded; working it out takes longer than asking it."""
    asked = task(assignment, name)
    assert asked is not None, f"the course has no question {name}"
    return asked, asked.exam(term)


def outputs(
    report: str, score: float, png: bytes | None = None, mistake: str = "", bonus: bool = False
) -> list[dict[str, Any]]:
    """Return a grade cell's outputs: the words, a picture if there is one, and the number.

    nbgrader refuses a cell's result that is above its maximum, which is 0 for a bonus: there the
    number is shown, and `autograder.nbgrader.SaveGrades` takes it from the metadata.
    """
    shown = [_stream(report + "\n")]
    if png:
        shown.append(_picture(base64.b64encode(png).decode(), picture.ALT))
    number: dict[str, Any] = {"data": {"text/plain": repr(float(score))}}
    own: dict[str, Any] = {"mistake": mistake}
    if bonus:
        own["bonus"] = float(score)
        number["output_type"] = "display_data"
    else:
        number |= {"output_type": "execute_result", "execution_count": None}
    return [*shown, {**number, "metadata": {"descent": own}}]


def _seen(pair: Pair, asked: Task, question: Question) -> list[Numbers]:
    """Try every case of a question; one that kills the process ends the trying."""
    seen: list[Numbers] = []
    for case in question.cases:
        session = pair.unseen if case.hidden else pair.shown
        try:
            numbers = observe(
                question.kind,
                case,
                lambda response, *given, session=session: received(
                    session.ask("descent.probe", response, question.name, *given)
                ),
            )
            _check_form(question.kind, case, numbers)
            seen.append(asked.counted(case, numbers))
        except Gone as gone:
            stopped = unfit(str(gone), kind="Stopped")
            seen += [stopped] * (len(question.cases) - len(seen))
            break
        except (KeyError, TypeError, ValueError):  # an answer to another question than was asked
            seen.append(unfit("your code sent an answer that cannot be read"))
    return seen


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


def _shown(items: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Return a student's own outputs as text and pictures that cannot act."""
    shown: list[dict[str, Any]] = []
    for item in items:
        png = item.get("png")
        if "error" in item:
            words = f"{item['error']}: {item.get('text', '')}"
            shown.append(_stream(clean(words, MOST) + "\n"))
        elif "stream" in item:
            shown.append(_stream(clean(str(item["stream"]), MOST)))
        elif isinstance(png, str) and len(png) < 100 * MOST and _is_png(png):
            shown.append(_picture(png, "A picture that your notebook drew."))
        else:
            shown.append(_stream(clean(str(item.get("text", "")), MOST) + "\n"))
    return shown


def _is_png(text: str) -> bool:
    try:
        return base64.b64decode(text, validate=True).startswith(PNG)
    except ValueError:
        return False


def _stream(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def _picture(png: str, alt: str) -> dict[str, Any]:
    return {
        "output_type": "display_data",
        "data": {"image/png": png, "text/plain": alt},
        "metadata": {"image/png": {"alt": alt}},
    }
