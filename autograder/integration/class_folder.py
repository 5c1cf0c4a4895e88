"""A class's folder: made outside the software, refreshed without touching students' work."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import nbformat

from autograder.integration.term.settings import EXAMPLE, NAME, ClassSettings, read
from course.assemble import assemble, assignments, cell_names
from course.paths import in_order

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
# What a refresh writes; that it is in a notebook still tells that nobody has edited it since.
OWN = re.compile(r'"written": "([0-9a-f]{64})"')


def make(
    folder: Path, only: Iterable[str] | None = None, term: str = "", anew: bool = False
) -> list[str]:
    """Make or refresh an nbgrader course in `folder` and return what was done, in sentences.

    Only `source/` is written, of the assignments that the class has. `only` names those that it is
    to have now; without it they are what `class.toml` says, or all. A notebook that somebody has
    edited stays as it is, unless it is to be made `anew`; what is overwritten is kept in `backup/`
    first. An `nbgrader_config.py` and a `class.toml` that are there stay as they are. A new folder
    can be read by nobody else, as the answers are in it, and is given a `term`, from which its
    hidden inputs are drawn.

    Raises
    ------
    ClassSettingsError, AdaptationError
        If `class.toml` cannot be followed; nothing has been written then.
    """
    settings = read(folder)
    chosen = in_order(only or settings.assignments or assignments())
    texts = {name: _text(name, settings) for name in chosen}
    if not (folder / "nbgrader_config.py").exists():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    done = []
    config = CONFIG + (TERM.format(term) if term else "")
    for name, text in (("nbgrader_config.py", config), (NAME, EXAMPLE)):
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")
            done.append(f"wrote {name}")
    for assignment, text in texts.items():
        done += _renew(folder, assignment, text, anew, assignment in settings.mine)
    for path in sorted(folder.glob("source/*/")):
        if path.name in assignments() and path.name not in chosen and not only:
            done.append(f"left source/{path.name}, which {NAME} does not name")
    done += _unknown_students(folder, settings)
    if folder.stat().st_mode & 0o007:
        done.append(
            "everybody on this machine can look into this folder, which holds the answers: chmod "
            "700 it, or ask `python -m autograder doctor` what a shared server needs"
        )
    return done or ["everything is up to date"]


def _unknown_students(folder: Path, settings: ClassSettings) -> list[str]:
    """Return who is named by `class.toml` and is nobody; only then is nbgrader imported."""
    if not (settings.extensions or settings.overrides):
        return []
    from sqlalchemy.exc import SQLAlchemyError

    from autograder.integration import report
    from autograder.integration.term.students import unknown

    try:
        return unknown(settings, folder, report.address(folder))
    except (SQLAlchemyError, report.OtherClassError):
        return []  # whoever needs the gradebook says what is wrong with it


def _renew(folder: Path, assignment: str, text: str, anew: bool, mine: bool) -> list[str]:
    """Write one notebook, unless it is there already or is somebody's own by now."""
    path = folder / "source" / assignment / f"{assignment}.ipynb"
    # It may be no text by now; then it is kept as it is.
    as_it_is = {"encoding": "utf-8", "errors": "surrogateescape"}
    old = path.read_text(**as_it_is) if path.exists() else None
    if old is not None and _but_for_kit(old) == _but_for_kit(text):
        return []
    done = []
    if old is not None:
        if mine or (not anew and _edited(old, assignment)):
            _note_questions(path, old, text)
            quiet = f"say mine = true for it in {NAME}, or make it anew with --anew"
            why = f"{NAME} says mine" if mine else f"you have edited it: {quiet}"
            return [f"left source/{assignment} as it is, as {why}"]
        stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S-%f")  # two may fall into one second
        backup = folder / "backup" / f"{assignment}-{stamp}.ipynb"
        backup.parent.mkdir(exist_ok=True)
        backup.write_text(old, **as_it_is)
        done.append(f"kept the old {assignment} as {backup.relative_to(folder)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return [*done, f"wrote {path.relative_to(folder)}"]


def _note_questions(path: Path, old: str, text: str) -> None:
    """Note in a notebook that stays which questions it will be graded by; no cell is touched."""
    try:
        notebook, fresh = (nbformat.reads(t, as_version=4) for t in (old, text))
    except Exception:  # it is damaged, and stays so
        return
    own = notebook.metadata.get("descent", {})
    if own.get("questions") != fresh.metadata["descent"]["questions"]:
        written = own.get("written", "0" * 64)  # of nothing: it stays one that was edited
        notebook.metadata["descent"] = {**fresh.metadata["descent"], "written": written}
        path.write_text(str(nbformat.writes(notebook)) + "\n", encoding="utf-8")


def _text(assignment: str, settings: ClassSettings) -> str:
    """Return the notebook of an assignment, with a digest of itself in it."""
    notebook = assemble(assignment, settings.adaptation(assignment))
    notebook.metadata["descent"]["written"] = _digest(notebook)
    return str(nbformat.writes(notebook)) + "\n"


def _edited(text: str, assignment: str) -> bool:
    """Whether somebody has worked on a source notebook since it was written.

    One of an earlier version has no digest; it is edited if it has other cells than the course.
    """
    try:
        notebook = nbformat.reads(text, as_version=4)
    except Exception:  # whatever it is, the course did not write it
        return False
    written = OWN.search(text)
    if written:
        return _digest(notebook) != written[1]
    own = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in notebook.cells]
    named = [name for name in own if name]
    return bool(named) and not {*named} <= {*cell_names(assignment)}


def _digest(notebook: nbformat.NotebookNode) -> str:
    """Return what tells a notebook's cells; what Jupyter adds when it saves does not count."""
    cells = [(cell.cell_type, cell.source, _role(cell)) for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()


def _role(cell: nbformat.NotebookNode) -> dict[str, object]:
    """Return a cell's marks for nbgrader; Jupyter saves 6.0 points as 6."""
    own = dict(cell.metadata.get("nbgrader", {}))
    return own | {"points": float(own["points"])} if "points" in own else own


def _but_for_kit(notebook: str) -> str:
    """Return a notebook's text without the kit that it was made with: any later one serves it."""
    return re.sub(r'"kit": "[^"]*"', "", notebook)
