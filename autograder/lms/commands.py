"""The commands ``collect`` and ``return``; what they need is imported when they run."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

FORMS = ("moodle", "canvas", "gradescope", "folder")


def add(commands: Any) -> None:
    """Add the commands to those of a parser."""
    collect = commands.add_parser(
        "collect",
        help="put what was downloaded from an LMS into a class's submitted/",
        description="Put what was downloaded from an LMS into a class's submitted/, with times. "
        "What cannot be placed is listed, and kept in downloaded/.",
    )
    collect.add_argument("form", choices=FORMS, metavar="|".join(FORMS))
    collect.add_argument("archive", type=Path, metavar="ARCHIVE", help="a zip, or a folder")
    collect.add_argument("--assignment", metavar="NAME", help="if no file in it is called so")
    collect.add_argument("--class", dest="folder", type=Path, default=Path(), metavar="DIR")
    collect.add_argument("--roster", type=Path, metavar="CSV", help="names, numbers, groups: ids")
    collect.add_argument("--zone", metavar="Europe/Berlin", help="of the LMS's times; else here")
    give = commands.add_parser(
        "return",
        help="zip an assignment's feedback as Moodle or Canvas take it back",
        description="Zip an assignment's feedback pages, named as Moodle or Canvas take them back.",
    )
    give.add_argument("form", choices=("moodle", "canvas"), metavar="moodle|canvas")
    give.add_argument("assignment", metavar="ASSIGNMENT")
    give.add_argument("archive", type=Path, metavar="ZIP", help="the file to write")
    give.add_argument("--class", dest="folder", type=Path, default=Path(), metavar="DIR")


def run(options: argparse.Namespace) -> str:
    """Run one of them and return what there is to say.

    Raises
    ------
    ValueError
        With a sentence, if nothing was done, or nothing of an archive could be placed.
    """
    return _collect(options) if options.command == "collect" else _return(options)


def _collect(options: argparse.Namespace) -> str:
    from zoneinfo import ZoneInfo

    from autograder.integration.report import OtherClassError
    from autograder.integration.scores import students
    from autograder.lms import gradebook, roster, tables
    from autograder.lms.archive import ArchiveError
    from autograder.lms.collect import Collection, named_most

    try:
        zone = ZoneInfo(options.zone) if options.zone else None
    except (LookupError, ValueError, OSError):
        raise ValueError(f"there is no time zone {options.zone}: as Europe/Berlin") from None
    try:
        assignment = options.assignment or named_most(options.archive)
        own = roster.read(options.roster) if options.roster else None
        with gradebook.opened(options.folder) as book:
            due = gradebook.due(book, assignment)
            known = own or gradebook.roster(students(book).values())
            entered = gradebook.enter(book, own) if own else 0
        course = Collection(options.folder, assignment, due, zone)
        done = course.collect(options.form, options.archive, known, strict=bool(own))
    except (ArchiveError, tables.TableError, gradebook.UnreleasedError, OtherClassError) as error:
        raise ValueError(str(error)) from None
    lines = [f"{assignment}:", done.report()]
    if entered:
        lines.append(f"{entered} students of the roster entered into the gradebook")
    if done.nothing:
        raise ValueError("\n".join(lines))
    return "\n".join(lines)


def _return(options: argparse.Namespace) -> str:
    from autograder.lms.returns import ReturnError, pack

    try:
        return pack(options.form, options.folder, options.assignment, options.archive)
    except ReturnError as error:
        raise ValueError(str(error)) from None
