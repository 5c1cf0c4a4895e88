"""What being root gives a process, given up for good (Linux only)."""

from __future__ import annotations

import ctypes
import struct

NO_NEW_PRIVS, BOUNDING_DROP, AMBIENT, CLEAR_ALL = 38, 24, 47, 4  # of prctl
VERSION_3 = 0x20080522  # of the structures of capset and capget
HEADER = struct.pack("<Ii", VERSION_3, 0)  # 0: of this process
NOTHING = bytes(24)  # effective, permitted and inheritable, in two halves


def drop(libc: ctypes.CDLL) -> bool:
    """Give up all capabilities, and the means to get any; return whether none is left.

    Root without capabilities is still the owner of root's files, so these have to be hidden too.
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
    return bool(libc.capset(HEADER, NOTHING) == 0)
