"""Canvas's gradebook: "Import" takes back what "Export" gave.

Its heading is Student, ID, SIS User ID, SIS Login ID, Section and a column ``Momentum (123)`` for
each assignment, of which Canvas reads the number; a row "Points Possible" follows. A student is
known by Canvas's ID, else by the SIS ids, else by name. A column without a number that Canvas knows
makes a new assignment.

Source: Canvas, lib/gradebook_importer.rb (row_has_student_headers?, update_column_count,
process_student, parse_assignments) and lib/gradebook_exporter.rb.
"""

from __future__ import annotations

import re
from typing import Any

from autograder.integration.scores import Score
from autograder.lms import tables
from autograder.lms.exporters.base import LmsExport, sorted_name
from autograder.lms.hand_in import Person

POSSIBLE = "    Points Possible"


class Canvas(LmsExport):
    """Scores for "Import" in Canvas's gradebook."""

    usual = "canvas.csv"
    about = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
    numbered = re.compile(r"(?P<title>.*?)\s*\((?P<number>\d+)\)\s*")

    def made(  # noqa: D102
        self, most: dict[str, float], every: list[Score], known: dict[str, Any]
    ) -> tables.Table:
        table = super().made(most, every, known)
        possible = {self.heading(name, points): points for name, points in most.items()}
        first = tables.made(table.heading, [{"Student": POSSIBLE, **possible}])
        table.rows[:0] = first.rows
        return table

    def heading(self, name: str, most: float) -> str:  # noqa: D102
        return f"{name} ({self.numbers[name]})" if name in self.numbers else name

    def described(self, row: Any) -> dict[str, object]:  # noqa: D102
        return {"Student": sorted_name(row), "ID": row.lms_user_id, "SIS Login ID": row.id}

    def person(self, table: tables.Table, row: list[str]) -> Person:  # noqa: D102
        number = table.cell(row, "ID")
        if not number:  # "Points Possible", or which columns are posted by hand
            return Person()
        login = table.cell(row, "SIS Login ID") or table.cell(row, "SIS User ID")
        return Person(table.cell(row, "Student"), number, login)
