"""Look-alikes of one assignment: read from the graded notebooks, shown side by side, as a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from autograder.lms import tables
from autograder.lms.ledger import Ledger
from autograder.report.alike import Class, Pair, answers_of
from autograder.report.page import Rows, environment, percent, style

SHOWN = 50  # pairs on the page; all are in the table
COLUMNS = ("one", "other", "alike", "pieces", "answers")


@dataclass(frozen=True)
class Shown:
    """A pair as the page shows it: for each cell both texts, with what is shared marked."""

    names: tuple[str, str]
    alike: str
    pieces: int
    texts: list[tuple[str, list[tuple[str, Markup]]]]


def read(course: Path, assignment: str) -> tuple[dict[str, dict[str, str]], Class]:
    """Return the answers of a class, and the class ready to be compared."""
    name = f"{assignment}.ipynb"
    students = {
        path.parents[1].name: _answers(path)
        for path in sorted(course.glob(f"autograded/*/{assignment}/{name}"))
    }
    stub = _answers(course / "release" / assignment / name)
    key = _answers(course / "source" / assignment / name)
    return students, Class(students, stub, key)


def _answers(path: Path) -> dict[str, str]:
    try:
        cells = json.loads(path.read_bytes())["cells"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}
    return answers_of(cells)


def write(course: Path, assignment: str, folder: Path, names: Mapping[str, str]) -> list[Pair]:
    """Write the page and the table of an assignment, and return the pairs.

    Members of a group that handed one work in are no pair.
    """
    students, known = read(course, assignment)
    ledger = Ledger(course / "downloaded" / assignment)
    pairs = [pair for pair in known.pairs() if not ledger.one_work(pair.one, pair.other)]
    shown = [_shown(pair, students, known, names) for pair in pairs[:SHOWN]]
    page = (
        environment()
        .get_template("alike.html.j2")
        .render(
            title=f"Look-alikes: {assignment}",
            style=Markup(style()),
            pairs=[*shown, *pairs[SHOWN:]],
            shown=SHOWN,
        )
    )
    (folder / f"alike-{assignment}.html").write_text(page, encoding="utf-8")
    rows = [
        [pair.one, pair.other, percent(pair.alike), str(pair.pieces), ", ".join(pair.answers)]
        for pair in pairs
    ]
    tables.Table(list(COLUMNS), rows).write(folder / f"alike-{assignment}.csv")
    return pairs


def written(folder: Path) -> dict[str, Rows]:
    """Return the pairs that were written before, by assignment, for the report."""
    found: dict[str, Rows] = {}
    for path in sorted(folder.glob("alike-*.csv")):
        table = tables.read(path)
        rows: Rows = [
            (f"{row[0]} and {row[1]}", row[2], row[4])
            for row in table.rows[:SHOWN]
            if len(row) == len(COLUMNS)
        ]
        if rows:
            found[path.stem.removeprefix("alike-")] = rows
    return found


def _shown(
    pair: Pair, students: dict[str, dict[str, str]], known: Class, names: Mapping[str, str]
) -> Shown:
    texts = []
    for cell in pair.answers:
        marks = known.shared_lines(cell, pair.one, pair.other)
        both = []
        for student, marked in zip((pair.one, pair.other), marks, strict=True):
            both.append((_named(student, names), _marked(students[student][cell], marked)))
        texts.append((cell, both))
    shown = (_named(pair.one, names), _named(pair.other, names))
    return Shown(shown, percent(pair.alike), pair.pieces, texts)


def _marked(text: str, lines: set[int]) -> Markup:
    """Return a text as HTML, some of its lines marked."""
    marks = (Markup("{}"), Markup("<mark>{}</mark>"))
    every = enumerate(text.split("\n"), 1)
    return Markup("\n").join(marks[number in lines].format(line) for number, line in every)


def _named(student: str, names: Mapping[str, str]) -> str:
    """Return a student's name with the id, as two may have one name."""
    name = names.get(student, student)
    return student if name == student else f"{name} ({student})"
