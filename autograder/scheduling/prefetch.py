"""Students' notebooks run ahead of nbgrader, which takes them one after another."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import suppress
from dataclasses import replace

from autograder.engine.retry import ATTEMPTS
from autograder.grading.cell import Outputs
from autograder.scheduling.cache import Store
from autograder.scheduling.job import Job, work

Result = tuple[Outputs, bool]
Start = Callable[[], tuple[Executor, int]]
"""Makes an executor, and says how many jobs shall be under way in it."""

FULL = (errno.ENOSPC, errno.EDQUOT)
LOST = (BrokenExecutor, CancelledError, EOFError, OSError)


class Prefetcher:
    """Results by their keys: those kept from before, and those of jobs that run ahead.

    Parameters
    ----------
    store : Store
        Where finished results are kept.
    log : Logger
        Where it is said that workers were lost.
    """

    def __init__(self, store: Store, log: logging.Logger) -> None:
        self.store, self.log = store, log
        self.running: dict[str, tuple[Job, Future[Result] | None]] = {}
        self.jobs: Iterator[Job] = iter(())
        self.maker: Start | None = None
        self.executor: Executor | None = None
        self.most = self.reused = 0

    def start(self, start: Start, jobs: Iterator[Job]) -> None:
        """Run `jobs` ahead from now on, by what `start` returns."""
        self.maker, self.jobs = start, jobs
        self.executor, self.most = start()
        self._fill()

    def result(self, job: Job) -> Outputs:
        """Return the outputs of a notebook's cells, from wherever they come first."""
        kept = self.store.get(job.key)
        _, future = self.running.pop(job.key, (job, None))
        self._fill()
        if kept is not None:
            self.reused += 1
            return kept
        outputs, lasting = self._result(job, future)
        if lasting:
            self.store.put(job.key, outputs)
        return outputs

    def _result(self, job: Job, future: Future[Result] | None) -> Result:
        while job.attempts > 0:
            if future is None:
                return work(job)
            try:
                return future.result()
            except LOST as error:
                if isinstance(error, OSError) and error.errno in FULL:
                    raise
                self._again(error)
                job = replace(job, attempts=job.attempts - 1)
                future = self._submit(job)
            except Exception as error:  # of this worker only, or it comes again here
                self.log.warning("A worker could not run a notebook: %s", error)
                return work(job)
        raise RuntimeError(f"the workers died over this notebook {ATTEMPTS} times")

    def _fill(self) -> None:
        while self.executor and len(self.running) < self.most:
            job = next(self.jobs, None)
            if job is None:
                return
            if job.key not in self.running and not self.store.has(job.key):
                self.running[job.key] = job, self._submit(job)

    def _submit(self, job: Job) -> Future[Result] | None:
        if self.executor is None:
            return None
        try:
            return self.executor.submit(work, job)
        except Exception as error:  # it is told to whom asks for the result
            failed: Future[Result] = Future()
            failed.set_exception(error)
            return failed

    def _again(self, error: BaseException) -> None:
        """Start new workers in the place of lost ones and hand them what is still to come."""
        self.log.warning("Workers were lost (%s)", repr(error))
        self.executor = None
        with suppress(Exception):
            self.executor, self.most = self.maker() if self.maker else (None, 0)
        if self.executor is None:
            self.log.warning("There are no more to be had: going on here, one notebook at a time")
        for key, (job, future) in self.running.items():
            if future is None or not _came(future):
                self.running[key] = job, self._submit(job)


def _came(future: Future[Result]) -> bool:
    """Whether a result is there."""
    return future.done() and not future.cancelled() and future.exception() is None
