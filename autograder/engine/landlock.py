"""Landlock: the kernel hides all files but those below the folders named (Linux 5.13 on)."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

SYSTEM = ("/usr", "/lib", "/lib64", "/etc/fonts", "/etc/localtime", "/etc/ld.so.cache")
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")
TRUNCATE = 3  # the version from which on emptying a file by its name is covered

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every architecture
# Rights by the kernel's ABI version; see linux/landlock.h. Reading: execute, read file, read dir.
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
READ, WRITE_FILE, OF_FILES = 0b1101, 0b110, 0b111
MAKE_DEVICES = 1 << 6 | 1 << 11  # character and block
NETWORK, SCOPES = 0b11, 0b11  # binding and connecting; abstract sockets and signals


def version(libc: ctypes.CDLL) -> int:
    """Return which version of Landlock the kernel has; 0 or less if it has none."""
    return int(libc.syscall(CREATE_RULESET, None, 0, 1))


def hide(libc: ctypes.CDLL, version: int, readable: Iterable[str], writable: Iterable[str]) -> bool:
    """Hide all files but these from this process; False if the system cannot.

    Parameters
    ----------
    libc : CDLL
        The C library.
    version : int
        Which version of Landlock to ask for.
    readable, writable : iterables of str
        Folders, each with all that is below it.
    """
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
        _allow(libc, rules, path, everything & ~1 & ~MAKE_DEVICES)
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
