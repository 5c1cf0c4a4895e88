"""What keeps a student's process away from the answer key and from the rest of the machine.

On Linux the kernel's Landlock (5.13 and later) hides every file but the ones named here, and a
seccomp filter refuses the system calls of `seccomp.py`; neither needs rights or a program.
Everywhere with POSIX limits, memory, processor time, open files and file size are bounded.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from enum import IntEnum

from . import seccomp

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
SYSTEM = ("/usr", "/lib", "/lib64", "/etc/fonts", "/etc/localtime", "/etc/ld.so.cache")
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")


CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every architecture
PARENT_DEATH, NO_NEW_PRIVS, KILL = 1, 38, 9
# Rights by the kernel's ABI version; see linux/landlock.h. Reading: execute, read file, read dir.
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
READ, WRITE_FILE, OF_FILES = 0b1101, 0b110, 0b111
NETWORK, SCOPES = 0b11, 0b11  # binding and connecting; abstract sockets and signals


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


def confine(readable: Iterable[str], writable: Iterable[str]) -> Level:
    """Bound this process for good and hide all files but these; return the level reached.

    Parameters
    ----------
    readable, writable : iterables of str
        Folders, each with all that is below it.
    """
    if not _limit():
        return Level.NONE
    if sys.platform != "linux":
        return Level.LIMITS
    end_with_parent()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(NO_NEW_PRIVS, 1, 0, 0, 0) != 0 or not _hide(libc, readable, writable):
        return Level.LIMITS
    return Level.FULL if seccomp.refuse(libc) else Level.FILES


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


def _hide(libc: ctypes.CDLL, readable: Iterable[str], writable: Iterable[str]) -> bool:
    """Hide all files but these by Landlock."""
    version = libc.syscall(CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    everything = (1 << RIGHTS.get(version, 16)) - 1
    wanted = struct.pack("<QQQ", everything, NETWORK, SCOPES)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = libc.syscall(CREATE_RULESET, wanted, ctypes.c_size_t(size), 0)
    if rules < 0:
        return False
    for path in [*SYSTEM, *readable]:
        _allow(libc, rules, path, READ)
    for path in DEVICES:
        _allow(libc, rules, path, WRITE_FILE)
    for path in writable:
        _allow(libc, rules, path, everything & ~1)
    done = libc.syscall(RESTRICT_SELF, rules, 0) == 0
    os.close(rules)
    return bool(done)


def _allow(libc: ctypes.CDLL, rules: int, path: str, rights: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):
        rights &= OF_FILES
    libc.syscall(ADD_RULE, rules, 1, struct.pack("<Qi", rights, handle), 0)
    os.close(handle)
