"""A disk of its own for a class, small enough to be filled."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

SIZE = 256 << 20  # bytes


def mount(place: Path) -> None:
    """Give a folder a disk of its own, which only this process and its children see."""
    libc = ctypes.CDLL(None)
    namespace, private = 0x20000, ctypes.c_ulong(0x44000)  # CLONE_NEWNS, MS_REC | MS_PRIVATE
    if os.geteuid() == 0 and libc.unshare(namespace) == 0:
        libc.mount(None, b"/", None, private, None)
        size = f"size={SIZE}".encode()
        if libc.mount(b"soak", str(place).encode(), b"tmpfs", ctypes.c_ulong(0), size) == 0:
            return
    print("no disk can be mounted here, so none is filled", file=sys.stderr)


def unmount(place: Path) -> None:
    """Take it away again."""
    ctypes.CDLL(None).umount2(str(place).encode(), 2)  # MNT_DETACH
