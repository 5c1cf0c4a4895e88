"""What being root gives a process, given up for good (Linux only)."""

from __future__ import annotations

import ctypes
import os
import struct

NO_NEW_PRIVS, BOUNDING_DROP, AMBIENT, CLEAR_ALL = 38, 24, 47, 4  # of prctl
VERSION_3 = 0x20080522  # of the structures of capset and capget
HEADER = struct.pack("<Ii", VERSION_3, 0)  # 0: of this process
KEEP = 8  # of prctl: rights outlive a change of user
MOUNTING = 1 << 21  # CAP_SYS_ADMIN, within namespaces of its own
NOTHING = bytes(24)  # effective, permitted and inheritable, in two halves


def become(libc: ctypes.CDLL, user: int) -> None:
    """Be this user from now on, with the rights that root has in this process."""
    libc.prctl(KEEP, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def drop(libc: ctypes.CDLL, kept: int = 0) -> bool:
    """Give up all capabilities, and the means to get any; return whether none is left.

    Root without capabilities is still the owner of root's files, so these have to be hidden too.
    What is `kept`, as a bit each, this process keeps for itself until it drops it as well.
    """
    if libc.prctl(NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    held = ctypes.create_string_buffer(24)
    if libc.capget(HEADER, held) != 0:
        return False
    if held.raw == NOTHING:
        return True
    capability = 0
    while libc.prctl(BOUNDING_DROP, capability, 0, 0, 0) == 0:  # an error after the last one
        capability += 1
    libc.prctl(AMBIENT, CLEAR_ALL, 0, 0, 0)
    # Permitted, and so to be had: after a change of user none is in effect.
    left = struct.unpack_from("<II", held.raw)[1] & kept
    return bool(libc.capset(HEADER, struct.pack("<IIIIII", left, left, 0, 0, 0, 0)) == 0)
