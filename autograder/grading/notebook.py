"""Grading one notebook: run the student's cells, ask the questions, write what was found.

The verdict is reached here, from numbers that the student's process sent, and never there.

No answer may note a hidden input and have a later cell print it. So the hidden cases are tried
after the last cell, in a process of which nothing is shown any more. That settles an answer that is
right throughout, or nowhere. Any other may have met what a later cell changed, so the notebook is
run once more, in a process of which nothing is shown at all, and the hidden cases are tried there
in their place.

A process may leave a trace that outlives it. So once any process of a notebook was told a hidden
input, none that is started later has its output shown: if something ends it then, only the part
that nobody sees is done again; and if what runs the notebook is lost, what was shown is there
still (`told`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import descent
from autograder.engine.process import Starter
from autograder.engine.retry import ATTEMPTS
from autograder.engine.session import ProcessLostError, Session
from autograder.grading import instructor_tests, outputs
from autograder.grading.cell import Cell, Files, Outputs
from autograder.grading.question_run import QuestionRun
from autograder.grading.replies import clean
from autograder.grading.told import Told

KIT = [Path(descent.__file__).resolve().parent]


@cache
def starter() -> Starter:
    """Return what starts students' processes; one serves all notebooks."""
    return Starter(KIT)


def grade(
    cells: Sequence[Cell],
    assignment: str,
    term: str = "",
    seconds: float = 10.0,
    late: bool = True,
    files: Files = (),
    attempts: int = ATTEMPTS,
    name: str = "",
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
    late : bool
        Whether an answer counts that is only there at the end of the notebook.
    files : sequence of (str, bytes)
        What was handed in beside it, for its code to read.
    attempts : int
        How often it may be run, if something ends it; see `engine.retry`.
    name : str
        By which it is known again, if what runs it is lost.
    """
    told = Told(name)
    run = NotebookRun(cells, assignment, term, seconds, late, files, told)
    run.take_up()
    while True:
        attempts -= 1
        try:
            run.go_on(last=attempts <= 0)
        except ProcessLostError:
            if attempts <= 0:
                raise
        else:
            if not run.ended or attempts <= 0:
                told.forget()
                return run.outputs(), not run.stopped
        if run.told:
            run.reopen()
        else:
            run = NotebookRun(cells, assignment, term, seconds, late, files, told)


class NotebookRun:
    """One notebook, being run; parameters as in `grade`."""

    def __init__(
        self,
        cells: Sequence[Cell],
        assignment: str,
        term: str,
        seconds: float,
        late: bool,
        files: Files,
        record: Told,
    ) -> None:
        self.record = record
        self.cells, self.seconds, self.late, self.files = cells, seconds, late, files
        self.questions = {
            i: QuestionRun(assignment, cell.question, term, cell.worth)
            for i, cell in enumerate(cells)
            if cell.question is not None
        }
        self.found: list[list[dict[str, Any]]] = []
        self.skipped: set[int] = set()  # cells that ran into a limit
        self.stopped = self.ended = False
        self.room = outputs.MOST_IN_ALL
        self.told = False  # whether any process was told a hidden input; see `_tell`

    def go_on(self, *, last: bool) -> None:
        """Do what is still to be done; if the process ended by itself, stop unless it is the last.

        The shown part comes to its end before anything hidden is asked.
        """
        if not self.told:
            self._run_shown(last)
            if self.ended and not last:
                return
        self._tell()
        self._run_unseen()

    def take_up(self) -> None:
        """Go on from where an earlier run was lost, if it had been told a hidden input."""
        kept = self.record.load()
        if kept is None:
            return
        self.found, self.skipped = kept["found"], set(kept["skipped"])
        self.stopped, self.told = kept["stopped"], True
        for asked, known in zip(self.questions.values(), kept["asked"], strict=True):
            asked.observations, asked.late, asked.further = known

    def _tell(self) -> None:
        """Note that a hidden input is told now, and what has been shown before."""
        if not self.told:
            self.told = True
            asked = [(q.observations, q.late, q.further) for q in self.questions.values()]
            self.record.save({
                "found": self.found, "skipped": sorted(self.skipped), "stopped": self.stopped,
                "asked": asked,
            })  # fmt: skip

    def reopen(self) -> None:
        """Take back what is known of the hidden cases, so that it is found out again."""
        self.ended = False
        for asked in self.questions.values():
            asked.take_back()

    def _run_shown(self, last: bool) -> None:
        """Run the cells, trying the visible cases in their places, and the hidden ones last."""
        with self._session() as session:
            for i, cell in enumerate(self.cells):
                self.found.append(self._shown(session, i, cell))
            if last or not session.ended:
                for asked in self.questions.values() if self.late else ():
                    if not session.stopped:
                        asked.ask_again(session)
                for asked in self.questions.values():
                    # In a process that was started anew, the names stand for what came last.
                    if asked.pending and not session.stopped:
                        self._tell()
                        asked.ask(session, hidden=True, late=True)
                        asked.recheck()
            self._note(session)

    def _shown(self, session: Session, i: int, cell: Cell) -> list[dict[str, Any]]:
        if i in self.questions:
            self.questions[i].ask(session, hidden=False)
            return []
        if cell.tests is not None:
            said, score = instructor_tests.run(session, cell.source, cell.tests)
            return outputs.graded(clean(said, outputs.MOST), score)
        found = session.run(cell.source)
        if any(output.get("error") == "Stopped" for output in found):
            self.skipped.add(i)
        made = outputs.shown(found)
        self.room -= outputs.size(made)
        return made if self.room > 0 else outputs.too_much()

    def _run_unseen(self) -> None:
        """Run the cells again where a question is open, and try its hidden cases in its place."""
        last = max((i for i, asked in self.questions.items() if asked.pending), default=-1)
        if last < 0:
            return
        with self._session(drawn=False) as session:
            for i, cell in enumerate(self.cells[: last + 1]):
                if i in self.questions:
                    if not self.questions[i].late:
                        self.questions[i].ask(session, hidden=True)
                elif cell.tests is None and i not in self.skipped:
                    session.run(cell.source)
            for asked in self.questions.values():
                if asked.late:
                    asked.ask(session, hidden=True)
        self._note(session)

    def _session(self, drawn: bool = True) -> Session:
        return Session(
            starter(), self.seconds, total=12 * self.seconds, drawn=drawn, files=self.files
        )

    def _note(self, session: Session) -> None:
        self.stopped |= session.stopped
        self.ended |= session.ended

    def outputs(self) -> Outputs:
        """Return the outputs of every cell, in order."""
        return [
            self.questions[i].outputs() if i in self.questions else found
            for i, found in enumerate(self.found)
        ]
