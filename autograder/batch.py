"""Stock nbgrader's autograding, with the students' code of a whole batch run at once.

nbgrader takes one notebook after another, and opens the gradebook about ten times for each. Here
notebooks are graded ahead of it by an executor, and the gradebook is opened once; the rest is
nbgrader's own. `nbgrader_config.configure` puts `Batch` in the place of nbgrader's `Autograde`.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import (
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from pathlib import Path
from typing import Any
from unittest import mock

import nbgrader.api
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from traitlets import Enum, Integer, Unicode

from autograder.engine.process import WARM
from autograder.engine.sandbox import LEVELS
from autograder.engine.session import Session
from autograder.grade import starter
from autograder.job import Job, work
from autograder.nbgrader import Grade, sources
from autograder.results import Outputs, Store

RESULTS = ".descent-results"  # a folder of the course
USERS = (  # where nbgrader opens its gradebook while it grades
    "nbgrader.converters.autograde",
    "nbgrader.preprocessors.overwritecells",
    "nbgrader.preprocessors.overwritekernelspec",
    "nbgrader.preprocessors.saveautogrades",
    "nbgrader.preprocessors.latesubmissions",
    "autograder.nbgrader",
)


class Open(nbgrader.api.Gradebook):  # type: ignore[misc]
    """A gradebook that stays open between its users, forgetting what it has read."""

    def close(self) -> None:
        """Forget what was read, so that a long batch does not grow."""
        self.db.rollback()
        self.db.expunge_all()


@contextlib.contextmanager
def open_gradebook(course_id: str) -> Iterator[None]:
    """Have nbgrader open each gradebook once, for as long as this lasts."""
    opened: dict[str, Open] = {}

    def again(db_url: str, *_: Any, **__: Any) -> Open:
        if db_url not in opened:
            opened[db_url] = Open(db_url, course_id)
        return opened[db_url]

    with contextlib.ExitStack() as stack:
        for user in USERS:
            stack.enter_context(mock.patch(f"{user}.Gradebook", again))
        try:
            yield
        finally:
            for gradebook in opened.values():
                nbgrader.api.Gradebook.close(gradebook)
                gradebook.engine.dispose()


class Ahead:
    """Results by their keys: those kept from before, and those of jobs that run ahead."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.running: dict[str, Future[tuple[Outputs, bool]]] = {}
        self.executor: Executor | None = None
        self.jobs: Iterator[Job] = iter(())
        self.most = 0

    def look(self, executor: Executor, jobs: Iterator[Job], most: int) -> None:
        """Run `jobs` ahead from now on, so many at a time."""
        self.executor, self.jobs, self.most = executor, jobs, most
        self._fill()

    def take(self, job: Job) -> Outputs:
        """Return the outputs of a notebook's cells, from wherever they come first."""
        kept = self.store.get(job.key)
        if kept is not None:
            return kept
        future = self.running.pop(job.key, None)
        self._fill()
        try:
            outputs, lasting = future.result() if future else work(job)
        except (BrokenExecutor, CancelledError, OSError):
            outputs, lasting = work(job)  # a lost worker: here and now, then
        if lasting:
            self.store.put(job.key, outputs)
        return outputs

    def _fill(self) -> None:
        while self.executor and len(self.running) < self.most:
            job = next(self.jobs, None)
            if job is None:
                return
            if job.key not in self.running and self.store.get(job.key) is None:
                self.running[job.key] = self.executor.submit(work, job)


class Batch(Autograde):  # type: ignore[misc]
    """nbgrader's autograder, looking ahead."""

    executor = Unicode(
        "processes" if WARM else "threads",
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

    def convert_notebooks(self) -> None:
        """Grade every notebook of the batch."""
        self._tell_level()
        sources.cache_clear()
        self.ahead = Ahead(Store(Path(self.coursedir.root) / RESULTS))
        with contextlib.ExitStack() as stack:
            stack.enter_context(open_gradebook(self.coursedir.course_id))
            if self.executor != "none" and len(self.assignments) > 1:
                workers = self.workers or os.cpu_count() or 1
                executor = stack.enter_context(pool(self.executor, workers))
                self.ahead.look(executor, self._jobs(), 2 * workers)
            super().convert_notebooks()

    def _tell_level(self) -> None:
        """Say how students' code is confined here; raise if that is less than was asked for."""
        with Session(starter()) as session:
            level = session.level
        self.log.info("Students' code runs confined at the level %r of %s", level, LEVELS)
        if LEVELS.index(level) < LEVELS.index(self.require_sandbox):
            sentence = (
                f"students' code can only be confined at the level {level!r} here, and "
                f"c.Batch.require_sandbox asks for {self.require_sandbox!r}: nothing was graded"
            )
            self.log.error(sentence)  # nbgrader ends without a word over what is raised
            raise NbGraderException(sentence)
        if level != LEVELS[-1]:
            self.log.warning(
                "Students' code is confined at the level %r only: it may read what you may read",
                level,
            )

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Return whether a submission is to be graded; one that was left half-way is, too."""
        self.mark = Path(self.coursedir.root) / RESULTS / f"{assignment_id}+{student_id}.begun"
        if self.mark.exists():
            shutil.rmtree(self._format_dest(assignment_id, student_id), ignore_errors=True)
        todo: bool = super().init_destination(assignment_id, student_id)
        if todo:
            self.mark.parent.mkdir(exist_ok=True)
            self.mark.touch()
        return todo

    def run_post_convert_hook(self) -> None:
        """Note that a submission is graded, as the last thing that is done with it."""
        super().run_post_convert_hook()
        self.mark.unlink(missing_ok=True)

    def _jobs(self) -> Iterator[Job]:
        """Every notebook that will be graded, in nbgrader's order."""
        grader = Grade(parent=self)
        for folder in sorted(self.assignments):
            student, assignment = Path(folder).parent.name, Path(folder).name
            if not self.force and Path(self._format_dest(assignment, student)).exists():
                continue
            for path in sorted(self.assignments[folder]):
                yield from grader.expected(path, assignment, self.coursedir.db_url)


@contextlib.contextmanager
def pool(kind: str, workers: int) -> Iterator[Executor]:
    """Return an executor by its name, for as long as this lasts."""
    if kind == "threads":
        with ThreadPoolExecutor(workers) as executor:
            yield executor
    elif kind == "processes":
        # Forked, since a fresh Python would import nbgrader's script anew, which takes seconds.
        context = multiprocessing.get_context("fork" if WARM else None)
        with ProcessPoolExecutor(workers, mp_context=context) as executor:
            yield executor
    else:
        from distributed import Client

        with Client(kind) as client:
            yield client.get_executor(pure=False)
