"""The gradebook as a table: who has how many points, and which mistake was named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader


@dataclass(frozen=True)
class Row:
    """One submission."""

    student: str
    assignment: str
    points: float
    most: float
    mistakes: tuple[str, ...]


def address(course: Path) -> str:
    """Return where a course keeps its gradebook, as its own `nbgrader_config.py` has it."""
    settings = PyFileConfigLoader("nbgrader_config.py", path=str(course.resolve())).load_config()
    return str(CourseDirectory(config=settings, root=str(course.resolve())).db_url)


def rows(course: Path) -> list[Row]:
    """Return every submission in a course's gradebook."""
    with Gradebook(address(course), "descent") as gradebook:
        return sorted(
            (
                Row(
                    student=submission.student.id,
                    assignment=assignment.name,
                    points=submission.score,
                    most=submission.max_score,
                    mistakes=_mistakes(course, submission.student.id, assignment.name),
                )
                for assignment in gradebook.assignments
                for submission in assignment.submissions
            ),
            key=lambda row: (row.assignment, row.student),
        )


def table(course: Path) -> str:
    """Return the gradebook as lines of text."""
    lines = [f"{'assignment':<16} {'student':<20} {'points':>8}  mistakes named"]
    for row in rows(course):
        named = "; ".join(row.mistakes) or "-"
        points = f"{row.points:g}/{row.most:g}"
        lines.append(f"{row.assignment:<16} {row.student:<20} {points:>8}  {named}")
    for student, assignment in sorted(_ungraded(course)):
        lines.append(f"{assignment:<16} {student:<20} {'-':>8}  handed in, not graded")
    return "\n".join(lines)


def _ungraded(course: Path) -> set[tuple[str, str]]:
    """Folders handed in that nbgrader passed over: not graded yet, or without any notebook."""
    folders = [path for path in course.glob("submitted/*/*") if path.is_dir()]
    handed_in = {(path.parent.name, path.name) for path in folders}
    return handed_in - {(row.student, row.assignment) for row in rows(course)}


def _mistakes(course: Path, student: str, assignment: str) -> tuple[str, ...]:
    """Read the mistakes named in a graded notebook."""
    path = course / "autograded" / student / assignment / f"{assignment}.ipynb"
    if not path.exists():
        return ()
    outputs = (
        output
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
    )
    named = (output.get("metadata", {}).get("descent", {}).get("mistake") for output in outputs)
    return tuple(mistake for mistake in named if mistake)
