"""What keeps a student's process away from the answer key and from the rest of the machine.

On Linux the kernel's Landlock (5.13 and later; needs no rights and no program) hides every file
but the ones named here; everywhere with POSIX limits, memory and file size are bounded.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable

MEMORY = 4 << 30  # bytes of address space; NumPy's threads alone reserve several hundred MB
FILE = 64 << 20  # bytes of one written file
SYSTEM = ("/usr", "/lib", "/lib64", "/etc/fonts", "/etc/localtime", "/etc/ld.so.cache")
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every architecture
NO_NEW_PRIVS = 38
# Rights by the kernel's ABI version; see linux/landlock.h. Reading: execute, read file, read dir.
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
READ, WRITE_FILE, OF_FILES = 0b1101, 0b110, 0b111


def limit() -> None:
    """Bound memory, file size and core dumps of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def confine(readable: Iterable[str], writable: Iterable[str]) -> bool:
    """Hide all files but these from this process for good; False if the system cannot.

    Parameters
    ----------
    readable, writable : iterables of str
        Folders, each with all that is below it.
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(CREATE_RULESET, None, 0, 1)
    if version < 1:
        return False
    everything = (1 << RIGHTS.get(version, 16)) - 1
    wanted = struct.pack("<Q", everything)
    rules = libc.syscall(CREATE_RULESET, wanted, ctypes.c_size_t(len(wanted)), 0)
    if rules < 0:
        return False
    for path in [*SYSTEM, *readable]:
        _allow(libc, rules, path, READ)
    for path in DEVICES:
        _allow(libc, rules, path, WRITE_FILE)
    for path in writable:
        _allow(libc, rules, path, everything & ~1)
    done = libc.prctl(NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and libc.syscall(RESTRICT_SELF, rules, 0) == 0
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
