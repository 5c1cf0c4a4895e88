"""What the assignments are: their titles, questions and points, counted and not typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from course.paths import EXERCISES
from course.questions import TASKS
from course.task import Task
from descent.checking.question import Kind

# What a student does about each kind of question, one and several of them.
WORDS: dict[Kind, tuple[str, str]] = {
    "optimizer": ("optimizer", "optimizers"),
    "function": ("function", "functions"),
    "value": ("committed answer", "committed answers"),
    "tuner": ("search", "searches"),
    "essay": ("explanation", "explanations"),
}


@dataclass(frozen=True)
class AssignmentSummary:
    """One assignment, or all of them.

    Attributes
    ----------
    assignment, title : str
        Its name, and the title of its page.
    graded, by_hand, bonus : float
        Points that the grader gives, those that a person does, and those that come on top.
    kinds : mapping of str to int
        How many questions there are of each kind.
    """

    assignment: str
    title: str
    graded: float
    by_hand: float
    bonus: float
    kinds: Counter[Kind]

    @property
    def questions(self) -> int:
        """The number of questions that the grader decides."""
        return self.kinds.total() - self.kinds["essay"]

    @property
    def points(self) -> str:
        """The most that can be earned, such as "20 + 4" with a bonus."""
        return f"{self.graded + self.by_hand:g}" + (f" + {self.bonus:g}" if self.bonus else "")

    def described(self) -> str:
        """Return the kinds in words, such as "3 optimizers, 2 functions"."""
        counted = ((self.kinds[kind], WORDS[kind]) for kind in WORDS if self.kinds[kind])
        return ", ".join(f"{n} {one if n == 1 else several}" for n, (one, several) in counted)


def rows(names: Iterable[str] = TASKS) -> list[AssignmentSummary]:
    """Return assignments, by default every one, in the order of the lessons."""
    return [_row(name, _title(name), TASKS[name]) for name in names]


def total(names: Iterable[str] = TASKS) -> AssignmentSummary:
    """Return assignments, by default all, as one."""
    return _row("all", "All", [task for name in names for task in TASKS[name]])


def table() -> str:
    """Return the assignments as lines of text, with totals."""
    lines = [f"{'assignment':<18} {'questions':>9} {'points':>7} {'by hand':>8} {'bonus':>6}"]
    for row in [*rows(), total()]:
        counts = f"{row.questions:>9} {row.graded:>7g} {row.by_hand:>8g} {row.bonus:>6g}"
        lines.append(f"{row.assignment:<18} {counts}")
    return "\n".join(lines)


def _row(name: str, title: str, tasks: list[Task]) -> AssignmentSummary:
    by_hand = sum(task.points for task in tasks if task.kind == "essay")
    bonus = sum(task.points for task in tasks if task.bonus)
    graded = sum(task.points for task in tasks) - by_hand - bonus
    return AssignmentSummary(
        name, title, graded, by_hand, bonus, Counter(task.kind for task in tasks)
    )


def _title(assignment: str) -> str:
    """Return the title of an exercise's page, without the word that they all begin with."""
    text = (EXERCISES / f"{assignment}.md").read_text(encoding="utf-8")
    heading = re.search(r"^# (?:Exercise: )?(.+)$", text, re.MULTILINE)
    return heading[1].capitalize() if heading else assignment
