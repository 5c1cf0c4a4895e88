"""Stock nbgrader's autograding, with the students' code of a whole batch run at once.

nbgrader takes one submission after another. Here their notebooks are run ahead of it (`prefetch`),
each is converted in one go, and the gradebook stays open (`gradebook_session`); the rest is
nbgrader's own.
`nbgrader_config.configure` puts `Batch` in the place of nbgrader's `Autograde`.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SQLAlchemyError

import descent
from autograder.integration.gradebook_session import gradebook_session
from autograder.integration.intake.submissions import add_note
from autograder.integration.lock import alone
from autograder.integration.patches import convert_once, graded_folder
from autograder.integration.prefetched import RESULTS, Prefetched
from autograder.integration.sharing import share
from autograder.integration.steps.grade import Grade
from autograder.integration.steps.save_grades import MARKS, PENALTY
from autograder.integration.term.dates import set_due
from autograder.integration.term.records import (
    Grading,
    Mark,
    add_grading,
    enrolled,
    last_release,
    left,
    moments,
    now,
    prepare,
)
from autograder.integration.term.released import other_questions, refusal
from autograder.integration.term.students import unknown
from autograder.integration.trouble import OTHER_FILE, machine
from autograder.scheduling.cache import code
from autograder.scheduling.progress import Progress

OTHER_RELEASE = "This notebook is not the one that was released: its checks tried other cases"


class Batch(Prefetched):
    """nbgrader's autograder, looking ahead."""

    def compare(self, assignment: str) -> None:
        """Stop if the assignment was released otherwise than it would be graded."""
        for said in unknown(self.settings, Path(self.coursedir.root), self.coursedir.db_url):
            self.log.warning("%s", said)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            prepare(gradebook.engine)
            self.enrolled = enrolled(gradebook.db, assignment)
            self.released = last_release(gradebook.db, assignment)
            self.left = left(gradebook.db, assignment)
            try:
                if refused := refusal(gradebook, assignment, self.settings):
                    self.stop(refused)
            except MissingEntry:
                return  # nbgrader says so itself
            set_due(gradebook, assignment, self.settings)
            gradebook.db.commit()

    def init_notebooks(self) -> None:
        """Find the notebooks, and say which were made of another release than is graded."""
        super().init_notebooks()
        # --force would take them in again; now only who is named, or has no graded folder.
        every, known = self.assignments, self.left - {self.coursedir.student_id}
        whose = {folder: Path(folder).parent.name for folder in every}
        assignment = self.coursedir.assignment_id
        gone = {who for who in known if Path(graded_folder(self, assignment, who)).exists()}
        self.assignments = {f: paths for f, paths in every.items() if whose[f] not in gone}
        self.dropped = sorted(gone.intersection(whose.values()))
        others = []
        for path in (Path(path) for paths in self.assignments.values() for path in paths):
            if names := other_questions(path, self.released):
                others.append(path.parent.parent.name)
                add_note(path, f"{OTHER_RELEASE} ({', '.join(names)}).")
        if others:
            self.log.warning("Not the notebook that was released: %s", several(sorted(others)))

    def convert_notebooks(self) -> None:
        """Grade every submission of the batch."""
        self.level = self.tell_level()
        if not Grade(parent=self).term:
            self.log.warning(
                "c.Grade.term is empty, so whoever has the course can work out the hidden inputs"
            )
        for step in (*self.sanitize_preprocessors, *self.autograde_preprocessors):
            self.exporter.register_preprocessor(step)
        self.mark: Path | None = None
        self.kept: list[str] = []
        self.late: list[str] = []
        self.reached: set[str] = set()
        self.written: set[tuple[str, datetime]] = set()
        title = f"autograde {self.coursedir.assignment_id}"
        level = getattr(self.parent, "log_level", logging.INFO)
        self.progress = Progress(title, len(self.assignments), self.log, level)
        root = Path(self.coursedir.root)
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(alone(self.coursedir.db_url))
            except BlockingIOError:
                self.stop(
                    "somebody else is grading with this gradebook, and a SQLite file takes one "
                    "at a time: wait, or keep it in PostgreSQL"
                )
            if self.coursedir.groupshared:
                (root / RESULTS).mkdir(exist_ok=True)
                share(root / RESULTS, root / "gradebook.db", *(root / RESULTS).iterdir())
            # What is loaded by now stays; to look for garbage in it takes an eighth of the time.
            gc.freeze()
            stack.callback(gc.unfreeze)
            url, course = self.coursedir.db_url, self.coursedir.course_id
            self.gradebook_session = stack.enter_context(gradebook_session(url, course))
            self.prefetch(stack)
            stack.callback(self._report)
            stack.enter_context(self.progress.shown())
            stack.callback(self._leave)
            try:
                super().convert_notebooks()
                self._look_again()
            except (SystemExit, GeneratorExit) as ended:
                self.stop(f"grading was ended ({ended!r}); give the same command again")
            finally:
                self._tell_missing()

    def _look_again(self) -> None:
        """Stop if what was written is not in the gradebook: it may have been written over."""
        assignment = self.coursedir.assignment_id
        with (
            machine(),
            Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook,
        ):
            prepare(gradebook.engine)
            lost = {student for student, _ in self.written - moments(gradebook.db, assignment)}
        if lost:
            self.stop(
                f"{len(lost)} of the marks just written are not in the gradebook "
                f"({several(sorted(lost))}): {OTHER_FILE}"
            )

    def _tell_missing(self) -> None:
        """Say who was not reached, if what happened ended the batch."""
        folders = map(Path, sorted(self.assignments))
        missing = [
            folder.parent.name for folder in folders if folder.parent.name not in self.reached
        ]
        if missing:
            self.log.error("Not graded, as the batch ended before: %s", several(missing))

    def _report(self) -> None:
        """Say what came of the batch."""
        passed_over = [who for who in self.dropped if who not in self.reached]
        before = len(self.kept) + len(self.dropped) - len(passed_over)
        if self.dropped:
            self.log.warning(
                "Passed over, as they are not in the gradebook any more: %s. Remove their folders "
                "from submitted/ and autograded/, or take one in again with --student=NAME --force",
                several(self.dropped),
            )
        if len(self.assignments) > 1:
            self.progress.table(
                {
                    "submissions": len(self.assignments) + len(passed_over),
                    "graded": self.progress.done - before - len(self.progress.failed),
                    "graded before": len(self.kept),
                    "dropped": f"{len(self.dropped)} {several(self.dropped)}".strip(),
                    "handed in late": f"{len(self.late)} {several(self.late)}".strip(),
                    "results kept from before": self.prefetcher.reused,
                    "students' code confined": self.level,
                }
            )

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Return whether a submission is to be graded; one that was left half-way is, too."""
        self._leave()
        self.reached.add(student_id)
        mark = Path(self.coursedir.root) / RESULTS / f"{assignment_id}+{student_id}.begun"
        if mark.exists():
            shutil.rmtree(graded_folder(self, assignment_id, student_id), ignore_errors=True)
        todo: bool = super().init_destination(assignment_id, student_id)
        if todo:
            with machine():
                mark.parent.mkdir(exist_ok=True)
                mark.unlink(missing_ok=True)  # it may be somebody else's, who shares the class
                mark.touch()
            self.mark = mark
        else:
            (self.kept if student_id in self.enrolled else self.dropped).append(student_id)
            self.progress.step()
        return todo

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy the files that were handed in besides the notebook, and look up the rows."""
        self.marks: dict[str, Mark] = {}
        self.penalty = 0.0
        more = self.settings.extension(student_id, assignment_id)
        with machine():
            if more is not None:  # before nbgrader says how late this is
                if self.create_student:
                    self.gradebook_session.update_or_create_student(student_id)
                with contextlib.suppress(MissingEntry):
                    self.gradebook_session.update_or_create_submission(
                        assignment_id, student_id, extension=more
                    )
            super().init_assignment(assignment_id, student_id)
            submission = self.gradebook_session.find_submission(assignment_id, student_id)
            if submission.total_seconds_late > 0:
                self.late.append(student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Sanitize and autograde in one go; nbgrader writes a notebook between and reads it."""
        try:
            with machine(), utils.setenv(NBGRADER_EXECUTION="autograde"):
                convert_once(self, notebook_filename)
        except (SystemExit, GeneratorExit) as ended:  # nbgrader would end with it, and with 0
            raise RuntimeError(f"a step of grading raised {ended!r}") from ended

    def write_single_notebook(self, output: str, resources: Any) -> None:
        """Write a graded notebook, and take note of its marks."""
        self.marks |= resources.get(MARKS, {})
        self.penalty += resources.get(PENALTY, 0.0)
        super().write_single_notebook(output, resources)

    def run_post_convert_hook(self) -> None:
        """Record a submission, and note that it is graded, as the last thing done with it."""
        with machine():
            if self.mark is not None:
                assignment, _, student = self.mark.stem.partition("+")
                means = now(), descent.__version__, code()[:10]
                made = Grading(assignment, student, *means, self.penalty, self.marks)
                add_grading(self.gradebook_session.db, made)
            self.gradebook_session.flush_submission()
            if self.mark is not None:
                self.written.add((student, made.at))
        super().run_post_convert_hook()
        if self.mark is not None:
            self.mark.unlink(missing_ok=True)
            self.mark = None
        self.progress.step()

    def _leave(self) -> None:
        """Keep what there is of a submission that failed: that it was handed in."""
        if self.mark is not None:
            with contextlib.suppress(SQLAlchemyError):
                self.gradebook_session.flush_submission()
            self.progress.step(failed=self.mark.stem.partition("+")[2])
            self.mark = None


def several(names: Sequence[str]) -> str:
    """Return names in a line that stays short."""
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return ", ".join(names[:10]) + more
