"""What was downloaded from an LMS, put where nbgrader looks for what was handed in.

``submitted/STUDENT/ASSIGNMENT/`` with `timestamp.txt`, as `nbgrader collect` leaves it. What cannot
be placed lies in ``downloaded/ASSIGNMENT/unplaced/``, what a newer attempt took the place of in
``downloaded/ASSIGNMENT/earlier/``; beside them ``placed.csv`` says who is who in the LMS, so that
feedback finds its way back.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from importlib import import_module
from itertools import count
from pathlib import Path

from autograder.integration.intake.staging import BYTES
from autograder.lms import placing
from autograder.lms.archive import Archive, Entry, EntryError, opened
from autograder.lms.hand_in import HandIn
from autograder.lms.ledger import Ledger
from autograder.lms.placing import Placed
from autograder.lms.roster import Roster
from course.assemble import assignments

FORMS = "autograder.lms.forms"
MARKED_LATE = ("canvas",)  # forms whose archives say who was late, and not when
TIME = "timestamp.txt"
ROOM = 1_000_000_000  # bytes that any archive may unpack to
GROWTH = 50  # and how many times its own size, if that is more
SECOND = timedelta(seconds=1)


@dataclass
class Collected:
    """What came of an archive: counts, and a sentence for each thing that needs a look."""

    new: int = 0
    newer: int = 0
    same: int = 0
    older: int = 0
    late: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether no hand-in of an archive was anybody's."""
        return not (self.new or self.newer or self.same or self.older)

    def report(self) -> str:
        """Return everything as lines of text."""
        counts = {
            "newer than before": self.newer,
            "as before": self.same,
            "older than what is there": self.older,
        }
        others = (f"{number} {what}" for what, number in counts.items() if number)
        lines = [", ".join([f"{self.new} handed in for the first time", *others])]
        for title, what in (
            ("marked as late, at a time that the archive does not say", self.late),
            ("not placed", self.unplaced),
            ("refused", self.refused),
            ("of the roster, nothing came from", self.missing),
        ):
            lines += [f"{title}: {len(what)}", *(f"  {line}" for line in what)] if what else []
        return "\n".join(lines)


class Collection:
    """One archive's way into a class's folder.

    Parameters
    ----------
    course : Path
        The class's folder.
    assignment : str
        What was handed in.
    due : datetime, optional
        Until when; in UTC, without a zone, as nbgrader keeps it.
    zone : tzinfo
        In which the LMS writes times that have no zone.
    """

    def __init__(
        self, course: Path, assignment: str, due: datetime | None, zone: tzinfo | None
    ) -> None:
        self.course, self.assignment, self.due, self.zone = course, assignment, due, zone
        self.aside = course / "downloaded" / assignment
        self.done = Collected()
        self.left = ROOM

    def collect(self, form: str, path: Path, roster: Roster, strict: bool) -> Collected:
        """Place everything that is in an archive.

        Raises
        ------
        ArchiveError
            If it cannot be opened; nothing is written then.
        """
        with opened(path) as archive:
            self.left = max(ROOM, GROWTH * (path.stat().st_size if path.is_file() else ROOM))
            found = import_module(f"{FORMS}.{form}").hand_ins(archive.entries, self.assignment)
            placed, unplaced = placing.placed(found.hand_ins, roster, strict)
            ledger = Ledger(self.aside)
            for one in placed:
                self._put(form, one, ledger)
            for hand_in, reason in unplaced:
                for entry in hand_in.files.values():
                    self._aside(entry, reason)
            for entry, reason in found.unplaced:
                self._aside(entry, reason)
            self._finish(archive, placed, roster if strict else Roster(), ledger)
        return self.done

    def _finish(
        self, archive: Archive, placed: Iterable[Placed], roster: Roster, ledger: Ledger
    ) -> None:
        here = {one.student.id for one in placed}
        self.done.refused += archive.refused
        self.done.missing = sorted(roster.students.keys() - here)
        ledger.write()

    def _put(self, form: str, one: Placed, ledger: Ledger) -> None:
        """Put one student's files in their place, unless a newer hand-in is there."""
        target = self.course / "submitted" / one.student.id / self.assignment
        files = self._files(one.hand_in)
        if not files:
            return
        time = self._time(one, form)
        before, known = _there(target)
        if before == files:
            self.done.same += 1
            time = known or time
        elif before is not None and self._older(one, time, known, ledger):
            self.done.older += 1
            self._keep(files, one.student.id, time)
            return
        elif before is not None:
            self.done.newer += 1
            self._keep(before, one.student.id, known or time)
            time = max(time, known + SECOND) if known else time  # nbgrader grades what is newer
        else:
            self.done.new += 1
        _write(files, target, time)
        ledger.note(form, one, time)

    @staticmethod
    def _older(one: Placed, time: datetime, known: datetime | None, ledger: Ledger) -> bool:
        """Whether a hand-in is older than what is there: by its number, if it has one, or time."""
        number, before = one.hand_in.attachment, ledger.attachment(one.student.id)
        if number and before:
            return int(number) < before
        return known is not None and time < known

    def _files(self, hand_in: HandIn) -> dict[str, bytes]:
        """Return a hand-in's files, as far as they can be read and are not too much."""
        files: dict[str, bytes] = {}
        folders = {inner[:i] for inner in hand_in.files for i, c in enumerate(inner) if c == "/"}
        left = min(BYTES, self.left)
        for inner, entry in hand_in.files.items():
            if inner == TIME:
                continue  # the LMS says when, not the student
            try:
                content = entry.read(left)
            except EntryError as reason:
                self.done.refused.append(f"{entry.path} {reason}")
                continue
            files[f"{inner}.file" if inner in folders else inner] = content
            left -= len(content)
            self.left -= len(content)
        return files

    def _time(self, one: Placed, form: str) -> datetime:
        """Return when something was handed in, in UTC.

        Canvas's archive says only whether it was late. What was in time is taken as of the date,
        if the archive is no older; what was late as a second after it, which is the least.
        """
        time = self._utc(one.student.time or one.hand_in.time or datetime.now())
        if form in MARKED_LATE and not one.student.time:
            if one.hand_in.late:
                self.done.late.append(str(one.person))
                return self.due + SECOND if self.due else time
            return min(time, self.due) if self.due else time
        return time

    def _utc(self, time: datetime) -> datetime:
        if time.tzinfo is None and self.zone is not None:
            time = time.replace(tzinfo=self.zone)
        shift = time.astimezone().utcoffset() if time.tzinfo is None else time.utcoffset()
        return (time.replace(tzinfo=None) - (shift or timedelta())).replace(tzinfo=None)

    def _keep(self, files: dict[str, bytes], student: str, time: datetime) -> None:
        _write(files, self.aside / "earlier" / f"{student}-{time:%Y-%m-%d-%H%M%S}", time)

    def _aside(self, entry: Entry, reason: str) -> None:
        """Keep a file that could not be placed, under the path that it has in the archive."""
        self.done.unplaced.append(f"{entry.path}: {reason}")
        try:
            content = entry.read(min(BYTES, self.left))
        except EntryError as trouble:
            self.done.refused.append(f"{entry.path} {trouble}")
            return
        self.left -= len(content)
        for number in count(1):
            path = self.aside / "unplaced" / ("" if number == 1 else str(number)) / entry.path
            if path.is_file() and path.read_bytes() == content:
                return  # it was kept when this archive was collected before
            if not path.exists() and not any(parent.is_file() for parent in path.parents):
                break
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _there(folder: Path) -> tuple[dict[str, bytes] | None, datetime | None]:
    """Return the files of what is there already, and when it came; None for what is not there."""
    if not folder.is_dir():
        return None, None
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    said = files.pop(TIME, b"").decode("utf-8", "replace").strip().removesuffix(" UTC")
    try:
        return files, datetime.fromisoformat(said)
    except ValueError:
        return files, None


def _write(files: dict[str, bytes], target: Path, time: datetime) -> None:
    """Write a hand-in as a whole: it is there, or what was there before still is."""
    new = target.with_name(f".{target.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    for inner, content in files.items():
        path = new / inner
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (new / TIME).write_text(f"{time:%Y-%m-%d %H:%M:%S.%f} UTC", encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    new.rename(target)


def named_most(path: Path) -> str:
    """Return the assignment after which most notebooks of an archive are called.

    Raises
    ------
    ValueError
        If none is; the sentence says how to name it.
    """
    names = set(assignments())
    with opened(path) as archive:
        stems = [re.split(r"[/_]", entry.path)[-1] for entry in archive.entries]
    if not stems:
        raise ValueError(f"there is no file in {path}")
    counts = Counter(re.sub(r"([- ]?\(?\d+\)?)?\.ipynb$", "", stem) for stem in stems)
    found = [(number, name) for name, number in counts.items() if name in names]
    if not found:
        raise ValueError(f"no file in {path} is called after an assignment: give --assignment")
    return max(found)[1]
