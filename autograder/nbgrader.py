"""Where the course meets nbgrader: what stands in for its reading, repairing and executing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbformat.notebooknode import from_dict
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from traitlets import Float, Unicode

from autograder.engine.sandbox import LEVELS
from autograder.grade import Cell
from autograder.intake import Source, read, repair, tell, write
from autograder.job import Job, work
from course.questions import TASKS, task

Resources = dict[str, Any]
NOTES = "grader_notes"


class Reader(NotebookExporter):  # type: ignore[misc]
    """Reads any file as a notebook, where stock nbgrader gives the submission up."""

    def from_filename(
        self, filename: str, resources: Resources | None = None, **options: Any
    ) -> tuple[str, Resources]:
        """Convert the notebook in a file, or what can be made of the file."""
        path = Path(filename)
        notebook, notes = read(path)
        resources = {} if resources is None else resources
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        resources[NOTES] = notes
        return self.from_notebook_node(notebook, resources, **options)

    def from_notebook_node(
        self, nb: NotebookNode, resources: Resources | None = None, **_: Any
    ) -> tuple[str, Resources]:
        """Take a notebook through all steps and return it as JSON.

        nbconvert copies it twice before the first step, and checks it against its schema after
        each. `read` and `Grade` make every cell anew, so there is nothing to protect or to find.
        """
        resources = self._init_resources(resources)
        for step in self._preprocessors:
            nb, resources = step(nb, resources)
        return write(nb), resources


class Repair(NbGraderPreprocessor):  # type: ignore[misc]
    """Restores the course's cells where stock nbgrader stops; in place of DeduplicateIds."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Repair one notebook and write down what had to be done."""
        own = resources["nbgrader"]
        notes = repair(nb, sources(own["db_url"], own["assignment"], own["notebook"]))
        tell(nb, [*resources.pop(NOTES, []), *notes])
        return nb, resources


class Grade(NbGraderPreprocessor):  # type: ignore[misc]
    """Runs a notebook's cells apart and asks its questions; in place of Execute."""

    seconds = Float(10.0, help="How long one cell or one answer may take.").tag(config=True)
    term = Unicode("", help="Hidden inputs are drawn anew for each term.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Write every code cell's outputs; a grade cell's last output is its score."""
        assignment = resources["nbgrader"]["assignment"]
        code = [cell for cell in nb.cells if cell.cell_type == "code"]
        job = self._job(code, assignment)
        graded = self._batch.ahead.take(job) if self._batch else work(job)[0]
        for cell, shown in zip(code, graded, strict=True):
            cell.outputs = [from_dict(output) for output in shown]
        return nb, resources

    def expected(self, path: str, assignment: str, db_url: str) -> Iterator[Job]:
        """Yield the job that a notebook handed in will be, as far as can be told beforehand."""
        try:
            notebook, _ = read(Path(path))
            repair(notebook, sources(db_url, assignment, Path(path).stem))
        except MissingEntry:
            return
        yield self._job([cell for cell in notebook.cells if cell.cell_type == "code"], assignment)

    @property
    def _batch(self) -> Any:
        """The batch that this is part of, if it is: what made this, or the exporter that did."""
        makers = (self.parent, getattr(self.parent, "parent", None))
        return next((maker for maker in makers if hasattr(maker, "ahead")), None)

    def _job(self, code: list[NotebookNode], assignment: str) -> Job:
        cells = tuple(_cell(cell, assignment) for cell in code)
        least = self._batch.require_sandbox if self._batch else LEVELS[0]
        return Job(cells, assignment, self.term, self.seconds, least)


class SaveGrades(SaveAutoGrades):  # type: ignore[misc]
    """Writes scores to the gradebook as stock nbgrader does, and those of bonus questions too.

    The maximum of a bonus question is 0, so what it earns comes on top. Like any score of the
    autograder it is renewed with each run, and what a person types in formgrader stays.
    """

    def _add_score(self, cell: NotebookNode, resources: Resources) -> None:
        super()._add_score(cell, resources)
        outputs = cell.get("outputs") or [{}]
        earned = outputs[-1].get("metadata", {}).get("descent", {}).get("bonus")
        if earned is not None:
            name = cell.metadata.nbgrader["grade_id"]
            grade = self.gradebook.find_grade(
                name, self.notebook_id, self.assignment_id, self.student_id
            )
            grade.auto_score = earned
            self.gradebook.db.commit()


def handed_in(assignment: str, student: str, notebooks: list[str]) -> None:
    """Add a missing notebook to the list of those to grade; nbgrader's hook before converting.

    Without it a submission under another name is dropped without a record. `Reader` then finds
    what was handed in instead.
    """
    names = {Path(notebook).stem for notebook in notebooks}
    if notebooks and assignment in TASKS and assignment not in names:
        notebooks.append(str(Path(notebooks[0]).with_name(f"{assignment}.ipynb")))


def _cell(cell: NotebookNode, assignment: str) -> Cell:
    """Return a code cell as the grader takes it; one that is answered in it is graded by hand."""
    if not utils.is_grade(cell) or utils.is_solution(cell):
        return Cell(cell.source)
    name = str(cell.metadata.nbgrader["grade_id"])
    if task(assignment, name):
        return Cell(cell.source, question=name)
    return Cell(cell.source, tests=float(cell.metadata.nbgrader["points"]))


@lru_cache(maxsize=64)
def sources(db_url: str, assignment: str, name: str) -> list[Source]:
    """Return the instructor's cells from the gradebook; forgotten when a batch begins."""
    with Gradebook(db_url) as gradebook:
        notebook = gradebook.find_notebook(name, assignment)
        points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
        solutions = {cell.name for cell in notebook.solution_cells}
        return [
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
