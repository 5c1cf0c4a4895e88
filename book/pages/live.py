"""Exercises that can be written, run and checked in their own pages; lessons run what was written.

The page of an exercise gets its notebook as data, one style sheet and plain scripts; what these
fetch once somebody writes is made by `make live`. A lesson gets those that run a class of the
exercises, in its box and in its playgrounds. Without `make live` pages are for the download.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from book.pages.left_out import EXERCISES
from book.pages.own_class import BOX
from book.pages.playgrounds import MARK
from book.site.layout import THEME
from course.digest import digest
from course.paths import ASSIGNMENTS, ROOT, released

MADE = ROOT / "_build" / "live"
SHARED = ("worker", "python", "store", "editor", "outputs")
EXERCISE = (*SHARED, "notebook", "cells", "own", "runner", "desk")
LESSON = (*SHARED, "work", "race", "lesson")
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
    """Put the scripts into a page that Python can run in, if there is what they need."""
    body = context.get("body", "")
    if not is_made():
        return
    folder = context["pathto"]("_static/live", 1)
    if pagename.startswith(EXERCISES):
        context["body"] += notebook(pagename.removeprefix(EXERCISES), folder)
        context["body"] += scripts(EXERCISE, folder)
        context["waking"] = True
    elif BOX in body or MARK in body:
        name = pagename.rpartition("/")[2]
        lesson = name if name in ASSIGNMENTS else ""  # without one of its own all may race
        context["body"] += scripts(LESSON, folder, lesson=lesson)
    else:
        return
    context["policy"] = POLICY


def notebook(assignment: str, folder: str) -> str:
    """Return the released notebook as an element of a page; `folder` leads to the scripts."""
    # Whatever a notebook says, it cannot end the element that it stands in.
    text = released(assignment).read_text(encoding="utf-8").replace("<", "\\u003c")
    return (
        f'<script type="application/json" id="notebook" data-assignment="{assignment}" '
        f'data-base="{folder}/">{text}</script>'
    )


def scripts(names: Sequence[str], folder: str, **data: str) -> str:
    """Return the elements that load these scripts and their sheet; the last is told the `data`."""
    version = digest([THEME / "static" / "live"])[:8]
    data = {"base": f"{folder}/", **data}
    told = "".join(f' data-{name}="{text}"' for name, text in data.items())
    elements = [f'<link rel="stylesheet" href="{folder}/live.css?v={version}">']
    for name in names:
        known = told if name == names[-1] else ""
        elements.append(f'<script defer src="{folder}/{name}.js?v={version}"{known}></script>')
    return "".join(elements)


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
        # A build is told to be quiet about all that is no error.
        print("the exercises are for download only; `make live` makes them live", file=sys.stderr)
