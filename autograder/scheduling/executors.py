"""What runs students' notebooks: threads or processes of this machine, or a Dask cluster."""

from __future__ import annotations

import contextlib
import multiprocessing
import pkgutil
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

from autograder.engine import sandbox
from autograder.engine.packages import CAN_FORK
from autograder.scheduling.job import Capabilities, capabilities

WAIT = 10  # seconds for a scheduler to answer, and for its first worker
SCHEMES = ("tcp://", "tls://", "ws://", "wss://")  # of a scheduler's address
SETTING = "c.Batch.executor"


class ExecutorError(Exception):
    """There is no such executor, and why, in a sentence for the instructor."""


@contextlib.contextmanager
def executor(
    kind: str, workers: int, least: sandbox.Level = sandbox.Level.NONE
) -> Iterator[tuple[Executor, int]]:
    """Return an executor by its name or address, and how many notebooks it runs at once.

    Parameters
    ----------
    kind : str
        ``"threads"``, ``"processes"``, or the address of a Dask scheduler.
    workers : int
        How many notebooks shall run at once on this machine; a cluster has its own number.
    least : Level
        What must confine students' code on every machine; see `sandbox.Level`.
    """
    if kind == "threads":
        with ThreadPoolExecutor(workers) as threads:
            yield threads, workers
    elif kind == "processes":
        # Forked, since a fresh Python would import nbgrader's script anew, which takes seconds.
        context = multiprocessing.get_context("fork" if CAN_FORK else None)
        others = multiprocessing.active_children()
        processes = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)
        try:
            yield processes, workers
        except BaseException:  # nobody waits for what they are at
            for process in multiprocessing.active_children():
                if process not in others:
                    process.terminate()
            raise
        finally:
            processes.shutdown(cancel_futures=True)
    elif kind.startswith(SCHEMES):
        with _cluster(kind) as client:
            _inspect(client, kind, least)
            # pure=False: what ran into a limit of time is not remembered by the scheduler.
            yield client.get_executor(pure=False), sum(client.nthreads().values())
    else:
        raise ExecutorError(
            f'{SETTING} is {kind!r}; it can be "threads", "processes", "none", or the address '
            'of a Dask scheduler, such as "tcp://scheduler:8786"'
        )


def _begin() -> None:
    """Have a worker end with what started it, and leave Ctrl-C to that."""
    sandbox.end_with_parent()  # or it would wait for ever for one that was killed
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextlib.contextmanager
def _cluster(address: str) -> Iterator[Any]:
    """Connect to a scheduler that has a worker."""
    try:
        from distributed import Client
    except ImportError:
        raise ExecutorError(
            f"{SETTING} is an address, which needs Dask; install it with: pip install distributed"
        ) from None
    try:
        client = Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ExecutorError(f"no Dask scheduler answers at {address} ({error})") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=WAIT)
        except TimeoutError:
            raise ExecutorError(
                f"the Dask scheduler at {address} has no workers; start one on each machine "
                f"with: dask worker {address} --nthreads 1 --nworkers auto"
            ) from None
        yield client


def _inspect(client: Any, address: str, least: sandbox.Level) -> None:
    """Raise if a worker of a cluster cannot grade as this machine does."""
    # By name: what cannot be imported there cannot be sent there either.
    name = f"{capabilities.__module__}:{capabilities.__name__}"
    found = client.run(pkgutil.resolve_name, name, on_error="return")
    lacking = {worker: got for worker, got in found.items() if isinstance(got, Exception)}
    if lacking:
        worker, error = next(iter(lacking.items()))
        raise ExecutorError(
            f"{len(lacking)} of the {len(found)} Dask workers at {address} cannot import the "
            f"course ({worker}: {error}); install this checkout on every machine, and start "
            "`dask worker` from its environment"
        )
    here = capabilities()
    for worker, there in client.run(capabilities).items():
        _compare(worker, here, there, least)


def _compare(worker: str, here: Capabilities, there: Capabilities, least: sandbox.Level) -> None:
    if there.code != here.code:
        raise ExecutorError(
            f"the Dask worker {worker} has another version of the course; update it"
        )
    if there.level < least:
        raise ExecutorError(
            f"the Dask worker {worker} can confine students' code only at the level "
            f"{str(there.level)!r}, and c.Batch.require_sandbox asks for {str(least)!r}"
        )
