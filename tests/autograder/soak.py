"""Kill a batch at random moments, start it again, compare: ``python -m tests.autograder.soak [KILLS]``.

Each round grades one class. While it runs, something of it is killed with SIGKILL: the batch
alone, the batch with all that it started, a process of its pool, or the nursery of students'
processes. It is then started again, and killed again, until it has come to its end. The gradebook and the
feedback's source must come out as from a batch that nobody disturbed, and no process may be left.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

from autograder.gradebook import Row, rows
from tests.benchmarks.grading import a_class

SUBMISSIONS = 12
KILLS_A_ROUND = 6
WHAT = ("batch", "tree", "worker", "nursery")


def start(course: Path) -> int:
    """Run stock `nbgrader autograde` in a fork of this process, where all is imported already."""
    from nbgrader.apps import AutogradeApp

    child = os.fork()
    if child:
        return child
    os.setsid()
    os.chdir(course)
    void = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(void, number)
    with contextlib.suppress(BaseException):
        AutogradeApp.launch_instance(argv=["momentum", "--log-level=ERROR"])
        os._exit(0)
    os._exit(1)
