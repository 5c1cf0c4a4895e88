"""The course's cells put back into a notebook, and nothing lost of what a student wrote.

A cell is known by the name that nbgrader gave it or, where an editor dropped the names, by its
text. Where a locked cell was written into, the course's text comes back, and what was added stands
beside it as a plain cell. What a person has to read is gathered in the cell that is shown to them.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from difflib import SequenceMatcher

from nbformat import NotebookNode

from autograder.integration.intake.cells import Source, alike, name_of, new_cell, plain

ANOTHER = "None of this assignment's cells is in the notebook: is it another one?"
NOTES = "**Notes of the grader**"
NAMELESS = "Your editor dropped the notebook's marks; what was needed of them was found again."


def repair(notebook: NotebookNode, sources: Sequence[Source], fair: bool = True) -> list[str]:
    """Give a notebook the instructor's cells back, in place; return what had to be done.

    Parameters
    ----------
    notebook : NotebookNode
        What was handed in; see `reading.read`.
    sources : sequence of Source
        The instructor's cells in their order. Only names and answers are taken from the notebook.
    fair : bool
        Whether cells in another order are put into that of the assignment.
    """
    work = _Repair(notebook.cells, sources)
    work.claim()
    found = work.find_by_text()
    another = not any(work.known[name].telling for name in work.cells)
    work.restore_texts()
    work.gather_essays()
    if fair:
        work.order()
    work.put_back(silent=another)
    notebook.cells = work.all
    if another:
        return [ANOTHER, *work.notes]
    return [NAMELESS, *work.notes] if found and not work.named else work.notes


def tell(notebook: NotebookNode, notes: Sequence[str], more: bool = False) -> None:
    """Put notes at the top of a notebook, for the feedback page; or more of them below those."""
    lines = "\n".join(f"- {note}" for note in dict.fromkeys(notes))
    if notes and more:
        notebook.cells[0].source += f"\n{lines}"
    elif notes:
        notebook.cells.insert(0, new_cell("markdown", f"{NOTES}\n\n{lines}"))


class _Repair:
    """One notebook being repaired: all its cells, and the course's among them by name."""

    def __init__(self, cells: list[NotebookNode], sources: Sequence[Source]) -> None:
        self.all, self.sources = list(cells), list(sources)
        self.known = {source.name: source for source in sources}
        self.cells: dict[str, NotebookNode] = {}
        self.notes: list[str] = []
        self.named = False

    def claim(self) -> None:
        """Take the cells that have a name; of several the last one that was worked on."""
        claims: dict[str, list[NotebookNode]] = {}
        for cell in self.all:
            name = name_of(cell)
            cell.metadata.pop("nbgrader", None)
            if name in self.known:
                claims.setdefault(name, []).append(cell)
        self.named = bool(claims)
        for name, cells in claims.items():
            source = self.known[name]
            # Of a locked cell the true one, of an answer the last that is more than the stub.
            worked = [c for c in cells if alike(c.source, source.seen) == source.locked]
            self._adopt((worked or cells)[-1], source)
            if len(cells) > 1:
                self.notes.append(
                    f"The cell {name} stood there more than once; the last one that was worked on "
                    "counts."
                )
                if source.solution and worked:  # a copy of the stub would undo the answer
                    stubs = [cell for cell in cells if all(cell is not other for other in worked)]
                    self._drop(stubs)

    def find_by_text(self) -> int:
        """Take cells whose text is that of a missing cell; return how many."""
        found = 0
        for source in self.sources:
            if source.name in self.cells or not source.source.strip() or source.essay:
                continue
            same = [
                cell
                for cell in self.all
                if self._is_plain(cell)
                and cell.cell_type == source.cell_type
                and alike(cell.source, source.seen)
            ]
            if same:
                self._adopt(same[-1], source)
                found += 1
        return found

    def restore_texts(self) -> None:
        """Put the course's text back into cells that are not the student's to change."""
        for name, cell in [*self.cells.items()]:
            source = self.known[name]
            if cell.cell_type != source.cell_type:
                self.notes.append(
                    f"The cell {name} had become a {cell.cell_type} cell; it was turned back."
                )
                _turn(cell, source.cell_type)
            if not source.locked or alike(cell.source, source.seen):
                cell.source = source.source if source.locked else cell.source
                continue
            added = additions(source.seen, cell.source, source.cell_type)
            cell.source = source.source
            self.notes.append(
                f"The cell {name} is not to be changed; its text was put back"
                + (", and what you added stands beside it." if added else ".")
            )
            if added:
                # What is asked for is made before it is asked for.
                place = self._index(cell) + (source.points is None)
                self.all.insert(place, new_cell(source.cell_type, added))
                self._take_apart(source, self.all[place])

    def gather_essays(self) -> None:
        """Put what stands around an essay's cell that is empty into it, for who reads it."""
        for source in self.sources:
            if not source.essay:
                continue
            cell = self.cells.get(source.name)
            if cell is not None and not alike(cell.source, source.source):
                continue
            written = self._written_near(source, cell)
            if not written and cell is None and not self.named:
                continue
            if cell is None:
                cell = new_cell(source.cell_type, source.source)
                after = [self._index(other) for other in written] or [self._end_of(source)]
                self.all.insert(after[0], cell)
                self._adopt(cell, source)
                if not written:
                    self.notes.append(f"The cell {source.name} was missing; it was put back.")
            if written:
                cell.source = "\n\n".join(other.source for other in written)
                pictures = {}
                for other in written:
                    pictures.update(other.get("attachments", {}))
                if pictures:
                    cell["attachments"] = NotebookNode(pictures)
                self._drop(written)
                self.notes.append(
                    f"Your text for {source.name} stood in a cell of its own; it was put into the "
                    "one for the answer."
                )

    def order(self) -> None:
        """Put the course's cells into their order, each into the place of another one."""
        places = sorted(self._index(cell) for cell in self.cells.values())
        due = [self.cells[source.name] for source in self.sources if source.name in self.cells]
        if [self.all[place] for place in places] != due:
            for place, cell in zip(places, due, strict=True):
                self.all[place] = cell
            self.notes.append(
                "The cells stood in another order; they were run in that of the assignment. "
                "Restart the kernel and run all cells to see what a reader sees."
            )

    def put_back(self, silent: bool) -> None:
        """Put the course's cells in that are missing, answers aside, which only a student has."""
        for source in self.sources:
            if source.name in self.cells:
                continue
            if source.points is None and not source.locked:
                if not silent and self.named:
                    self.notes.append(f"The answer cell {source.name} is missing.")
                continue
            if not silent:
                self.notes.append(f"The cell {source.name} was missing; it was put back.")
            cell = new_cell(source.cell_type, source.source)
            # What sets the stage goes first; what asks goes last, after all that was written.
            self.all.insert(len(self.all) if source.points is not None else 0, cell)
            self._adopt(cell, source)

    def _adopt(self, cell: NotebookNode, source: Source) -> None:
        cell.metadata["nbgrader"] = source.metadata
        self.cells[source.name] = cell

    def _take_apart(self, source: Source, added: NotebookNode) -> None:
        """Take what was added to a question for its answer, where that has no cell of its own."""
        answer = self.known.get(f"{source.name}-answer")
        if source.points is not None and answer and answer.name not in self.cells:
            self._adopt(added, answer)

    def _written_near(self, source: Source, cell: NotebookNode | None) -> list[NotebookNode]:
        """Return the plain cells of text between an essay's question and the next known cell."""
        names = [other.name for other in self.sources]
        here = names.index(source.name)
        before = next((n for n in reversed(names[:here]) if n in self.cells), None)
        after = next((n for n in names[here + 1 :] if n in self.cells), None)
        start = self._index(self.cells[before]) + 1 if before else 0
        end = self._index(self.cells[after]) if after else len(self.all)
        return [
            other
            for other in self.all[start:end]
            if other is not cell
            and self._is_plain(other)
            and other.cell_type != "code"
            and other.source.strip()
            and not alike(other.source, source.source)
        ]

    def _end_of(self, source: Source) -> int:
        """Return the place behind the question of an essay, or behind everything."""
        names = [other.name for other in self.sources[: self.sources.index(source)]]
        known = [self.cells[name] for name in names if name in self.cells]
        return self._index(known[-1]) + 1 if known else len(self.all)

    def _is_plain(self, cell: NotebookNode) -> bool:
        return all(cell is not known for known in self.cells.values())

    def _index(self, cell: NotebookNode) -> int:
        return next(place for place, other in enumerate(self.all) if other is cell)

    def _drop(self, cells: Sequence[NotebookNode]) -> None:
        self.all = [cell for cell in self.all if all(cell is not other for other in cells)]


def additions(due: str, got: str, cell_type: str) -> str:
    """Return what was added to a text that is not to be changed; of code, what can run alone."""
    old, new = plain(due), plain(got)
    added = [
        line
        for tag, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag in ("insert", "replace")
        for line in new[start:end]
    ]
    text = "\n".join(added).strip("\n")
    if cell_type != "code" or not text.strip() or _runs(text):
        return text if text.strip() else ""
    return got if _runs(got) else text


def _runs(code: str) -> bool:
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _turn(cell: NotebookNode, cell_type: str) -> None:
    fresh = new_cell(cell_type, cell.source)
    for name in ("outputs", "execution_count", "attachments"):
        cell.pop(name, None)
    metadata = cell.metadata
    cell.update(fresh)
    cell.metadata = metadata
