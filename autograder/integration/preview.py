"""Whose marks would move if an assignment were graded now, by how much and why; nothing is written.

`python -m autograder diff DIR ASSIGNMENT` prints it. It grades what was handed in, as `Batch` does,
and compares with the gradebook.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import inspect

from autograder.grading import outputs
from autograder.integration.autograde import Batch
from autograder.integration.moves import NOTHING, OUT, Move, Moves, Points, Total
from autograder.integration.scores import maxima
from autograder.integration.started import started
from autograder.integration.steps.grade import Grade
from autograder.integration.term import dates, records, released, ruling
from autograder.scheduling.cache import code
from course.questions import task


class Preview(Batch):
    """A batch that fills `moves` and `totals` and writes nothing."""

    def compare(self, assignment: str) -> None:
        """Read how the assignment was released, and what everybody was given."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            self.before, self.released = _points(gradebook, assignment), None
            try:
                self.most = maxima(gradebook, assignment)
            except MissingEntry:
                self.stop(f"{assignment} was never released here, so nobody has points in it")
            self.changed = {
                difference.question: difference.what
                for difference in released.differences(gradebook, assignment, self.settings)
            }
            noted = inspect(gradebook.engine).has_table(records.GRADINGS.name)
            self.left = records.left(gradebook.db, assignment) if noted else set()
            last = records.last_gradings(gradebook.db, assignment) if noted else ()
            self.gradings = {grading.student: grading for grading in last}
            self.penalties = dates.moved(gradebook, assignment, self.settings)

    def convert_notebooks(self) -> None:
        """Grade what was handed in, and compare."""
        self.moves: list[Move] = []
        self.totals: list[Total] = []
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
        most, earned = dict(self.most), {name: points for name, (points, _) in known.items()}
        for name, shown in after.items():
            asked = task(assignment, name)
            assert asked is not None
            ruled = ruling.applied(shown, asked, adaptation, overridden.get(name))
            own = ruled[-1]["metadata"]["descent"]
            now = own["bonus"] if own.get("bonus") is not None else outputs.earned(ruled)
            before, by_hand = known.get(name, (0.0, False))
            then = Points(before, self.most.get(name, 0.0))
            # What was typed in formgrader stays.
            one = Points(before if by_hand else now, adaptation.maximum(asked))
            earned[name], most[name] = one.earned, one.most
            if student in self.before and _differ(then, one):
                dropped = adaptation.rulings.get(name) == "dropped"
                now_shown = "out" if dropped else str(one)
                yield Move(student, name, str(then), now_shown, self._why(student, name, own))
        points = sum(earned.values())
        taken, share = self.penalties.get(student, (0.0, None))
        takes = taken if share is None else round(points * share, 6)
        if abs(takes - taken) > NOTHING:
            why = f"{100 * (share or 0.0):.4g}% are taken for lateness now"
            yield Move(student, "lateness", f"{0 - taken:g}", f"{0 - takes:g}", why)
        graded = sum(points for points, _ in known.values())
        before_all = Points(max(0.0, graded - taken), sum(self.most.values()))
        after_all = Points(max(0.0, points - takes), sum(most.values()))
        self.totals.append(
            Total(student, before_all if student in self.before else None, after_all)
        )

    def _why(self, student: str, name: str, own: Mapping[str, Any]) -> str:
        """Return what is otherwise than when the mark was made; several things may be."""
        grading = self.gradings.get(student)
        mark = grading.marks.get(name) if grading else None
        ruled = own.get("ruling", "")
        why = [self.changed[name]] if name in self.changed and ruled not in OUT else []
        if ruled:
            why.append(OUT.get(ruled, ruled))
        elif mark and mark.ruling:
            why.append(f"no more {mark.ruling}")
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


def look(folder: Path, assignment: str) -> Moves:
    """Return the marks of a class that would move."""
    app = started(folder, log_level="CRITICAL")  # what is raised is told
    app.coursedir.assignment_id = assignment
    preview = Preview(coursedir=app.coursedir, parent=app)
    preview.start()
    return Moves(assignment, preview.moves, preview.totals, bool(preview.changed))


def _differ(then: Points, now: Points) -> bool:
    return abs(then.earned - now.earned) > NOTHING or abs(then.most - now.most) > NOTHING
