"""Formgrader's pages: lists in the order of the lessons, notebooks that ask no other host.

Every command of nbgrader brings formgrader, so nothing heavy is imported here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader
from nbgrader.apps import NbGraderAPI

from autograder.integration.patches import LocalExporter
from course.paths import lesson

Row = dict[str, Any]
TEMPLATES = Path(__file__).parent / "templates"


class FormgraderExporter(LocalExporter):
    """nbgrader's page without MathJax, which it has from another host; see `templates`."""

    FIRST = str(TEMPLATES)


class LessonsAPI(NbGraderAPI):  # type: ignore[misc]
    """What formgrader's pages ask for."""

    def get_assignments(self) -> list[Row]:
        """Return the class's assignments."""
        return _ordered(super().get_assignments())

    def get_student_submissions(self, student_id: str) -> list[Row]:
        """Return what one student has handed in, and has not."""
        return _ordered(super().get_student_submissions(student_id))


def _ordered(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: lesson(row["name"]))


def templates(theirs: Sequence[str]) -> BaseLoader:
    """Return where formgrader finds its pages: ours first, which extend its own."""
    stock = FileSystemLoader(theirs)
    ours = FileSystemLoader(TEMPLATES / "formgrader")
    return ChoiceLoader([ours, stock, PrefixLoader({"nbgrader": stock})])
