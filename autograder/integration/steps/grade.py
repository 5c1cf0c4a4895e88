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
from autograder.integration.term import ruling
from autograder.integration.term.settings import ClassSettings
from autograder.scheduling.job import Job, work
from course.questions import task

Resources = dict[str, Any]


class Grade(NbGraderPreprocessor):  # type: ignore[misc]
    """Runs a notebook's cells apart and asks its questions; in place of Execute."""

    seconds = Float(10.0, min=0.1, help="What one cell or one answer may take.").tag(config=True)
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
        student = resources["nbgrader"].get("student", "")
        for cell, asked, shown in zip(code, job.cells, graded, strict=True):
            ruled = self._ruled(shown, asked, assignment, student) if asked.question else shown
            cell.outputs = [from_dict(output) for output in ruled]
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

    @property
    def _settings(self) -> ClassSettings:
        return self._batch.settings if self._batch else ClassSettings()

    def _ruled(
        self, shown: list[dict[str, Any]], cell: Cell, assignment: str, student: str
    ) -> list[dict[str, Any]]:
        """Return a question's outputs as the class has decided over all, or over this student."""
        asked = task(assignment, cell.question or "")
        assert asked is not None
        settings = self._settings
        return ruling.applied(
            shown,
            asked,
            settings.adaptation(assignment),
            settings.overridden(student, assignment).get(asked.name),
        )

    def _job(self, code: list[NotebookNode], assignment: str, folder: Path) -> Job:
        return Job(
            cells=tuple(_cell(cell, assignment, self._settings) for cell in code),
            assignment=assignment,
            term=self.term,
            seconds=self.seconds,
            late=self.late_answers,
            files=tuple(sorted(beside(folder).items())),
            least=self._batch.least if self._batch else Level.NONE,
        )


def _cell(cell: NotebookNode, assignment: str, settings: ClassSettings) -> Cell:
    """Return a code cell as the grader takes it; one that is answered in it is graded by hand."""
    if not utils.is_grade(cell) or utils.is_solution(cell):
        return Cell(cell.source)
    name = str(cell.metadata.nbgrader["grade_id"])
    asked = task(assignment, name)
    if asked:
        worth = settings.adaptation(assignment).points.get(name)
        return Cell(cell.source, question=name, worth=worth)
    return Cell(cell.source, tests=float(cell.metadata.nbgrader["points"]))
