"""Folders for untrusted code: how much lies in one, and how all of it is removed again.

What is in them may be nested deeper than any path is long, so nothing here follows it by recursion
or by a whole path.
"""

from __future__ import annotations

import atexit
import contextlib
import math
import os
import secrets
import shutil
import stat
import tempfile
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    LOCKS = False
else:
    LOCKS = True

PREFIX = "descent-grader-"
YOUNG = 60.0  # seconds for which a folder without a lock may be one that is just being made
ENTRIES, DEEPEST = 10_000, 50  # files and folders in one, and folders within folders


def temporary(kind: str) -> Path:
    """Return a new folder, removed when this process ends; or by the next, if this is killed."""
    _sweep(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{kind}-"))
    if LOCKS:
        # Never closed: it is held until this process and all its forks have ended.
        fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_EX)
    atexit.register(remove, folder)
    return folder


def written(folder: Path) -> float:
    """Return how many bytes lie in a folder that may change meanwhile; too many entries are inf."""
    total, entries, todo = 0, 0, [(folder, 0)]
    while todo:
        place, depth = todo.pop()
        with contextlib.suppress(OSError), os.scandir(place) as found:
            for entry in found:
                entries += 1
                if entries > ENTRIES or depth > DEEPEST:
                    return math.inf
                with contextlib.suppress(OSError):
                    total += entry.stat(follow_symlinks=False).st_size
                    if entry.is_dir(follow_symlinks=False):
                        todo.append((Path(entry.path), depth + 1))
    return total


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, as far as this user may."""
    if not os.supports_dir_fd:  # Windows
        shutil.rmtree(folder, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            left = None
            while (names := set(os.listdir(top))) and names != left:
                left = names
                for name in names:
                    _empty(top, name)
        finally:
            os.close(top)
        os.rmdir(folder)


def _empty(top: int, name: str) -> None:
    """Remove an entry of a folder; the folders in it are moved up beside it."""
    with contextlib.suppress(OSError):
        if not stat.S_ISDIR(os.lstat(name, dir_fd=top).st_mode):
            os.unlink(name, dir_fd=top)
            return
        os.chmod(name, 0o700, dir_fd=top)
        inside = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
        try:
            for entry in os.listdir(inside):
                try:
                    os.unlink(entry, dir_fd=inside)
                except OSError:  # a folder
                    os.chmod(entry, 0o700, dir_fd=inside)
                    beside = f".{secrets.token_hex(8)}"
                    os.rename(entry, beside, src_dir_fd=inside, dst_dir_fd=top)
        finally:
            os.close(inside)
        os.rmdir(name, dir_fd=top)


def _sweep(place: Path) -> None:
    """Remove what killed runs have left: folders of ours that nobody holds a lock on."""
    if not LOCKS:
        return
    for folder in place.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            about = folder.lstat()
            young = time.time() - about.st_mtime < YOUNG
            if young or about.st_uid != os.geteuid() or not stat.S_ISDIR(about.st_mode):
                continue
            held = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                remove(folder)
            finally:
                os.close(held)
