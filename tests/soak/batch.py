"""One batch of grading, run in a fork of this process, and what it left."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

import psutil

from tests.soak import clock

# How a batch may end over what was done to it: by one of these sentences.
SENTENCES = (
    "the disk is full",
    "the memory is used up",
    "give the same command again with --force",  # as another gradebook lies there
    "the gradebook's server cannot be reached",
    "no Dask scheduler answers",
    "put a copy of it in its place",
    "somebody else is grading",
)
PASSED_OVER = "Passed over, as they are not in the gradebook any more"


class Batch:
    """`nbgrader autograde momentum` in a class's folder.

    The fork has imported everything, so a batch begins at once.
    """

    def __init__(self, course: Path, *options: str) -> None:
        self.log = course.parent.with_suffix(".log")  # not on a disk that may be full
        self.options = options
        self.said = ""  # once it has ended
        self.seen: set[psutil.Process] = set()
        child = os.fork()
        if child == 0:
            _autograde(course, self.log, options)
        self.process = psutil.Process(child)

    @property
    def over(self) -> bool:
        """Whether it has ended; what it has started by now is noted."""
        if self.process.status() == psutil.STATUS_ZOMBIE:
            return True
        self.seen |= set(self.process.children(recursive=True))
        return False

    def end(self) -> bool:
        """Wait until it has ended; return whether it came to its end.

        It may be killed, or end by a sentence; RuntimeError if it does anything else.
        """
        code = self.process.wait(timeout=300)
        self.said = said = self.log.read_text(encoding="utf-8", errors="replace")
        if code == 0:
            return True
        if code != -9 and ("Traceback" in said or not any(s in said for s in SENTENCES)):
            raise RuntimeError(f"the batch ended with {code}:\n{said}")
        return False

    def left(self) -> list[psutil.Process]:
        """Return what still lives of what it had started; that may take a moment to end."""
        _, alive = psutil.wait_procs([*self.seen], timeout=10)
        return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]

    def parts(self) -> dict[str, list[psutil.Process]]:
        """Return its processes by what they are for."""
        started = self.process.children(recursive=True)
        forking = {p.pid: p for p in started if "worker.fork_server" in " ".join(p.cmdline())}
        fork_servers = [p for p in forking.values() if p.ppid() not in forking]
        return {
            "batch": [self.process],
            "tree": [self.process, *started],
            "worker": [p for p in self.process.children() if p not in fork_servers],
            "fork server": fork_servers,
            "student": [p for p in forking.values() if p.ppid() in forking],
        }


def _autograde(course: Path, log: Path, options: tuple[str, ...]) -> None:
    """Become a batch."""
    from nbgrader.apps import AutogradeApp

    os.setsid()
    clock.take()
    os.chdir(course)
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for number, file in ((0, os.open(os.devnull, os.O_RDONLY)), (1, said), (2, said)):
        os.dup2(file, number)
    code = 1
    try:
        AutogradeApp.launch_instance(argv=["momentum", "--log-level=ERROR", *options])
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)
