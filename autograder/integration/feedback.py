"""Stock nbgrader's feedback pages, made by several processes at once."""

from __future__ import annotations

import glob
import multiprocessing
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import ClearMarkScheme
from nbgrader.utils import is_locked
from traitlets import Bool, Integer, List, Type, Unicode

from autograder.engine.process import CAN_FORK
from autograder.integration.feedback_exporter import FeedbackExporter
from autograder.integration.gradebook_session import gradebook_session
from autograder.integration.patches import GradeReader

FEW = 4  # pages for which a second process does not pay


class HideRubric(ClearMarkScheme):  # type: ignore[misc]
    """Takes rubrics out of the course's own cells, as they were when the notebook was released."""

    # nbgrader's preprocessors make no setting of this, and then warn that the exporter sets it.
    display_data_priority = List(Unicode()).tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Clear one locked cell; what a student wrote stays as it is."""
        if is_locked(cell):
            super().preprocess_cell(cell, resources, cell_index)
        return cell, resources


class Grades(GradeReader):
    """nbgrader's grades, and whether a person is still to give one."""

    def read(self, cell: NotebookNode, grade: Any) -> None:
        """Note it in the cell, beside its score."""
        cell.metadata.nbgrader["waiting"] = bool(grade.needs_manual_grade)


class Feedback(GenerateFeedback):  # type: ignore[misc]
    """nbgrader's feedback, a share of the students in each process."""

    exporter_class = Type(FeedbackExporter, klass=Exporter).tag(config=True)
    site = Unicode("", help="Where the built book stands, for links to its sections.").tag(
        config=True
    )
    late_work = Bool(
        False, help="Whether late work is taken: a page then says what can still be won."
    ).tag(config=True)
    workers = Integer(0, help="How many pages are made at once; 0: one a core.").tag(config=True)

    def init_notebooks(self) -> None:
        """Find the graded notebooks; nbgrader reads brackets in a student's name as a pattern."""
        super().init_notebooks()
        whose = self.coursedir.student_id, self.coursedir.assignment_id
        graded = self.coursedir.format_path(self.coursedir.autograded_directory, *whose)
        for folder in glob.glob(graded):
            pattern = f"{self.coursedir.notebook_id}.ipynb"
            self.assignments[folder] = sorted(map(str, Path(folder).glob(pattern)))

    def convert_notebooks(self) -> None:
        """Make every page."""
        workers = self.workers or os.cpu_count() or 1
        folders = sorted(self.assignments)
        if workers == 1 or len(folders) <= FEW or not CAN_FORK:
            self._here()
            return
        context = multiprocessing.get_context("fork")
        shares = [folders[number::workers] for number in range(workers)]
        processes = [context.Process(target=self._share, args=(share,)) for share in shares]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        if any(process.exitcode for process in processes):
            raise NbGraderException("some feedback could not be made; see above")

    def _share(self, folders: Sequence[str]) -> None:
        every: dict[str, list[str]] = getattr(self, "assignments")  # noqa: B009 - set by nbgrader
        self.assignments = {folder: every[folder] for folder in folders}
        try:
            self._here()
        except NbGraderException as error:
            self.log.error(error)
            raise SystemExit(1) from None

    def _here(self) -> None:
        """Make the pages of this process, with the gradebook open."""
        with gradebook_session(
            self.coursedir.db_url, self.coursedir.course_id
        ) as self.gradebook_session:
            super().convert_notebooks()

    def run_post_convert_hook(self) -> None:
        """Forget the rows of a submission, as the last thing that is done with it."""
        self.gradebook_session.flush_submission()
        super().run_post_convert_hook()
