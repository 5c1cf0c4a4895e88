"""Taking a submission in, whatever it is: any file becomes a notebook with the course's cells.

What is wrong with it becomes a sentence for the student; nothing here raises over a submission.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.corpus.words import generate_corpus_id

KINDS = ("code", "markdown", "raw")


@dataclass(frozen=True)
class Source:
    """A cell of the instructor's notebook as the gradebook keeps it."""

    name: str
    cell_type: str
    source: str
    locked: bool
    solution: bool
    points: float | None
    checksum: str

    @property
    def metadata(self) -> dict[str, Any]:
        """The cell's nbgrader metadata."""
        own = {
            "schema_version": 3,
            "grade_id": self.name,
            "grade": self.points is not None,
            "solution": self.solution,
            "locked": self.locked,
            "task": False,
            "cell_type": self.cell_type,
            "checksum": self.checksum,
        }
        return own if self.points is None else {**own, "points": self.points}


def read(path: Path) -> tuple[NotebookNode, list[str]]:
    """Return the notebook in a file and what there is to say of the file."""
    notes = []
    if not path.exists():
        path, note = _stand_in(path)
        notes.append(note)
        if not path.exists():
            return new_notebook([]), notes
    try:
        text = path.read_bytes().decode("utf-8-sig", errors="replace")
        content = json.loads(text)
        if content["nbformat"] != 4:
            content = nbformat.convert(nbformat.from_dict(content), 4)
        if not isinstance(content["cells"], list):
            raise TypeError("cells is no list")
        cells = [_whole(cell) for cell in content["cells"]]
    except Exception as error:  # whatever a file can hold
        kind = type(error).__name__
        notes.append(f"{path.name} cannot be read as a notebook ({kind}), so it has no answers.")
        return new_notebook([]), notes
    kept = [cell for cell in cells if cell is not None]
    if len(kept) < len(cells):
        notes.append(f"{len(cells) - len(kept)} damaged cells of {path.name} were left out.")
    return new_notebook(kept), notes


def write(notebook: NotebookNode) -> str:
    """Return a notebook as JSON, a cell a line; indented it would take ten times as long."""
    text = partial(json.dumps, ensure_ascii=False, sort_keys=True)
    cells = ",\n".join(text(cell) for cell in notebook["cells"])
    rest = text({name: part for name, part in notebook.items() if name != "cells"})
    return f'{{"cells": [\n{cells}\n],\n{rest[1:]}\n'


def repair(notebook: NotebookNode, sources: Sequence[Source]) -> list[str]:
    """Give a notebook the instructor's cells back, in place; return what had to be done.

    Only the name of a cell is taken from the submission; all else about the course's cells comes
    from `sources`. Of cells with the same name the last counts; the others stay as plain cells.
    """
    known = {source.name: source for source in sources}
    notes, found = [], set()
    for cell in reversed(notebook.cells):
        own = cell.metadata.pop("nbgrader", None)
        name = own.get("grade_id") if isinstance(own, dict) else None
        if not isinstance(name, str) or name not in known:
            continue
        if name in found:
            notes.append(f"The cell {name} stood there more than once; the last one counts.")
            continue
        found.add(name)
        source = known[name]
        if cell.cell_type != source.cell_type:
            notes.append(f"The cell {name} had become a {cell.cell_type} cell; it was turned back.")
            _turn(cell, source.cell_type)
        cell.metadata["nbgrader"] = source.metadata
        if source.locked:
            cell.source = source.source
    missing = [source for source in sources if source.name not in found]
    for source in missing:
        if source.points is None and not source.locked:
            notes.append(f"The answer cell {source.name} is missing.")
            continue
        notes.append(f"The cell {source.name} was missing; it was put back.")
        cell = new_cell(source.cell_type, source.source)
        cell.metadata["nbgrader"] = source.metadata
        # What sets the stage goes first; what asks goes last, after all that was written.
        notebook.cells.insert(len(notebook.cells) if source.points is not None else 0, cell)
    if missing and not found:
        notes.insert(0, "None of this assignment's cells is in the notebook: is it another one?")
    return notes


def tell(notebook: NotebookNode, notes: Sequence[str]) -> None:
    """Put notes at the top of a notebook, for the feedback page."""
    if notes:
        lines = "\n".join(f"- {note}" for note in dict.fromkeys(notes))
        notebook.cells.insert(0, new_cell("markdown", f"**Notes of the grader**\n\n{lines}"))


def _stand_in(path: Path) -> tuple[Path, str]:
    """Return the one notebook that was handed in under another name, if it can only be that."""
    others = sorted(path.parent.glob("*.ipynb"))
    if len(others) == 1:
        return others[0], f"There is no {path.name}; {others[0].name} was graded in its place."
    found = ", ".join(other.name for other in others) or "no notebook"
    return (
        path,
        f"There is no {path.name} in what was handed in ({found}), so there are no answers.",
    )


def _whole(cell: Any) -> NotebookNode | None:
    """Return a cell made anew from its text and its name, or None if it has no text."""
    kind = cell.get("cell_type") if isinstance(cell, dict) else None
    source = cell.get("source") if kind in KINDS else None
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    # JSON can hold halves of characters, which no file can.
    new = new_cell(str(kind), source.encode("utf-8", "replace").decode("utf-8"))
    metadata = cell.get("metadata")
    if isinstance(metadata, dict) and isinstance(metadata.get("nbgrader"), dict):
        new.metadata["nbgrader"] = metadata["nbgrader"]
    return new


def new_notebook(cells: Sequence[NotebookNode]) -> NotebookNode:
    """Return a notebook of these cells; see `new_cell`."""
    own = {"nbformat": 4, "nbformat_minor": 5, "metadata": NotebookNode()}
    return NotebookNode({**own, "cells": list(cells)})


def new_cell(kind: str, source: str) -> NotebookNode:
    """Return a cell; nbformat's own functions check each against a schema, which takes longer."""
    own = {"id": generate_corpus_id(), "cell_type": kind, "source": source}
    more: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return NotebookNode({**own, **more, "metadata": NotebookNode()})


def _turn(cell: NotebookNode, cell_type: str) -> None:
    fresh = new_cell(cell_type, cell.source)
    cell.pop("outputs", None)
    cell.pop("execution_count", None)
    cell.update(fresh)
