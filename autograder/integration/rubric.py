"""The rubric of an essay as formgrader shows it: set off, in the place of nbgrader's marks."""

from __future__ import annotations

from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearMarkScheme
from nbgrader.utils import is_locked

BEGIN, END = (
    ClearMarkScheme.class_traits()[f"{which}_mark_scheme_delimeter"].default_value
    for which in ("begin", "end")
)


class ShowRubric(Preprocessor):  # type: ignore[misc]
    """Makes a quotation of what stands between the marks, but never in a student's own words."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Set the rubric of one locked cell off."""
        if is_locked(cell) and BEGIN in cell.source:
            cell.source = _quoted(cell.source)
        return cell, resources


def _quoted(text: str) -> str:
    lines, inside = [], False
    for line in text.split("\n"):
        if BEGIN in line or END in line:
            inside = BEGIN in line
            lines.append("")
        else:
            lines.append(f"> {line}" if inside else line)
    return "\n".join(lines)
