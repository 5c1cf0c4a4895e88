"""What was handed in, copied once as plain files; nothing else looks at it before.

A folder that students fill may hold links to the key or to another student's work, pipes that never
end, devices, names that are no text. nbgrader follows links and copies what it finds. So each
submission is first copied here, file by file, from below the student's own folder, within a size;
the rest of nbgrader works on the copy. What was left out becomes a note.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path

BYTES = 100_000_000  # of one submission in all
FILES = 1000
ENTRIES = 5000  # of one folder that are looked at
DEEPEST = 12  # folders within folders
ZIPPED = 20_000_000  # bytes that are unpacked of one archive
IGNORED = (".ipynb_checkpoints", "__pycache__", "__MACOSX", ".git", ".DS_Store")

Inode = tuple[int, int]


@dataclass
class Taken:
    """The plain files of one submission by their paths in it, and what was left out."""

    files: dict[str, bytes] = field(default_factory=dict)
    times: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    left: int = field(default_factory=lambda: BYTES)

    def add(self, path: str, content: bytes, time: float) -> None:
        """Take one file."""
        path = path.encode("utf-8", "replace").decode("utf-8").replace("\0", "?")
        self.files[path], self.times[path] = content, time
        self.left -= len(content)


def take(folder: Path, foreign: Set[Inode] = frozenset()) -> Taken:
    """Return the plain files below a folder.

    Parameters
    ----------
    folder : Path
        The folder of one student's submission of one assignment.
    foreign : set of (device, inode)
        Files of the class that are not this student's: a hard link to one is left out.
    """
    taken = Taken()
    try:
        here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        taken.notes.append(
            "What was handed in is no folder of its own, so nothing of it was taken."
        )
        return taken
    try:
        _folder(here, "", 0, taken, foreign)
    finally:
        os.close(here)
    for name in [name for name in taken.files if name.lower().endswith(".zip")]:
        _unzip(name, taken)
    return taken


def _folder(here: int, path: str, depth: int, taken: Taken, foreign: Set[Inode]) -> None:
    """Take the files of an open folder and of those in it."""
    for name in sorted(os.listdir(here))[:ENTRIES]:
        if name in IGNORED:
            continue
        inner = f"{path}{name}"
        shown = inner.encode("utf-8", "replace").decode("utf-8")
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            handle = os.open(name, flags, dir_fd=here)
        except OSError:
            taken.notes.append(f"{shown} is a link or cannot be read; it was left out.")
            continue
        try:
            seen = os.fstat(handle)
            if stat.S_ISDIR(seen.st_mode):
                if depth < DEEPEST:
                    _folder(handle, f"{inner}/", depth + 1, taken, foreign)
                else:
                    taken.notes.append(f"The folders below {shown} are too deep; left out.")
            elif not stat.S_ISREG(seen.st_mode):
                taken.notes.append(f"{shown} is no plain file; it was left out.")
            elif (seen.st_dev, seen.st_ino) in foreign:
                taken.notes.append(f"{shown} is a file of somebody else's; it was left out.")
            elif seen.st_size > taken.left or len(taken.files) >= FILES:
                taken.notes.append(
                    f"{shown} was left out: at most {FILES} files of {BYTES // 1_000_000} MB in "
                    "all are taken."
                )
            else:
                with open(handle, "rb", closefd=False) as file:
                    taken.add(inner, file.read(taken.left), seen.st_mtime)
        finally:
            os.close(handle)


def _unzip(name: str, taken: Taken) -> None:
    """Take the files of an archive that was handed in, as if it had been unpacked."""
    left = ZIPPED
    try:
        with zipfile.ZipFile(io.BytesIO(taken.files[name])) as archive:
            for entry in archive.infolist():
                parts = [part for part in entry.filename.split("/") if part]
                odd = not parts or ".." in parts or any(part in IGNORED for part in parts)
                if entry.is_dir() or odd or len(taken.files) >= FILES:
                    continue
                with archive.open(entry) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    taken.notes.append(f"{name} holds more than is unpacked; the rest is left out.")
                    return
                taken.add(f"{name}/{'/'.join(parts)}", content, taken.times[name])
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError, EOFError):
        taken.notes.append(f"{name} cannot be unpacked.")
