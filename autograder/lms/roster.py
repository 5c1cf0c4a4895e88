"""Who is in the class: a table that maps what an LMS says of somebody to an id of nbgrader.

The files that the LMSs give out themselves will do: Moodle's grading worksheet or list of
participants, Canvas's gradebook, Gradescope's roster, or nbgrader's own table of students.
"""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.lms import tables
from autograder.lms.archive import printable
from autograder.lms.hand_in import Person

# What each column is called; the first that is there counts. A table of Canvas's has "ID" for
# Canvas's own number, one of nbgrader's for what this whole table is about.
ID = ("student_id", "username", "user name", "id number", "sid", "sis login id", "sis user id",
      "login id", "student id", "id", "email address", "email")  # fmt: skip
NUMBER = ("lms_user_id", "identifier", "canvas id", "participant")
CANVAS = ("sis login id", "sis user id")
NAME = ("name", "full name", "student", "student name")
FIRST = ("first_name", "first name", "firstname", "given name", "preferred/first name")
LAST = ("last_name", "last name", "lastname", "surname", "family name")
EMAIL = ("email", "email address", "e-mail")
GROUP = ("group", "groups", "team")
TIME = ("submission time", "last modified (submission)", "time", "timestamp")
LONGEST = 128  # characters of an id in nbgrader's gradebook


class UnknownError(Exception):
    """Nobody, or more than one, is who the LMS speaks of; the message says which."""


@dataclass(frozen=True)
class Student:
    """One student of the class; what is not known is empty."""

    id: str
    first: str = ""
    last: str = ""
    name: str = ""
    email: str = ""
    number: str = ""
    groups: tuple[str, ...] = ()
    time: datetime | None = None

    def names(self) -> set[str]:
        """Every way in which an LMS may put the name, reduced to its letters and digits."""
        ways = [self.name, f"{self.first} {self.last}", f"{self.last} {self.first}"]
        if self.name.count(",") == 1:  # "Müller, Ann", as Canvas sorts them
            last, first = self.name.split(",")
            ways.append(f"{first} {last}")
        return {letters(way) for way in ways if letters(way)}


class Roster:
    """The students of a class, found by number, login, email, name or group."""

    def __init__(self, students: Iterable[Student] = ()) -> None:
        self.students = {student.id: student for student in students}
        self.known: dict[tuple[str, str], list[Student]] = defaultdict(list)
        for student in self.students.values():
            self.known["id", student.id].append(student)
            self.known["email", student.email.casefold()].append(student)
            self.known["number", digits(student.number)].append(student)
            for name in student.names():
                self.known["name", name].append(student)
            for group in student.groups:
                self.known["group", letters(group)].append(student)

    def find(self, person: Person) -> list[Student]:
        """Return who a person is: one student, or all of the group of that name.

        Raises
        ------
        UnknownError
            If the roster has nobody of that kind, or several who cannot be told apart.
        """
        named = self.known.get(("name", letters(person.name)), [])
        group = self.known.get(("group", letters(person.name)), [])
        if group and not named:  # its number is a group's, which may be somebody's as well
            return group
        ways = [
            ("number", person.number), ("id", person.login), ("id", person.email),
            ("email", person.email.casefold()), ("id", person.name),
        ]  # fmt: skip
        for way, said in ways:
            if said and len(self.known.get((way, said), [])) == 1:
                return self.known[way, said]
        if len(named) == 1:
            return named
        if len(named) > 1:
            raise UnknownError(f"{person} may be {' or '.join(s.id for s in named)}")
        raise UnknownError(f"the roster has no {person}")


def read(path: Path) -> Roster:
    """Read a roster from a table.

    Raises
    ------
    tables.TableError
        If it is no table, has no column for an id, has an id twice, or names nobody.
    """
    table = tables.read(path)
    if table.column(*ID) is None:
        raise tables.TableError(
            f"{path} has no column of ids; one of these is looked for: {', '.join(ID)}"
        )
    canvas = table.column(*CANVAS) is not None
    students: dict[str, Student] = {}
    for row in table.rows:
        student = _student(table, row, canvas)
        if not student.id:
            continue  # "Points Possible" of Canvas, or somebody without an account
        if not fits(student.id):
            raise tables.TableError(
                f"{path}: {printable(student.id)!r} cannot be the name of a folder, and so no id"
            )
        if student.id in students:
            raise tables.TableError(f"{path} has {student.id} twice")
        students[student.id] = student
    if not students:
        raise tables.TableError(f"{path} names nobody")
    return Roster(students.values())


def _student(table: tables.Table, row: list[str], canvas: bool) -> Student:
    number = table.cell(row, "id") if canvas else table.cell(row, *NUMBER)
    found = (table.cell(row, name) for name in ID if not (canvas and name == "id"))
    groups = table.cell(row, *GROUP)
    return Student(
        id=next(filter(None, found), ""),
        first=table.cell(row, *FIRST),
        last=table.cell(row, *LAST),
        name=table.cell(row, *NAME),
        email=table.cell(row, *EMAIL),
        number=number,
        groups=tuple(filter(None, (group.strip() for group in groups.split(";")))),
        time=_time(table.cell(row, *TIME)),
    )


def _time(text: str) -> datetime | None:
    """Read a time as the LMSs write it: ISO, Gradescope's, or Moodle's in English."""
    for form in ("%Y-%m-%d %H:%M:%S %z", "%A, %d %B %Y, %I:%M %p", "%d %B %Y, %I:%M %p"):
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def letters(name: str) -> str:
    """Return the letters and digits of a name in lower case: each LMS drops other signs.

    >>> letters("Bob O'Neil-Groß")
    'boboneilgross'
    """
    whole = unicodedata.normalize("NFC", name).casefold()
    return "".join(sign for sign in whole if sign.isalnum())


def digits(number: str) -> str:
    """Return an LMS's number without the word before it, as in Moodle's "Participant 4711"."""
    return number.rpartition(" ")[2]


def fits(name: str) -> bool:
    """Whether an id can be the name of a folder, and nothing but."""
    bad = {"/", "\\", os.sep, "\0"}
    return (
        0 < len(name) <= LONGEST
        and len(name.encode("utf-8", "replace")) < 250
        and name == printable(name) == name.strip()
        and not name.startswith(".")
        and not bad & set(name)
    )
