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
from collections.abc import Sequence
from typing import Any

from autograder.integration.scores import Score
from autograder.lms import tables
from autograder.lms.exporters.base import LmsExport, by_student, sorted_name
from autograder.lms.hand_in import Person

NUMBERED = re.compile(r"(?P<title>.*?)\s*\((?P<number>\d+)\)\s*")
STUDENT = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POSSIBLE = "    Points Possible"


class Canvas(LmsExport):
    """Scores for "Import" in Canvas's gradebook."""

    usual = "canvas.csv"

    def table(  # noqa: D102
        self,
        names: Sequence[str],
        most: dict[str, float],
        every: list[Score],
        known: dict[str, Any],
    ) -> tables.Table:
        if self.template:
            return self._filled(names, every, known)
        headings = {
            name: f"{name} ({self.numbers[name]})" for name in names if name in self.numbers
        }
        columns = [*STUDENT, *(headings.get(name, name) for name in names)]
        points = by_student(every)
        possible = {headings.get(name, name): most[name] for name in names}
        rows: list[dict[str, object]] = [{"Student": POSSIBLE, **possible}]
        for student, row in known.items():
            ids = {"ID": row.lms_user_id, "SIS Login ID": student}
            scores = {headings.get(name, name): points.get((student, name)) for name in names}
            rows.append({"Student": sorted_name(row), **ids, **scores})
        return tables.made(columns, rows)

    def _filled(
        self, names: Sequence[str], every: list[Score], known: dict[str, Any]
    ) -> tables.Table:
        table = self.read()
        columns = self.columns(table, NUMBERED, names)

        def person(row: list[str]) -> Person:
            number = table.cell(row, "ID")
            if not number:  # "Points Possible", or which columns are posted by hand
                return Person()
            login = table.cell(row, "SIS Login ID") or table.cell(row, "SIS User ID")
            return Person(table.cell(row, "Student"), number, login)

        return self.filled(table, columns, every, known, person)
