"""Grading one notebook: run the student's cells, ask the questions, write what was found.

The verdict is reached here, from numbers that the student's process sent, and never there.

No answer may note a hidden input and have a later cell print it. So the hidden cases are tried
after the last cell, in a process of which nothing is shown any more. That settles an answer that is
right throughout, or nowhere. Any other may have met what a later cell changed, so the notebook is
run once more, in a process of which nothing is shown at all, and the hidden cases are tried there
in their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import descent
from autograder.engine.process import Starter
from autograder.engine.session import Lost, Session
from autograder.grading import instructor_tests, outputs
from autograder.grading.outputs import Outputs
from autograder.grading.question_run import Paper
from autograder.grading.replies import clean

KIT = [Path(descent.__file__).resolve().parent]
# A process may be killed from outside, as by a system that runs out of memory, and no student must
# pay for that; but what a notebook does to its process, it does every time.
TRIES = 3


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


def grade(
    cells: Sequence[Cell], assignment: str, term: str = "", seconds: float = 10.0
) -> tuple[Outputs, bool]:
    """Return the notebook outputs of every cell, in order, and whether no limit was met.

    Parameters
    ----------
    cells : sequence of Cell
        The code cells of one notebook.
    assignment : str
        Which questions to ask.
    term : str
        What the hidden inputs are drawn for; the same term gives the same inputs.
    seconds : float
        How long one cell or one answer may take; a whole run has twelve times that.
    """
    tried = 0
    while True:
        tried += 1
        run = Run(cells, assignment, term, seconds)
        try:
            run.shown()
            run.unseen()
        except Lost:
            if tried == TRIES:
                raise
        else:
            if not run.ended or tried == TRIES:
                return run.outputs(), not run.stopped


class Run:
    """One notebook, being run; parameters as in `grade`."""

    def __init__(self, cells: Sequence[Cell], assignment: str, term: str, seconds: float) -> None:
        self.cells, self.seconds = cells, seconds
        self.papers = {
            i: Paper(assignment, cell.question, term)
            for i, cell in enumerate(cells)
            if cell.question is not None
        }
        self.found: list[list[dict[str, Any]]] = []
        self.skipped: set[int] = set()  # cells that ran into a limit
        self.stopped = self.ended = False

    def shown(self) -> None:
        """Run the cells, trying the visible cases in their places, and the hidden ones last."""
        with Session(starter(), self.seconds, total=12 * self.seconds) as session:
            for i, cell in enumerate(self.cells):
                self.found.append(self._shown(session, i, cell))
            for paper in self.papers.values():
                # In a process that was started anew, the names stand for what came last.
                if paper.open and not session.stopped:
                    paper.ask(session, hidden=True, late=True)
                    paper.settle()
        self._note(session)

    def _shown(self, session: Session, i: int, cell: Cell) -> list[dict[str, Any]]:
        if i in self.papers:
            self.papers[i].ask(session, hidden=False)
            return []
        if cell.tests is not None:
            said, score = instructor_tests.run(session, cell.source, cell.tests)
            return outputs.graded(clean(said, outputs.MOST), score)
        found = session.run(cell.source)
        if any(output.get("error") == "Stopped" for output in found):
            self.skipped.add(i)
        return outputs.shown(found)

    def unseen(self) -> None:
        """Run the cells again where a question is open, and try its hidden cases in its place."""
        last = max((i for i, paper in self.papers.items() if paper.open), default=-1)
        if last < 0:
            return
        with Session(starter(), self.seconds, total=12 * self.seconds, drawn=False) as session:
            for i, cell in enumerate(self.cells[: last + 1]):
                if i in self.papers:
                    self.papers[i].ask(session, hidden=True)
                elif cell.tests is None and i not in self.skipped:
                    session.run(cell.source)
        self._note(session)

    def _note(self, session: Session) -> None:
        self.stopped |= session.stopped
        self.ended |= session.ended

    def outputs(self) -> Outputs:
        """Return the outputs of every cell, in order."""
        return [
            self.papers[i].outputs() if i in self.papers else found
            for i, found in enumerate(self.found)
        ]
