"""The cells that intake works with: the course's, as the gradebook keeps them, and new ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from nbformat import NotebookNode
from nbformat.corpus.words import generate_corpus_id

RUBRIC = re.compile(r"(?ms)^[^\n]*BEGIN MARK SCHEME.*?END MARK SCHEME[^\n]*\n?")
WORTH = re.compile(r"^(check\(.*\))  # [\d.]+ (?:bonus )?points?\b.*$")


@dataclass(frozen=True)
class Source:
    """A cell of the instructor's notebook as the gradebook keeps it."""

    name: str
    cell_type: str
    source: str
    locked: bool
    solution: bool
    points: float | None
    checksum: str

    @property
    def metadata(self) -> dict[str, Any]:
        """The cell's nbgrader metadata."""
        own = {
            "schema_version": 3,
            "grade_id": self.name,
            "grade": self.points is not None,
            "solution": self.solution,
            "locked": self.locked,
            "task": False,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
        }
        return own if self.points is None else {**own, "points": self.points}

    @cached_property  # it is compared with every cell of every student
    def seen(self) -> str:
        """The text as students got it: without the rubric, which is for who grades by hand."""
        return RUBRIC.sub("", self.source)

    @property
    def essay(self) -> bool:
        """Whether a person reads the answer that is written into this very cell."""
        return self.solution and self.points is not None

    @property
    def telling(self) -> bool:
        """Whether no other assignment has a cell like it: one that asks or answers."""
        return self.solution or self.points is not None


def name_of(cell: Any) -> str | None:
    """Return the name that nbgrader gave a cell, if it has one."""
    own = cell.get("metadata", {}).get("nbgrader")
    name = own.get("grade_id") if isinstance(own, dict) else None
    return name if isinstance(name, str) else None


def alike(text: str, other: str) -> bool:
    """Whether two texts are the same but for blanks at the ends of lines and of the whole."""
    return text == other or plain(text) == plain(other)


@lru_cache(1000)  # one assignment's cells are compared with those of every student
def plain(text: str) -> tuple[str, ...]:
    """Return the lines of a text without blanks at their ends, and without empty lines around.

    What a check is worth is left out: it is otherwise in a notebook that was fetched before
    somebody changed the points, and nobody's fault.
    """
    return tuple(WORTH.sub(r"\1", line.rstrip()) for line in text.strip("\n").splitlines())


def new_notebook(cells: Sequence[NotebookNode]) -> NotebookNode:
    """Return a notebook of these cells; see `new_cell`."""
    own = {"nbformat": 4, "nbformat_minor": 5, "metadata": NotebookNode()}
    return NotebookNode({**own, "cells": list(cells)})


def new_cell(kind: str, source: str) -> NotebookNode:
    """Return a cell; nbformat's own functions check each against a schema, which takes longer."""
    own = {"id": generate_corpus_id(), "cell_type": kind, "source": source}
    more: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return NotebookNode({**own, **more, "metadata": NotebookNode()})
