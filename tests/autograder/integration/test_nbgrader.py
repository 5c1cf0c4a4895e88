"""Stock `nbgrader autograde` over a class of bad submissions: each is graded for what it holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.utils import determine_grade

from autograder.integration.demo import submission
from autograder.integration.report import rows, table
from course.questions import TASKS
from tests.helpers.nbgrader import TEXTS, nbgrader
from tests.helpers.worth import FULL, WORTH

Notebook = dict[str, Any]


def own(cell: Any) -> dict[str, Any]:
    found: dict[str, Any] = cell["metadata"].get("nbgrader", {})
    return found


def named(nb: Notebook, name: str) -> int:
    return next(i for i, cell in enumerate(nb["cells"]) if own(cell).get("grade_id") == name)


def deleted(nb: Notebook) -> None:
    """The grade cell of a right answer, another answer, and the locked imports."""
    for name in ("Momentum", "Nesterov-answer", "setup"):
        del nb["cells"][named(nb, name)]


def duplicated(nb: Notebook) -> None:
    for name in ("Momentum", "Momentum-answer"):
        nb["cells"].insert(0, json.loads(json.dumps(nb["cells"][named(nb, name)])))


def retyped(nb: Notebook) -> None:
    for name in ("Momentum", "Nesterov-answer"):
        cell = nb["cells"][named(nb, name)]
        cell["cell_type"] = "markdown"
        cell.pop("outputs"), cell.pop("execution_count")


def unknown_kernel(nb: Notebook) -> None:
    nb["metadata"]["kernelspec"] = {"name": "julia-9", "display_name": "?", "language": "julia"}


def future_schema(nb: Notebook) -> None:
    for cell in nb["cells"]:
        if own(cell):
            own(cell)["schema_version"] = 99


def more_points(nb: Notebook) -> None:
    for cell in nb["cells"]:
        if own(cell).get("grade"):
            own(cell)["points"] = 1000
            cell["source"] = "1000.0"


def renamed_ids(nb: Notebook) -> None:
    own(nb["cells"][named(nb, "Momentum")])["grade_id"] = "Nesterov"


def without_cells(nb: Notebook) -> None:
    nb["cells"] = [{"cell_type": "code", "metadata": {}, "source": "print('elsewhere')",
                    "outputs": [], "execution_count": None, "id": "x"}]  # fmt: skip


# What is done to a right submission; what it is then worth, and what the feedback says of it.
EDITS: dict[str, tuple[Callable[[Notebook], None], float, str]] = {
    "cells-deleted": (
        deleted,
        FULL - WORTH["Momentum"],
        "The cell Momentum was missing; it was put back.",
    ),
    "cells-duplicated": (duplicated, FULL, "stood there more than once"),
    "cells-retyped": (retyped, FULL, "had become a markdown cell"),
    "unknown-kernel": (unknown_kernel, FULL, f"{FULL:g}"),
    "future-schema": (future_schema, FULL, f"{FULL:g}"),
    "more-points": (more_points, FULL, f"{FULL:g}"),
    "renamed-ids": (renamed_ids, FULL, "stood there more than once"),
    "another-notebook": (without_cells, 0, "is it another one?"),
}
FILES: dict[str, tuple[str, bytes, float, str]] = {
    "not-json": ("momentum.ipynb", b"%PDF-1.7 essay", 0, "cannot be read as a notebook"),
    "empty-file": ("momentum.ipynb", b"", 0, "cannot be read as a notebook"),
    "other-name": ("homework.ipynb", b"", 0, "There is no momentum.ipynb"),
}
RENAMED = "downloaded-twice"
EMPTY = "empty-folder"


@pytest.fixture(scope="module")
def graded(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course after autograding all bad submissions between two right ones."""
    course = tmp_path_factory.mktemp("bad") / "class"
    shutil.copytree(released, course)
    right = submission(TEXTS / "right.py", course / "release" / "momentum" / "momentum.ipynb")

    def hand_in(student: str, content: bytes, name: str = "momentum.ipynb") -> None:
        folder = course / "submitted" / student / "momentum"
        folder.mkdir(parents=True)
        (folder / name).write_bytes(content)

    for student in ("aaa-right", "zzz-right"):
        hand_in(student, right.encode())
    hand_in(RENAMED, right.encode(), "momentum (1).ipynb")
    for student, (edit, _, _) in EDITS.items():
        nb = json.loads(right)
        edit(nb)
        hand_in(student, json.dumps(nb).encode())
    for student, (name, content, _, _) in FILES.items():
        hand_in(student, content, name)
    (course / "submitted" / EMPTY / "momentum").mkdir(parents=True)
    before = {path: path.read_bytes() for path in course.glob("submitted/**/*.ipynb")}
    for command in ("autograde", "generate_feedback"):
        done = nbgrader(course, command, "momentum")
        assert done.returncode == 0, done.stderr[-3000:]
    assert {path: path.read_bytes() for path in course.glob("submitted/**/*.ipynb")} == before
    return course


def feedback(course: Path, student: str) -> str:
    page = course / "feedback" / student / "momentum" / "momentum.html"
    return page.read_text(encoding="utf-8")


EXPECTED = {
    "aaa-right": (FULL, f"{FULL:g} of {FULL:g} points"),
    "zzz-right": (FULL, f"{FULL:g} of {FULL:g} points"),
    RENAMED: (FULL, "momentum (1).ipynb was graded in the place of momentum.ipynb"),
    EMPTY: (0, "There is no momentum.ipynb in what was handed in"),
    **{student: (points, feedback) for student, (_, points, feedback) in EDITS.items()},
    **{student: (points, feedback) for student, (_, _, points, feedback) in FILES.items()},
}


def test_everyone_is_in_the_gradebook(graded: Path) -> None:
    assert {row.student: row.points for row in rows(graded)} == {
        student: points for student, (points, _) in EXPECTED.items()
    }


@pytest.mark.parametrize("student", EXPECTED)
def test_the_feedback_says_what_was_wrong(graded: Path, student: str) -> None:
    assert EXPECTED[student][1] in feedback(graded, student)


@pytest.mark.parametrize("student", EXPECTED)
def test_every_grade_cell_ends_with_its_score(graded: Path, student: str) -> None:
    path = graded / "autograded" / student / "momentum" / "momentum.ipynb"
    cells = [
        cell for cell in nbformat.read(path, as_version=4).cells if own(cell).get("grade", False)
    ]
    assert {own(cell)["grade_id"] for cell in cells} == {task.name for task in TASKS["momentum"]}
    for cell in cells:
        last = cell.outputs[-1]
        assert last.output_type == "execute_result"
        score = float(last.data["text/plain"])
        assert 0 <= score <= own(cell)["points"]
        assert determine_grade(cell) == (score, own(cell)["points"])


def test_what_is_not_graded_yet_is_in_the_table(graded: Path) -> None:
    assert "handed in, not graded" not in table(graded)
    late = graded / "submitted" / "late" / "momentum"
    late.mkdir(parents=True)
    assert table(graded).count("handed in, not graded") == 1
    late.rmdir()


def test_grading_again_moves_nothing(graded: Path) -> None:
    done = nbgrader(graded, "autograde", "momentum", "--student", "aaa-right", "--force")
    assert done.returncode == 0, done.stderr[-3000:]
    assert {row.student: row.points for row in rows(graded)}["aaa-right"] == FULL
