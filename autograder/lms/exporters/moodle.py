"""Moodle: an assignment's grading worksheet filled in, or a table for the gradebook's import.

The worksheet ("Download grading worksheet") is for one assignment. Moodle takes it back under
"Upload grading worksheet" and reads Identifier, Grade and Last modified (grade); a grade above the
maximum, or of somebody graded since, it passes over. Without a worksheet the table is one for
"Import, CSV file", as "Export, plain text file" writes it; there the teacher maps Email address to
a user and each column to an item.

Sources: Moodle, mod/assign/feedback/offline/importgradeslib.php and locallib.php;
https://docs.moodle.org/311/en/Grade_import.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from traitlets import Unicode

from autograder.integration.scores import Score
from autograder.lms import tables
from autograder.lms.exporters.base import LmsExport
from autograder.lms.hand_in import Person


class Moodle(LmsExport):
    """Scores for Moodle."""

    grade = Unicode("Grade", help="The worksheet's heading of the grade.").tag(config=True)
    maximum = Unicode("Maximum grade", help="That of the maximum.").tag(config=True)
    identifier = Unicode("Identifier", help="That of the participant.").tag(config=True)
    name = Unicode("Full name", help="That of the name.").tag(config=True)
    email = Unicode("Email address", help="That of the address.").tag(config=True)
    usual = "moodle.csv"
    about = ("First name", "Last name", "ID number", "Email address")

    def heading(self, name: str, most: float) -> str:  # noqa: D102
        return f"Assignment: {name} (Real)"

    def described(self, row: Any) -> dict[str, object]:  # noqa: D102
        return {
            "First name": tables.harmless(row.first_name or ""),
            "Last name": tables.harmless(row.last_name or ""),
            "ID number": row.id,
            "Email address": row.email,
        }

    def person(self, table: tables.Table, row: list[str]) -> Person:  # noqa: D102
        login = table.cell(row, "ID number") or table.cell(row, "Username")
        return Person(table.cell(row, self.name), "", login, table.cell(row, self.email))

    def fill(  # noqa: D102
        self, names: Sequence[str], every: list[Score], known: dict[str, Any]
    ) -> tables.Table:
        if len(names) != 1:
            self.fail("a worksheet of Moodle's is for one assignment: name it with --assignment")
        table = tables.read(Path(self.template))
        place = table.column(self.grade)
        if place is None or table.column(self.identifier) is None:
            self.fail(
                f"{self.template} is no grading worksheet: it has no column {self.grade} or no "
                f"{self.identifier}. In another language name the columns: --Moodle.grade=..."
            )
        most = {table.cell(row, self.maximum) for row in table.rows}
        comma = any("," in text for text in most)

        def shown(points: float) -> str:
            text = tables.shown(points)
            return text.replace(".", ",") if comma else text

        self._warn(most, every)
        columns, person = {int(place or 0): names[0]}, partial(self.person, table)
        return self.filled(table, columns, every, known, person, shown)

    def _warn(self, most: set[str], every: list[Score]) -> None:
        """Say which grades Moodle will pass over."""
        numbers = [text.replace(",", ".") for text in most if text]
        limit = min((float(n) for n in numbers if n.replace(".", "").isdecimal()), default=None)
        if limit is None:
            return
        above = sorted(score.student for score in every if score.points > limit)
        if above:
            self.log.warning(
                "Moodle's maximum is %g and passes over who has more: %s", limit, ", ".join(above)
            )
        if every and every[0].most != limit:
            self.log.warning(
                "the assignment has %g points and Moodle's maximum is %g: points are not scaled",
                every[0].most,
                limit,
            )
