"""Marks that would move, as a table that a person reads: question by question, then in all.

If a question is dropped or becomes a bonus everybody's points fall, and nobody has lost anything:
what counts is the share of the points that there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NOTHING = 1e-9
OUT = {
    "dropped": "dropped: it counts for nobody",
    "bonus": "a bonus: it comes on top of the maximum",
    "given": "given: everybody has its points",
}
WRITTEN = "Nothing was written"


@dataclass(frozen=True)
class Points:
    """Points that were earned, and the most that there were."""

    earned: float
    most: float

    def __str__(self) -> str:
        return f"{_number(self.earned)} of {_number(self.most)}"

    @property
    def share(self) -> float:
        """The part of the most that was earned; where there is no maximum, the points."""
        return self.earned / self.most if self.most else self.earned


@dataclass(frozen=True)
class Move:
    """What would move for one student in a question, or in the lateness of all."""

    student: str
    question: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class Total:
    """All points of one student; of who was not graded yet there are none before."""

    student: str
    before: Points | None
    after: Points

    @property
    def way(self) -> int:
        """Whether the share of the points that count goes up (1), down (-1) or stays (0)."""
        gained = self.after.share - self.before.share if self.before else 0.0
        return (gained > NOTHING) - (gained < -NOTHING)

    @property
    def moves(self) -> bool:
        """Whether anything is otherwise than before."""
        return self.before is None or any(
            abs(then - now) > NOTHING
            for then, now in zip(vars(self.before).values(), vars(self.after).values(), strict=True)
        )


@dataclass(frozen=True)
class Moves:
    """All that would move in an assignment; `anew` says that it has to be released anew for it."""

    assignment: str
    moves: Sequence[Move]
    totals: Sequence[Total]
    anew: bool = False

    def table(self) -> str:
        """Return it as lines of text, those of one student together."""
        number = f"{len(self.totals)} submission{'s' if len(self.totals) != 1 else ''}"
        moved = [total for total in self.totals if total.moves]
        if not (moved or self.moves):
            return f"{number}: nobody's points move"
        rows = [("student", "question", "points", "why")]
        by_student: dict[str, list[Move]] = {}
        for move in self.moves:
            by_student.setdefault(move.student, []).append(move)
        for total in moved:
            rows += [
                (move.student, move.question, f"{move.before} -> {move.after}", move.why)
                for move in by_student.get(total.student, [])
            ]
            rows.append((total.student, "in all", *_in_all(total)))
        wide = [max(len(row[column]) for row in rows) for column in range(3)]
        lines = [
            "  ".join([*(text.ljust(w) for text, w in zip(row, wide, strict=False)), row[3]])
            for row in rows
        ]
        return "\n".join([*lines, "", f"{number}: {self._sums(moved)}", self._todo()])

    def _sums(self, moved: Sequence[Total]) -> str:
        known = [total for total in moved if total.before]
        up, down = (sum(total.way == way for total in known) for way in (1, -1))
        stays = sum(total.way == 0 and total.before is not None for total in self.totals)
        new = len(moved) - len(known)
        said = f"the share of the points that count goes up for {up}, down for {down}, "
        return f"{said}stays for {stays}" + (f"; {new} not graded yet" if new else "")

    def _todo(self) -> str:
        if not self.anew:
            return f"{WRITTEN}. To do it: nbgrader autograde {self.assignment} --force"
        return (
            f"{WRITTEN}. To do it: python -m autograder course .; nbgrader generate_assignment "
            f"{self.assignment} --force; nbgrader autograde {self.assignment} --force"
        )


def _in_all(total: Total) -> tuple[str, str]:
    """Return the points of a total, before and after, and what that means."""
    if total.before is None:
        return f"-> {total.after}", "not graded yet"
    points = f"{total.before} -> {total.after}"
    if not (total.before.most and total.after.most):
        return points, ""
    then, now = (f"{100 * one.share:.4g}%" for one in (total.before, total.after))
    return points, f"{now}, as before" if then == now else f"{then} -> {now}"


def _number(points: float) -> str:
    return f"{round(points, 4) + 0.0:g}"
