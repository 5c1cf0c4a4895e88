"""The instructor's cells, as the gradebook keeps them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from nbgrader.api import Gradebook

from autograder.integration.intake.cells import Source

Resources = dict[str, Any]


@lru_cache(maxsize=64)
def sources(db_url: str, assignment: str, name: str) -> list[Source]:
    """Return the instructor's cells from the gradebook; forgotten when a batch begins."""
    from course.assemble import cell_names  # late: it brings the questions, which few commands need

    with Gradebook(db_url) as gradebook:
        notebook = gradebook.find_notebook(name, assignment)
        points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
        solutions = {cell.name for cell in notebook.solution_cells}
        cells = [
            Source(
                name=cell.name,
                cell_type=cell.cell_type,
                source=cell.source,
                locked=bool(cell.locked),
                solution=cell.name in solutions,
                points=points.get(cell.name),
                checksum=cell.checksum,
            )
            for cell in notebook.source_cells
        ]
    # A database need not keep an order; an assignment that was adapted has the one it has.
    order = {cell: place for place, cell in enumerate(cell_names(assignment))}
    if all(cell.name in order for cell in cells):
        cells.sort(key=lambda cell: order[cell.name])
    return cells
