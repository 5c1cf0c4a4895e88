"""A clock that can be set, for what this process forks; what is exec'ed has the machine's.

Debian's faketime is not used: with it `time.sleep` of Python 3.11 fails when the clock is set.
"""

from __future__ import annotations

import datetime
import mmap
import struct
import time
from typing import Any

OFF = mmap.mmap(-1, 8)  # seconds from the right time, as all forks see them


def set_to(seconds: float) -> None:
    """Set the clock so many seconds from the right time."""
    OFF[:8] = struct.pack("d", seconds)


def off() -> float:
    """Return how many seconds it is off."""
    seconds: float = struct.unpack("d", OFF[:8])[0]
    return seconds


class Moment(datetime.datetime):
    """A moment that is now by this clock."""

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> Any:
        """Return now."""
        return datetime.datetime.now(tz) + datetime.timedelta(seconds=off())


def take() -> None:
    """Have this process go by it."""
    from autograder.integration.term import records

    right = time.time
    time.time = lambda: right() + off()
    setattr(records, "datetime", Moment)  # noqa: B010
