"""The class at a glance: numbers by hand, a page that anybody can read, and a large class."""

from __future__ import annotations

import csv
import io
import re
import shutil
import warnings
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

from autograder.__main__ import main
from autograder.grading import outputs
from autograder.integration.facts import facts
from autograder.integration.intake.cells import new_cell, new_notebook
from autograder.integration.intake.reading import write
from autograder.integration.intake.repair import tell
from autograder.integration.term.dates import DUE
from tests.helpers.visit import LOOKS, Visit

HEAVY, SAFER = "the accumulating form (heavy ball)", "trusting the look-ahead to be safer"
MOST = {"Momentum": 6.0, "diverges": 2.0, "words": 2.0}
# Points of Momentum, diverges and words in each assignment; None: nothing handed in.
CLASS: dict[str, dict[str, tuple[float, ...] | None]] = {
    "why-descent": {"ann": (6, 2, 2), "bob": (6, 2, 1), "<b>eve": (3, 0, 0), "dan": None},
    "momentum": {"ann": (6, 2, 2), "bob": (3, 0, 0), "<b>eve": (5, 0, 0), "dan": None},
}
MADE = {"bob": [("Momentum", HEAVY), ("diverges", SAFER)], "<b>eve": [("Momentum", HEAVY)]}


def notebook(
    named: list[tuple[str, str]], stopped: bool = False, notes: tuple[str, ...] = ()
) -> str:
    """A graded notebook, of the grader's own pieces."""
    made = new_notebook([])
    for question in MOST:
        cell = new_cell("code", f'check({question})\nx = \'"mistake": "typed by hand"\'')
        cell.metadata["nbgrader"] = {"grade_id": question}
        mistake = dict(named).get(question, "")
        cell.outputs = outputs.graded("words", 1.0, mistake=mistake, stopped=stopped)
        made.cells.append(cell)
    tell(made, notes)
    return write(made)


def fill(folder: Path) -> None:
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        for assignment, students in CLASS.items():
            gradebook.add_assignment(assignment, duedate="2026-11-25 12:00:00 UTC")
            gradebook.add_notebook(assignment, assignment)
            for name, most in MOST.items():
                gradebook.add_grade_cell(
                    name, assignment, assignment, max_score=most, cell_type="code"
                )
            for student, points in students.items():
                gradebook.update_or_create_student(student, last_name=f"{student} </title>")
                if points is None:
                    continue
                with warnings.catch_warnings(action="ignore", category=SAWarning):
                    submission = gradebook.add_submission(
                        assignment, student, timestamp="2026-11-24 12:00:00 UTC"
                    )
                if student == "bob":
                    submission.timestamp += timedelta(days=2)
                for grade in submission.notebooks[0].grades:
                    grade.auto_score = points[list(MOST).index(grade.name)]
                    grade.needs_manual_grade = student == "ann" and grade.name == "words"
                path = folder / "autograded" / student / assignment / f"{assignment}.ipynb"
                path.parent.mkdir(parents=True)
                mine = MADE.get(student, []) if assignment == "momentum" else []
                notes = NOTES.get(student, ())
                path.write_text(notebook(mine, student == "<b>eve", notes))
        gradebook.db.commit()


# Who is late has a note, too, and a notebook that was not mended.
NOTES = {
    "ann": ("The cell <i>setup</i> was missing.", f"{DUE}Friday, handed in Saturday: 1 day late."),
    "bob": (f"{DUE}Friday, handed in Saturday: 1 day late.",),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of four with two assignments, and its report."""
    folder = tmp_path_factory.mktemp("glance")
    fill(folder)
    assert main(["report", str(folder)]) == 0
    return folder


def rows(course: Path, name: str) -> list[list[str]]:
    text = (course / "report" / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


def test_the_numbers_are_those_of_the_gradebook(course: Path) -> None:
    questions = {tuple(row[:2]): row[2:] for row in rows(course, "questions")}
    #                                          points, mean, all, some, none, wait
    assert questions["momentum", "Momentum"] == ["6", "4.67", "1", "2", "0", "0"]
    assert questions["momentum", "diverges"] == ["2", "0.67", "1", "0", "2", "0"]
    assert questions["why-descent", "words"] == ["2", "1.00", "1", "1", "1", "1"]
    spread = {tuple(row[:2]): row[2] for row in rows(course, "distribution")}
    shown = {key: n for key, n in spread.items() if key[0] == "momentum" and n != "0"}
    assert shown == {
        ("momentum", "30-39"): "1",
        ("momentum", "50-59"): "1",
        ("momentum", "100"): "1",
    }
    progress = [row[2] for row in rows(course, "progress") if row[0] == "momentum"]
    assert progress[-4:] == ["0", "2", "2", "3"]  # two on the 24th, one late on the 26th


def test_misconceptions_are_counted_with_the_section_to_teach_again(course: Path) -> None:
    assert [row[:5] for row in rows(course, "misconceptions")] == [
        ["momentum", HEAVY, "Momentum", "2", "67%"],
        ["momentum", SAFER, "diverges", "1", "33%"],
    ]
    assert all("momentum.html#" in row[5] for row in rows(course, "misconceptions"))


def test_who_needs_a_look_is_named_with_the_reason(course: Path) -> None:
    found: dict[str, list[str]] = {}
    for assignment, student, _, why in rows(course, "look"):
        if assignment == "momentum":
            found.setdefault(student, []).append(why)
    assert found["bob"] == ["30%, after a mean of 90%"]
    assert found["dan"] == ["nothing handed in"]
    assert found["<b>eve"] == [
        "stopped: a cell ran too long or ended its process",
        "50%, near the limit of 50%",
    ]
    assert found["ann"] == [
        "the notebook was mended: The cell <i>setup</i> was missing.",
        "waits for a reader",
    ]


def test_points_that_nobody_has_given_yet_are_no_fall(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "class"
    shutil.copytree(course, mine)
    with Gradebook(f"sqlite:///{mine / 'gradebook.db'}") as gradebook:
        gradebook.find_grade("words", "momentum", "momentum", "bob").needs_manual_grade = True
        gradebook.db.commit()
    assert main(["report", str(mine)]) == 0
    why = [row[3] for row in rows(mine, "look") if row[:2] == ["momentum", "bob"]]
    assert why == ["waits for a reader"]


def test_what_a_student_types_is_no_fact(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    made = new_notebook([new_cell("code", '"mistake": "mine", "stopped": true, "Stopped: no"')])
    made.cells[0].metadata["nbgrader"] = {"grade_id": "Momentum"}
    made.cells[0].outputs = outputs.shown([{"stream": '"mistake": "printed"'}])
    path.write_text(write(made))
    assert facts(path) == facts(tmp_path / "none.ipynb")
    path.write_text(notebook([("words", 'odd "quotes" \\ and ü')]))
    assert facts(path).mistakes == (("words", 'odd "quotes" \\ and ü'),)


def test_the_page_needs_nothing_else_and_names_are_text(course: Path) -> None:
    page = (course / "report" / "index.html").read_text()
    assert not re.search(r"<script|<link|<img|src=|https?://|url\(|@import|<b>eve|<i>setup", page)
    assert "&lt;b&gt;eve" in page
    assert page.count("</title>") == 1


@pytest.mark.parametrize("look", LOOKS)
def test_anybody_can_read_the_page(browser: Any, course: Path, look: str, tmp_path: Path) -> None:
    context = browser.new_context(**LOOKS[look].context(), bypass_csp=True)
    visit = Visit(context, (course / "report" / "index.html").as_uri())
    assert visit.obstacles() == []
    assert visit.overflow() <= 0
    assert visit.wrong == []
    context.close()


def test_each_chart_says_what_it_shows_and_has_a_table(browser: Any, course: Path) -> None:
    page = browser.new_page()
    page.goto((course / "report" / "index.html").as_uri())
    charts = page.get_by_role("img").all()
    words = [chart.get_attribute("aria-label") for chart in charts]
    assert len(words) == 6  # points, questions and hand-ins of two assignments
    assert any("Momentum: all points 1, some 2, none 0" in text for text in words)
    assert all(page.locator("table caption").all())
    assert page.locator("svg").count() == len(words) < page.locator("table").count()
    page.close()


def test_on_paper_it_is_light(browser: Any, course: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    page.emulate_media(media="print")
    page.goto((course / "report" / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.close()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [(["--pass", "150"], "from 0 to 100"), (["nowhere"], "is no class")],
)
def test_what_is_wrong_is_said_in_a_sentence(
    arguments: list[str], sentence: str, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = [] if "nowhere" in arguments else [str(course)]
    assert main(["report", *where, *arguments]) == 2
    assert sentence in capsys.readouterr().err
