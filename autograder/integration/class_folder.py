"""A class's folder: made outside the software, refreshed without touching students' work."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import nbformat

from course.assemble import assemble, assignments

CONFIG = """\
# The course's own settings come first; what you set below them wins.
# For instance: c.Batch.require_sandbox = "full", c.CourseDirectory.db_url = "postgresql://..."
# Without the course nbgrader would grade in its own way, and let students' code do anything.
try:
    from autograder.nbgrader_config import configure
except Exception as error:
    raise SystemExit(f"Nothing was done: the course cannot be loaded here ({error}).") from error

c = get_config()  # noqa: F821
configure(c)
"""
TERM = """
# The hidden inputs are drawn for the term: whoever knows it can work them out. Keep it, or a
# regrade asks something else; write another one for another term.
c.Grade.term = "{}"
"""


def make(folder: Path, only: Iterable[str] | None = None, term: str = "") -> list[str]:
    """Make or refresh an nbgrader course in `folder` and return what was done, in sentences.

    `only` names the assignments that it is to have; without it, it has all. A new one is given a
    `term`, from which its hidden inputs are drawn. Only `source/` is
    written; a source notebook that differs from the new one is kept in `backup/` first. An
    `nbgrader_config.py` that is there stays as it is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done = []
    config = folder / "nbgrader_config.py"
    if not config.exists():
        config.write_text(CONFIG + (TERM.format(term) if term else ""), encoding="utf-8")
        done.append(f"wrote {config.name}")
    for assignment in sorted(only or assignments()):
        path = folder / "source" / assignment / f"{assignment}.ipynb"
        text = nbformat.writes(assemble(assignment)) + "\n"
        old = path.read_text(encoding="utf-8") if path.exists() else None
        if old is not None and _but_for_kit(old) == _but_for_kit(text):
            continue
        if old is not None:
            stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
            backup = folder / "backup" / f"{assignment}-{stamp}.ipynb"
            backup.parent.mkdir(exist_ok=True)
            backup.write_text(old, encoding="utf-8")
            done.append(f"kept the old {assignment} as {backup.relative_to(folder)}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        done.append(f"wrote {path.relative_to(folder)}")
    return done or ["everything is up to date"]


def _but_for_kit(notebook: str) -> str:
    """Return a notebook's text without the kit that it was made with: any later one serves it."""
    return re.sub(r'\s*"descent": \{\s*"kit": "[^"]*"\s*\},', "", notebook)
