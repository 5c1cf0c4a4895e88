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


def own(*readable: str) -> int | None:
    """Return the number of a user for students' code; None for the one who we are.

    There is none unless we are root, nor where no file system is made for the code, and what it
    needs stands in a folder that only root may enter.
    """
    if sys.platform != "linux" or os.geteuid() != 0:
        return None
    if not (bubblewrap.works() or all(_open_to_all(Path(folder).resolve()) for folder in readable)):
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


def _open_to_all(folder: Path) -> bool:
    enter, read = stat.S_IXOTH, stat.S_IROTH | stat.S_IXOTH
    modes = [path.stat().st_mode for path in folder.parents]
    return all(mode & enter for mode in modes) and folder.stat().st_mode & read == read
