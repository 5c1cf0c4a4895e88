"""Bonus questions: what they earn adds to the score, and nothing to the maximum."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.utils import determine_grade

from autograder.grading.outputs import graded
from autograder.integration.demo import hand_in
from autograder.integration.report import rows
from course.questions import TASKS
from tests.helpers.nbgrader import nbgrader

NAME = "beyond-adam"
TASK = TASKS[NAME]
MOST = sum(task.points for task in TASK if not task.bonus)
BONUS = sum(task.points for task in TASK if task.bonus)


def test_stock_nbgrader_adds_a_bonus_on_top_and_keeps_what_a_person_typed(
    released: Path, tmp_path: Path
) -> None:
    course = shutil.copytree(released, tmp_path / "class")

    def done(*arguments: str) -> None:
        ran = nbgrader(course, *arguments)
        assert ran.returncode == 0, ran.stderr

    def points() -> dict[str, tuple[float, float]]:
        return {row.student: (row.points, row.most) for row in rows(course)}

    assert hand_in(tmp_path / "no texts", course, NAME) == ["right", "untouched"]
    done("autograde", NAME)
    assert points() == {"right": (MOST + BONUS, MOST), "untouched": (0, MOST)}

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "descent") as gradebook:
        grade = gradebook.find_grade("Lion", NAME, NAME, "right")
        assert (grade.auto_score, grade.max_score, grade.needs_manual_grade) == (1, 0, False)
        grade.manual_score, grade.extra_credit = 0.0, 0.5
        gradebook.db.commit()
    done("autograde", NAME, "--force")
    assert points()["right"] == (MOST + BONUS - 0.5, MOST)

    done("export")
    table = (course / "grades.csv").read_text(encoding="utf-8")
    assert f",{MOST + BONUS - 0.5},0.0,{MOST + BONUS - 0.5},{MOST}" in table


def test_nbgrader_itself_sees_no_score_in_the_output_of_a_bonus() -> None:
    shown = [nbformat.from_dict(output) for output in graded("a report", 1.0, bonus=True)]
    own = {"grade": True, "solution": False, "points": 0.0}
    cell = nbformat.v4.new_code_cell("check(Lion)", outputs=shown, metadata={"nbgrader": own})
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))
    assert determine_grade(cell) == (0.0, 0.0)
    assert shown[-1]["metadata"]["descent"] == {"mistake": "", "bonus": 1.0}
