"""Thousands of students in a gradebook, by whole tables: rows as nbgrader writes them."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import insert


def enter(gradebook: Gradebook, name: str, number: int) -> list[str]:
    """Give that many students a graded submission of an assignment, and return their ids."""
    assignment = gradebook.find_assignment(name)
    (notebook,) = assignment.notebooks
    numbers = [f"s{n:05}" for n in range(number)]
    rows: list[tuple[Any, list[dict[str, object]]]] = [
        (Student, [{"id": n, "last_name": f"Name {n}"} for n in numbers]),
        (
            SubmittedAssignment,
            [{"id": n, "assignment_id": assignment.id, "student_id": n} for n in numbers],
        ),
        (
            SubmittedNotebook,
            [{"id": n, "notebook_id": notebook.id, "assignment_id": n} for n in numbers],
        ),
        (
            Grade,
            [
                {
                    "id": f"{n}-{cell.name}", "notebook_id": n, "cell_id": cell.id,
                    "auto_score": float(int(n[1:]) % 3), "needs_manual_grade": False,
                }
                for n in numbers
                for cell in notebook.grade_cells
            ],
        ),
    ]  # fmt: skip
    for table, values in rows:
        gradebook.db.execute(insert(table), values)
    gradebook.db.commit()
    return numbers
