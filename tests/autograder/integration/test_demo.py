"""What `make` graded: six submissions on momentum, and two on every other assignment."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.integration.report import SubmissionRow, rows, table
from course.assemble import assignments
from course.paths import ROOT
from course.questions import TASKS
from tests.helpers.worth import FULL, SCORES

pytestmark = pytest.mark.slow
DEMO = ROOT / "_build" / "demo"
GIVEN = "the bug left in: the rate applied twice"  # the class that is to be repaired, as it was
NAMED = (
    "the accumulating form (heavy ball)",
    "the step taken from the look-ahead point",
    GIVEN,
    "the conversion the other way round",
    "trusting the look-ahead to be safer",
    "the heavy ball's limit",
)


@pytest.fixture(scope="module")
def demo() -> Path:
    assert (DEMO / "gradebook.txt").exists(), "run `make demo` first"
    return DEMO


def feedback(demo: Path, student: str) -> str:
    return (demo / "feedback" / student / "momentum" / "momentum.html").read_text(encoding="utf-8")


def momentum(demo: Path) -> list[SubmissionRow]:
    return [row for row in rows(demo) if row.assignment == "momentum"]


def test_every_submission_has_its_score(demo: Path) -> None:
    found = {row.student: row.points for row in momentum(demo)}
    assert found == pytest.approx(SCORES)
    assert {row.most for row in momentum(demo)} == {FULL}


@pytest.mark.parametrize("assignment", assignments())
def test_the_keys_answers_get_full_marks_and_the_stub_as_it_was_none(
    assignment: str, demo: Path
) -> None:
    found = {row.student: row for row in rows(demo) if row.assignment == assignment}
    by_machine = sum(task.points for task in TASKS[assignment] if task.kind != "essay")
    assert found["right"].points == by_machine  # bonus questions included
    assert found["right"].most == sum(task.maximum for task in TASKS[assignment])
    assert found["untouched"].points == 0


def test_the_mistakes_are_named_and_nobody_elses(demo: Path) -> None:
    named = {row.student: row.mistakes for row in momentum(demo)}
    assert named.pop("mistaken") == NAMED
    assert named.pop("untouched") == (GIVEN,)
    assert set(named.values()) == {()}


def test_the_table_has_a_line_for_each(demo: Path) -> None:
    assert (demo / "gradebook.txt").read_text(encoding="utf-8").strip() == table(demo)
    assert len(table(demo).splitlines()) == 1 + len(rows(demo))


def test_the_feedback_names_the_mistake_its_section_and_shows_both_paths(demo: Path) -> None:
    page = feedback(demo, "mistaken")
    for name in NAMED:
        assert f"This looks like: {name}." in page.replace("&#39;", "'")
    assert "Two conventions" in page
    assert "the path parts at step 1 of 1" in page
    assert page.count("<svg") == 3
    assert "six steps on an uneven bowl: the paths part at step" in page


@pytest.mark.parametrize(("student", "sentence"), [
    ("endless_loop", "an endless loop?"),
    ("syntax_error", "there is no Momentum: does the cell that should make it work?"),
    ("syntax_error", "SyntaxError"),
    ("untouched", "not answered yet"),
    ("right_other_style", "RuntimeWarning"),
])  # fmt: skip
def test_the_feedback_says_why(demo: Path, student: str, sentence: str) -> None:
    assert sentence in feedback(demo, student)


def test_a_figure_of_the_student_is_shown(demo: Path) -> None:
    assert "data:image/png" in feedback(demo, "right_other_style")
    assert "data:image/png" not in feedback(demo, "right")
