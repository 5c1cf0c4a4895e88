"""The submissions of an assignment, staged: each a folder of plain files with its notebook found.

The staged folders stand below the class's own for as long as a batch lasts, and nbgrader is told
that they are what was handed in.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import stat
import time
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from autograder.integration.intake.cells import Source, new_notebook
from autograder.integration.intake.choosing import choose
from autograder.integration.intake.reading import read, write
from autograder.integration.intake.staging import Inode, Taken, take

STAGED = ".descent-intake"  # the folder of a class, in the place of nbgrader's `submitted`
NOTES = ".notes.json"
BESIDE = 10_000_000  # bytes of helper files that a student's code may read
LEFT = 24 * 3600  # seconds after which a staged folder is nobody's any more
TIME = "timestamp.txt"  # nbgrader's own, which says when something was handed in

Known = Mapping[str, Sequence[Source]]
"""The instructor's cells of each notebook of an assignment."""


def stage(
    coursedir: CourseDirectory, assignment: str, known: Known, into: str = STAGED
) -> dict[str, list[str]]:
    """Stage what was handed in, and return the notebooks to grade by their folders.

    Every student who has a folder gets a notebook, if an empty one, so that everybody has a score
    and a page. Which students is what `coursedir.student_id` says: a name as it is, or a pattern.
    """
    root = Path(coursedir.format_path(coursedir.submitted_directory, "x", assignment)).parents[1]
    students = sorted(path.name for path in root.glob("*") if (path / assignment).is_dir())
    wanted = coursedir.student_id
    chosen = [wanted] if wanted in students else [s for s in students if fnmatchcase(s, wanted)]
    owners = _owners(Path(coursedir.root), root)
    found: dict[str, list[str]] = {}
    for student in chosen:
        foreign = {inode for inode, whose in owners.items() if whose - {student}}
        taken = take(root / student / assignment, foreign)
        if odd := _odd_time(taken):
            coursedir.log.warning("%s: %s", student, odd)
        name = student.encode("utf-8", "replace").decode("utf-8")
        target = Path(coursedir.format_path(into, name, assignment))
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        found[str(target)] = _put(taken, target, assignment, known)
    return found


def _odd_time(taken: Taken) -> str:
    """Leave out a time that nbgrader could not read, over which it would fail, and say so."""
    said = taken.files.get(TIME, b"").decode("utf-8", "replace").strip()
    try:
        if said:
            parse_utc(said)
    except (ValueError, OverflowError):
        del taken.files[TIME]
        note = f"{TIME} says {said[:40]!r}, which is no time, so it counts as handed in on time."
        taken.notes.append(note)
        return note
    return ""


def own_folder() -> str:
    """Return a folder below the staged ones for one batch, as two may work in one class."""
    return f"{STAGED}/{os.getpid()}-{secrets.token_hex(4)}"


def unstage(coursedir: CourseDirectory, into: str = STAGED) -> None:
    """Remove what a batch has staged, and what one left behind that was killed a day ago."""
    every = Path(coursedir.root) / STAGED
    for folder in [every / Path(into).relative_to(STAGED), *every.glob("*-*")]:
        with contextlib.suppress(OSError):
            if folder.name == Path(into).name or folder.stat().st_mtime < time.time() - LEFT:
                shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        every.rmdir()  # unless another batch is at work


def submitted(path: Path) -> tuple[NotebookNode, list[str]]:
    """Return a staged notebook and what there is to say of it; any other file is read as it is."""
    noted = _noted(path)
    own = json.loads(noted.read_text(encoding="utf-8")) if noted.exists() else {}
    if not path.exists():
        return new_notebook([]), own.get("notes", [])
    notebook, notes = read(path, own.get("was", path.name))
    return notebook, [*own.get("notes", []), *notes]


def beside(folder: Path) -> dict[str, bytes]:
    """Return the files that were handed in beside a notebook, for its code to read."""
    found: dict[str, bytes] = {}
    left = BESIDE
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.suffix == ".ipynb" or path.name == TIME:
            continue
        left -= path.stat().st_size
        if left < 0:
            break
        found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def add_note(notebook: Path, note: str) -> None:
    """Say one thing more of a staged notebook."""
    noted = _noted(notebook)
    own = json.loads(noted.read_text(encoding="utf-8"))
    own["notes"].append(note)
    noted.write_text(json.dumps(own), encoding="utf-8")


def _put(taken: Taken, target: Path, assignment: str, known: Known) -> list[str]:
    """Write the files of a submission, each notebook of the assignment under its own name."""
    names = list(known) or [assignment]
    notebooks = []
    base = PurePosixPath()
    for name in names:
        path, notes = (
            choose(taken, name, known.get(name, ()))
            if len(names) == 1
            else (f"{name}.ipynb" if f"{name}.ipynb" in taken.files else None, [])
        )
        notebook = target / f"{name}.ipynb"
        if path is None:
            notebook.write_text(write(new_notebook([])), encoding="utf-8")
        else:
            notebook.write_bytes(taken.files[path])
            base = PurePosixPath(path).parent
        own = {"was": PurePosixPath(path or notebook.name).name, "notes": [*taken.notes, *notes]}
        _noted(notebook).write_text(json.dumps(own), encoding="utf-8")
        notebooks.append(str(notebook))
    for path, content in taken.files.items():
        inner = PurePosixPath(path)
        inner = inner.relative_to(base) if inner.is_relative_to(base) else inner
        odd = ".ipynb" in inner.name.lower() or ".zip" in path.lower().split("/")[-1]
        if odd or any(part.lower().endswith(".zip") for part in inner.parts):
            continue
        file = target / inner
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        except OSError:  # a name too long, or a file where a folder should be
            continue
    return notebooks


def _noted(notebook: Path) -> Path:
    """Return where notes on a staged notebook are kept: beside its folder, not in it."""
    return notebook.parent.with_name(f"{notebook.parent.name}+{notebook.stem}{NOTES}")


def _owners(root: Path, submitted_root: Path) -> dict[Inode, set[str]]:
    """Return who has the files of the class that have more than one name; "" is the class."""
    found: dict[Inode, set[str]] = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder) / name
            try:
                seen = os.lstat(path)
            except OSError:
                continue
            if stat.S_ISREG(seen.st_mode) and seen.st_nlink > 1:
                own = path.is_relative_to(submitted_root)
                owner = path.relative_to(submitted_root).parts[0] if own else ""
                found.setdefault((seen.st_dev, seen.st_ino), set()).add(owner)
    return found
