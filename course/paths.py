"""The book as the grader needs it: where its parts lie, and what its sections are called."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = ROOT / "chapters"
EXERCISES = CHAPTERS / "exercises"
RELEASE = ROOT / "_build" / "demo" / "release"

# In the order of the lessons.
ASSIGNMENTS = (
    "why-descent",
    "gradient-descent",
    "toy-example",
    "momentum",
    "adaptive",
    "beyond-adam",
    "choosing",
    "training",
    "interview",
)


def lesson(assignment: str) -> tuple[int, str]:
    """Return the key that sorts assignments: as the lessons are; a class's own after, by name."""
    known = assignment in ASSIGNMENTS
    return ASSIGNMENTS.index(assignment) if known else len(ASSIGNMENTS), assignment


def in_order(names: Iterable[str]) -> list[str]:
    """Return assignments in the order of the lessons, each once."""
    return sorted(set(names), key=lesson)


def released(assignment: str) -> Path:
    """Return where `make` has the notebook that a student of an assignment gets."""
    return RELEASE / assignment / f"{assignment}.ipynb"


@cache
def site() -> str:
    """Return the address of the published site, with a slash at its end; "" if none is set.

    The environment variable `DESCENT_SITE` says it, or else `baseurl` in `_config.yml`.
    """
    text = (ROOT / "_config.yml").read_text(encoding="utf-8")
    found = re.search(r"^ +baseurl: *(\S*)", text, re.MULTILINE)
    address = os.environ.get("DESCENT_SITE") or (found[1].strip("\"'") if found else "")
    return address.rstrip("/") + "/" if address else ""


@cache
def section(anchor: str) -> str:
    """Return how to point a reader at ``chapter#label``: titles, then the page's address.

    Raises
    ------
    LookupError
        If the chapter has no such label before a heading.
    """
    chapter, label = anchor.split("#")
    text = (CHAPTERS / f"{chapter}.md").read_text(encoding="utf-8")
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    heading = re.search(rf"^\({re.escape(label)}\)=\s*\n+#+ (.+)$", text, re.MULTILINE)
    if not (title and heading):
        raise LookupError(f"chapters/{chapter}.md has no heading labelled ({label})=")
    return f'{title[1]}, section "{heading[1]}" ({chapter}.html#{label})'
