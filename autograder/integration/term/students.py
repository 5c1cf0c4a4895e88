"""Whom `class.toml` names, beside whom the class has: a misspelt name would have no effect."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.integration.term.records import known_students
from autograder.integration.term.settings import NAME, ClassSettings

SQLITE = "sqlite:///"


def unknown(settings: ClassSettings, folder: Path, url: str) -> list[str]:
    """Return a sentence for each name that nobody has, unless nobody is in the class yet.

    Parameters
    ----------
    settings : ClassSettings
        What `class.toml` says.
    folder : Path
        The class's; who has a folder in its `submitted/` is in the class, too.
    url : str
        The gradebook's address. A file that is not there is not made.
    """
    named = {own.student for own in settings.extensions}
    named |= {own.student for own in settings.overrides}
    known = _known(folder, url) if named else set()
    return [
        f"{NAME} names {name!r}, and nobody in the class is called so{_meant(name, known)}"
        for name in sorted(named - known)
        if known
    ]


def _known(folder: Path, url: str) -> set[str]:
    found = {path.name for path in folder.glob("submitted/*") if path.is_dir()}
    if url.startswith(SQLITE) and not Path(url.removeprefix(SQLITE)).exists():
        return found
    with Gradebook(url, "descent") as gradebook:
        return found | known_students(gradebook.db)


def _meant(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
