"""Stock nbgrader's feedback pages, made by several processes at once."""

from __future__ import annotations

import glob
import hashlib
import json
import multiprocessing
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import ClearMarkScheme
from nbgrader.utils import is_locked, rmtree
from traitlets import Bool, Enum, Integer, List, Type, Unicode

from autograder.engine.packages import CAN_FORK
from autograder.integration import feedback_page
from autograder.integration.feedback_exporter import FeedbackExporter
from autograder.integration.feedback_rows import FeedbackGradebook
from autograder.integration.gradebook_session import gradebook_session
from autograder.integration.patches import GradeReader, graded_folder
from autograder.integration.term.fingerprints import fingerprints
from autograder.integration.term.records import pages, prepare, set_pages
from autograder.integration.trouble import told
from autograder.scheduling.progress import quiet
from descent.language import chosen, languages

DAMAGED = (json.JSONDecodeError, UnicodeDecodeError, IsADirectoryError)
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
    language = Enum(
        ["", *languages()],
        chosen(),
        help="What is said in another language than English, as far as its catalogue goes.",
    ).tag(config=True)
    workers = Integer(0, min=0, help="Pages that are made at once; 0: one a core.").tag(config=True)

    assignments: dict[str, list[str]]  # nbgrader's: the notebooks by their folders

    def start(self) -> None:
        """Make the pages that are missing, or that show other marks than the gradebook has."""
        self.damaged: list[str] = []
        with told(self.log), quiet(self.log):
            super().start()

    def init_notebooks(self) -> None:
        """Find the graded notebooks; nbgrader reads brackets in a student's name as a pattern."""
        super().init_notebooks()
        whose = self.coursedir.student_id, self.coursedir.assignment_id
        graded = self.coursedir.format_path(self.coursedir.autograded_directory, *whose)
        for folder in glob.glob(graded):
            pattern = f"{self.coursedir.notebook_id}.ipynb"
            self.assignments[folder] = sorted(map(str, Path(folder).glob(pattern)))
        assignment = self.coursedir.assignment_id
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            prepare(gradebook.engine)
            known = fingerprints(gradebook.db, assignment)
            self.shown = pages(gradebook.db, assignment)
        every = self.assignments
        dropped = sorted({Path(folder).parent.name for folder in every} - set(known))
        if dropped:
            who = ", ".join(dropped)
            self.log.warning("No feedback for who is not in the gradebook any more: %s", who)
        self.assignments = {f: own for f, own in every.items() if Path(f).parent.name in known}
        self.marks = {
            student: _seen(known[student], paths)
            for folder, paths in self.assignments.items()
            if (student := Path(folder).parent.name)
        }

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Return whether a page is to be made: one that shows other marks is made anew."""
        page = Path(graded_folder(self, assignment_id, student_id))
        stale = self.shown.get(student_id) != self.marks[student_id]
        if (
            page.exists()
            and stale
            and student_id not in self.coursedir.student_id_exclude.split(",")
        ):
            self.log.info("Making %s anew, as there are other marks", page)
            rmtree(str(page))
        todo: bool = super().init_destination(assignment_id, student_id)
        return todo

    def convert_notebooks(self) -> None:
        """Make every page, and note which marks they show."""
        try:
            self._convert()
        finally:
            assignment = self.coursedir.assignment_id
            made = {
                student: marks
                for student, marks in self.marks.items()
                if Path(graded_folder(self, assignment, student)).exists()
                and self.shown.get(student) != marks
            }
            with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                set_pages(gradebook.db.connection(), assignment, made)
                gradebook.db.commit()

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Make one page; who has a damaged notebook gets none, and the others do."""
        try:
            super().convert_single_notebook(notebook_filename)
        except DAMAGED:
            path = Path(notebook_filename)
            student, assignment = path.parts[-3:-1]
            shutil.rmtree(graded_folder(self, assignment, student), ignore_errors=True)
            self.damaged.append(student)
            self.log.error(
                "%s is damaged, so there is no page of it: nbgrader autograde %s --student=%s "
                "--force makes it anew", path, assignment, student,
            )  # fmt: skip

    def _convert(self) -> None:
        workers = self.workers or os.cpu_count() or 1
        folders = sorted(self.assignments)
        if workers == 1 or len(folders) <= FEW or not CAN_FORK:
            self._here()
            return
        feedback_page.prepare()
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
        every = self.assignments
        self.assignments = {folder: every[folder] for folder in folders}
        try:
            self._here()
        except NbGraderException as error:
            self.log.error(error)
            raise SystemExit(1) from None

    def _here(self) -> None:
        """Make the pages of this process, with the gradebook open."""
        own = self.coursedir.db_url, self.coursedir.course_id
        with gradebook_session(*own, FeedbackGradebook) as gradebook:
            gradebook.coming = [Path(folder).parent.name for folder in sorted(self.assignments)]
            super().convert_notebooks()
        if self.damaged:
            raise NbGraderException(f"no page for {', '.join(self.damaged)}")


def _seen(marks: str, notebooks: Sequence[str]) -> str:
    """Return what tells a page from one of other marks, or of a notebook that was graded anew."""
    times = [os.stat(path).st_mtime_ns for path in notebooks]
    return hashlib.sha256(f"{marks} {times}".encode()).hexdigest()
