"""Canvas's "Download Submissions".

One file an attachment, ``müllerann_LATE_12345_678901_momentum-1.ipynb``: the student's sortable
name in lower case and without signs, LATE if it is, the student's number, the attachment's, and
the file's name, to which Canvas adds "-1" if there was one of that name before. A group's name
stands for the name, and an anonymous student is ``anon_x7Yz9``. What was typed into a field is
``..._12345_text.html``. All entries have the time at which the archive was packed, which says no
more than that nothing was handed in after it.

Source: Canvas, lib/content_zipper.rb (add_submission, get_filename, sanitize_user_name).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from autograder.lms.archive import Entry
from autograder.lms.hand_in import Found, HandIn, Person

NAMED = re.compile(
    r"(?:(?P<name>.+?)_)??(?:(?P<late>LATE)_)?(?P<user>\d+|anon_[A-Za-z0-9]+)_"
    r"(?:(?P<attachment>\d+)_(?P<file>.+)|(?P<typed>(?:text|link)\.html))"
)
AGAIN = re.compile(r"-\d+$")


def hand_ins(entries: Sequence[Entry], assignment: str) -> Found:
    """Return the hand-ins of Canvas's archive; of files with one name the newest counts."""
    found = Found()
    known: dict[str, HandIn] = {}
    for entry in sorted(entries, key=_attachment):
        named = NAMED.fullmatch(entry.parts[-1])
        if not named:
            found.leave(entry, 'is not called as Canvas does it, "name_12345_678901_file"')
            continue
        user = named["user"]
        if user not in known:
            known[user] = HandIn([Person(name=named["name"] or "", number=user)])
        hand_in = known[user]
        hand_in.late |= bool(named["late"])
        hand_in.attachment = named["attachment"] or hand_in.attachment
        inner = named["typed"] or _first_name(named["file"])
        found.leave(hand_in.add(inner, entry), "is an earlier attempt; the newest counts")
    found.hand_ins = list(known.values())
    return found


def _attachment(entry: Entry) -> int:
    """Return the number of an attachment, which grows with time; 0 if it has none."""
    named = NAMED.fullmatch(entry.parts[-1])
    return int(named["attachment"] or 0) if named else 0


def _first_name(name: str) -> str:
    """Return a file's name without the number that Canvas adds to one handed in again."""
    path = PurePosixPath(name)
    return AGAIN.sub("", path.stem) + path.suffix
