"""Moodle's "Download all submissions".

The archive has a folder for each student and kind of submission, or, if the teacher chose so, the
files with that prefix: ``Ann Müller_4711_assignsubmission_file/momentum.ipynb``. Versions before
4.1 write one "_" more. The number is the participant's in this assignment. An underscore in a name
becomes a space; apostrophes, quotes, colons, slashes and their like are dropped. If groups hand in,
name and number are the group's; who is in none is in "Default group", without a number. The time
of an entry is that of the upload.

Source: Moodle, mod/assign/classes/downloader.php (get_student_prefix,
load_submissionplugin_filelist) and lib/moodlelib.php (clean_filename).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.lms.archive import Entry
from autograder.lms.hand_in import Found, HandIn, Person

PREFIX = re.compile(
    r"(?P<label>(?P<name>[^_]+)(?:_(?P<number>\d+))?)_assignsubmission_[a-z0-9]+(?:_(?P<file>.*))?"
)


def hand_ins(entries: Sequence[Entry], assignment: str) -> Found:
    """Return the hand-ins of Moodle's archive."""
    found = Found()
    known: dict[str, HandIn] = {}
    for entry in entries:
        for place, part in enumerate(entry.parts):
            prefix = PREFIX.fullmatch(part)
            rest = entry.parts[place + 1 :]
            if prefix and (rest or prefix["file"]):
                break
        else:
            found.leave(entry, 'has no "NAME_NUMBER_assignsubmission_file" in its path')
            continue
        label = prefix["label"]
        if label not in known:
            person = Person(name=prefix["name"], number=prefix["number"] or "")
            known[label] = HandIn([person])
        inner = "/".join([*filter(None, [prefix["file"]]), *rest])
        found.leave(known[label].add(inner, entry), "stands twice in the archive; the later counts")
    found.hand_ins = list(known.values())
    return found
