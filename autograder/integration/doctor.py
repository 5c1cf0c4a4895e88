"""What a class's folder and its machine need, looked at: `python -m autograder doctor DIR`.

On a server that students use too, everything that can be read is read: the answers lie in the
class's folder and in the checkout that the instructor's Python imports.
"""

from __future__ import annotations

import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.engine.sandbox import Level
from autograder.integration.started import started
from autograder.integration.term.settings import read
from autograder.integration.term.students import unknown
from autograder.scheduling.job import capabilities
from course.paths import ROOT

OTHERS, GROUP = 0o007, 0o070
ENOUGH = 2_000_000_000  # bytes: some thousand submissions
EXCHANGE = "/usr/local/share/nbgrader/exchange"  # nbgrader's own, if no other is set


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `todo` says what to do if it is not well."""

    what: str
    todo: str = ""


def findings(folder: Path) -> Iterator[Finding]:
    """Yield what there is to say of a class's folder, its machine and its settings."""
    app = started(folder)
    shared = bool(app.coursedir.groupshared)
    yield from _folder(folder, shared)
    yield from _shared(folder) if shared else ()
    yield _checkout()
    yield _exchange(app.config)
    yield _sandbox(app.config)
    yield _term(app.config)
    yield from _room(folder)
    yield from _names(folder, str(app.coursedir.db_url))


def _folder(folder: Path, shared: bool) -> Iterator[Finding]:
    mode = folder.stat().st_mode
    if mode & OTHERS:
        todo = f"everybody on this machine can look into it: chmod o-rwx {folder}"
        yield Finding(f"{folder} can be read by all", todo)
    elif mode & GROUP and not shared:
        todo = f"c.CourseDirectory.groupshared is not set: chmod g-rwx {folder}, or set it"
        yield Finding(f"{folder} can be read by its group", todo)
    else:
        yield Finding(f"{folder} can be read by {'its group' if shared else 'you'} only")


def _shared(folder: Path) -> Iterator[Finding]:
    """What several instructors of one Unix group need: the group may write what is there."""
    if not folder.stat().st_mode & stat.S_ISGID:
        yield Finding("new files do not get the folder's group", f"chmod g+s {folder}")
    for path in (folder / "gradebook.db", folder / ".descent-results"):
        if path.exists() and not path.stat().st_mode & stat.S_IWGRP:
            todo = f"its owner types: chmod -R g+w {path}"
            yield Finding(f"{path.name} may be written by its owner only", todo)
        elif path.exists():
            yield Finding(f"{path.name} may be written by the group")


def _checkout() -> Finding:
    """Whether students of this machine can read the answer key where it is installed from."""
    key = ROOT / "solutions"
    open_to_all = all(parent.stat().st_mode & stat.S_IXOTH for parent in [key, *key.parents])
    if open_to_all and key.stat().st_mode & stat.S_IROTH:
        return Finding(
            f"everybody on this machine can read the answer key in {ROOT}",
            f"chmod o-rwx {ROOT}; and give students a Python of their own with the wheel (make "
            "wheel), as what imports `descent` from here imports `solutions` too",
        )
    return Finding("the answer key can be read by nobody else")


def _exchange(config: Any) -> Finding:
    root = Path(str(config.Exchange.get("root", EXCHANGE)))
    if not root.exists():
        return Finding(f"there is no exchange at {root}, so nothing is released or collected by it")
    if not root.stat().st_mode & stat.S_IWOTH:
        return Finding(f"students cannot hand in at {root}", f"its owner types: chmod 777 {root}")
    return Finding(f"the exchange is {root}")


def _sandbox(config: Any) -> Finding:
    level = capabilities().level
    what = f"students' code is confined at the level '{level}'"
    if level < Level.FULL:
        return Finding(what, "grade on Linux 5.13 or later; below 'full' code may read your files")
    least = config.Batch.get("require_sandbox", "none")
    if Level[str(least).upper()] < Level.FULL:
        return Finding(what, 'c.Batch.require_sandbox = "full" makes sure that it stays so')
    return Finding(what)


def _term(config: Any) -> Finding:
    if not config.Grade.get("term", ""):
        todo = 'set c.Grade.term = "2027 spring", or the hidden inputs can be worked out'
        return Finding("c.Grade.term is empty", todo)
    return Finding("c.Grade.term is set")


def _room(folder: Path) -> Iterator[Finding]:
    for place in {folder.resolve(), Path(tempfile.gettempdir()).resolve()}:
        free = shutil.disk_usage(place).free
        what = f"{free / 1e9:.1f} GB are free in {place}"
        yield Finding(what, "" if free > ENOUGH else "a submission may leave half a megabyte")


def _names(folder: Path, url: str) -> Iterator[Finding]:
    """Whom `class.toml` names and the class does not have."""
    for said in unknown(read(folder), folder, url):
        yield Finding(said, "a student is called as the folder in submitted/ is")


def report(folder: Path) -> tuple[str, bool]:
    """Return the findings as lines of text, and whether all is well."""
    found = list(findings(folder))
    lines = [f"look  {f.what}:\n      {f.todo}" if f.todo else f"ok    {f.what}" for f in found]
    return "\n".join(lines), not any(f.todo for f in found)
