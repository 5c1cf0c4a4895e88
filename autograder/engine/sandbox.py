"""What keeps a student's process away from the answer key and from the rest of the machine.

On Linux the kernel's Landlock (5.13 and later) hides every file but the ones named here, and a
seccomp filter refuses all system calls but those in `syscalls.py`; neither needs rights or a
program, and what a process may do as root is given up. Everywhere with POSIX limits, memory,
processor time, open files and file size are bounded.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from enum import IntEnum

from . import landlock, namespaces, privileges, seccomp

try:
    import resource
except ImportError:  # Windows
    LIMITED = False
else:
    LIMITED = True

MEMORY = 4 << 30  # bytes of address space; NumPy's threads alone reserve several hundred MB
FILE = 16 << 20  # bytes of one written file
FILES = 256  # open at once
PROCESSOR = 300  # seconds of processor time, a last resort: the wall clock comes first
LIMITS = (  # by their names, as Windows has none of them
    ("RLIMIT_AS", MEMORY),
    ("RLIMIT_FSIZE", FILE),
    ("RLIMIT_NOFILE", FILES),
    ("RLIMIT_CPU", PROCESSOR),
    ("RLIMIT_CORE", 0),
)
PARENT_DEATH, KILL = 1, 9
NEWEST = 99  # more than any version of Landlock


class Level(IntEnum):
    """How far a process is confined; each level has what those below it have."""

    NONE = 0
    LIMITS = 1  # memory, processor time, files
    FILES = 2  # Landlock hides every file but those it needs
    FULL = 3  # and seccomp refuses system calls
    PRIVATE = 4  # and bubblewrap gives it a file system and a network of its own

    def __str__(self) -> str:
        """Return the name as settings and messages have it."""
        return self.name.lower()


LEVELS = tuple(map(str, Level))


def confine(readable: Iterable[str], writable: Iterable[str], newest: int = NEWEST) -> Level:
    """Bound this process for good and hide all files but these; return the level reached.

    The level is named by what the kernel holds, not by what it was asked for.

    Parameters
    ----------
    readable, writable : iterables of str
        Folders, each with all that is below it.
    newest : int
        The version of Landlock to do with, though the kernel may have a later one; default all.
    """
    if not _limit():
        return Level.NONE
    if sys.platform != "linux":
        return Level.LIMITS
    end_with_parent()
    libc = ctypes.CDLL(None, use_errno=True)
    if not privileges.drop(libc):
        return Level.LIMITS
    version = min(landlock.version(libc), newest)
    hidden = landlock.hide(libc, version, readable, writable)
    covered = version >= landlock.TRUNCATE
    if seccomp.refuse(libc, truncate=covered):
        return Level.FULL if hidden else Level.LIMITS
    return Level.FILES if hidden and covered else Level.LIMITS


def prepare(user: int | None, threads: int, mounts: bool) -> bool:
    """Confine a process that starts students' as far as it can be; before it starts any thread.

    It becomes `user`, if one is given, who may have so many `threads` in all. Return whether its
    files may be frozen, and each student be given a folder of its own; see `namespaces`.
    """
    if sys.platform != "linux":
        return False
    resource.setrlimit(resource.RLIMIT_NPROC, (threads, threads))
    libc = ctypes.CDLL(None, use_errno=True)
    entered = mounts and namespaces.enter(libc)
    if user is not None:
        privileges.become(libc, user)
    privileges.drop(libc, kept=privileges.MOUNTING if entered else 0)
    return entered


def freeze() -> bool:
    """Make all files read only for this process and what it starts; return whether they are."""
    return namespaces.freeze(ctypes.CDLL(None, use_errno=True))


def own_folder(threads: int) -> None:
    """Have the folder that this process works in be one that the kernel bounds."""
    resource.setrlimit(resource.RLIMIT_NPROC, (threads, threads))
    namespaces.own_folder(ctypes.CDLL(None, use_errno=True), os.getcwd())


def end_with_parent(parent: int | None = None) -> None:
    """Have the system kill this process as soon as the one that started it has ended (Linux).

    If the number of the parent is given, it may also have ended by now.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH, KILL, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os._exit(1)


def _limit() -> bool:
    """Bound this process by `LIMITS`, where the system can."""
    if not LIMITED:
        return False
    for name, most in LIMITS:
        try:
            resource.setrlimit(getattr(resource, name), (most, most))
        except (ValueError, OSError):
            # macOS refuses to bound the address space; the other bounds must not be lost with it.
            if name != "RLIMIT_AS" or sys.platform == "linux":
                raise
    return True
