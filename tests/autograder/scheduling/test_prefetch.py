"""Notebooks run ahead: each once, whatever becomes of the workers."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from autograder.grading.cell import Cell, Outputs
from autograder.scheduling import prefetch
from autograder.scheduling.cache import Store
from autograder.scheduling.executors import executor
from autograder.scheduling.job import Job
from autograder.scheduling.prefetch import Prefetcher

JOBS = [Job((Cell(f"x = {n}"),), "momentum", code="this") for n in range(6)]
LOG = logging.getLogger("test")


def outputs(job: Job) -> Outputs:
    return [[{"text": job.cells[0].source}]]


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """The jobs that were worked on, in a stand-in for the real work."""
    calls: list[Job] = []

    def work(job: Job) -> tuple[Outputs, bool]:
        calls.append(job)
        return outputs(job), True

    monkeypatch.setattr(prefetch, "work", work)
    return calls


def test_finished_work_is_not_done_twice(tmp_path: Path, done: list[Job]) -> None:
    for _ in range(3):
        assert Prefetcher(Store(tmp_path), LOG).result(JOBS[0]) == outputs(JOBS[0])
    assert done == JOBS[:1]


def test_what_ran_into_a_limit_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Job] = []
    monkeypatch.setattr(prefetch, "work", lambda job: (calls.append(job) or [[]], False))
    for _ in range(2):
        Prefetcher(Store(tmp_path), LOG).result(JOBS[0])
    assert len(calls) == 2


def test_every_job_runs_once_ahead(tmp_path: Path, done: list[Job]) -> None:
    with ThreadPoolExecutor(2) as threads:
        taker = Prefetcher(Store(tmp_path), LOG)
        taker.start(lambda: (threads, 3), iter(JOBS))
        assert [taker.result(job) for job in JOBS] == list(map(outputs, JOBS))
    assert sorted(done, key=JOBS.index) == JOBS


def test_two_equal_notebooks_are_run_once(tmp_path: Path, done: list[Job]) -> None:
    """As when all of a class hand in the stub as it was."""
    with ThreadPoolExecutor(2) as threads:
        taker = Prefetcher(Store(tmp_path), LOG)
        taker.start(lambda: (threads, 3), iter([JOBS[0], JOBS[0], JOBS[1], JOBS[0]]))
        for job in (JOBS[0], JOBS[0], JOBS[1], JOBS[0]):
            assert taker.result(job) == outputs(job)
    assert sorted(done, key=JOBS.index) == JOBS[:2]
    assert taker.reused == 2


def test_no_more_jobs_are_under_way_than_shall_be(tmp_path: Path, done: list[Job]) -> None:
    handed: list[Job] = []

    class Noting(Dying):
        def submit(self, function: Callable[..., Any], /, *given: Any, **_: Any) -> Future[Any]:
            handed.append(given[0])
            return super().submit(function, *given)

    taker = Prefetcher(Store(tmp_path), LOG)
    taker.start(lambda: (Noting(over=0), 2), iter(JOBS))
    assert handed == JOBS[:2]
    taker.result(JOBS[0])
    assert handed == JOBS[:3]


def test_another_notebook_than_was_expected_is_run_here(tmp_path: Path, done: list[Job]) -> None:
    with ThreadPoolExecutor(2) as threads:
        taker = Prefetcher(Store(tmp_path), LOG)
        taker.start(lambda: (threads, 3), iter(JOBS))
        changed = Job((Cell("x = 99"),), "momentum")
        assert taker.result(changed) == outputs(changed)
        assert taker.result(JOBS[1]) == outputs(JOBS[1])


class Dying(Executor):
    """Workers that die over every job from the start, or over the first few only."""

    def __init__(self, over: int) -> None:
        self.over = over

    def submit(self, function: Callable[..., Any], /, *given: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.over > 0:
            self.over -= 1
            future.set_exception(BrokenExecutor("killed"))
        else:
            future.set_result(function(*given))
        return future


def test_lost_workers_are_replaced(tmp_path: Path, done: list[Job]) -> None:
    workers = iter([Dying(over=3), Dying(over=1), Dying(over=0)])
    taker = Prefetcher(Store(tmp_path), LOG)
    taker.start(lambda: (next(workers), 3), iter(JOBS))
    assert [taker.result(job) for job in JOBS] == list(map(outputs, JOBS))
    assert sorted(done, key=JOBS.index) == JOBS


def test_without_any_workers_it_goes_on_here(tmp_path: Path, done: list[Job]) -> None:
    workers = iter([Dying(over=1)])
    taker = Prefetcher(Store(tmp_path), LOG)
    taker.start(lambda: (next(workers), 3), iter(JOBS))
    assert [taker.result(job) for job in JOBS] == list(map(outputs, JOBS))


def test_a_notebook_that_kills_all_workers_is_given_up(tmp_path: Path, done: list[Job]) -> None:
    taker = Prefetcher(Store(tmp_path), LOG)
    taker.start(lambda: (Dying(over=100), 3), iter(JOBS[:1]))
    with pytest.raises(RuntimeError, match="the workers died over this notebook 4 times"):
        taker.result(JOBS[0])
    assert done == []


def test_a_full_disk_is_no_lost_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def work(_: Job) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(prefetch, "work", work)
    with ThreadPoolExecutor(1) as threads:
        taker = Prefetcher(Store(tmp_path), LOG)
        taker.start(lambda: (threads, 3), iter(JOBS))
        with pytest.raises(OSError, match="No space left"):
            taker.result(JOBS[0])


def test_processes_that_died_are_replaced(tmp_path: Path) -> None:
    with executor("processes", 2) as first, executor("processes", 2) as second:
        with pytest.raises(BrokenExecutor):
            first[0].submit(os._exit, 1).result()
        pools = iter([first, second])
        job = Job((Cell("print(1)"),), "momentum")
        taker = Prefetcher(Store(tmp_path), LOG)
        taker.start(lambda: next(pools), iter([job]))
        assert [output["text"] for output in taker.result(job)[0]] == ["1\n"]
