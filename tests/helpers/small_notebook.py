"""A notebook of three cells, as an instructor and a student have it: set-up, answer, check."""

from __future__ import annotations

from typing import Any

from nbformat.v4 import new_code_cell, new_notebook

from autograder.integration.intake.cells import Source

SETUP = Source(
    "setup", "code", "import numpy", locked=True, solution=False, points=None, checksum=""
)
ANSWER = Source("A-answer", "code", "raise", locked=False, solution=True, points=None, checksum="")
GRADE = Source("A", "code", "check(A)", locked=True, solution=False, points=3.0, checksum="")
SOURCES = [SETUP, ANSWER, GRADE]


def cell(name: str, source: str, make: Any = new_code_cell, **own: Any) -> Any:
    return make(source, metadata={"nbgrader": {"grade_id": name, **own}})


def notebook() -> Any:
    return new_notebook(
        cells=[cell("setup", "import numpy"), cell("A-answer", "A = 1"), cell("A", "check(A)")]
    )


def names(nb: Any) -> list[str | None]:
    return [c.metadata.get("nbgrader", {}).get("grade_id") for c in nb.cells]
