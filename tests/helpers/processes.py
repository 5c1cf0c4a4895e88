"""Processes: of students, seen from outside; and what Ctrl-C reaches."""

from __future__ import annotations

import signal

import psutil

from autograder.engine.process import Starter


def fork_server(starter: Starter) -> psutil.Process:
    """Return the process that students' are forked from; bubblewrap's own may stand before it."""
    begun = psutil.Process(starter._fork_server.popen.pid)
    line = [begun, *begun.children(recursive=True)]
    return next(process for process in line if process.name() != "bwrap")


def students(starter: Starter) -> list[psutil.Process]:
    """Return the students' processes that are alive."""
    return fork_server(starter).children()


def interruptible() -> None:
    """Let SIGINT end this process: where tests run in the background, what they start ignores it.

    For `preexec_fn`.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
