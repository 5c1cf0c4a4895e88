"""Stock nbgrader's autograding, with the students' code of a whole batch run at once.

nbgrader takes one submission after another. Here their notebooks are run ahead of it (`prefetch`),
each is converted in one go, and the gradebook stays open (`gradebook_session`); the rest is
nbgrader's own.
`nbgrader_config.configure` puts `Batch` in the place of nbgrader's `Autograde`.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import NoReturn

from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from traitlets import Enum, Integer, Unicode

from autograder.engine.process import CAN_FORK
from autograder.engine.sandbox import LEVELS, Level
from autograder.integration.gradebook_session import gradebook_session
from autograder.integration.intake.cells import Source
from autograder.integration.intake.submissions import own_folder, stage, unstage
from autograder.integration.lock import alone
from autograder.integration.patches import convert_once, graded_folder
from autograder.integration.steps.grade import Grade
from autograder.integration.steps.source_cells import sources
from autograder.scheduling.cache import Store
from autograder.scheduling.executors import ExecutorError, executor
from autograder.scheduling.job import Job, capabilities
from autograder.scheduling.prefetch import FULL, Prefetcher
from autograder.scheduling.progress import Progress

RESULTS = ".descent-results"  # a folder of the course
PREFETCH = 4  # notebooks under way for each worker, so that none waits for nbgrader


class DiskFullError(BaseException):
    """There is no room to write; not an Exception, after which nbgrader takes the next one."""


class Batch(Autograde):  # type: ignore[misc]
    """nbgrader's autograder, looking ahead."""

    executor = Unicode(
        "processes" if CAN_FORK else "threads",
        help='What runs students\' notebooks: "threads", "processes", "none", or the address '
        'of a Dask scheduler, such as "tcp://scheduler:8786".',
    ).tag(config=True)
    workers = Integer(0, help="How many notebooks run at once; 0: one a core.").tag(config=True)
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
        try:
            super().start()
        finally:
            self.coursedir.submitted_directory = submitted
            unstage(self.coursedir, self.staged)

    def init_notebooks(self) -> None:
        """Stage the submissions, and find in each the notebook that is to be graded."""
        sources.cache_clear()
        assignment = self.coursedir.assignment_id
        with _room():
            self.assignments = stage(
                self.coursedir, assignment, self._known(assignment), self.staged
            )
        self.notebooks: list[str] = []
        if not self.assignments:
            super().init_notebooks()  # which says that there are none, and what was meant
        self.coursedir.submitted_directory = self.staged

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

    def convert_notebooks(self) -> None:
        """Grade every submission of the batch."""
        self.level = self._tell_level()
        if not Grade(parent=self).term:
            self.log.warning(
                "c.Grade.term is empty, so whoever has the course can work out the hidden inputs"
            )
        for step in (*self.sanitize_preprocessors, *self.autograde_preprocessors):
            self.exporter.register_preprocessor(step)
        self.mark: Path | None = None
        self.kept = 0
        self.reached: set[str] = set()
        self.prefetcher = Prefetcher(Store(Path(self.coursedir.root) / RESULTS), self.log)
        title = f"autograde {self.coursedir.assignment_id}"
        level = getattr(self.parent, "log_level", logging.INFO)
        self.progress = Progress(title, len(self.assignments), self.log, level)
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(alone(self.coursedir.db_url))
            except BlockingIOError:
                self._stop(
                    "somebody else is grading with this gradebook, and a SQLite file takes one "
                    "at a time: wait, or keep it in PostgreSQL"
                )
            # What is loaded by now stays; to look for garbage in it takes an eighth of the time.
            gc.freeze()
            stack.callback(gc.unfreeze)
            url, course = self.coursedir.db_url, self.coursedir.course_id
            self.gradebook_session = stack.enter_context(gradebook_session(url, course))
            if self.executor != "none" and len(self.assignments) > 1:
                try:
                    self.prefetcher.start(partial(self._start_executor, stack), self._jobs())
                except ExecutorError as unusable:
                    self._stop(f"{unusable}: nothing was graded")
            stack.callback(self._report)
            stack.enter_context(self.progress.shown())
            stack.callback(self._leave)
            try:
                super().convert_notebooks()
            except DiskFullError as full:
                self._stop(
                    f"the disk is full ({full}): make room and give the same command again; "
                    "what is graded is kept"
                )
            except (SystemExit, GeneratorExit) as ended:
                self._stop(f"grading was ended ({ended!r}); give the same command again")
            finally:
                self._tell_missing()

    def _tell_missing(self) -> None:
        """Say who was not reached, if what happened ended the batch."""
        folders = map(Path, sorted(self.assignments))
        missing = [
            folder.parent.name for folder in folders if folder.parent.name not in self.reached
        ]
        if missing:
            self.log.error("Not graded, as the batch ended before: %s", ", ".join(missing))

    def _start_executor(self, stack: contextlib.ExitStack) -> tuple[Executor, int]:
        """Return what runs notebooks, and how many shall be under way."""
        workers = self.workers or os.cpu_count() or 1
        kind = executor(self.executor, workers, self.least)
        started, size = stack.enter_context(kind)
        return started, PREFETCH * size

    def _report(self) -> None:
        """Say what came of the batch."""
        if len(self.assignments) > 1:
            self.progress.table(
                {
                    "submissions": len(self.assignments),
                    "graded": self.progress.done - self.kept - len(self.progress.failed),
                    "graded before": self.kept,
                    "results kept from before": self.prefetcher.reused,
                    "students' code confined": self.level,
                }
            )

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Return whether a submission is to be graded; one that was left half-way is, too."""
        self._leave()
        self.reached.add(student_id)
        mark = Path(self.coursedir.root) / RESULTS / f"{assignment_id}+{student_id}.begun"
        if mark.exists():
            shutil.rmtree(graded_folder(self, assignment_id, student_id), ignore_errors=True)
        todo: bool = super().init_destination(assignment_id, student_id)
        if todo:
            with _room():
                mark.parent.mkdir(exist_ok=True)
                mark.touch()
            self.mark = mark
        else:
            self.kept += 1
            self.progress.step()
        return todo

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy the files that were handed in besides the notebook, and look up the rows."""
        with _room():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Sanitize and autograde in one go; nbgrader writes a notebook between and reads it."""
        try:
            with _room(), utils.setenv(NBGRADER_EXECUTION="autograde"):
                convert_once(self, notebook_filename)
        except (SystemExit, GeneratorExit) as ended:  # nbgrader would end with it, and with 0
            raise RuntimeError(f"a step of grading raised {ended!r}") from ended

    def run_post_convert_hook(self) -> None:
        """Record a submission, and note that it is graded, as the last thing done with it."""
        with _room():
            self.gradebook_session.flush_submission()
        super().run_post_convert_hook()
        if self.mark is not None:
            self.mark.unlink(missing_ok=True)
            self.mark = None
        self.progress.step()

    def _leave(self) -> None:
        """Keep what there is of a submission that failed: that it was handed in."""
        if self.mark is not None:
            with contextlib.suppress(SQLAlchemyError):
                self.gradebook_session.flush_submission()
            self.progress.step(failed=self.mark.stem.partition("+")[2])
            self.mark = None

    def _tell_level(self) -> Level:
        """Say and return how students' code is confined; raise if that is less than asked for."""
        level = capabilities().level
        self.log.info("Students' code is confined: %s (of %s)", level, ", ".join(LEVELS))
        if level < self.least:
            sentence = (
                f"students' code can only be confined at the level {str(level)!r} here, and "
                f"c.Batch.require_sandbox asks for {self.require_sandbox!r}: nothing was graded"
            )
            self._stop(sentence)
        if level < Level.FULL:
            self.log.warning(
                "Students' code is confined at the level '%s' only: it may read what you may read",
                level,
            )
        return level

    def _stop(self, sentence: str) -> NoReturn:
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


@contextlib.contextmanager
def _room() -> Iterator[None]:
    """Turn what is raised when a disk is full into a `DiskFullError`."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise DiskFullError(error) from error
        raise
    except OperationalError as error:
        if "full" in str(error.orig):  # "database or disk is full" in SQLite, or "disk full"
            raise DiskFullError(error.orig) from error
        raise
