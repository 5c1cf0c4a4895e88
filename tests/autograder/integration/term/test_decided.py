"""A question dropped or given, a mark decided by hand: marks, pages and history agree."""

from __future__ import annotations

import re
import shutil

import pytest

from autograder.__main__ import main
from autograder.integration import preview, report
from tests.helpers.class_of import NAME, ClassOf, Mend, graded_cells, points


def test_diff_says_whose_points_move_and_writes_nothing(mine: ClassOf, mend: Mend) -> None:
    mine.settings(DECIDED)
    before = mine.rows()
    stamp = (mine.folder / "gradebook.db").read_bytes()
    found = preview.look(mine.folder, NAME)
    assert [(m.student, m.question, m.before, m.after) for m in found.moves] == [
        ("ann", "promised_fall", "1 of 1", "out"),
        ("bob", "promised_fall", "1 of 1", "out"),
        ("bob", "summed_lr", "0 of 1", "0.5 of 1"),
    ]
    table = found.table()
    assert "ann      in all         12 of 12 -> 11 of 11    100%, as before" in table
    assert "bob      in all         11 of 12 -> 10.5 of 11  91.67% -> 95.45%" in table
    assert table.count("dropped: it counts for nobody") == 2
    assert "override: The sum was called a mean in the lecture." in table
    assert "2 submissions: the share of the points that count goes up for 1, down for 0" in table
    assert "generate_assignment why-descent --force; nbgrader autograde" in table.splitlines()[-1]
    assert (mine.folder / "gradebook.db").read_bytes() == stamp
    assert mine.rows() == before


DECIDED = """
[assignment.why-descent]
dropped = ["promised_fall"]

[[override]]
student = "bob"
assignment = "why-descent"
question = "summed_lr"
points = 0.5
reason = "The sum was called a mean in the lecture."
"""


def test_what_was_decided_is_in_marks_feedback_and_history(mine: ClassOf) -> None:
    mine.settings(DECIDED)
    assert not mine.autograde(NAME, force=True), "the maximum is another one"
    assert "promised_fall had 1 point and is dropped now. Nothing was graded" in mine.said
    assert "or take promised_fall out of dropped in class.toml" in mine.said
    assert mine.refresh()
    assert mine.release(NAME, force=True), mine.said
    assert mine.autograde(NAME, force=True), mine.said
    fall = points("promised_fall")
    rows = mine.rows()
    assert (rows["ann"].points, rows["ann"].most) == (12 - fall, 12 - fall)
    assert rows["bob"].points == 11 - fall + 0.5
    reports = graded_cells(mine.folder, "bob")
    assert "called a mean in the lecture" in reports["summed_lr"]
    assert "it counts for nobody" in reports["promised_fall"]
    assert mine.feedback(NAME), mine.said
    page = (mine.folder / "feedback" / "bob" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert re.search(r"promised_fall</a></td>\s*<td[^>]*>dropped</td>", page)
    assert "0 bonus" not in page
    assert main(["report", str(mine.folder)]) == 0
    table = (mine.folder / "report" / "questions.csv").read_text(encoding="utf-8-sig")
    assert "summed_lr" in table
    assert "promised_fall" not in table, "it counts for nobody"
    told = report.history(mine.folder, NAME, "bob")
    assert [line.strip().partition(": ")[2][:3] for line in told.splitlines() if "summed_lr" in line
            ] == ["0 b", "0.5"]  # fmt: skip
    assert "override: The sum was called a mean in the lecture." in told
    assert preview.look(mine.folder, NAME).table() == "2 submissions: nobody's points move"


@pytest.mark.parametrize(
    ("ruling", "ann", "bob", "most", "told"),
    [
        ("bonus", 12, 11, 11, "up for 2, down for 0, stays for 0"),
        ("given", 12, 12, 12, "up for 1, down for 0, stays for 1"),
    ],
)
def test_a_question_becomes_a_bonus_or_is_given(
    mine: ClassOf, ruling: str, ann: float, bob: float, most: float, told: str
) -> None:
    mine.settings(f'[assignment.why-descent]\n{ruling} = ["summed_lr"]\n')
    assert told in preview.look(mine.folder, NAME).table()
    mine.refresh()
    assert mine.release(NAME, force=True), mine.said
    assert mine.autograde(NAME, force=True), mine.said
    rows = mine.rows()
    assert (rows["ann"].points, rows["bob"].points, rows["ann"].most) == (ann, bob, most)


def test_the_doctor_finds_what_a_shared_server_needs(
    mine: ClassOf, capsys: pytest.CaptureFixture[str]
) -> None:
    mine.folder.chmod(0o755)
    mine.settings(DECIDED.replace('"bob"', '"nobody"'))
    assert main(["doctor", str(mine.folder)]) == 1
    said = capsys.readouterr().out
    assert f"chmod o-rwx {mine.folder}" in said
    assert "c.Grade.term is empty" in said
    assert "class.toml names 'nobody', and nobody in the class is called so" in said
    assert "students' code is confined at the level" in said
    mine.folder.chmod(0o700)
    main(["doctor", str(mine.folder)])
    assert f"ok    {mine.folder} can be read by you only" in capsys.readouterr().out


def test_a_name_that_nobody_has_is_told_where_it_would_have_had_an_effect(mine: ClassOf) -> None:
    mine.settings(DECIDED.replace('"bob"', '"bop"'))
    said = "class.toml names 'bop', and nobody in the class is called so; did you mean 'bob'?"
    assert said in mine.refresh()
    mine.autograde(NAME)
    assert said in mine.said
    mine.settings(DECIDED)
    assert not any("nobody in the class" in line for line in mine.refresh())
    shutil.rmtree(mine.folder / "submitted")
    (mine.folder / "gradebook.db").unlink()
    mine.settings(DECIDED.replace('"bob"', '"bop"'))
    assert not any("nobody in the class" in line for line in mine.refresh()), "nobody is in it yet"
    assert not (mine.folder / "gradebook.db").exists()


def test_commands_on_a_class_say_what_is_wrong(
    mine: ClassOf, capsys: pytest.CaptureFixture[str]
) -> None:
    mine.settings("assignments = ['momentun']")
    assert main(["diff", str(mine.folder), NAME]) == 2
    assert "did you mean 'momentum'?" in capsys.readouterr().err
    assert main(["history", str(mine.folder), NAME, "nobody"]) == 0
    assert "nobody has no why-descent that was graded" in capsys.readouterr().out
