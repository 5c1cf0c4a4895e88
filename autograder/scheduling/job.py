"""One notebook to be graded, as plain data that any executor can carry to any machine."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache, cached_property

from autograder.engine.retry import ATTEMPTS
from autograder.engine.sandbox import Level
from autograder.engine.session import ProcessLostError, Session
from autograder.grading.cell import Cell, Files, Outputs
from autograder.scheduling.cache import code, key, libraries


class WorkerUnsuitableError(Exception):
    """What was asked cannot be done on this machine; on another one it can."""


@dataclass(frozen=True)
class Capabilities:
    """What a machine can be trusted with: its version of the course, and its sandbox."""

    code: str
    level: Level


@cache
def capabilities() -> Capabilities:
    """Return what can be said of this machine; it stays so while this process runs."""
    from autograder.grading.notebook import starter  # see `work`

    for left in reversed(range(ATTEMPTS)):
        try:
            with Session(starter()) as session:
                return Capabilities(code(), session.level)
        except ProcessLostError:
            if not left:
                raise
    raise AssertionError("there is at least one attempt")


@dataclass(frozen=True)
class Job:
    """The code cells of one notebook and how they are to be graded; see `grade`.

    `least` is what must confine the student's code, `code` the version of the course, and
    `attempts` how often it may still be run.
    """

    cells: tuple[Cell, ...]
    assignment: str
    term: str = ""
    seconds: float = 10.0
    late: bool = True
    files: Files = ()
    least: Level = Level.NONE
    code: str = field(default_factory=code)
    attempts: int = field(default=ATTEMPTS, compare=False)

    @cached_property
    def key(self) -> str:
        """The name of the result: the same for the same notebook, questions, engine and means.

        What was confined less than is now asked for is not taken from before.
        """
        cells = [(c.source, c.question, c.tests, c.worth) for c in self.cells]
        files = [(name, hashlib.sha256(content).hexdigest()) for name, content in self.files]
        means = libraries(), int(self.least)
        asked = self.assignment, self.term, self.seconds, self.late
        return key(self.code, means, cells, asked, files)


def work(job: Job) -> tuple[Outputs, bool]:
    """Return the outputs of every cell, and whether they would come out so again.

    A notebook that ran into a limit of time may fare otherwise on a quieter machine.

    Raises
    ------
    WorkerUnsuitableError
        If this machine has another version of the course, or a weaker sandbox than is asked for.
    """
    # Late, as every command of nbgrader imports this module, and few of them grade anything.
    from autograder.grading.notebook import grade

    here = capabilities()
    if job.code != here.code:
        raise WorkerUnsuitableError("this machine has another version of the course")
    if here.level < job.least:
        raise WorkerUnsuitableError(
            f"this machine can confine students' code only at the level {str(here.level)!r}"
        )
    asked = job.cells, job.assignment, job.term, job.seconds, job.late, job.files
    return grade(*asked, job.attempts, job.key)
