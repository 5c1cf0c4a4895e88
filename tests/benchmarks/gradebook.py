"""A large class in formgrader and in our report: ``python -m tests.benchmarks.gradebook [SIZES]``.

The gradebook is filled with that many students (1,000 and 10,000), each with a graded submission of
one assignment. Then each thing that a list page of formgrader asks nbgrader for is timed, and our
own table of all marks; what a command costs anyway, such as its imports, is out.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.integration.gradebook_session import BatchGradebook
from autograder.integration.report import table
from autograder.integration.term import records
from course.questions import TASKS
from tests.benchmarks.grading import a_class
from tests.helpers.cost import cost

SIZES = (1000, 10_000)
ASSIGNMENT = "momentum"
QUESTIONS = [task.name for task in TASKS[ASSIGNMENT]]
MISTAKE = "the accumulating form (heavy ball)"
TABLE = (sys.executable, "-m", "autograder", "gradebook", ".")


def fill(folder: Path, students: int) -> None:
    """Give every student a submission with all its rows, and the folders that nbgrader looks at."""
    gradebook_session = BatchGradebook(f"sqlite:///{folder / 'gradebook.db'}", "descent")
    records.prepare(gradebook_session.engine)
    for n in range(students):
        student = f"student{n:05d}"
        gradebook_session.update_or_create_student(student, last_name=f"Name {n}")
        submission = gradebook_session.update_or_create_submission(ASSIGNMENT, student)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                grade.auto_score, grade.needs_manual_grade = float(n % 3), False
        marks = {name: records.Mark(float(n % 3), "q0.0", MISTAKE) for name in QUESTIONS}
        own = ("0.1.0", "engine", 0.0, marks)
        graded = records.Grading(ASSIGNMENT, student, records.now(), *own)
        records.add_grading(gradebook_session.db, graded)
        gradebook_session.flush_submission()
        for step in ("submitted", "autograded"):
            place = folder / step / student / ASSIGNMENT
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{ASSIGNMENT}.ipynb").write_text('{"cells": []}', encoding="utf-8")
    gradebook_session.end()


def took(what: Callable[[], Any]) -> float:
    """Return the seconds of one call."""
    start = time.perf_counter()
    what()
    return time.perf_counter() - start


def measured(folder: Path) -> dict[str, float]:
    """Return the seconds of each page and of our table."""
    config = Config({"CourseDirectory": {"root": str(folder), "course_id": "descent"}})
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    return {
        "formgrader, list of assignments": took(api.get_assignments),
        "formgrader, submissions of one": took(lambda: api.get_submissions(ASSIGNMENT)),
        "formgrader, notebooks of one": took(
            lambda: api.get_notebook_submissions(ASSIGNMENT, ASSIGNMENT)
        ),
        "formgrader, list of students": took(api.get_students),
        "formgrader, one student": took(lambda: api.get_student_submissions("student00007")),
        "our table": took(lambda: table(folder)),
        "our table, the whole command": (used := cost(folder, *TABLE)).seconds,
        "  its memory in MB": used.memory,
    }


def main(sizes: tuple[int, ...]) -> None:
    """Print the table, a column a size."""
    columns = {}
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            folder = a_class(Path(name) / str(size), 1)
            fill(folder, size)
            columns[size] = measured(folder)
    print(f"{'seconds, by students':<34}" + "".join(f"{size:>9,}" for size in sizes))
    for row in columns[sizes[0]]:
        print(f"{row:<34}" + "".join(f"{columns[size][row]:>9.2f}" for size in sizes))


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
