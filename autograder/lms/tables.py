"""Tables as systems for learning write them: CSV in their encodings and with their separators."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LARGEST = 100_000_000  # bytes


class TableError(Exception):
    """A table that cannot be read; the message says why."""


@dataclass
class Table:
    """Rows of text below a heading, and how the file was written."""

    heading: list[str]
    rows: list[list[str]]
    separator: str = ","
    encoding: str = "utf-8-sig"
    end: str = "\r\n"

    def column(self, *names: str) -> int | None:
        """Return where the first of these headings stands, capitals and spaces aside.

        Raises
        ------
        TableError
            If it stands there twice: nobody can tell which is meant.
        """
        headings = [plain(heading) for heading in self.heading]
        name = next((plain(name) for name in names if plain(name) in headings), None)
        if name is None:
            return None
        if headings.count(name) > 1:
            raise TableError(f"two columns of the table are called {name!r}: rename one")
        return headings.index(name)

    def cell(self, row: Sequence[str], *names: str) -> str:
        """Return what a row has below the first of these headings; empty if there is none."""
        place = self.column(*names)
        return row[place].strip() if place is not None and place < len(row) else ""

    def write(self, path: Path) -> None:
        """Write the table as it was written before."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.separator, lineterminator=self.end)
        writer.writerows([self.heading, *self.rows])
        path.write_bytes(text.getvalue().encode(self.encoding))


def read(path: Path) -> Table:
    """Read a table: UTF-8 or UTF-16, parted by commas, semicolons or tabs.

    Raises
    ------
    TableError
        If there is no such file, or it is no table.
    """
    try:
        content = path.read_bytes()[:LARGEST]
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror}") from None
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeError:
        encoding, text = "cp1252", content.decode("cp1252", "replace")
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise TableError(f"{path} cannot be read as a table: {error}") from None
    if not rows or len(rows[0]) < 2:
        raise TableError(f"{path} is no table with a heading of at least two columns")
    end = "\r\n" if "\r\n" in text else "\n"
    return Table(rows[0], [row for row in rows[1:] if any(row)], separator, encoding, end)


def made(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> Table:
    """Return a new table, a mapping a row; numbers as people write them."""
    return Table(list(columns), [[shown(row.get(name)) for name in columns] for row in rows])


def shown(value: object) -> str:
    """Return a value as a table shows it; points without what adding them up leaves behind."""
    if value is None:
        return ""
    return f"{round(value, 4):g}" if isinstance(value, float) else str(value)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; students choose their names.

    >>> harmless("=1+1"), harmless("Ann")
    ("'=1+1", 'Ann')
    """
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def plain(heading: str) -> str:
    """Return a heading without capitals, underscores and superfluous spaces."""
    return " ".join(heading.replace("_", " ").casefold().split())
