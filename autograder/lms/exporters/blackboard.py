"""Blackboard's Grade Center: "Work Offline, Upload" takes back what "Download" gave.

A student is known by Username, a column by its number: ``Momentum [Total Pts: 25 Score] |9876``. A
download is parted by tabs and in UTF-16, whatever its name ends in. A column without a number
becomes a new one, of text.

Source: Blackboard Help, "Uploading External Grade Center Items" (library.blackboard.com,
Content/Grade Center).
"""

from __future__ import annotations

import re
from typing import Any

from autograder.lms import tables
from autograder.lms.exporters.base import LmsExport
from autograder.lms.hand_in import Person


class Blackboard(LmsExport):
    """Scores for "Upload" in Blackboard's Grade Center."""

    usual = "blackboard.csv"
    about = ("Last Name", "First Name", "Username", "Student ID")
    numbered = re.compile(r"(?P<title>.*?)\s*\[Total Pts: [^]]*\]\s*\|(?P<number>[\w]+)\s*")

    def heading(self, name: str, most: float) -> str:  # noqa: D102
        number = f" |{self.numbers[name]}" if name in self.numbers else ""
        return f"{name} [Total Pts: {most:g} Score]{number}"

    def described(self, row: Any) -> dict[str, object]:  # noqa: D102
        return {
            "Last Name": tables.harmless(row.last_name or ""),
            "First Name": tables.harmless(row.first_name or ""),
            "Username": row.id,
            "Student ID": row.lms_user_id,
        }

    def person(self, table: tables.Table, row: list[str]) -> Person:  # noqa: D102
        name = f"{table.cell(row, 'First Name')} {table.cell(row, 'Last Name')}".strip()
        return Person(name, "", table.cell(row, "Username"))
