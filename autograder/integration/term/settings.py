"""What is a class's own, in one small table that a refresh keeps: `class.toml` in its folder.

Which assignments it has, and of them which questions, points, own cells and dates; what lateness
costs; who has more time; whose mark was changed by hand, and why.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from autograder.integration.term.toml_table import ClassSettingsError, Table
from course.adaptation import Adaptation, AdaptationError, Ruling
from course.paths import EXERCISES
from course.questions import TASKS

NAME = "class.toml"
EXAMPLE = """\
# What is this class's own. Refreshing the class reads it and never writes it.
# The chapter "For instructors" says what may stand here; for instance:
#
# assignments = ["why-descent", "momentum"]   # without this line, all
#
# [assignment.momentum]
# due = 2027-04-12T23:59:00+02:00
# leave_out = ["NesterovShifted"]
#
# [late]
# free_days = 2      # for each student and the whole term
# per_day = 0.1      # of what was earned, for each day begun
"""
LONGEST = 3650  # days of an extension
YEARS = 1990, 2900  # so that no zone and no extension leads out of the years that Python has
RULINGS: tuple[Ruling, ...] = ("dropped", "bonus", "given")


@dataclass(frozen=True)
class Lateness:
    """What being late costs: a share of what was earned, for each day begun.

    Attributes
    ----------
    free_days : int
        Days that cost nothing, for each student over the whole term.
    per_day, most : float
        The share for a day, and the most that is taken.
    grace_minutes : float
        For so long after the date nothing is late.
    """

    free_days: int = 0
    per_day: float = 0.0
    most: float = 1.0
    grace_minutes: float = 0.0


@dataclass(frozen=True)
class Extension:
    """More time for one student."""

    student: str
    assignment: str
    more: timedelta
    reason: str = ""


@dataclass(frozen=True)
class Override:
    """A question's points that somebody decided, with the reason, which the student reads."""

    student: str
    assignment: str
    question: str
    points: float
    reason: str


@dataclass(frozen=True)
class ClassSettings:
    """All that `class.toml` says."""

    assignments: tuple[str, ...] = ()
    adaptations: Mapping[str, Adaptation] = field(default_factory=dict)
    due: Mapping[str, datetime] = field(default_factory=dict)  # with their zones
    mine: frozenset[str] = frozenset()
    late: Lateness | None = None
    extensions: tuple[Extension, ...] = ()
    overrides: tuple[Override, ...] = ()

    def adaptation(self, assignment: str) -> Adaptation:
        """Return how the class has an assignment."""
        return self.adaptations.get(assignment, Adaptation())

    def extension(self, student: str, assignment: str) -> timedelta | None:
        """Return how much more time a student has."""
        found = [
            given.more
            for given in self.extensions
            if (given.student, given.assignment) == (student, assignment)
        ]
        return max(found, default=None)

    def overridden(self, student: str, assignment: str) -> dict[str, Override]:
        """Return the marks of a student that somebody decided, by question; the last one counts."""
        return {
            own.question: own
            for own in self.overrides
            if (own.student, own.assignment) == (student, assignment)
        }


def read(folder: Path) -> ClassSettings:
    """Return what the class in a folder has of its own; without a file, nothing.

    Raises
    ------
    ClassSettingsError
        If something in it is unknown or cannot be meant.
    """
    path = folder / NAME
    if not path.exists():
        return ClassSettings()
    try:
        text = path.read_text(encoding="utf-8-sig")
        return _settings(Table(tomllib.loads(text), ""), folder)
    except UnicodeDecodeError:
        raise ClassSettingsError(f"{path} is no text in UTF-8: save it as that") from None
    except tomllib.TOMLDecodeError as error:
        raise ClassSettingsError(f"{path} is no TOML: {error}") from None
    except ClassSettingsError as error:
        raise ClassSettingsError(f"{path}: {error}") from None


def _settings(table: Table, folder: Path) -> ClassSettings:
    known = sorted(path.stem for path in EXERCISES.glob("*.md"))
    chosen = table.names("assignments", known)
    if not chosen and "assignments" in table.entries:
        raise ClassSettingsError("assignments names none; without that line the class has all")
    own: dict[str, Any] = {"adaptations": {}, "due": {}, "mine": set()}
    for name, entries in table.get("assignment", dict, {}).items():
        if not isinstance(entries, dict):
            raise ClassSettingsError(f"assignment.{name} is no table")
        _assignment(Table(entries, f"assignment.{name}."), name, folder, own)
    late = None
    if entries := table.get("late", dict, {}):
        costs = Table(entries, "late.")
        late = Lateness(
            free_days=costs.whole("free_days", 0),
            per_day=costs.number("per_day", 0.0, most=1),
            most=costs.number("most", 1.0, most=1),
            grace_minutes=costs.number("grace_minutes", 0.0),
        )
        costs.done()
    settings = ClassSettings(
        assignments=tuple(chosen),
        adaptations=own["adaptations"],
        due=own["due"],
        mine=frozenset(own["mine"]),
        late=late,
        extensions=tuple(_rows(table, "extension", _extension, own["due"])),
        overrides=tuple(_rows(table, "override", _override, own["adaptations"])),
    )
    table.done()
    return settings


def _assignment(table: Table, name: str, folder: Path, own: dict[str, Any]) -> None:
    """Read how the class has one assignment; one of its own has no more than a date."""
    if "due" in table.entries:
        own["due"][name] = _moment(table.get("due", date))
    tasks = TASKS.get(name)
    if tasks is None:
        if not (folder / "source" / name).is_dir():  # nor an assignment of the class's own
            table.check(name, list(TASKS), "the assignment")
        table.done()
        return
    if table.get("mine", bool, False):
        own["mine"].add(name)
    questions = [task.name for task in tasks]
    points = Table(table.get("points", dict, {}), f"{table.where}points.")
    worth = {points.check(q, questions, "points"): points.number(q) for q in points.entries}
    rulings: dict[str, Ruling] = {}
    for ruling in RULINGS:
        for question in table.names(ruling, questions):
            if question in rulings:
                both = f"{rulings[question]} and {ruling}"
                raise ClassSettingsError(f"{table.where[:-1]}: {question} cannot be both {both}")
            rulings[question] = ruling
    path = table.get("own", str, "")
    if path and not (folder / path).is_file():
        raise ClassSettingsError(f"{table.where}own: there is no {path} in the class's folder")
    adaptation = Adaptation(
        leave_out=frozenset(table.names("leave_out", questions)),
        points=worth,
        rulings=rulings,
        own=folder / path if path else None,
        due=in_words(own["due"][name]) if name in own["due"] else "",
    )
    table.done()
    try:
        adaptation.questions(tasks)
    except AdaptationError as error:
        raise ClassSettingsError(f"assignment.{name}: {error}") from None
    own["adaptations"][name] = adaptation


def _rows(table: Table, name: str, read_row: Any, known: Any) -> list[Any]:
    rows = []
    given = table.get(name, (list, dict), [])
    for number, entries in enumerate([None] if isinstance(given, dict) else given, start=1):
        if not isinstance(entries, dict):
            raise ClassSettingsError(f"write [[{name}]], with two brackets, for each one")
        row = Table(entries, f"{name} {number}: ")
        rows.append(read_row(row, known))
        row.done()
    return rows


def _extension(row: Table, due: Mapping[str, datetime]) -> Extension:
    assignment = row.get("assignment", str)
    if assignment not in due:
        raise ClassSettingsError(f"{row.where}{assignment} has no due date that could be extended")
    if "until" in row.entries:
        more = _moment(row.get("until", date)) - due[assignment]
        if more < timedelta(0):
            raise ClassSettingsError(
                f"{row.where}until is before the date, {in_words(due[assignment])}"
            )
    else:
        more = timedelta(days=row.number("days", most=LONGEST))
    return Extension(row.get("student", str), assignment, more, row.get("reason", str, ""))


def _override(row: Table, adaptations: Mapping[str, Adaptation]) -> Override:
    assignment = row.check(row.get("assignment", str), [*TASKS], "assignment")
    by_machine = {t.name: t for t in TASKS[assignment] if t.kind != "essay"}
    question = row.check(row.get("question", str), [*by_machine], "question")
    worth = adaptations.get(assignment, Adaptation()).worth(by_machine[question])
    points = row.number("points", most=worth)
    return Override(row.get("student", str), assignment, question, points, row.get("reason", str))


def _moment(found: date) -> datetime:
    """Return a moment; a day alone ends with it, and without a zone it is this machine's."""
    if not isinstance(found, datetime):
        found = datetime.combine(found, time(23, 59))
    if not YEARS[0] <= found.year <= YEARS[1]:
        raise ClassSettingsError(f"{found.year} is no year in which a class has a date")
    return found if found.tzinfo else found.astimezone()


def in_words(moment: datetime) -> str:
    """Return a moment as students read it, in the zone in which it is written down."""
    return f"{moment:%A} {moment.day} {moment:%B %Y, %H:%M} ({moment.tzname()})"
