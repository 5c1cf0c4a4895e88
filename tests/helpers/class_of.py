"""A small class in this very process: starting nbgrader anew for each step would take seconds."""

from __future__ import annotations

import io
import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.integration import class_folder
from autograder.integration.autograde import Batch
from autograder.integration.demo import solved
from autograder.integration.feedback import Feedback
from autograder.integration.release import Release
from autograder.integration.report import SubmissionRow, rows
from autograder.nbgrader_config import configure
from course import questions

NAME = "why-descent"
Mend = Callable[..., None]
"""Changes a question as an update of the checkout does; see the fixture `mend`."""


class ClassOf:
    """A class with some of the assignments; `said` is what the last step logged."""

    def __init__(self, folder: Path, *assignments: str) -> None:
        self.folder, self.assignments, self.said = folder, assignments, ""
        class_folder.make(folder, assignments)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder}/gradebook.db"

    def settings(self, text: str) -> None:
        """Write `class.toml`."""
        (self.folder / "class.toml").write_text(text, encoding="utf-8")

    def refresh(self, **options: Any) -> list[str]:
        return class_folder.make(self.folder, self.assignments, **options)

    def release(self, assignment: str, force: bool = False) -> bool:
        return self._step(Release, assignment, force)

    def autograde(self, assignment: str, force: bool = False, student: str = "*") -> bool:
        return self._step(Batch, assignment, force, student)

    def feedback(self, assignment: str, force: bool = False) -> bool:
        return self._step(Feedback, assignment, force)

    def hand_in(self, student: str, assignment: str, at: str = "", **answers: str) -> None:
        """Hand the key's answers in, or other ones for the questions that are named."""
        target = self.folder / "submitted" / student / assignment
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        name = f"{assignment}/{assignment}.ipynb"
        text = solved(self.folder / "source" / name, self.folder / "release" / name)
        notebook = nbformat.reads(text, as_version=4)
        for cell in notebook.cells:
            own = cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("-answer")
            if own in answers and cell.metadata.nbgrader["solution"]:
                cell.source = answers[own]
        nbformat.write(notebook, target / f"{assignment}.ipynb")
        if at:
            (target / "timestamp.txt").write_text(at, encoding="utf-8")

    def rows(self) -> dict[str, SubmissionRow]:
        """Return the submissions of the class by student; of one assignment, if it has several."""
        return {row.student: row for row in rows(self.folder)}

    def gradebook(self) -> Gradebook:
        return Gradebook(self.url, "descent")

    def _step(self, kind: Any, assignment: str, force: bool, student: str = "*") -> bool:
        config = Config()
        configure(config)
        config.Batch.executor = "none"
        config.Feedback.workers = 1
        said = io.StringIO()
        log = logging.Logger("class", logging.INFO)
        log.addHandler(logging.StreamHandler(said))
        course = CourseDirectory(
            root=str(self.folder),
            assignment_id=assignment,
            student_id=student,
            config=config,
            log=log,
        )
        step = kind(coursedir=course, config=config, log=log)
        step.force = force
        try:
            step.start()
        except NbGraderException:
            return False
        finally:
            self.said = said.getvalue()
        return True


def graded_cells(folder: Path, student: str) -> dict[str, str]:
    """Return the report of each question of a student."""
    path = folder / "autograded" / student / NAME / f"{NAME}.ipynb"
    return {
        cell.metadata.nbgrader.grade_id: cell.outputs[0].text
        for cell in nbformat.read(path, as_version=4).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }


def points(name: str) -> float:
    asked = questions.task(NAME, name)
    assert asked is not None
    return asked.points
