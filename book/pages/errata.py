"""The page of errata, made of the table whose every figure a test has measured."""

from __future__ import annotations

import tomllib
from itertools import groupby
from typing import Any

from sphinx.application import Sphinx

from course.paths import ROOT

TABLE = ROOT / "tests" / "errata" / "table.toml"
PAGE = "chapters/errata"
PARTS = {"A": "Numbers and formulas", "B": "What is said in words"}


def list_errata(app: Sphinx, docname: str, source: list[str]) -> None:
    """Add the rows of the table to the text of the page."""
    if docname != PAGE:
        return
    app.env.note_dependency(str(TABLE))
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    for part, names in groupby(table, key=lambda name: name[0]):
        rows = [entry(name, table[name]) for name in names]
        source[0] += "\n".join(["", f"## {PARTS[part]}", "", *rows])


def entry(name: str, row: dict[str, Any]) -> str:
    """Return one erratum in Markdown, under a heading that can be linked to, as `erratum-a1`."""
    sources = "; ".join(cited(reference) for reference in row["reference"])
    lines = f" (line {row['lines']})" if row["lines"][0].isdigit() else ""
    return "\n".join(
        [
            f"(erratum-{name.lower()})=",
            f"### {name}: {row['verdict']}",
            "",
            f"*The notes*{lines}: {row['notes']}",
            "",
            f"*Instead:* {row['right']}",
            "",
            f"*How one knows:* {row['why']}",
            *(["", f"*Source:* {sources}."] if sources else []),
            "",
        ]
    )


def cited(reference: str) -> str:
    """Return a citation for a key of the bibliography and, after a comma, the place in it."""
    key, _, place = reference.partition(", ")
    return f"{{cite:t}}`{key}`" + (f", {place}" if place else "")
