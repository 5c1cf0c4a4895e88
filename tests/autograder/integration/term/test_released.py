"""What was released is compared with what would be graded, before anything is graded."""

from __future__ import annotations

import re
from dataclasses import replace

import nbformat
import pytest

from autograder.integration import report
from autograder.integration.term import records
from course import questions
from tests.helpers.class_of import NAME, ClassOf, Mend, graded_cells


def test_the_class_before_anything_happens(mine: ClassOf) -> None:
    rows = mine.rows()
    assert (rows["ann"].points, rows["ann"].most) == (12, 12)
    assert rows["bob"].points == 11
    assert len(rows["bob"].mistakes) == 1


@pytest.mark.parametrize("points", [0.25, 1.5])
def test_a_question_with_other_points_is_refused_and_nothing_is_touched(
    mine: ClassOf, mend: Mend, points: float
) -> None:
    before = {p: p.stat().st_mtime_ns for p in mine.folder.glob("autograded/**/*.ipynb")}
    mend("finite_difference", points=points)
    assert not mine.autograde(NAME, force=True)
    assert len(before) == 2
    assert {p: p.stat().st_mtime_ns for p in mine.folder.glob("autograded/**/*.ipynb")} == before
    assert mine.rows()["ann"].points == 12
    (said,) = (line for line in mine.said.splitlines() if "released otherwise" in line)
    assert re.search(r"finite_difference had 3 points and has [\d.]+ points? now", said)
    assert "generate_assignment why-descent --force" in said
    assert "points = {finite_difference = 3}" in said


def test_the_first_way_on_is_to_release_anew(mine: ClassOf, mend: Mend) -> None:
    mend("finite_difference", points=1.5)
    assert not mine.release(NAME, force=True), "source/ still has the points of before"
    assert "python -m autograder course ." in mine.said
    assert "wrote source/why-descent/why-descent.ipynb" in mine.refresh()
    assert mine.release(NAME, force=True), mine.said
    assert mine.autograde(NAME, force=True), mine.said
    most = 12 - 3 + questions.task(NAME, "finite_difference").points  # type: ignore[union-attr]
    assert (mine.rows()["ann"].points, mine.rows()["ann"].most) == (most, most)


def test_the_second_way_on_is_to_keep_the_points(mine: ClassOf, mend: Mend) -> None:
    mend("finite_difference", points=0.25)
    mine.settings("[assignment.why-descent]\npoints = {finite_difference = 3}\n")
    assert mine.autograde(NAME, force=True), mine.said
    assert (mine.rows()["ann"].points, mine.rows()["ann"].most) == (12, 12)
    assert graded_cells(mine.folder, "ann")["finite_difference"].startswith(
        "finite_difference: 3 of 3 points"
    )


def test_other_cases_with_the_same_points_are_refused(mine: ClassOf, mend: Mend) -> None:
    mend("summed_lr", inputs={"arguments": [[0.2, 7], [1.0, 3]]})
    assert not mine.autograde(NAME, force=True)
    assert "summed_lr is tried by other cases now" in mine.said


def test_a_question_that_is_gone_is_not_taken_for_a_test_of_the_instructors_own(
    mine: ClassOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = [task for task in questions.TASKS[NAME] if task.name != "summed_lr"]
    monkeypatch.setattr(questions, "_tasks", lambda assignment: left)
    assert not mine.autograde(NAME, force=True)
    assert "summed_lr is no question any more" in mine.said


def test_an_update_that_changes_no_mark_is_no_matter(
    mine: ClassOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [replace(task, hint="in other words") for task in questions.TASKS[NAME]]
    monkeypatch.setattr(questions, "_tasks", lambda assignment: tasks)
    assert mine.autograde(NAME, force=True), mine.said


def test_what_nbgrader_forbids_is_refused_before_release_is_touched(mine: ClassOf) -> None:
    mine.settings('[assignment.why-descent]\nleave_out = ["summed_lr"]\n')
    mine.refresh()
    released = mine.folder / "release" / NAME / f"{NAME}.ipynb"
    before = released.read_bytes()
    assert not mine.release(NAME, force=True)
    assert "takes away summed_lr, summed_lr-answer" in mine.said
    assert released.read_bytes() == before
    assert mine.rows()["ann"].points == 12


def test_a_class_of_the_version_before_keeps_everything(mine: ClassOf) -> None:
    """As it was made before there was a `class.toml` and before the gradebook knew releases."""
    assert mine.feedback(NAME)
    with mine.gradebook() as gradebook:
        for table in (records.RELEASES, records.GRADINGS, records.PAGES):
            table.drop(gradebook.engine)
    (mine.folder / "class.toml").unlink()
    for kind in ("source", "release"):
        path = mine.folder / kind / NAME / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        del notebook.metadata["descent"]["questions"], notebook.metadata["descent"]["written"]
        nbformat.write(notebook, path)
    before = mine.rows()
    assert len(before["bob"].mistakes) == 1, "read in the graded notebook"
    kept = {p: p.read_bytes() for p in mine.folder.rglob("*.ipynb") if "source" not in p.parts}
    said = mine.refresh()
    assert "wrote class.toml" in said
    assert any(line.startswith("kept the old why-descent as backup/") for line in said)
    assert {p: p.read_bytes() for p in kept} == kept
    assert mine.rows() == before
    assert mine.autograde(NAME), mine.said
    assert mine.rows() == before, "nothing is graded anew"
    assert mine.autograde(NAME, force=True), mine.said
    assert mine.rows() == before
    assert mine.feedback(NAME), mine.said
    assert "0 by" in report.history(mine.folder, NAME, "bob")


def test_a_notebook_of_another_release_is_told(mine: ClassOf) -> None:
    """Who has the kit of tomorrow was shown other checks; the marks are those of the release."""
    mine.hand_in("eve", NAME)
    path = mine.folder / "submitted" / "eve" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["descent"]["questions"]["summed_lr"] = "q00000000.0000"
    nbformat.write(notebook, path)
    assert mine.autograde(NAME), mine.said
    assert "Not the notebook that was released: eve" in mine.said
    assert mine.rows()["eve"].points == 12
    graded = mine.folder / "autograded" / "eve" / NAME / f"{NAME}.ipynb"
    note = nbformat.read(graded, as_version=4).cells[0].source
    assert "its checks tried other cases (summed_lr)" in note
