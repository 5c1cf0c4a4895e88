"""What an LMS says of one hand-in, before anybody knows whose it is in this class."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from autograder.lms.archive import Entry


@dataclass(frozen=True)
class Person:
    """Somebody as the LMS knows them; what it does not say is empty.

    `number` is the LMS's own number for them, which may be another one in each assignment.
    """

    name: str = ""
    number: str = ""
    login: str = ""
    email: str = ""

    def __str__(self) -> str:
        known = self.name or self.login or self.email
        return f"{known} ({self.number})" if known and self.number else known or self.number


@dataclass
class HandIn:
    """What was handed in together.

    Attributes
    ----------
    people : list of Person
        Whose it is. One alone may turn out to be a group, by its name.
    files : dict of str to Entry
        By their paths in the hand-in.
    said : datetime or None
        When it was handed in, if the LMS says so.
    late : bool
        Whether the LMS marks it as late.
    attachment : str
        The LMS's number of what was handed in, where a file that goes back has to name it.
    """

    people: list[Person]
    files: dict[str, Entry] = field(default_factory=dict)
    said: datetime | None = None
    late: bool = False
    attachment: str = ""

    def add(self, path: str, entry: Entry) -> Entry | None:
        """Take a file, and return the one that it takes the place of: what comes later is newer."""
        before = self.files.get(path)
        self.files[path] = entry
        return before

    @property
    def time(self) -> datetime | None:
        """When it was handed in, at the latest that its files say; without a zone, in the LMS's."""
        times = (entry.time for entry in self.files.values() if entry.time)
        return self.said or max(times, default=None)


@dataclass
class Found:
    """The hand-ins of an archive, and the files that are nobody's, each with the reason."""

    hand_ins: list[HandIn] = field(default_factory=list)
    unplaced: list[tuple[Entry, str]] = field(default_factory=list)

    def leave(self, entry: Entry | None, reason: str) -> None:
        """Keep a file of which nobody knows whose it is."""
        if entry is not None:
            self.unplaced.append((entry, reason))
