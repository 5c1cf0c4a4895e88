"""A table an assignment with a column a question, in the columns of Gradescope's "Download Grades".

First Name, Last Name, SID, Email, Total Score, Max Points, Status, Submission Time, Lateness
(H:M:S) and ``1: Momentum (6.0 pts)``, questions in the order of the notebook. Gradescope documents
no form; these are the headings that scripts in use read, such as
https://github.com/matthigger/gradescope_mean.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from autograder.integration.scores import Score, maxima, questions, scores, students
from autograder.lms import tables
from autograder.lms.exporters.base import Export
from course.assemble import cell_names

STUDENT = ("First Name", "Last Name", "SID", "Email")
SCORE = ("Total Score", "Max Points", "Status", "Submission Time", "Lateness (H:M:S)")


class Questions(Export):
    """Points of every question: ``--to`` names a folder, a table in it an assignment."""

    def write(self, gradebook: Gradebook, wanted: set[str]) -> None:
        """Write the tables."""
        known, every = (
            students(gradebook),
            {(s.assignment, s.student): s for s in scores(gradebook)},
        )
        folder = Path(self.to or "questions")
        folder.mkdir(parents=True, exist_ok=True)
        for assignment in gradebook.assignments:
            if wanted and assignment.name not in wanted:
                continue
            most = ordered(assignment.name, maxima(gradebook, assignment.name))
            points: dict[str, dict[str, float]] = defaultdict(dict)
            for one in questions(gradebook, assignment.name):
                points[one.student][one.question] = one.points
            headings = {
                question: f"{number}: {question} ({most[question]:.1f} pts)"
                for number, question in enumerate(most, 1)
            }
            rows = [
                {
                    **_student(row),
                    **_score(every.get((assignment.name, student)), assignment.max_score),
                    **{headings[q]: points[student].get(q) for q in headings},
                }
                for student, row in known.items()
            ]
            path = folder / f"{assignment.name}.csv"
            tables.made([*STUDENT, *SCORE, *headings.values()], rows).write(path)
            self.log.info("Wrote %d students to %s", len(rows), path)


def ordered(assignment: str, most: dict[str, float]) -> dict[str, float]:
    """Return questions in the order of the course's notebook; questions of one's own come last."""
    places = {name: place for place, name in enumerate(cell_names(assignment))}
    return dict(sorted(most.items(), key=lambda item: (places.get(item[0], len(places)), item[0])))


def _student(row: Any) -> dict[str, object]:
    return {
        "First Name": tables.harmless(row.first_name or ""),
        "Last Name": tables.harmless(row.last_name or ""),
        "SID": row.id,
        "Email": row.email,
    }


def _score(score: Score | None, most: float) -> dict[str, object]:
    if score is None:
        return {"Max Points": most, "Status": "Missing"}
    return {
        "Total Score": score.points,
        "Max Points": most,
        "Status": "Ungraded" if score.waiting else "Graded",
        "Submission Time": f"{score.time:%Y-%m-%d %H:%M:%S} +0000" if score.time else "",
        "Lateness (H:M:S)": _lateness(score.late),
    }


def _lateness(late: timedelta) -> str:
    """Return a time as hours, minutes and seconds.

    >>> _lateness(timedelta(days=1, minutes=2, seconds=3))
    '24:02:03'
    """
    minutes, seconds = divmod(int(late.total_seconds()), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
