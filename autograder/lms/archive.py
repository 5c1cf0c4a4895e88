"""What an LMS packs for download, read without trusting a word of it.

An archive holds what students named: paths that climb out of a folder, links, one name twice, files
that grow a thousandfold. Nothing is unpacked here. An entry is read when it is asked for, within a
bound that counts the bytes as they come; what cannot be read becomes a sentence.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from autograder.integration.intake.staging import BYTES, IGNORED

ENTRIES = 200_000
NAME = 120  # characters of one part of a path; a file system takes 255 bytes
UTF8 = 0x800  # a zip's flag which says that a name is UTF-8
DAMAGED = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error),
    *(OSError, RuntimeError, ValueError, NotImplementedError, EOFError),
)


class ArchiveError(Exception):
    """What was named is no archive; the message says so."""


class EntryError(Exception):
    """An entry that cannot be taken; the message is the reason, as a clause."""


@dataclass(frozen=True)
class Entry:
    """One file of an archive.

    Attributes
    ----------
    path : str
        Where it stands in the archive, parted by "/", made harmless.
    time : datetime or None
        When it was last changed, in the zone of whoever packed it, which an archive does not say.
    read : callable
        Returns the content, if it has at most so many bytes; raises an `EntryError` otherwise.
    """

    path: str
    time: datetime | None
    read: Callable[[int], bytes]

    @property
    def parts(self) -> list[str]:
        """The folders that it stands in, and its name."""
        return self.path.split("/")


@dataclass
class Archive:
    """The entries of an archive, and a sentence for each that was refused."""

    entries: list[Entry] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def add(self, raw: str, time: datetime | None, read: Callable[[int], bytes]) -> None:
        """Take an entry, or refuse it for its name."""
        try:
            path = harmless(raw)
        except EntryError as reason:
            self.refused.append(f"{printable(raw)} {reason}")
            return
        if path is not None:
            self.entries.append(Entry(path, time, read))


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open a zip archive, or a folder that one was unpacked into.

    Raises
    ------
    ArchiveError
        If there is no such file, or it is neither.
    """
    if path.is_dir():
        archive = Archive()
        _walk(path, archive)
        yield archive
        return
    try:
        with zipfile.ZipFile(path) as packed:
            yield _listed(packed)
    except FileNotFoundError:
        raise ArchiveError(f"there is no {path}") from None
    except (zipfile.BadZipFile, OSError) as error:
        raise ArchiveError(f"{path} cannot be read as a zip archive: {error}") from None


def harmless(raw: str) -> str | None:
    """Return an entry's path made harmless; None for what a system left there by itself.

    >>> harmless("Ann_1_assignsubmission_file/./notes.txt")
    'Ann_1_assignsubmission_file/notes.txt'

    Raises
    ------
    EntryError
        If the path leads out of the folder that it is unpacked into.
    """
    text = unicodedata.normalize("NFC", raw).replace("\\", "/")
    if text.startswith("/") or re.match(r"[A-Za-z]:/", text):
        raise EntryError("has an absolute path; it was refused.")
    parts = [part for part in text.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise EntryError("leads out of its folder; it was refused.")
    if not parts or any(part in IGNORED for part in parts):
        return None
    return "/".join(_shortened(printable(part)) for part in parts)


def printable(text: str) -> str:
    """Return a text without what steers a terminal or a file system."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join("_" if unicodedata.category(sign).startswith("C") else sign for sign in whole)


def _shortened(part: str) -> str:
    """Return a part of a path that a file system takes, its ending kept."""
    if len(part) <= NAME and len(part.encode()) < 250:
        return part
    stem, dot, ending = part.rpartition(".")
    kept = f"{dot}{ending}" if stem and len(ending) < 10 else ""
    whole = (part.removesuffix(kept))[: NAME // 2]
    return f"{whole}...{zlib.crc32(part.encode()):08x}{kept}"


def _listed(packed: zipfile.ZipFile) -> Archive:
    """Return the entries of an open archive."""
    archive = Archive()
    for info in packed.infolist()[:ENTRIES]:
        if info.is_dir():
            continue
        name = _name(info)
        if stat.S_ISLNK(info.external_attr >> 16):
            archive.refused.append(f"{printable(name)} is a link; it was refused.")
            continue
        archive.add(name, _time(info), partial(_read, packed, info))
    if len(packed.infolist()) > ENTRIES:
        archive.refused.append(f"Only the first {ENTRIES} of its files were looked at.")
    return archive


def _name(info: zipfile.ZipInfo) -> str:
    """Return an entry's name; many packers write UTF-8 and do not say so, as Canvas does."""
    if info.flag_bits & UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _time(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time)
    except ValueError:  # a month of 0, as some packers write for "not known"
        return None


def _read(packed: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    try:
        with packed.open(info) as file:
            content = file.read(most + 1)
    except DAMAGED as error:
        secret = (
            "it is locked with a password" if info.flag_bits & 1 else f"it is damaged ({error})"
        )
        raise EntryError(f"cannot be unpacked: {secret}.") from None
    return _bounded(content, most)


def _walk(folder: Path, archive: Archive) -> None:
    """Take the plain files below a folder; links are not followed."""
    for where, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted([*names, *(f for f in folders if Path(where, f).is_symlink())]):
            path = Path(where, name)
            inner = path.relative_to(folder).as_posix()
            seen = path.lstat()
            if not stat.S_ISREG(seen.st_mode):
                archive.refused.append(f"{printable(inner)} is no plain file; it was refused.")
                continue
            time = datetime.fromtimestamp(seen.st_mtime)
            archive.add(inner, time, partial(_plain, path))


def _plain(path: Path, most: int) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise EntryError(f"cannot be read ({error.strerror}).") from None
    return _bounded(content, most)


def _bounded(content: bytes, most: int) -> bytes:
    if len(content) > most:
        limit = f"{BYTES // 1_000_000} MB"
        raise EntryError(f"was left out: a submission may have {limit} in all.")
    return content
