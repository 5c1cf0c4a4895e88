"""One grader at a time in a folder."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

DYING = 3.0  # seconds that the workers of a killed command may take to end


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a lock in a folder; BlockingIOError if another process keeps it. Windows has none.

    The workers of a command that was killed have it for a moment longer than the command.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    folder.mkdir(exist_ok=True)
    with (folder / "grading.lock").open("w") as file:
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
