"""Whose each hand-in is, as ids of nbgrader: by a roster, by the gradebook, or by what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.lms.archive import printable
from autograder.lms.hand_in import HandIn, Person
from autograder.lms.roster import Roster, Student, UnknownError, digits, fits, letters


@dataclass(frozen=True)
class Placed:
    """A hand-in and the student whose it is; a group's stands for each of its members."""

    student: Student
    person: Person
    hand_in: HandIn


def placed(
    hand_ins: Iterable[HandIn], roster: Roster, strict: bool
) -> tuple[list[Placed], list[tuple[HandIn, str]]]:
    """Return whose each hand-in is, and those of which nobody can tell, with the reason.

    `strict` says that the roster is the whole class; otherwise somebody whom it does not know is
    taken in under their own login, email or name. Two people who would get one id get none.
    """
    found: list[Placed] = []
    unplaced: list[tuple[HandIn, str]] = []
    for hand_in in hand_ins:
        whose: dict[str, Placed] = {}
        reasons = [] if hand_in.people else ["the archive does not say whose it is"]
        for person in hand_in.people:
            try:
                for student in _students(person, roster, strict):
                    whose[student.id] = Placed(student, person, hand_in)
            except UnknownError as reason:
                reasons.append(str(reason))
        found += whose.values()
        if reasons:
            unplaced.append((hand_in, "; ".join(reasons)))
    return _apart(found, unplaced), unplaced


def _students(person: Person, roster: Roster, strict: bool) -> list[Student]:
    try:
        students = roster.find(person)
    except UnknownError:
        if strict or len(roster.known.get(("name", letters(person.name)), [])) > 1:
            raise
        own = person.login or person.email or person.name or person.number
        students = [Student(own, name=person.name, email=person.email, number=person.number)]
    for student in students:
        if not fits(student.id):
            raise UnknownError(f"{printable(student.id)!r} cannot be the name of a folder")
    return students


def _apart(found: list[Placed], unplaced: list[tuple[HandIn, str]]) -> list[Placed]:
    """Return the hand-ins of which a student has one; of several the one with their number."""
    of: dict[str, list[Placed]] = defaultdict(list)
    for one in found:
        of[one.student.id].append(one)
    kept = []
    for student, several in of.items():
        if len({one.person.number for one in several}) > 1:
            sure = [p for p in several if p.person.number == digits(p.student.number) != ""]
            several = sure if len(sure) == 1 else []
            others = [one for one in of[student] if one not in several]
            numbers = ", ".join(sorted(one.person.number for one in others))
            reason = f"{student} is the name of more than one (also {numbers}): a roster tells them"
            unplaced += [(one.hand_in, f"{reason} apart") for one in others]
        kept += several
    return kept
