"""The commands ``report`` and ``alike``; what they need is imported when they run."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    """Add the commands to those of a parser."""
    report = commands.add_parser(
        "report",
        help="write the class at a glance: one page and tables, into its report/",
        description="Write the class at a glance into its report/: one page that needs nothing "
        "else, and tables as CSV.",
    )
    report.add_argument("folder", type=Path, metavar="DIR", nargs="?", default=Path())
    report.add_argument(
        "--pass", dest="limit", type=float, default=50.0, metavar="PERCENT",
        help="what is needed to pass, for who is near it; default 50",
    )  # fmt: skip
    alike = commands.add_parser(
        "alike",
        help="write which answers of an assignment are alike, side by side, into report/",
        description="Write which answers of an assignment are alike into report/, side by side. "
        "It accuses nobody.",
    )
    alike.add_argument("assignment", metavar="ASSIGNMENT")
    alike.add_argument("folder", type=Path, metavar="DIR", nargs="?", default=Path())


def run(options: argparse.Namespace) -> str:
    """Run one of them and return what there is to say.

    Raises
    ------
    ValueError
        With a sentence, if nothing was done.
    """
    return _report(options) if options.command == "report" else _alike(options)


def _report(options: argparse.Namespace) -> str:
    if not 0 <= options.limit <= 100:
        raise ValueError(f"--pass is a percentage from 0 to 100, not {options.limit:g}")
    from autograder.integration.report import OtherClassError
    from autograder.lms.gradebook import opened
    from autograder.report import alike_page, page
    from autograder.report.figures import figures

    folder = options.folder / "report"
    folder.mkdir(exist_ok=True)
    try:
        with opened(options.folder) as gradebook:
            found = figures(options.folder, gradebook, options.limit / 100)
    except OtherClassError as error:
        raise ValueError(str(error)) from None
    title = f"The class at a glance: {options.folder.resolve().name}"
    path = folder / "index.html"
    path.write_text(page.page(found, alike_page.written(folder), title), encoding="utf-8")
    written = page.write_tables(found, folder)
    return "\n".join(map(str, [path, *written]))


def _alike(options: argparse.Namespace) -> str:
    from autograder.integration.report import OtherClassError
    from autograder.integration.scores import students
    from autograder.lms.gradebook import UnreleasedError, due, opened
    from autograder.report import alike_page
    from autograder.report.figures import full_name

    folder = options.folder / "report"
    try:
        with opened(options.folder) as gradebook:
            due(gradebook, options.assignment)  # refuses an assignment that the class has not
            names = {student: full_name(row) for student, row in students(gradebook).items()}
    except (OtherClassError, UnreleasedError) as error:
        raise ValueError(str(error)) from None
    folder.mkdir(exist_ok=True)
    pairs = alike_page.write(options.folder, options.assignment, folder, names)
    path = folder / f"alike-{options.assignment}.html"
    found = "1 pair is alike" if len(pairs) == 1 else f"{len(pairs)} pairs are alike"
    return f"{path}: {found}; that accuses nobody"
