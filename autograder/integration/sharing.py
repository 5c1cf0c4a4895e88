"""Files of a class that several instructors of one Unix group grade (`groupshared`)."""

from __future__ import annotations

import contextlib
import stat
from pathlib import Path


def share(*paths: Path) -> None:
    """Let the group do what the owner may; what is somebody else's stays as they have it."""
    for path in paths:
        with contextlib.suppress(OSError):
            mode = path.stat().st_mode
            ours = mode | (mode & 0o600) >> 3
            if stat.S_ISDIR(mode):
                ours |= stat.S_ISGID | stat.S_IXGRP  # what is made in it gets its group
            path.chmod(stat.S_IMODE(ours))
