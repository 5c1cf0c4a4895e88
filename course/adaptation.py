"""What a class has otherwise than the course: which questions of an assignment, and what they earn.

A ruling is about all students alike: a question that was *dropped* counts for nobody, one that
became a *bonus* adds what it earned and nothing to the maximum, and of one that was *given*
everybody has the points.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from nbformat import NotebookNode

from course.task import Task
from descent.checking.question import format_points

HEADING = re.compile(r"\n(?=##+ )")

Ruling = Literal["dropped", "bonus", "given"]


class AdaptationError(ValueError):
    """An assignment that cannot be adapted so; the message says why."""


@dataclass(frozen=True)
class Adaptation:
    """One assignment as a class has it.

    Attributes
    ----------
    leave_out : frozenset of str
        Questions that the class does not get.
    points : mapping of str to float
        What a question earns at most, if not what the course says.
    rulings : mapping of str to str
        Questions that were dropped, made a bonus or given.
    own : Path, optional
        A notebook with cells of the instructor's own, which go to the end.
    due : str
        When it is due, in words for the notebook; empty if there is no date.
    """

    leave_out: frozenset[str] = frozenset()
    points: Mapping[str, float] = field(default_factory=dict)
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    own: Path | None = None
    due: str = ""

    def questions(self, tasks: Sequence[Task]) -> list[Task]:
        """Return the questions that the class gets.

        Raises
        ------
        AdaptationError
            If something is said of a question that is not there.
        """
        known = {task.name: task for task in tasks}
        for name in (*self.leave_out, *self.points, *self.rulings):
            if name not in known:
                raise AdaptationError(
                    f"there is no question {name!r}; there are {', '.join(known)}"
                )
            if known[name].kind == "essay" and name in self.rulings:
                raise AdaptationError(
                    f"{name} is read by a person, so give its points in formgrader"
                )
        if both := sorted(self.leave_out & {*self.points, *self.rulings}):
            raise AdaptationError(f"{both[0]} is left out, so nothing more can be said of it")
        kept = [task for task in tasks if task.name not in self.leave_out]
        if not kept:
            raise AdaptationError("all questions are left out; leave out the assignment instead")
        return kept

    def worth(self, task: Task) -> float:
        """Return the most that can be earned with a question in this class."""
        return self.points.get(task.name, task.points)

    def is_bonus(self, task: Task) -> bool:
        """Whether what a question earns comes on top of the maximum."""
        return task.bonus or self.rulings.get(task.name) == "bonus"

    def maximum(self, task: Task) -> float:
        """Return what a question adds to the assignment's maximum."""
        out = self.is_bonus(task) or self.rulings.get(task.name) == "dropped"
        return 0.0 if out else self.worth(task)

    def remark(self, task: Task) -> str:
        """Return what stands behind the check of a question."""
        points = format_points(self.worth(task), self.is_bonus(task))
        more = {"dropped": ", dropped: it counts for nobody", "given": ", which everybody has"}
        return points + more.get(self.rulings.get(task.name, ""), "")


NONE = Adaptation()


def without(cells: Sequence[NotebookNode], leave_out: frozenset[str]) -> list[NotebookNode]:
    """Return a notebook's cells without those of some questions.

    A question has all cells behind the last one's check in its section, up to its own. Locked cells
    stay, as others may need what they make.

    Raises
    ------
    AdaptationError
        If a section would lose its beginning and keep a question.
    """
    if not leave_out:
        return list(cells)
    sections: list[list[NotebookNode]] = [[]]
    for cell in cells:
        for part in _parted(cell):
            if part.cell_type == "markdown" and part.source.startswith("##"):
                sections.append([])
            sections[-1].append(part)
    return [cell for section in sections for cell in _left_of(section, leave_out)]


def _parted(cell: NotebookNode) -> list[NotebookNode]:
    """Return a cell of text in pieces that begin with a heading; any other as it is."""
    pieces = HEADING.split(cell.source) if cell.cell_type == "markdown" else [cell.source]
    if len(pieces) == 1 or "nbgrader" in cell.metadata:
        return [cell]
    return [
        NotebookNode({**cell, "id": f"{cell.id}-{number}", "source": piece.strip()})
        for number, piece in enumerate(pieces)
    ]


def _left_of(section: list[NotebookNode], leave_out: frozenset[str]) -> list[NotebookNode]:
    blocks: list[tuple[str, list[NotebookNode]]] = [("", [])]
    for cell in section:
        blocks[-1][1].append(cell)
        own = cell.metadata.get("nbgrader", {})
        if own.get("grade"):
            blocks[-1] = (own["grade_id"], blocks[-1][1])
            blocks.append(("", []))
    rest = blocks.pop()[1]
    names = [name for name, _ in blocks]
    if not names or not leave_out.intersection(names):
        return section
    if names[0] in leave_out and not leave_out.issuperset(names):
        stays = ", ".join(name for name in names if name not in leave_out)
        raise AdaptationError(f"{names[0]} begins the section of {stays}: leave out that too")
    blocks.append((names[-1], rest))  # what stands behind the last check belongs to it
    return [
        cell
        for name, block in blocks
        for cell in block
        if name not in leave_out or _sets_the_stage(cell)
    ]


def _sets_the_stage(cell: NotebookNode) -> bool:
    own = cell.metadata.get("nbgrader", {})
    given = str(own.get("grade_id", "")).endswith("-given")
    return bool(own.get("locked")) and not own.get("grade") and not given
