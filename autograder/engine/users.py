"""A user of its own for students' code where the grader is root (Linux only).

Root's files are then not its own, whatever else fails, and the kernel bounds the number of its
threads, which it does for nobody with root's number.
"""

from __future__ import annotations

import glob
import os
import stat
import sys
from pathlib import Path

from autograder.engine import bubblewrap

FIRST, MANY = 61184, 4336  # the numbers that systemd too gives to users who are there for a while
# Files of an installation, of which it is looked at whether others may read them.
SAMPLES = ("lib/python3*/os.py", "lib/python3*/site-packages/numpy/__init__.py")


def own(*prefixes: str) -> int | None:
    """Return the number of a user for students' code; None for the one who we are.

    There is none unless we are root, nor where only root may read what the code needs: Python,
    installed under these prefixes. (A umask of 077 does that, and so does a home of root's; but
    folders above a prefix do not matter where bubblewrap makes a file system.)
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        return None
    above = not bubblewrap.works()
    if not all(_open_to_all(Path(prefix).resolve(), above) for prefix in prefixes):
        return None
    user = FIRST + os.getpid() % MANY
    lines = Path("/proc/self/uid_map").read_text().splitlines()
    known = [(int(first), int(many)) for first, _, many in map(str.split, lines)]
    return user if any(first <= user < first + many for first, many in known) else None


def tasks(user: int) -> int:
    """Return how many threads a user has now."""
    found = 0
    for path in glob.iglob("/proc/[0-9]*"):
        try:
            if os.stat(path).st_uid == user:
                found += len(os.listdir(f"{path}/task"))
        except OSError:  # it has ended meanwhile
            continue
    return found


def _open_to_all(prefix: Path, above: bool) -> bool:
    """Whether anybody may read an installation, and enter the folders above it if that matters."""
    files = [file for pattern in SAMPLES for file in prefix.glob(pattern)]
    folders = {folder for file in files for folder in file.parents if folder.is_relative_to(prefix)}
    folders |= {prefix, *(prefix.parents if above else ())}
    return all(file.stat().st_mode & stat.S_IROTH for file in files) and all(
        folder.stat().st_mode & stat.S_IXOTH for folder in folders
    )
