"""Pictures that a student pasted into a cell of text, put where they are shown."""

from __future__ import annotations

import re
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

# As Jupyter writes it where a picture is pasted or dragged into a cell.
ATTACHED = re.compile(r"!\[([^\]]*)\]\(\s*attachment:([^)\s]+)[^)]*\)")


class ShowAttachments(Preprocessor):  # type: ignore[misc]
    """Puts attached pictures into the text; nbconvert gives a page up over one that is missing."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Put the pictures of one cell into its text."""
        if cell.cell_type == "markdown" and "attachment:" in cell.source:
            attached = cell.get("attachments", {})
            cell.source = ATTACHED.sub(
                lambda found: _shown(found[1], found[2], attached), cell.source
            )
            cell.source = cell.source.replace("attachment:", "attached: ")
        return cell, resources


def _shown(alt: str, name: str, attached: dict[str, Any]) -> str:
    for mime, data in attached.get(name, {}).items():
        return f"![{alt}](data:{mime};base64,{data})"
    return f"(the picture {name} is not in the notebook)"
