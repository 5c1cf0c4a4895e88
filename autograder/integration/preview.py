"""Whose marks would move if an assignment were graded now, by how much and why; nothing is written.

`python -m autograder diff DIR ASSIGNMENT` prints it. It grades what was handed in, as `Batch` does,
and compares with the gradebook.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy import inspect

from autograder.grading import outputs
from autograder.integration.autograde import Batch
from autograder.integration.started import started
from autograder.integration.steps.grade import Grade
from autograder.integration.term import dates, records, released, ruling
from autograder.scheduling.cache import code
from course.questions import task


@dataclass(frozen=True)
class Move:
    """One mark that would move; of the lateness of a submission the question is empty."""

    student: str
    question: str
    before: float
    after: float
    why: str


class Preview(Batch):
    """A batch that fills `moves` and writes nothing."""

    def compare(self, assignment: str) -> None:
        """Read how the assignment was released, and what everybody was given."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            self.before, self.released = _points(gradebook, assignment), None
            self.changed = {
                difference.question: difference.what
                for difference in released.differences(gradebook, assignment, self.settings)
            }
            noted = inspect(gradebook.engine).has_table(records.GRADINGS.name)
            last = records.last_gradings(gradebook.db, assignment) if noted else ()
            self.gradings = {grading.student: grading for grading in last}
            self.penalties = dates.moved(gradebook, assignment, self.settings)

    def convert_notebooks(self) -> None:
        """Grade what was handed in, and compare."""
        self.moves: list[Move] = []
        self.tell_level()
        grader = Grade(parent=self)
        assignment = self.coursedir.assignment_id
        self.force = True  # what is graded already, too
        with contextlib.ExitStack() as stack:
            self.prefetch(stack)
            for folder in sorted(self.assignments):
                student = Path(folder).parent.name
                for path in sorted(self.assignments[folder]):
                    for job in grader.expected(path, assignment, self.coursedir.db_url):
                        found = zip(job.cells, self.prefetcher.result(job), strict=True)
                        after = {cell.question: shown for cell, shown in found if cell.question}
                        self.moves += self._moves(student, assignment, after)

    def _moves(self, student: str, assignment: str, after: Mapping[str, Any]) -> Iterator[Move]:
        adaptation = self.settings.adaptation(assignment)
        overridden = self.settings.overridden(student, assignment)
        known = self.before.get(student, {})
        difference = 0.0
        for name, shown in after.items():
            asked = task(assignment, name)
            assert asked is not None
            ruled = ruling.applied(shown, asked, adaptation, overridden.get(name))
            own = ruled[-1]["metadata"]["descent"]
            now = own["bonus"] if own.get("bonus") is not None else outputs.earned(ruled)
            before, by_hand = known.get(name, (0.0, False))
            if by_hand or abs(now - before) < 1e-9:
                continue  # what was typed in formgrader stays
            difference += now - before
            yield Move(student, name, before, now, self._why(student, name, own))
        total = sum(points for points, _ in known.values()) + difference
        taken, share = self.penalties.get(student, (0.0, None))
        if share is not None and abs(total * share - taken) > 1e-9:
            why = f"{share:.0%} are taken for lateness now"
            yield Move(student, "", -taken, -round(total * share, 6), why)

    def _why(self, student: str, name: str, own: Mapping[str, Any]) -> str:
        """Return what is otherwise than when the mark was made; several things may be."""
        grading = self.gradings.get(student)
        mark = grading.marks.get(name) if grading else None
        why = [self.changed[name]] if name in self.changed else []
        if own.get("ruling"):
            why.append(own["ruling"])
        elif mark and mark.ruling:
            why.append(f"{mark.ruling} no more")
        if student not in self.before:
            return "not graded yet"
        if mark and not why and mark.mistake != own.get("mistake", ""):
            why.append(f"looks like: {own.get('mistake') or 'no known mistake any more'}")
        if grading and not why and grading.engine != code()[:10]:
            why.append(f"another version of the course; the kit was {grading.kit}")
        return "; ".join(why) or "handed in anew, or stopped by a limit of time before"


def _points(gradebook: Any, assignment: str) -> dict[str, dict[str, tuple[float, bool]]]:
    """Return each student's points by question, and whether somebody has typed them."""
    found: dict[str, dict[str, tuple[float, bool]]] = {}
    for student, name, automatic, manual in gradebook.db.execute(records.all_grades(assignment)):
        points = manual if manual is not None else automatic
        found.setdefault(student, {})[name] = (points or 0.0, manual is not None)
    return found


def look(folder: Path, assignment: str) -> tuple[list[Move], int]:
    """Return the marks of a class that would move, and how many submissions there are."""
    app = started(folder, log_level="CRITICAL")  # what is raised is told
    app.coursedir.assignment_id = assignment
    preview = Preview(coursedir=app.coursedir, parent=app)
    preview.start()
    return preview.moves, len(preview.assignments)


def table(moves: list[Move], students: int) -> str:
    """Return moves as lines of text, those of one student together."""
    if not moves:
        return f"nobody's points move, of {students} submissions"
    up = len({move.student for move in moves if move.after > move.before})
    down = len({move.student for move in moves if move.after < move.before})
    wide = max(len(move.student) for move in moves)
    named = max(len(move.question or "lateness") for move in moves)
    lines = [
        f"{move.student:<{wide}}  {move.question or 'lateness':<{named}}  {move.before:>6g} -> "
        f"{move.after:<6g} {move.after - move.before:+g}  {move.why}"
        for move in moves
    ]
    return "\n".join(
        [
            *lines,
            f"{students} submissions; for {up} a mark goes up, for {down} down. Nothing was "
            "written: nbgrader autograde --force does that",
        ]
    )
