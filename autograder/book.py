"""A Sphinx extension: exercises are shown as the released stub, and code changes rerun pages.

The page of an exercise is the very notebook that stock `nbgrader generate_assignment` released,
so what a reader sees and what a student gets cannot differ.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from autograder.chapters import ROOT

EXERCISES = "chapters/exercises/"
RELEASE = ROOT / "_build" / "demo" / "release"
IMPORTED = ("descent", "solutions")  # packages that pages run


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.connect("builder-inited", forget_stale_runs)
    app.connect("env-get-outdated", pages_of_changed_code)
    app.connect("source-read", show_stub)
    app.add_config_value("descent_code", _digest(), "")
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def show_stub(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put the released stub in the place of an exercise's own text."""
    if not docname.startswith(EXERCISES):
        return
    assignment = docname.removeprefix(EXERCISES)
    path = RELEASE / assignment / f"{assignment}.ipynb"
    if not path.exists():
        raise ExtensionError(f"{path} is missing: `make release` makes it")
    app.env.note_dependency(str(path))
    notebook = nbformat.read(path, as_version=4)
    title, text = notebook.cells[0].source.split("\n", 1)
    offer = (
        f"{{download}}`Download the notebook </{path.relative_to(ROOT)}>` or read "
        f"[the lesson](../{assignment}.md) first."
    )
    notebook.cells[0].source = f"{title}\n\n{offer}\n{text}"
    source[0] = jupytext.writes(notebook, fmt="md:myst")


def forget_stale_runs(app: Sphinx) -> None:
    """Empty the cache of executed pages when the code that they import has changed.

    The cache looks at a page's own text only, so it would show the numbers of yesterday's code.
    """
    cache = Path(app.config.nb_execution_cache_path or Path(app.outdir).parent / ".jupyter_cache")
    stamp = cache / "code.sha256"
    if not stamp.exists() or stamp.read_text() != app.config.descent_code:
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir(parents=True)
        stamp.write_text(app.config.descent_code)


def pages_of_changed_code(
    _: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Take every page up again when the code that pages import has changed."""
    new = env.config.descent_code
    stale = getattr(env, "descent_code", new) != new
    setattr(env, "descent_code", new)  # noqa: B010 - kept with Sphinx's own pickled environment
    return sorted(env.found_docs - added - changed - removed) if stale else []


def _digest() -> str:
    files = sorted(path for name in IMPORTED for path in (ROOT / name).rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
