"""Worked answers: the key's own, below each answer of an exercise's page, from a date on.

`_config.yml` names the exercises and their dates::

    descent_answers: {momentum: 2027-04-20}

From that day on, in UTC, a build shows them, folded; before it, nothing of them is in the site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from book.pages.left_out import EXERCISES
from course.assemble import assemble
from course.paths import ASSIGNMENTS

MARK = re.compile(r"^ *### (?:BEGIN|END) SOLUTION\n?", re.MULTILINE)
SHOWN = """\
````{{dropdown}} Worked answer
```python
{}
```
````"""


def due(dates: Mapping[str, object], today: date) -> list[str]:
    """Return the exercises whose answers are to be shown on a day.

    Raises
    ------
    ExtensionError
        If there is no such exercise, or that is no date.
    """
    for name, day in dates.items():
        if name not in ASSIGNMENTS:
            raise ExtensionError(f"descent_answers: there is no exercise {name!r}")
        if type(day) is not date:
            raise ExtensionError(f"descent_answers: {name}: 2027-04-20 is a date, {day!r} is none")
    return [name for name, day in dates.items() if isinstance(day, date) and day <= today]


def with_answers(notebook: NotebookNode, assignment: str) -> None:
    """Put the key's answer below each answer that is code."""
    key = {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in assemble(assignment).cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        own = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and own.get("solution"):
            text = MARK.sub("", key[own["grade_id"]]).strip()
            cells.append(new_markdown_cell(SHOWN.format(text)))
    notebook.cells = cells


def today() -> date:
    """Return this day in UTC."""
    return datetime.now(UTC).date()


def pages_with_a_date(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> list[str]:
    """Take pages up again that have a date, as no file changes when it has come."""
    due(app.config.descent_answers, today())
    named = {f"{EXERCISES}{name}" for name in app.config.descent_answers}
    return sorted(named & env.found_docs)


def add_answers(app: Sphinx) -> None:
    """Register the setting."""
    app.add_config_value("descent_answers", {}, "env", dict)
    app.connect("env-get-outdated", pages_with_a_date)
