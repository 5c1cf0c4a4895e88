"""What a graded notebook tells of the run that graded it, read without reading all of it.

`Repair` and `Grade` write a cell a line, and JSON puts a backslash before each quote that a student
typed. So a key with bare quotes is the grader's own, and a line without it need not be read.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

NOTES = b"**Notes of the grader**"
MISTAKE = b'"mistake": "'
STOPPED = b'"stopped": true'  # of an answer, while it was asked
ENDED = b'"Stopped: '  # of a cell, as it ran: what a student prints may look so
NAMED = re.compile(rb'(?<!\\)"grade_id": "((?:[^"\\]|\\.)*)"')
FOUND = re.compile(rb'(?<!\\)"mistake": "((?:[^"\\]|\\.)+)"')


@dataclass(frozen=True)
class Facts:
    """Of one notebook: mistakes named, as (question, name); whether a cell was stopped; notes."""

    mistakes: tuple[tuple[str, str], ...] = ()
    stopped: bool = False
    notes: str = ""


def facts(path: Path) -> Facts:
    """Return what a graded notebook tells; nothing if there is none."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Facts()
    found = []
    place = content.find(MISTAKE)
    while place >= 0:
        start, end = content.rfind(b"\n", 0, place) + 1, content.find(b"\n", place)
        line = content[start : end if end >= 0 else len(content)]
        name, mistake = NAMED.search(line), FOUND.search(line)
        if name and mistake:
            found.append((_text(name[1]), _text(mistake[1])))
        place = content.find(MISTAKE, start + len(line))
    return Facts(tuple(found), _stopped(content), _notes(content))


def _stopped(content: bytes) -> bool:
    if STOPPED in content:
        return True
    place = content.find(ENDED)
    return place > 0 and content[place - 1 : place] != b"\\"


def _text(quoted: bytes) -> str:
    return str(json.loads(b'"' + quoted + b'"'))


def _notes(content: bytes) -> str:
    """Return the notes that stand at the top of a notebook, as lines."""
    first = content.split(b"\n", 2)[1:2]
    if not first or NOTES not in first[0]:
        return ""
    source = json.loads(first[0].rstrip(b","))["source"]
    return str(source).partition("\n\n")[2]
