"""Stock nbgrader's release of an assignment, refused before anything is touched if it would fail.

nbgrader removes `release/` first, and then finds that cells cannot be added or removed once there
are submissions.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import is_grade, is_locked, is_solution, is_task

from autograder.integration.term.dates import set_due
from autograder.integration.term.records import add_release, prepare
from autograder.integration.term.released import now
from autograder.integration.term.settings import read
from autograder.integration.term.toml_table import ClassSettingsError
from course.questions import task

REFRESH = "python -m autograder course . renews it"


class Release(GenerateAssignment):  # type: ignore[misc]
    """nbgrader's generating of an assignment; what was released is noted in the gradebook."""

    def init_notebooks(self) -> None:
        """Find the notebooks, and look whether they can be released."""
        super().init_notebooks()
        if self.no_database:
            return
        assignment = self.coursedir.assignment_id
        root = Path(self.coursedir.root)
        try:
            self.settings = read(root)
        except ClassSettingsError as reason:
            self._stop(f"{reason}. Nothing was released")
        sources = {
            Path(path).stem: nbformat.read(path, as_version=4)
            for paths in self.assignments.values()
            for path in paths
        }
        for source in sources.values():
            self._hold_to_the_course(assignment, source)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            for name, source in sources.items():
                self._hold_to_submissions(gradebook, assignment, name, source)
        self.sources = sources

    def convert_notebooks(self) -> None:
        """Release, and note what was released."""
        super().convert_notebooks()
        if self.no_database or not self.released_anew:
            return
        assignment = self.coursedir.assignment_id
        own = [source.metadata.get("descent", {}) for source in self.sources.values()]
        questions = {name: v for one in own for name, v in one.get("questions", {}).items()}
        kit = next((one["kit"] for one in own if "kit" in one), "")
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            prepare(gradebook.engine)
            add_release(gradebook.db.connection(), assignment, now(questions, kit))
            set_due(gradebook, assignment, self.settings)
            gradebook.db.commit()

    released_anew = False

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Note that it is not passed over as one that is there already."""
        self.released_anew = True
        super().init_assignment(assignment_id, student_id)

    def _hold_to_the_course(self, assignment: str, source: Any) -> None:
        """Raise if a notebook has other points than the questions that grade it."""
        adaptation = self.settings.adaptation(assignment)
        for cell in source.cells:
            asked = task(assignment, _name(cell)) if is_grade(cell) else None
            if asked and float(cell.metadata.nbgrader["points"]) != adaptation.maximum(asked):
                points = cell.metadata.nbgrader["points"]
                self._stop(
                    f"source/{assignment} has {points:g} points for {asked.name}, and the course "
                    f"with this class's settings has {adaptation.maximum(asked):g}: {REFRESH}, or "
                    f"points = {{{asked.name} = {points:g}}} in class.toml keeps yours. Nothing "
                    "was released"
                )

    def _hold_to_submissions(
        self, gradebook: Gradebook, assignment: str, name: str, source: Any
    ) -> None:
        """Raise if there are submissions and cells were added or removed."""
        try:
            notebook = gradebook.find_notebook(name, assignment)
        except MissingEntry:
            return
        if not notebook.submissions:
            return
        before = {cell.name for cell in notebook.source_cells}
        tells = (is_grade, is_solution, is_locked, is_task)
        after = {_name(cell) for cell in source.cells if any(tell(cell) for tell in tells)}
        words = [
            f"{verb} {', '.join(sorted(names))}"
            for verb, names in (("adds", after - before), ("takes away", before - after))
            if names
        ]
        if words:
            self._stop(
                f"source/{assignment} {' and '.join(words)}, and there are submissions already, "
                "with which nbgrader lets no cell come or go. Nothing was released, and "
                "release/ is as it was. To take a question out of the marks, say dropped in "
                "class.toml"
            )

    def _stop(self, sentence: str) -> NoReturn:
        self.log.error(sentence)
        raise NbGraderException(sentence)


def _name(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
