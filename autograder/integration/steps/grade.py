"""A notebook's cells run apart and its questions asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.notebooknode import from_dict
from nbgrader import utils
from nbgrader.api import MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Float, Unicode

from autograder.engine.sandbox import Level
from autograder.grading.cell import Cell
from autograder.integration.intake.repair import repair
from autograder.integration.intake.submissions import beside, submitted
from autograder.integration.steps.source_cells import sources
from autograder.scheduling.job import Job, work

Resources = dict[str, Any]


class Grade(NbGraderPreprocessor):  # type: ignore[misc]
    """Runs a notebook's cells apart and asks its questions; in place of Execute."""

    seconds = Float(10.0, help="How long one cell or one answer may take.").tag(config=True)
    late_answers = Bool(
        True,
        help="Whether an answer counts that stands below its question, or at the end, or in "
        "another order. It is told where it was found.",
    ).tag(config=True)
    term = Unicode("", help="Hidden inputs are drawn anew for each term.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Write every code cell's outputs; a grade cell's last output is its score."""
        assignment = resources["nbgrader"]["assignment"]
        code = [cell for cell in nb.cells if cell.cell_type == "code"]
        job = self._job(code, assignment, Path(resources["metadata"]["path"]))
        graded = self._batch.prefetcher.result(job) if self._batch else work(job)[0]
        for cell, shown in zip(code, graded, strict=True):
            cell.outputs = [from_dict(output) for output in shown]
        return nb, resources

    def expected(self, path: str, assignment: str, db_url: str) -> Iterator[Job]:
        """Yield the job that a notebook handed in will be, as far as can be told beforehand."""
        try:
            notebook, _ = submitted(Path(path))
            repair(notebook, sources(db_url, assignment, Path(path).stem), self.late_answers)
        except MissingEntry:
            return
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        yield self._job(code, assignment, Path(path).parent)

    @property
    def _batch(self) -> Any:
        """The batch that this is part of, if it is: what made this, or the exporter that did."""
        makers = (self.parent, getattr(self.parent, "parent", None))
        return next((maker for maker in makers if hasattr(maker, "prefetcher")), None)

    def _job(self, code: list[NotebookNode], assignment: str, folder: Path) -> Job:
        return Job(
            cells=tuple(_cell(cell, assignment) for cell in code),
            assignment=assignment,
            term=self.term,
            seconds=self.seconds,
            late=self.late_answers,
            files=tuple(sorted(beside(folder).items())),
            least=self._batch.least if self._batch else Level.NONE,
        )


def _cell(cell: NotebookNode, assignment: str) -> Cell:
    """Return a code cell as the grader takes it; one that is answered in it is graded by hand."""
    from course.questions import task  # late, as it takes seconds and few commands grade

    if not utils.is_grade(cell) or utils.is_solution(cell):
        return Cell(cell.source)
    name = str(cell.metadata.nbgrader["grade_id"])
    if task(assignment, name):
        return Cell(cell.source, question=name)
    return Cell(cell.source, tests=float(cell.metadata.nbgrader["points"]))
