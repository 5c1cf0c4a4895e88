"""The command ``report``; what it needs is imported when it runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    """Add the command to those of a parser."""
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


def run(options: argparse.Namespace) -> str:
    """Write the report and return what there is to say.

    Raises
    ------
    ValueError
        With a sentence, if nothing was done.
    """
    if not (options.folder / "nbgrader_config.py").exists():
        raise ValueError(f"{options.folder} is no class: it has no nbgrader_config.py")
    if not 0 <= options.limit <= 100:
        raise ValueError(f"--pass is a percentage from 0 to 100, not {options.limit:g}")
    from autograder.integration.report import OtherClassError
    from autograder.lms.gradebook import opened
    from autograder.report import page
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
    path.write_text(page.page(found, {}, title), encoding="utf-8")
    written = page.write_tables(found, folder)
    return "\n".join(map(str, [path, *written]))
