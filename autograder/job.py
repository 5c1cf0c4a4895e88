"""One notebook to be graded, as plain data that any executor can carry to any machine."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from autograder.grade import Cell, grade
from autograder.results import Outputs, key


@dataclass(frozen=True)
class Job:
    """The code cells of one notebook and how they are to be graded; see `grade`."""

    cells: tuple[Cell, ...]
    assignment: str
    term: str = ""
    seconds: float = 10.0

    @property
    def key(self) -> str:
        """The name of the result: the same for the same notebook, questions and engine."""
        return key([astuple(cell) for cell in self.cells], self.assignment, self.term, self.seconds)


def work(job: Job) -> tuple[Outputs, bool]:
    """Return the outputs of every cell, and whether they would come out so again.

    A notebook that ran into a limit of time may fare otherwise on a quieter machine.
    """
    return grade(job.cells, job.assignment, job.term, job.seconds)
