"""Exercises that can be written, run and checked in their own pages.

A page gets its notebook as data, one style sheet and plain scripts; what these fetch once somebody
writes is made by `make live`. Without it the pages are as they were, for the download.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from book.pages.stubs import EXERCISES, released
from book.site.layout import THEME
from course.digest import digest
from course.paths import ROOT

MADE = ROOT / "_build" / "live"
SCRIPTS = ("worker", "python", "notebook", "store", "editor", "outputs", "cells", "desk")
# Nobody but the site is asked for anything: a notebook that is loaded may be somebody else's.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "worker-src blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
)


def add_live_cells(app: Sphinx) -> None:
    """Register what follows."""
    app.add_config_value("descent_live", digest([MADE]), "html")  # pages are written anew with it
    app.connect("html-page-context", bring_to_life)
    app.connect("build-finished", copy_parts)


def bring_to_life(app: Sphinx, pagename: str, _: str, context: dict[str, Any], __: Any) -> None:
    """Put the notebook and the scripts into the page of an exercise, if there is what they need."""
    if not pagename.startswith(EXERCISES) or not is_made():
        return
    assignment = pagename.removeprefix(EXERCISES)
    folder = context["pathto"]("_static/live", 1)
    context["body"] += cells(assignment, folder)
    context["policy"] = POLICY


def cells(assignment: str, folder: str) -> str:
    """Return what makes a page live, as HTML; `folder` leads from the page to the scripts."""
    # Whatever a notebook says, it cannot end the element that it stands in.
    notebook = released(assignment).read_text(encoding="utf-8").replace("<", "\\u003c")
    version = digest([THEME / "static" / "live"])[:8]
    scripts = (f'<script defer src="{folder}/{n}.js?v={version}"></script>' for n in SCRIPTS)
    return (
        f'<script type="application/json" id="notebook" data-assignment="{assignment}" '
        f'data-base="{folder}/">{notebook}</script>'
        f'<link rel="stylesheet" href="{folder}/live.css?v={version}">{"".join(scripts)}'
    )


def is_made() -> bool:
    """Whether `make live` has been."""
    return (MADE / "lock.json").exists()


def copy_parts(app: Sphinx, failed: Exception | None) -> None:
    """Lay what is fetched beside the scripts."""
    if failed or app.builder.format != "html":
        return
    target = Path(app.outdir) / "_static" / "live" / "py"
    shutil.rmtree(target, ignore_errors=True)
    if is_made():
        shutil.copytree(MADE, target, ignore=shutil.ignore_patterns(".*"))
    else:
        logging.getLogger(__name__).info("exercises are for download only: see `make live`")
