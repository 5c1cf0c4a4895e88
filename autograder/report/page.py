"""The report as one page that needs nothing else, and as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from autograder.lms import tables
from autograder.report import chart
from autograder.report.figures import AssignmentFigures, ClassFigures
from course.paths import ROOT

HERE = Path(__file__).parent
COLOURS = ROOT / "book" / "theme" / "styles" / "colours.css"
SHOWN = 100  # rows of who needs a look; all are in the table

Rows = Sequence[Sequence[object]]


def environment() -> Environment:
    """Return what fills templates; whatever students named is written as text."""
    return Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


def style() -> str:
    """Return the look of a page: the colours of the book, and what a report needs."""
    return COLOURS.read_text(encoding="utf-8") + (HERE / "page.css").read_text(encoding="utf-8")


def percent(share: float) -> str:
    """Return a share as people read it."""
    return f"{share:.0%}"


def page(found: ClassFigures, alike: Mapping[str, Rows], title: str) -> str:
    """Return the page."""

    def looks(one: AssignmentFigures) -> Rows:
        return [
            (found.names.get(look.student, look.student), look.student, "; ".join(look.reasons))
            for look in one.looks[:SHOWN]
        ]

    return (
        environment()
        .get_template("page.html.j2")
        .render(
            title=title,
            style=Markup(style()),
            made=f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC",
            enrolled=len(found.names),
            assignments=found.assignments,
            alike=alike,
            shown=SHOWN,
            chart=chart,
            percent=percent,
            questions=_questions,
            misconceptions=_misconceptions,
            looks=looks,
        )
    )


def write_tables(found: ClassFigures, folder: Path) -> list[Path]:
    """Write the numbers as CSV and return the files."""
    every = found.assignments
    looks: Rows = [
        (one.name, look.student, tables.harmless(found.names.get(look.student, "")), reason)
        for one in every
        for look in one.looks
        for reason in look.reasons
    ]
    written: dict[str, tuple[Sequence[str], Rows]] = {
        "questions": (
            ("assignment", "question", "points", "mean", "all", "some", "none", "wait"),
            [(one.name, *row) for one in every for row in _questions(one)],
        ),
        "misconceptions": (
            ("assignment", "misconception", "question", "students", "share", "section"),
            [(one.name, *row) for one in every for row in _misconceptions(one)],
        ),
        "distribution": (
            ("assignment", "percent", "students"),
            [(one.name, *row) for one in every for row in one.bins],
        ),
        "progress": (
            ("assignment", "day", "students"),
            [(one.name, *row) for one in every for row in one.progress],
        ),
        "look": (("assignment", "student", "name", "why"), looks),
    }
    paths = []
    for name, (columns, rows) in written.items():
        path = folder / f"{name}.csv"
        cells = [[tables.shown(cell) for cell in row] for row in rows]
        tables.Table(list(columns), cells).write(path)
        paths.append(path)
    return paths


def _questions(one: AssignmentFigures) -> Rows:
    return [
        (q.question, f"{q.most:g}", f"{q.mean:.2f}", q.all, q.some, q.none, q.waiting)
        for q in one.questions
    ]


def _misconceptions(one: AssignmentFigures) -> Rows:
    return [
        (m.name, m.question, m.students, percent(m.students / max(one.handed_in, 1)), m.section)
        for m in one.misconceptions
    ]
