"""What the grader takes and gives: a notebook's code cells, and what is shown below each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Files = Sequence[tuple[str, bytes]]
"""Names and contents of the files beside a notebook."""

Outputs = list[list[dict[str, Any]]]
"""The notebook outputs of every code cell."""


@dataclass(frozen=True)
class Cell:
    """A code cell as the grader sees it.

    It is run as the student's; or it asks a question of the course, which has `worth` points if the
    class gives it others; or it is a test of the instructor's own, worth `tests` points.
    """

    source: str
    question: str | None = None
    tests: float | None = None
    worth: float | None = None
