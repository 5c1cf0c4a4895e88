"""Grades for the LMSs: their documented columns, and what their own importers would read."""

from __future__ import annotations

import csv
import io
import logging
import re
import warnings
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from autograder.lms import exporters
from tests.helpers.lms import PEOPLE
from tests.helpers.nbgrader import nbgrader

POINTS = {"Momentum": 6.0, "heavy_ball_rate": 2.5, "words": 4.0, "extra": 0.0}
# Ann all right with a bonus; Bob late by two days, with a penalty; María's essay is not read yet.
EARNED: dict[str, dict[str, float]] = {
    "ann": {"Momentum": 6.0, "heavy_ball_rate": 2.5, "words": 4.0, "extra": 1.25},
    "bob": {"Momentum": 3.0, "heavy_ball_rate": 0.0, "words": 2.0, "extra": 0.0},
    "maria": {"Momentum": 4.125, "heavy_ball_rate": 2.5, "words": 0.0, "extra": 0.0},
    "kim2": {"Momentum": 1.0, "heavy_ball_rate": 0.0, "words": 0.0, "extra": 0.0},
}
TOTAL = {"ann": "13.75", "bob": "4.5", "maria": "6.625", "kim2": "1"}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of which four have handed momentum in."""
    folder = tmp_path_factory.mktemp("graded")
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        gradebook.add_assignment("momentum", duedate="2026-11-25 12:00:00 UTC")
        gradebook.add_assignment("gradient-descent")
        gradebook.add_notebook("momentum", "momentum")
        for name, most in POINTS.items():
            gradebook.add_grade_cell(name, "momentum", "momentum", max_score=most, cell_type="code")
        for person in PEOPLE:
            gradebook.add_student(
                person.login, first_name=person.first, last_name=person.last,
                email=person.email, lms_user_id=str(person.number),
            )  # fmt: skip
        gradebook.add_student("eve", first_name="Eve", last_name='=HYPERLINK("http://x")')
        for student, earned in EARNED.items():
            with warnings.catch_warnings(action="ignore", category=SAWarning):  # nbgrader's own
                submission = gradebook.add_submission(
                    "momentum", student, timestamp="2026-11-27 12:00:00 UTC"
                )
            submission.extension = timedelta(days=2) if student != "bob" else None
            for grade in submission.notebooks[0].grades:
                grade.auto_score = earned[grade.name]
                grade.needs_manual_grade = student == "maria" and grade.name == "words"
            if student == "bob":
                submission.notebooks[0].late_submission_penalty = 0.5
        gradebook.db.commit()
    return folder


# A log of its own: what other tests of this process did to the shared one is nothing to us.
LOG = logging.Logger("exporter")


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What exporters log."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    LOG.addHandler(handler)
    yield said
    LOG.removeHandler(handler)


def export(name: str, course: Path, to: Path, assignment: str = "momentum", **options: Any) -> Path:
    config = Config({name: {**options, "to": str(to)}})
    if assignment:
        config[name].assignment = [assignment]
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        getattr(exporters, name)(config=config, log=LOG).export(gradebook)
    return to


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def read_as_canvas(table: list[list[str]]) -> dict[str, dict[str, str]]:
    """What Canvas's gradebook_importer.rb reads: scores by its number or login, and assignment."""
    heading, *lines = table
    assert len(heading) > 3
    assert "Student" in heading[0]
    assert "ID" in heading[1]
    columns = 3
    if re.search(r"SIS\s+Login\s+ID", heading[2]):
        columns = 4
    elif re.search(r"SIS\s+User\s+ID", heading[2]) and re.search(r"SIS\s+Login\s+ID", heading[3]):
        columns = 5
    assert "Section" in heading[columns - 1]
    found: dict[str, dict[str, str]] = {}
    for row in lines:
        if "Points Possible" in row[0]:
            continue
        if all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell, re.I) for cell in row):
            continue
        scores = dict(zip(heading[columns:], row[columns:], strict=True))
        found[row[1] or row[columns - 2]] = {
            (match[1] if (match := re.search(r"\((\d+)\)\s*$", name)) else name): score
            for name, score in scores.items()
            if not re.search("Current Score|Final Score", name)
        }
    return found


def read_as_moodle(table: list[list[str]]) -> dict[str, str]:
    """What Moodle's importgradeslib.php reads: a grade by the participant's number."""
    heading, *lines = table
    grade, number = heading.index("Grade"), heading.index("Identifier")
    assert "Last modified (grade)" in heading
    assert all(len(row) == len(heading) for row in lines)
    return {row[number][len("Participant ") :]: row[grade] for row in lines}


def test_canvas_reads_what_is_made(course: Path, tmp_path: Path) -> None:
    table = rows(export("Canvas", course, tmp_path / "c.csv", numbers={"momentum": 55}))
    assert table[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "momentum (55)"]
    assert table[1] == ["    Points Possible", "", "", "", "", "12.5"]
    scores = read_as_canvas(table)
    numbers = {person.login: str(person.number) for person in PEOPLE}
    assert {s: scores[numbers[s]]["55"] for s in TOTAL} == TOTAL
    assert scores[numbers["zoe"]]["55"] == ""  # nothing handed in, so nothing is written over
    names = {row[3]: row[0] for row in table[2:]}
    assert names["bob"] == "O'Neil, Bob"
    assert names["taro"] == "山田, 太郎"
    assert names["eve"].startswith("'=")  # no formula


CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Essay (54),Momentum (55),Current Score,Final Score
,,,,,,Manual Posting,,
    Points Possible,,,,,10,12.50,(read only),(read only)
"Müller, Ann",4711,,ann,A,7,,,
"Lee, Kim",4718,,kim1,A,8,,,
"Lee, Kim",4719,,kim2,A,9,0.5,,
"O'Neil, Bob",4712,,bob,B,,,,
"Student, Test",4999,,x,B,,,,
"""


def test_canvas_s_own_table_is_filled_in(course: Path, tmp_path: Path, said: io.StringIO) -> None:
    (tmp_path / "in.csv").write_text(CANVAS, encoding="utf-8")
    path = export("Canvas", course, tmp_path / "out.csv", template=str(tmp_path / "in.csv"))
    before, after = rows(tmp_path / "in.csv"), rows(path)
    assert read_as_canvas(after) == {
        "4711": {"54": "7", "55": "13.75"},
        "4718": {"54": "8", "55": ""},
        "4719": {"54": "9", "55": "1"},
        "4712": {"54": "", "55": "4.5"},
        "4999": {"54": "", "55": ""},
    }
    changed = {
        (r, c) for r, row in enumerate(before) for c, cell in enumerate(row) if after[r][c] != cell
    }
    assert changed == {(3, 6), (5, 6), (6, 6)}
    told = said.getvalue()
    assert "has no row for maria" in told
    assert "has no Student, Test (4999)" in told
    assert "1 submissions wait for a reader" in told


MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\r\n'
    "Participant 901,Ann Müller,ann@example.edu,Submitted,,{most},Yes,-,-,\r\n"
    "Participant 902,Kim Lee,kim2@example.edu,Submitted,,{most},Yes,-,-,\r\n"
    "Participant 903,Bob O'Neil,,Submitted,,{most},Yes,"
    '"27 November 2026, 5:50 PM",-,"a, ""b"""\r\n'
)


@pytest.mark.parametrize(("most", "ann"), [("12.50", "13.75"), ('"12,50"', "13,75")])
def test_moodle_s_worksheet_is_filled_in(
    most: str, ann: str, course: Path, tmp_path: Path, said: io.StringIO
) -> None:
    (tmp_path / "in.csv").write_bytes(b"\xef\xbb\xbf" + MOODLE.format(most=most).encode())
    path = export("Moodle", course, tmp_path / "out.csv", template=str(tmp_path / "in.csv"))
    bob = ann.replace("13", "4").replace("75", "5")
    assert read_as_moodle(rows(path)) == {"901": ann, "902": "1", "903": bob}
    assert rows(path)[3][6:] == rows(tmp_path / "in.csv")[3][6:]
    assert path.read_bytes()[:3] == b"\xef\xbb\xbf"
    assert "passes over who has more: ann" in said.getvalue()


def test_moodle_s_import_has_a_column_an_assignment(course: Path, tmp_path: Path) -> None:
    heading, *table = rows(export("Moodle", course, tmp_path / "m.csv", assignment=""))
    assert heading[:4] == ["First name", "Last name", "ID number", "Email address"]
    assert sorted(heading[4:]) == [
        "Assignment: gradient-descent (Real)",
        "Assignment: momentum (Real)",
    ]
    place = heading.index("Assignment: momentum (Real)")
    assert {row[2]: row[place] for row in table if row[place]} == TOTAL


def test_blackboard_s_own_table_is_filled_in(course: Path, tmp_path: Path) -> None:
    text = (
        '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t'
        '"Gradient Descent [Total Pts: 10 Score] |9875"\t"Momentum [Total Pts: 12.5 Score] |9876"\n'
        '"Müller"\t"Ann"\t"ann"\t"1"\t"5"\t""\n"O\'Neil"\t"Bob"\t"bob"\t"2"\t""\t"In Progress"\n'
    )
    (tmp_path / "in.xls").write_bytes(text.encode("utf-16"))
    path = export("Blackboard", course, tmp_path / "out.xls", template=str(tmp_path / "in.xls"))
    lines = path.read_bytes().decode("utf-16").splitlines()
    assert [line.split("\t")[2:] for line in lines[1:]] == [
        ["ann", "1", "5", "13.75"],
        ["bob", "2", "", "4.5"],
    ]
    made = rows(export("Blackboard", course, tmp_path / "b.csv", numbers={"momentum": 9876}))
    assert made[0][2:] == ["Username", "Student ID", "momentum [Total Pts: 12.5 Score] |9876"]


def test_questions_are_columns_as_gradescope_s(course: Path, tmp_path: Path) -> None:
    folder = export("Questions", course, tmp_path / "questions")
    assert [path.name for path in folder.iterdir()] == ["momentum.csv"]
    heading, *table = rows(folder / "momentum.csv")
    assert heading == [
        *("First Name", "Last Name", "SID", "Email", "Total Score", "Max Points", "Status"),
        *("Submission Time", "Lateness (H:M:S)"),
        *("1: Momentum (6.0 pts)", "2: extra (0.0 pts)", "3: heavy_ball_rate (2.5 pts)"),
        "4: words (4.0 pts)",
    ]
    found = {row[2]: row[4:] for row in table}
    time = "2026-11-27 12:00:00 +0000"
    assert found["ann"] == ["13.75", "12.5", "Graded", time, "00:00:00", "6", "1.25", "2.5", "4"]
    assert found["bob"] == ["4.5", "12.5", "Graded", time, "48:00:00", "3", "0", "0", "2"]
    assert found["maria"][2] == "Ungraded"
    assert found["zoe"] == ["", "12.5", "Missing", "", "", "", "", "", ""]


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("Canvas", "Student,ID,SIS Login ID,Section,Essay (54)\n", "no column of"),
        ("Blackboard", "Username\tEssay [Total Pts: 1 Score] |5\n", "no column of"),
        ("Moodle", "Name,Note\n", "no grading worksheet"),
        ("Moodle", "", "is no table"),
        ("Moodle", "Identifier,Username,Username,Grade\nParticipant 1,a,b,\n", "two columns"),
        ("Canvas", None, "No such file"),
    ],
)
def test_a_template_of_something_else_is_refused(
    name: str,
    text: str | None,
    sentence: str,
    course: Path,
    tmp_path: Path,
    said: io.StringIO,
) -> None:
    if text is not None:
        (tmp_path / "in.csv").write_text(text)
    with pytest.raises(SystemExit):
        export(name, course, tmp_path / "out.csv", template=str(tmp_path / "in.csv"))
    assert sentence in said.getvalue()
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("name", ["Moodle", "Canvas", "Blackboard", "Questions"])
def test_what_cannot_be_written_is_a_sentence(
    name: str, course: Path, tmp_path: Path, said: io.StringIO
) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SystemExit):
        export(name, course, tmp_path / "file" / "out.csv")
    assert "cannot be written: Not a directory" in said.getvalue()
    with pytest.raises(SystemExit):
        export(name, course, tmp_path / "out.csv", assignment="momentun")
    assert "there is no assignment momentun; this class has " in said.getvalue()
    assert not (tmp_path / "out.csv").exists()


def test_nbgrader_s_command_takes_an_exporter_and_its_settings(
    course: Path, tmp_path: Path
) -> None:
    (tmp_path / "in.csv").write_text(CANVAS, encoding="utf-8")
    done = nbgrader(
        course, "export", "--exporter=autograder.lms.exporters.Canvas", "--assignment=momentum",
        f"--Canvas.template={tmp_path / 'in.csv'}", "--to", str(tmp_path / "out.csv"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert read_as_canvas(rows(tmp_path / "out.csv"))["4711"]["55"] == "13.75"
    assert "unrecognized" not in done.stderr.lower(), done.stderr
