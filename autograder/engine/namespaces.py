"""Mounts of its own for what runs students' code, where the system allows namespaces (Linux only).

All files are read only there, so that no time of reading is noted which another student's code
could look up. Each student's folder is a file system in memory, whose size and number of files the
kernel bounds, whether a file still has a name or not; it ends with the process.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import struct

MOUNTS, USERS, IPC, NETWORK = 0x20000, 0x10000000, 0x8000000, 0x40000000  # CLONE_NEW...
MOUNT_SETATTR, HERE, RECURSIVE = 442, -100, 0x8000  # the same on every architecture
READ_ONLY, PRIVATE = 1, 1 << 18
NOSUID, NODEV = 2, 4
SIZE, ENTRIES = 64 << 20, 10_000  # bytes and files of a student's folder


def enter(libc: ctypes.CDLL) -> bool:
    """Give this process mounts, a network and so on of its own; return whether it has them."""
    others = MOUNTS | IPC | NETWORK
    if libc.unshare(others) == 0:
        return True
    user, group = os.geteuid(), os.getegid()
    if libc.unshare(USERS | others) != 0:
        return False
    try:
        for name, text in (
            ("uid_map", f"{user} {user} 1"),
            ("setgroups", "deny"),
            ("gid_map", f"{group} {group} 1"),
        ):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
    except OSError:
        return False
    return True


def freeze(libc: ctypes.CDLL) -> bool:
    """Make all files read only for this process and what it starts; return whether they are."""
    attributes = struct.pack("<QQQQ", READ_ONLY, 0, PRIVATE, 0)
    size = ctypes.c_size_t(len(attributes))
    return bool(libc.syscall(MOUNT_SETATTR, HERE, b"/", RECURSIVE, attributes, size) == 0)


def own_folder(libc: ctypes.CDLL, folder: str) -> bool:
    """Put a bounded file system in the place of a folder, with what was in it; False if it cannot.

    The process works in it from then on.
    """
    before = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    bounds = f"size={SIZE},nr_inodes={ENTRIES},mode=700".encode()
    try:
        if libc.unshare(MOUNTS) != 0:
            return False
        flags = ctypes.c_ulong(NOSUID | NODEV)
        if libc.mount(b"student", os.fsencode(folder), b"tmpfs", flags, bounds) != 0:
            return False
        os.chdir(folder)
        if os.listdir(before):
            os.fchdir(before)
            shutil.copytree(".", folder, dirs_exist_ok=True)
            os.chdir(folder)
    finally:
        os.close(before)
    return True
