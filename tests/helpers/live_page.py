"""An exercise's live page: where one writes in it, what it says, and what could be written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jupytext

from course.assemble import assemble
from tests.helpers.lacking import lacking
from tests.helpers.visit import SITE

PAGE = "chapters/exercises/momentum.html"
START = 120_000  # milliseconds that Python may take to start on a busy machine


def need_live() -> None:
    """Skip a test, with the reason, where the pages were made without Python."""
    if not (SITE / "_static" / "live" / "py" / "lock.json").exists():
        lacking("the exercises are not live here: run `make live` first")


def forget(page: Any) -> None:
    """Begin with a page that nobody has written in."""
    page.evaluate("localStorage.clear()")
    page.reload()


def answer(page: Any, name: str) -> Any:
    return page.get_by_label(f"Your answer: {name}", exact=True)


def at_rest(page: Any, within: int = START) -> None:
    """Wait until nothing runs."""
    page.locator("body:not(.running)").wait_for(timeout=within)


def said(page: Any, name: str) -> str:
    """Press the check of a question and return what it says."""
    button = page.get_by_role("button", name=f"Check {name}", exact=True)
    button.click()
    at_rest(page)
    return _below(button)


def _below(button: Any) -> str:
    return str(button.locator("xpath=../following-sibling::pre").text_content())


def tried(page: Any, code: str, within: int = START) -> str:
    """Run code in the place to try things, and return what it shows."""
    page.get_by_label("A place to try things").fill(code)
    button = page.get_by_role("button", name="Run", exact=True)
    button.click()
    at_rest(page, within)
    return _below(button)


def key(assignment: str = "momentum") -> dict[str, str]:
    """The right answers of an exercise by question."""
    return {
        cell.metadata.nbgrader["grade_id"].removesuffix("-answer"): cell.source
        for cell in assemble(assignment).cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


def handed_in(text: Path) -> dict[str, str]:
    """The answers of a submission by question."""
    cells = jupytext.read(text, fmt="py:percent").cells
    return {cell.metadata["answer"]: cell.source for cell in cells if "answer" in cell.metadata}
