"""Blackboard's Grade Center: "Work Offline, Upload" takes back what "Download" gave.

A student is known by Username, a column by its number: ``Momentum [Total Pts: 25 Score] |9876``. A
download is parted by tabs and in UTF-16, whatever its name ends in. A column without a number
becomes a new one, of text.

Source: Blackboard Help, "Uploading External Grade Center Items" (library.blackboard.com,
Content/Grade Center).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from autograder.integration.scores import Score
from autograder.lms import tables
from autograder.lms.exporters.base import LmsExport, by_student
from autograder.lms.hand_in import Person

COLUMN = re.compile(r"(?P<title>.*?)\s*\[Total Pts: [^]]*\]\s*\|(?P<number>[\w]+)\s*")
STUDENT = ("Last Name", "First Name", "Username", "Student ID")


class Blackboard(LmsExport):
    """Scores for "Upload" in Blackboard's Grade Center."""

    usual = "blackboard.csv"

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
            name: f"{name} [Total Pts: {most[name]:g} Score]"
            + (f" |{self.numbers[name]}" if name in self.numbers else "")
            for name in names
        }
        points = by_student(every)
        rows = [
            {
                "Last Name": tables.harmless(row.last_name or ""),
                "First Name": tables.harmless(row.first_name or ""),
                "Username": student,
                "Student ID": row.lms_user_id,
                **{headings[name]: points.get((student, name)) for name in names},
            }
            for student, row in known.items()
        ]
        return tables.made([*STUDENT, *headings.values()], rows)

    def _filled(
        self, names: Sequence[str], every: list[Score], known: dict[str, Any]
    ) -> tables.Table:
        table = self.read()
        columns = self.columns(table, COLUMN, names)

        def person(row: list[str]) -> Person:
            name = f"{table.cell(row, 'First Name')} {table.cell(row, 'Last Name')}".strip()
            return Person(name, "", table.cell(row, "Username"))

        return self.filled(table, columns, every, known, person)
