"""Archives as the LMSs pack them, after their own source, and students with odd names."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from autograder.__main__ import main
from tests.helpers.worth import FULL

PACKED = (2026, 11, 28, 9, 0, 0)  # when somebody downloaded


@dataclass(frozen=True)
class Person:
    first: str
    last: str
    number: int
    login: str

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def email(self) -> str:
        return f"{self.login}@example.edu"


# Umlauts, an apostrophe, double surnames, particles, another script, one name alone, and two people
# of the same name.
PEOPLE = [
    Person("Ann", "Müller", 4711, "ann"),
    Person("Bob", "O'Neil", 4712, "bob"),
    Person("María José", "García Lorca-Ruiz", 4713, "maria"),
    Person("Jürgen", "Groß", 4714, "juergen"),
    Person("Ludwig", "van der Aa", 4715, "ludwig"),
    Person("太郎", "山田", 4716, "taro"),
    Person("Zoë", "D'Arcy_Smith", 4717, "zoe"),
    Person("Kim", "Lee", 4718, "kim1"),
    Person("Kim", "Lee", 4719, "kim2"),
]
NAMED_ALIKE = {"kim1", "kim2"}


def clean_filename(name: str) -> str:
    """Moodle's, of lib/moodlelib.php: PARAM_FILE drops these signs, and dots in a row."""
    name = re.sub(r"[\x00-\x1f\x7f]|[&<>\"`|':\\/]", "", name)
    return re.sub(r"\.\.+", "", name)


def moodle_prefix(name: str, number: int | str) -> str:
    """Moodle's, of mod/assign/classes/downloader.php."""
    suffix = f"_{number}" if number != "" else ""
    return clean_filename(f"{name.replace('_', ' ')}{suffix}")


def canvas_prefix(person: Person, late: bool = False) -> str:
    """Canvas's, of lib/content_zipper.rb: name, LATE, number; only word characters stay."""
    name = re.sub(r"_(\d+)_", r"\1", f"{person.last}, {person.first}").lower()
    return re.sub(r"[^\w]", "", "_".join([name, *["LATE"][: int(late)], str(person.number)]))


def packed(path: Path, files: Sequence[tuple[str, bytes]], time: tuple[int, ...] = PACKED) -> Path:
    """Write an archive; one name may come twice."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, time)  # type: ignore[arg-type]
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return path


WORK = "momentum.ipynb"
FORMS = ("moodle", "moodle-3.1", "moodle-flat", "canvas", "gradescope", "folder")
MOMENT = (2026, 11, 27, 17, 50, 0)  # in Berlin: 16:50 UTC


def work(person: Person) -> bytes:
    return f"the work of {person.login}".encode()


def archive(form: str, path: Path, people: list[Person] = PEOPLE) -> Path:
    """An archive with the work of some people and a second file of each."""
    files: list[tuple[str, bytes]] = []
    for n, person in enumerate(people):
        moodle = f"{moodle_prefix(person.full, person.number)}_assignsubmission_file"
        for number, (name, content) in enumerate([(WORK, work(person)), ("data.csv", b"1")]):
            files.append(
                {
                    "moodle": (f"{moodle}/{name}", content),
                    "moodle-3.1": (f"{moodle}_/{name}", content),
                    "moodle-flat": (f"{moodle}_{name}", content),
                    "canvas": (f"{canvas_prefix(person)}_{900 + 2 * n + number}_{name}", content),
                    "gradescope": (f"assignment_7_export/submission_{n}/{name}", content),
                    "folder": (f"{person.login}/{name}", content),
                }[form]
            )
    if form == "gradescope":
        files.append(("assignment_7_export/submission_metadata.yml", metadata(people)))
    return packed(path, files, MOMENT)


def metadata(people: list[Person]) -> bytes:
    lines = [
        f"submission_{n}:\n  :submitters:\n"
        f"  - :name: \"{person.full}\"\n    :sid: '{person.number}'\n"
        f"    :email: {person.email}\n  :created_at: 2026-11-27 08:50:00.123456789 -08:00\n"
        for n, person in enumerate(people)
    ]
    return "".join(lines).encode()


def roster(form: str, path: Path, people: list[Person] = PEOPLE) -> Path:
    """The table that this LMS gives out."""
    rows: list[list[object]]
    if form.startswith("moodle"):
        rows = [["Identifier", "Full name", "Username", "Email address", "Status", "Grade"]]
        rows += [[f"Participant {p.number}", p.full, p.login, p.email, "-", ""] for p in people]
    elif form == "canvas":
        rows = [["Student", "ID", "SIS Login ID", "Section", "Momentum (55)"]]
        rows += [["    Points Possible", "", "", "", FULL]]
        rows += [[f"{p.last}, {p.first}", p.number, p.login, "A", ""] for p in people]
    elif form == "gradescope":
        rows = [["First Name", "Last Name", "SID", "Email", "Role"]]
        rows += [[p.first, p.last, p.number, p.email, "Student"] for p in people]
    else:
        rows = [["id", "first_name", "last_name", "email", "lms_user_id"]]
        rows += [[p.login, p.first, p.last, p.email, ""] for p in people]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def collect(course: Path, form: str, path: Path, *more: object) -> int:
    """Run `autograder collect` and return how it ended."""
    kind = form.split("-")[0]
    arguments = ["collect", kind, path, "--class", course, "--zone", "Europe/Berlin", *more]
    return main([str(argument) for argument in arguments])


def submitted(course: Path, student: str, name: str = WORK) -> bytes:
    """What was collected of a student."""
    return (course / "submitted" / student / "momentum" / name).read_bytes()


def when(course: Path, student: str) -> datetime | None:
    """When nbgrader itself takes something to have been handed in."""
    folder = course / "submitted" / student / "momentum"
    found: datetime | None = CourseDirectory().get_existing_timestamp(str(folder))
    return found
