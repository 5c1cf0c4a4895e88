"""Who is who in the LMS, and when their work came: ``downloaded/ASSIGNMENT/placed.csv``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from autograder.lms import tables
from autograder.lms.placing import Placed
from autograder.lms.roster import digits, letters

COLUMNS = ("student", "lms", "name", "number", "attachment", "time", "late", "group")
TIME = "%Y-%m-%d %H:%M:%S.%f"


class Ledger:
    """The rows of `placed.csv`, by student; an assignment's are read once and written once."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "placed.csv"
        self.rows: dict[str, dict[str, object]] = {}
        if self.path.exists():
            table = tables.read(self.path)
            for row in table.rows:
                values = {name: table.cell(row, name) for name in COLUMNS}
                self.rows[values["student"]] = dict(values)

    def note(self, form: str, one: Placed, time: datetime) -> None:
        """Remember who somebody is; the number of a group's member is the roster's."""
        person, student = one.person, one.student
        own = not letters(person.name) or letters(person.name) in student.names()
        people = one.hand_in.people
        members = " + ".join(member.name for member in people) if len(people) > 1 else ""
        self.rows[student.id] = {
            "student": student.id,
            "lms": form,
            "name": person.name,
            "number": person.number if own else digits(student.number),
            "attachment": one.hand_in.attachment,
            "time": f"{time:{TIME}}",
            "late": "late" if one.hand_in.late else "",
            "group": members if own else person.name,
        }

    def attachment(self, student: str) -> int:
        """Return the LMS's number of what a student handed in before; 0 if there is none."""
        number = str(self.rows.get(student, {}).get("attachment", ""))
        return int(number) if number.isdecimal() else 0

    def one_work(self, one: str, other: str) -> bool:
        """Whether two students handed one work in, as members of a group."""
        groups = [str(self.rows.get(student, {}).get("group", "")) for student in (one, other)]
        return groups[0] == groups[1] != ""

    def write(self) -> None:
        """Write the rows, in the order of the students' ids."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        rows = [self.rows[student] for student in sorted(self.rows)]
        tables.made(COLUMNS, rows).write(self.path)
