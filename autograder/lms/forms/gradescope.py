"""Gradescope's "Export Submissions".

A folder ``assignment_99_export`` with a folder for each submission, ``submission_123``, and
``submission_metadata.yml``, which says for each whose it is and when it came::

    submission_123:
      :submitters:
      - :name: Ann Müller
        :sid: '4711'
        :email: ann@example.edu
      :created_at: 2026-11-27 16:50:00.000000000 -08:00

A group has several submitters. Only the newest attempt is in the archive.

Gradescope documents no form; this is what public scripts read that are in use, such as
https://github.com/matthigger/gradescope_auto_py (find_use_metadata).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import yaml

from autograder.lms.archive import Entry, EntryError
from autograder.lms.hand_in import Found, HandIn, Person

METADATA = "submission_metadata.yml"
LARGEST = 100_000_000  # bytes of the metadata, which hold what an autograder printed, too
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def hand_ins(entries: Sequence[Entry], assignment: str) -> Found:
    """Return the hand-ins of Gradescope's archive."""
    found = Found()
    metadata = next((entry for entry in entries if entry.parts[-1] == METADATA), None)
    known: dict[str, HandIn] = {}
    said, trouble = _metadata(metadata)
    for entry in entries:
        if entry is metadata:
            continue
        place = next((i for i, part in enumerate(entry.parts) if part in said), None)
        if place is None:
            found.leave(entry, trouble or f"is not named in {METADATA}")
            continue
        name = entry.parts[place]
        if name not in known:
            known[name] = _hand_in(said[name])
        inner = "/".join(entry.parts[place + 1 :]) or name
        before = known[name].add(inner, entry)
        found.leave(before, "stands twice in the archive; the later counts")
    found.hand_ins = list(known.values())
    return found


def _metadata(entry: Entry | None) -> tuple[dict[str, Mapping[Any, Any]], str]:
    """Return what is said of each submission, and what is wrong with it."""
    if entry is None:
        return {}, f"belongs to nobody: the archive has no {METADATA}"
    try:
        said = yaml.load(entry.read(LARGEST), Loader)
    except (yaml.YAMLError, EntryError, ValueError, RecursionError) as error:
        return {}, f"belongs to nobody: {METADATA} cannot be read ({str(error).splitlines()[0]})"
    if not isinstance(said, Mapping):
        return {}, f"belongs to nobody: {METADATA} names no submissions"
    return {str(name): about for name, about in said.items() if isinstance(about, Mapping)}, ""


def _hand_in(about: Mapping[Any, Any]) -> HandIn:
    submitters = about.get(":submitters")
    people = [
        Person(name=_text(who, ":name"), login=_text(who, ":sid"), email=_text(who, ":email"))
        for who in (submitters if isinstance(submitters, list) else [])
        if isinstance(who, Mapping)
    ]
    time = about.get(":created_at")
    return HandIn(people, said=time if isinstance(time, datetime) else None)


def _text(about: Mapping[Any, Any], name: str) -> str:
    value = about.get(name)
    return "" if value is None else str(value)
