"""The table of the assignments: their questions and points counted, and a link to each.

A page asks for it by two lines::

    ```{assignments}
    ```
"""

from __future__ import annotations

from sphinx.application import Sphinx

from book.pages.left_out import shown
from course import summary
from course.paths import ASSIGNMENTS

ASKED = "```{assignments}\n```"


def count_assignments(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put the table in the place of the request for it."""
    if ASKED in source[0]:
        source[0] = source[0].replace(
            ASKED, table(shown(app.env, list(ASSIGNMENTS)), docname.count("/") - 1)
        )


def table(names: list[str], depth: int = 0) -> str:
    """Return assignments as a table in Markdown, linked from a page `depth` folders down."""
    up = "../" * depth
    lines = ["| Exercise | What you write | Points |", "|---|---|---|"]
    for row in summary.rows(names):
        link = f"[{row.title}]({up}exercises/{row.assignment}.md)"
        lines.append(f"| {link} | {row.described()} | {row.points} |")
    every = summary.total(names)
    lines.append(f"| **All** | {every.described()} | **{every.points}** |")
    return "\n".join(lines)
