"""Pages show the marks of now, of everybody who is in the gradebook, and essays are counted."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.integration import preview, report
from tests.helpers.class_of import NAME, ClassOf


def test_feedback_is_made_anew_when_the_marks_are_newer(mine: ClassOf) -> None:
    page = mine.folder / "feedback" / "bob" / NAME / f"{NAME}.html"
    other = mine.folder / "feedback" / "ann" / NAME / f"{NAME}.html"
    assert mine.feedback(NAME), mine.said
    first, kept = page.stat().st_mtime_ns, other.stat().st_mtime_ns
    assert mine.feedback(NAME)
    assert (page.stat().st_mtime_ns, other.stat().st_mtime_ns) == (first, kept), "nothing is new"
    with mine.gradebook() as gradebook:
        grade = gradebook.find_grade("summed_lr", NAME, NAME, "bob")
        grade.manual_score = 0.75
        comment = gradebook.find_comment("summed_lr-answer", NAME, NAME, "bob")
        comment.manual_comment = "half way there"
        gradebook.db.commit()
    assert mine.feedback(NAME)
    assert page.stat().st_mtime_ns != first
    assert other.stat().st_mtime_ns == kept
    assert "half way there" in page.read_text(encoding="utf-8")


def test_who_has_a_damaged_notebook_gets_no_page_and_the_others_do(mine: ClassOf) -> None:
    graded = mine.folder / "autograded" / "ann" / NAME / f"{NAME}.ipynb"
    whole = graded.read_text(encoding="utf-8")
    for damage in (b"", b"{", b"\xff\xfe"):
        graded.write_bytes(damage)
        assert not mine.feedback(NAME, force=True)
        assert f"nbgrader autograde {NAME} --student=ann --force makes it anew" in mine.said
        assert "Traceback" not in mine.said
        assert not (mine.folder / "feedback" / "ann" / NAME).exists()
        assert (mine.folder / "feedback" / "bob" / NAME / f"{NAME}.html").exists()
    graded.write_text(whole, encoding="utf-8")
    assert mine.feedback(NAME), mine.said
    assert (mine.folder / "feedback" / "ann" / NAME / f"{NAME}.html").exists()


def test_who_left_is_told_apart(mine: ClassOf) -> None:
    with mine.gradebook() as gradebook:
        gradebook.remove_student("bob")
    assert mine.autograde(NAME), mine.said
    assert "not in the gradebook any more: bob" in mine.said
    assert mine.autograde(NAME, force=True), mine.said
    assert "not in the gradebook any more: bob" in mine.said, "--force takes nobody in again"
    assert [*mine.rows()] == ["ann"]
    assert "bob" not in preview.look(mine.folder, NAME).table()
    assert mine.feedback(NAME, force=True), mine.said
    assert not (mine.folder / "feedback" / "bob").exists()
    assert (
        report.table(mine.folder)
        .splitlines()[-1]
        .endswith("dropped: not in the gradebook any more")
    )
    assert mine.autograde(NAME, force=True, student="bob"), mine.said
    assert mine.rows()["bob"].points == 11, "who is named is"
    with mine.gradebook() as gradebook:
        gradebook.remove_student("bob")
    shutil.rmtree(mine.folder / "autograded" / "bob")
    assert mine.autograde(NAME), mine.said
    assert [*mine.rows()] == ["ann", "bob"], "who hands in anew, as the demonstration does"


def test_essays_that_nobody_has_read_are_counted(tmp_path: Path) -> None:
    made = ClassOf(tmp_path / "class", "interview")
    assert made.release("interview"), made.said
    made.hand_in("ann", "interview")
    assert made.autograde("interview"), made.said
    assert made.rows()["ann"].waiting == 3
    with made.gradebook() as gradebook:
        for name in ("explain_noise", "explain_warm_up", "explain_decay"):
            grade = gradebook.find_grade(name, "interview", "interview", "ann")
            grade.manual_score, grade.needs_manual_grade = 2.0, False
        gradebook.db.commit()
    assert (made.rows()["ann"].waiting, made.rows()["ann"].points) == (0, 15)
