"""Honest work gets a teacher's mark, however the notebook came out of the editor."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.integration.demo import solved, submission
from autograder.integration.report import rows
from course.paths import ROOT
from tests.helpers.honest import HONEST
from tests.helpers.honest_edits import ANSWERS, FULL, named
from tests.helpers.nbgrader import nbgrader

ODD = {"[x]": FULL, "Müller, Zoë (2)": FULL}  # students' names, each with a right notebook


@pytest.fixture(scope="module")
def graded(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class in which everybody handed something in, graded."""
    course = tmp_path_factory.mktemp("honest") / "class"
    shutil.copytree(released, course)
    stubs, rights = {}, {}
    for assignment in ("momentum", "interview", "adaptive"):
        path = course / "release" / assignment / f"{assignment}.ipynb"
        source = course / "source" / assignment / f"{assignment}.ipynb"
        stubs[assignment] = nbformat.read(path, as_version=4)
        rights[assignment] = nbformat.reads(solved(source, path), as_version=4)
    right = submission(
        ROOT / "tests" / "submissions" / "momentum" / "right.py",
        course / "release" / "momentum" / "momentum.ipynb",
    )
    rights["momentum"] = nbformat.reads(right, as_version=4)
    for assignment, stub in stubs.items():
        # What edits need besides the notebook itself; both are dropped when it is taken in.
        stub["other"] = rights["adaptive"]
        if assignment == "momentum":
            rights[assignment]["stub"] = stub["cells"][named(stub, "Momentum-answer")]["source"]
    for student, row in HONEST.items():
        folder = course / "submitted" / student / row.assignment
        for name, content in row.files(rights[row.assignment], stubs[row.assignment]).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    for student in ODD:
        folder = course / "submitted" / student / "momentum"
        folder.mkdir(parents=True)
        (folder / "momentum.ipynb").write_text(right, encoding="utf-8")
    before = {p: p.read_bytes() for p in course.glob("submitted/**/*") if p.is_file()}
    for assignment in ("momentum", "interview"):
        for command in ("autograde", "generate_feedback"):
            done = nbgrader(course, command, assignment)
            assert done.returncode == 0, done.stderr[-3000:]
    assert {p: p.read_bytes() for p in before} == before
    assert not (course / ".descent-intake").exists()
    return course


@pytest.fixture(scope="module")
def points(graded: Path) -> dict[str, float]:
    """What everybody earned."""
    return {row.student: row.points for row in rows(graded)}


def test_there_are_enough_of_them() -> None:
    assert len(HONEST) >= 60


@pytest.mark.parametrize("student", [*HONEST, *ODD])
def test_the_mark_is_a_teachers(student: str, points: dict[str, float]) -> None:
    assert points[student] == (ODD[student] if student in ODD else HONEST[student].points)


@pytest.mark.parametrize("student", [*HONEST, *ODD])
def test_there_is_a_page_that_says_what_was_met(student: str, graded: Path) -> None:
    row = HONEST.get(student)
    assignment = row.assignment if row else "momentum"
    page = graded / "feedback" / student / assignment / f"{assignment}.html"
    assert (row.says if row else "") in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("student", [name for name, row in HONEST.items() if row.essays])
def test_essays_are_open_and_in_view(student: str, graded: Path) -> None:
    with Gradebook(f"sqlite:///{graded / 'gradebook.db'}") as gradebook:
        found = gradebook.find_submission_notebook("interview", "interview", student)
        wait = {grade.name for grade in found.grades if grade.needs_manual_grade}
    assert wait == {*HONEST[student].essays}
    path = graded / "autograded" / student / "interview" / "interview.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    for name in HONEST[student].essays:
        (cell,) = [c for c in cells if c.metadata.get("nbgrader", {}).get("grade_id") == name]
        assert ANSWERS[name] in cell.source
