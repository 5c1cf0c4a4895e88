"""A batch of submissions: staged, confined as far as is asked for, and its notebooks prefetched."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import NoReturn

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from traitlets import Enum, Integer, Unicode

from autograder.engine.packages import CAN_FORK
from autograder.engine.sandbox import LEVELS, Level
from autograder.integration.intake.cells import Source
from autograder.integration.intake.submissions import own_folder, stage, unstage
from autograder.integration.patches import graded_folder
from autograder.integration.steps.grade import Grade
from autograder.integration.steps.source_cells import sources
from autograder.integration.term.settings import read
from autograder.integration.trouble import machine, told
from autograder.scheduling.cache import Store
from autograder.scheduling.executors import ExecutorError, executor
from autograder.scheduling.job import Job, capabilities
from autograder.scheduling.prefetch import Prefetcher

RESULTS = ".descent-results"  # a folder of the course
PREFETCH = 4  # notebooks under way for each worker, so that none waits for nbgrader


class Prefetched(Autograde):  # type: ignore[misc]
    """What runs students' notebooks; its settings are those of `Batch`."""

    executor = Unicode(
        "processes" if CAN_FORK else "threads",
        help='What runs students\' notebooks: "threads", "processes", "none", or the address '
        'of a Dask scheduler, such as "tcp://scheduler:8786".',
    ).tag(config=True)
    workers = Integer(0, min=0, help="Notebooks that run at once; 0: one a core.").tag(config=True)
    require_sandbox = Enum(
        LEVELS,
        default_value="none",
        help="The least that must confine students' code, or nothing is graded: "
        + ", ".join(LEVELS),
    ).tag(config=True)

    @property
    def least(self) -> Level:
        """The level that is asked for."""
        return Level[self.require_sandbox.upper()]

    def start(self) -> None:
        """Grade what was handed in, from copies of it as plain files."""
        submitted, self.staged = self.coursedir.submitted_directory, own_folder()
        with told(self.log):
            self.settings = read(Path(self.coursedir.root))
            try:
                super().start()
            finally:
                self.coursedir.submitted_directory = submitted
                unstage(self.coursedir, self.staged)

    def init_notebooks(self) -> None:
        """Stage the submissions, and find in each the notebook that is to be graded."""
        sources.cache_clear()
        assignment = self.coursedir.assignment_id
        self.compare(assignment)
        with machine():
            self.assignments = stage(
                self.coursedir, assignment, self._known(assignment), self.staged
            )
        self.notebooks: list[str] = []
        if not self.assignments:
            super().init_notebooks()  # which says that there are none, and what was meant
        self.coursedir.submitted_directory = self.staged

    def compare(self, assignment: str) -> None:
        """Look at what was released before anything is read; see `Batch`."""

    def _known(self, assignment: str) -> dict[str, list[Source]]:
        """Return the instructor's cells of each notebook of an assignment."""
        url = self.coursedir.db_url
        with Gradebook(url, self.coursedir.course_id) as gradebook:
            try:
                names = [
                    notebook.name for notebook in gradebook.find_assignment(assignment).notebooks
                ]
            except MissingEntry:
                return {}  # nbgrader says so itself
        return {name: sources(url, assignment, name) for name in names}

    def prefetch(self, stack: contextlib.ExitStack) -> None:
        """Begin to run the notebooks of the batch; it ends with `stack`."""
        self.prefetcher = Prefetcher(Store(Path(self.coursedir.root) / RESULTS), self.log)
        if self.executor != "none" and len(self.assignments) > 1:
            try:
                self.prefetcher.start(partial(self._start_executor, stack), self._jobs())
            except ExecutorError as unusable:
                self.stop(f"{unusable}: nothing was graded")

    def tell_level(self) -> Level:
        """Say and return how students' code is confined; raise if that is less than asked for."""
        level = capabilities().level
        self.log.info("Students' code is confined: %s (of %s)", level, ", ".join(LEVELS))
        if level < self.least:
            sentence = (
                f"students' code can only be confined at the level {str(level)!r} here, and "
                f"c.Batch.require_sandbox asks for {self.require_sandbox!r}: nothing was graded"
            )
            self.stop(sentence)
        if level < Level.FULL:
            self.log.warning(
                "Students' code is confined at the level '%s' only: it may read what you may read",
                level,
            )
        return level

    def _start_executor(self, stack: contextlib.ExitStack) -> tuple[Executor, int]:
        """Return what runs notebooks, and how many shall be under way."""
        workers = self.workers or os.cpu_count() or 1
        kind = executor(self.executor, workers, self.least)
        started, size = stack.enter_context(kind)
        return started, PREFETCH * size

    def stop(self, sentence: str) -> NoReturn:
        """End the command with a sentence."""
        self.log.error(sentence)  # nbgrader ends without a word over what is raised
        raise NbGraderException(sentence)

    def _jobs(self) -> Iterator[Job]:
        """Every notebook that will be graded, in nbgrader's order."""
        grader = Grade(parent=self)
        for folder in sorted(self.assignments):
            student, assignment = Path(folder).parent.name, Path(folder).name
            if not self.force and Path(graded_folder(self, assignment, student)).exists():
                continue
            for path in sorted(self.assignments[folder]):
                yield from grader.expected(path, assignment, self.coursedir.db_url)
