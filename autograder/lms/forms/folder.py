"""A folder for each student, or a file for each: ``ann/momentum.ipynb``, ``ann.ipynb``.

The folder may hold one for the assignment once more, as nbgrader's own `submitted/` does; its
`timestamp.txt` is then believed. A folder that holds all the others is looked through.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePosixPath

from autograder.integration.intake.submissions import TIME
from autograder.lms.archive import Entry, EntryError
from autograder.lms.hand_in import Found, HandIn, Person


def hand_ins(entries: Sequence[Entry], assignment: str) -> Found:
    """Return the hand-ins of folders called after students."""
    found = Found()
    known: dict[str, HandIn] = {}
    outer = _outer(entries)
    for entry in entries:
        student, *rest = entry.parts[outer:]
        if not rest:
            rest, student = [student], PurePosixPath(student).stem
        if len(rest) > 1 and rest[0] == assignment:
            rest = rest[1:]
        hand_in = known.setdefault(student, HandIn([Person(name=student, login=student)]))
        if rest == [TIME]:
            hand_in.said = _time(entry)
            continue
        inner = "/".join(rest)
        found.leave(hand_in.add(inner, entry), "stands twice in the archive; the later counts")
    found.hand_ins = [hand_in for hand_in in known.values() if hand_in.files]
    return found


def _outer(entries: Sequence[Entry]) -> int:
    """Return 1 if one folder holds all the others, as an archive of a folder does, else 0."""
    tops = {entry.parts[0] for entry in entries}
    below = {entry.parts[1] for entry in entries if len(entry.parts) > 2}
    return int(len(tops) == 1 and all(len(e.parts) > 2 for e in entries) and len(below) > 1)


def _time(entry: Entry) -> datetime | None:
    try:
        text = entry.read(1000).decode("utf-8", "replace").strip().removesuffix(" UTC")
        return datetime.fromisoformat(f"{text}+00:00")
    except (EntryError, ValueError):
        return None
