"""One grader at a time at a gradebook that is a file."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

DYING = 3.0  # seconds that the workers of a killed command may take to end
SQLITE = "sqlite:///"


@contextlib.contextmanager
def alone(db_url: str) -> Iterator[None]:
    """Hold a lock on a gradebook; BlockingIOError if another process keeps it. Windows has none.

    The lock is a file beside the gradebook, however many classes' folders lead to that. A database
    that is no file takes several graders. The workers of a command that was killed have the lock
    for a moment longer than the command.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    if not db_url.startswith(SQLITE):
        yield
        return
    gradebook = Path(os.path.realpath(db_url.removeprefix(SQLITE)))
    # To hold it takes no right to write, as somebody may have made it who shares the class.
    place = gradebook.with_name(f".{gradebook.name}.lock")
    handle = os.open(place, os.O_RDONLY | os.O_CREAT, 0o664)
    with os.fdopen(handle) as file:
        end = time.monotonic() + DYING
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
        yield
