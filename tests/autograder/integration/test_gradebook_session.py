"""The gradebook comes out as stock nbgrader's: the same rows, the same notebooks, in one write."""

from __future__ import annotations

import contextlib
import json
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.exc import IntegrityError
from traitlets.config import Config

from autograder.integration import autograde
from autograder.integration.autograde import Batch
from autograder.integration.demo import submission
from autograder.integration.gradebook_session import BatchGradebook
from autograder.integration.intake.submissions import STAGED
from autograder.integration.steps.reader import Reader
from autograder.nbgrader_config import configure
from tests.helpers.nbgrader import TEXTS
from tests.helpers.worth import FULL, SCORES, WORTH

# SQLAlchemy remarks on nbgrader's own way of adding a submission.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

CLASS = {
    "aaa": "right",
    "bbb": "mistaken",
    "early": "right_other_style",
    "late": "right",
    "byhand": "right",
    "zzz": "untouched",
}


class Untouched(Gradebook):  # type: ignore[misc]
    """nbgrader's own gradebook, which commits by itself."""

    def flush_submission(self) -> None:
        self.db.commit()  # the note of a grading, which nbgrader knows nothing of


@contextlib.contextmanager
def stock_gradebook(db_url: str, course_id: str) -> Iterator[Untouched]:
    with Untouched(db_url, course_id) as gradebook:
        yield gradebook


class TwoReaders(Reader):
    """What was handed in is read as we do, what was written in between as nbgrader does."""

    def from_filename(self, filename: str, resources: Any = None, **_: Any) -> Any:
        kind = Reader if STAGED in Path(filename).parts else NotebookExporter
        return kind.from_filename(self, filename, resources)

    def from_notebook_node(self, nb: Any, resources: Any = None, **_: Any) -> Any:
        return NotebookExporter.from_notebook_node(self, nb, resources)


class Stock(Batch):
    """Conversion and recording as in nbgrader: in two steps, by its own gradebook."""

    def convert_single_notebook(self, notebook_filename: str) -> None:
        Autograde.convert_single_notebook(self, notebook_filename)


@pytest.fixture(scope="module")
def handed_in(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class with something late, something that a person has graded, and something odd."""
    folder = tmp_path_factory.mktemp("ledger") / "class"
    shutil.copytree(released, folder)
    stub = folder / "release" / "momentum" / "momentum.ipynb"
    for student, text in CLASS.items():
        target = folder / "submitted" / student / "momentum"
        target.mkdir(parents=True)
        (target / "momentum.ipynb").write_text(submission(TEXTS / f"{text}.py", stub))
        (target / "data.csv").write_text("1,2\n")
    (folder / "submitted" / "late" / "momentum" / "timestamp.txt").write_text(
        "2027-03-02 12:00:00 UTC"
    )
    (folder / "submitted" / "early" / "momentum" / "timestamp.txt").write_text(
        "2027-03-01 12:00:00 UTC"
    )
    odd = folder / "submitted" / "not-json" / "momentum"
    odd.mkdir(parents=True)
    (odd / "momentum.ipynb").write_text("%PDF")
    names = ("momentum", "momentum", "byhand")
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "descent") as gradebook:
        gradebook.update_or_create_assignment("momentum", duedate="2027-03-02 11:00:00 UTC")
        gradebook.add_student("byhand", first_name="Ada")
        gradebook.add_submission("momentum", "byhand")
        grade = gradebook.find_grade("Momentum", *names)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 3.5, 1.0, False
        comment = gradebook.find_comment("Momentum-answer", *names)
        comment.manual_comment = "Well argued."
        gradebook.db.commit()
    return folder


def graded(kind: type[Batch], folder: Path, times: int = 1) -> None:
    config = Config()
    configure(config)
    if kind is Stock:
        config.Autograde.exporter_class = TwoReaders
    config.LateSubmissionPlugin.penalty_method = "zero"
    course = CourseDirectory(root=str(folder), assignment_id="momentum", config=config)
    for _ in range(times):
        converter = kind(coursedir=course, config=config)
        converter.executor, converter.force = "none", True
        converter.log.setLevel(logging.ERROR)
        converter.start()


TABLES = {
    "students": "SELECT * FROM student ORDER BY id",
    "submissions": """SELECT a.name, s.student_id, s.timestamp, s.extension
        FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id
        ORDER BY 1, 2""",
    "notebooks": """SELECT n.name, s.student_id, m.flagged, m.late_submission_penalty
        FROM submitted_notebook m JOIN notebook n ON n.id = m.notebook_id
        JOIN submitted_assignment s ON s.id = m.assignment_id ORDER BY 1, 2""",
    "grades": """SELECT s.student_id, c.name, c.type, g.auto_score, g.manual_score,
        g.extra_credit, g.needs_manual_grade FROM grade g
        JOIN base_cell c ON c.id = g.cell_id JOIN submitted_notebook m ON m.id = g.notebook_id
        JOIN submitted_assignment s ON s.id = m.assignment_id ORDER BY 1, 2, 3""",
    "comments": """SELECT s.student_id, c.name, c.type, k.auto_comment, k.manual_comment
        FROM comment k
        JOIN base_cell c ON c.id = k.cell_id JOIN submitted_notebook m ON m.id = k.notebook_id
        JOIN submitted_assignment s ON s.id = m.assignment_id ORDER BY 1, 2, 3""",
}


def gradebook(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that the gradebook says of students; only the random ids are left out."""
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as db:
        return {name: db.execute(query).fetchall() for name, query in TABLES.items()}


def notebooks(folder: Path) -> dict[str, Any]:
    """Every notebook that was graded, without the random ids of its cells."""
    found = {}
    for path in sorted((folder / "autograded").rglob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        for cell in notebook.cells:
            del cell["id"]
        found[path.parts[-3]] = json.loads(json.dumps(notebook))
    return found


@pytest.fixture(scope="module")
def both(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same class graded by stock's way of recording and by ours."""
    place = tmp_path_factory.mktemp("both")
    ours, stock = place / "ours", place / "stock"
    shutil.copytree(handed_in, ours)
    shutil.copytree(handed_in, stock)
    graded(Batch, ours)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(autograde, "gradebook_session", stock_gradebook)
        graded(Stock, stock)
    return ours, stock


@pytest.mark.parametrize("table", TABLES)
def test_the_rows_are_those_of_stock(both: tuple[Path, Path], table: str) -> None:
    ours, stock = map(gradebook, both)
    assert ours[table] == stock[table]
    assert len(ours[table]) >= len(CLASS)


def test_the_rows_say_what_happened(both: tuple[Path, Path]) -> None:
    """That the comparison is not of two empty books."""
    found = gradebook(both[0])
    assert ("momentum", "late", 0, FULL) in found["notebooks"], "all of it, by the plugin"
    assert ("momentum", "early", 0, None) in found["notebooks"]
    assert ("byhand", "Momentum", "GradeCell", WORTH["Momentum"], 3.5, 1.0, 1) in found["grades"]
    assert ("zzz", "Momentum-answer", "SolutionCell", "No response.", None) in found["comments"]
    scores = {
        row[0]: sum(r[3] for r in found["grades"] if r[0] == row[0]) for row in found["grades"]
    }
    assert scores == {
        "aaa": FULL, "bbb": pytest.approx(SCORES["mistaken"]), "early": FULL, "late": FULL,
        "not-json": 0, "byhand": FULL, "zzz": 0,
    }  # fmt: skip


def test_the_notebooks_are_those_of_stock(both: tuple[Path, Path]) -> None:
    ours, stock = map(notebooks, both)
    assert ours == stock
    assert len(ours) == len(CLASS) + 1
    for folder in both:
        assert (folder / "autograded" / "aaa" / "momentum" / "data.csv").exists()


def test_grading_again_changes_no_row(both: tuple[Path, Path], tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(both[0], again)
    graded(Batch, again)
    assert gradebook(again) == gradebook(both[0])


@pytest.fixture
def book(handed_in: Path, tmp_path: Path) -> Iterator[BatchGradebook]:
    shutil.copy(handed_in / "gradebook.db", tmp_path / "gradebook.db")
    gradebook_session = BatchGradebook(f"sqlite:///{tmp_path / 'gradebook.db'}", "descent")
    yield gradebook_session
    gradebook_session.end()


def test_nothing_is_written_before_all_is_done(book: BatchGradebook, tmp_path: Path) -> None:
    def seen() -> list[tuple[Any, ...]]:
        return [row for row in gradebook(tmp_path)["grades"] if row[0] == "new"]

    book.update_or_create_student("new")
    book.update_or_create_submission("momentum", "new")
    book.find_grade("Momentum", "momentum", "momentum", "new").auto_score = 4.0
    book.db.commit()
    assert seen() == []
    with contextlib.closing(sqlite3.connect(tmp_path / "gradebook.db", timeout=0)) as other:
        other.execute("UPDATE student SET first_name = 'Grace'")  # no lock is held meanwhile
        other.commit()
    book.flush_submission()
    assert [row[3] for row in seen() if row[1] == "Momentum"] == [4.0]
    assert len(seen()) == 8


def test_a_submission_that_cannot_be_written_is_not_half_written(
    book: BatchGradebook, tmp_path: Path
) -> None:
    book.update_or_create_student("new")
    book.update_or_create_submission("momentum", "new")
    with contextlib.closing(sqlite3.connect(tmp_path / "gradebook.db")) as other:
        other.execute("INSERT INTO student (id) VALUES ('new')")  # another grader was faster
        other.commit()
    before = gradebook(tmp_path)
    with pytest.raises(IntegrityError):
        book.flush_submission()
    assert gradebook(tmp_path) == before
    for student in ("new", "next"):
        book.update_or_create_student(student)
        book.update_or_create_submission("momentum", student)
        book.flush_submission()
    assert len(gradebook(tmp_path)["grades"]) == len(before["grades"]) + 2 * 8


def test_a_long_batch_does_not_grow(book: BatchGradebook) -> None:
    def rows(number: int) -> int:
        for n in range(number):
            book.update_or_create_student(f"s{n}")
            book.update_or_create_submission("momentum", f"s{n}")
            book.find_comment("Momentum-answer", "momentum", "momentum", f"s{n}")
            book.flush_submission()
        return len(list(book.db))

    assert rows(3) == rows(6)


@pytest.mark.parametrize(
    "ask",
    [
        lambda book: book.find_assignment("none"),
        lambda book: book.find_notebook("none", "momentum"),
        lambda book: book.find_student("none"),
        lambda book: book.find_submission("momentum", "none"),
        lambda book: book.find_submission_notebook("none", "momentum", "byhand"),
        lambda book: book.find_grade("none", "momentum", "momentum", "byhand"),
        lambda book: book.find_comment("none", "momentum", "momentum", "byhand"),
    ],
)
def test_what_is_missing_is_missing(book: BatchGradebook, ask: Any) -> None:
    with pytest.raises(MissingEntry):
        ask(book)
