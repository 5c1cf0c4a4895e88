"""Archives as the LMSs pack them, after their own source, and students with odd names."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

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
