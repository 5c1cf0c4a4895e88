"""Feedback goes back to whom it is about, read as the LMSs read it; and the whole way round."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from autograder.__main__ import main
from tests.helpers.lms import PEOPLE, canvas_prefix, moodle_prefix, packed

WORK = "momentum.ipynb"


def as_moodle(path: str) -> tuple[int, str] | None:
    """importziplib.php: the participant's number, and the file's name."""
    parts = path.split("/")
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) < 4 or not info[1].isdigit() or info[2:4] != ["assignsubmission", "file"]:
            continue
        parts.insert(0, info[4] if len(info) == 5 else "")
        return int(info[1]), "/".join(parts).lstrip("/")
    return None


def as_canvas(path: str) -> tuple[int, int]:
    """assignment.rb, infer_comment_context_from_filename: two numbers, student and attachment."""
    numbers = [part for part in path.split("/")[-1].split("_") if part.isdigit()]
    return int(numbers[0]), int(numbers[1])


def collected(form: str, course: Path, tmp_path: Path) -> None:
    files = []
    for n, person in enumerate(PEOPLE[:7]):
        name = {
            "moodle": f"{moodle_prefix(person.full, person.number)}_assignsubmission_file/{WORK}",
            "canvas": f"{canvas_prefix(person, late=n == 2)}_{900 + n}_{WORK}",
        }[form]
        files.append((name, person.login.encode()))
    path = packed(tmp_path / "a.zip", files)
    assert main(["collect", form, str(path), "--class", str(course)]) == 0
    for folder in (course / "submitted").iterdir():
        page = course / "feedback" / folder.name / "momentum" / "momentum.html"
        page.parent.mkdir(parents=True)
        page.write_bytes((folder / "momentum" / WORK).read_bytes())


def give(form: str, course: Path, tmp_path: Path) -> int:
    return main(["return", form, "momentum", str(tmp_path / "back.zip"), "--class", str(course)])


@pytest.mark.parametrize("form", ["moodle", "canvas"])
def test_each_page_goes_to_whose_work_it_is_about(form: str, course: Path, tmp_path: Path) -> None:
    collected(form, course, tmp_path)
    assert give(form, course, tmp_path) == 0
    with zipfile.ZipFile(tmp_path / "back.zip") as archive:
        pages = {name: archive.read(name).decode() for name in archive.namelist()}
    if form == "moodle":
        found = {text: as_moodle(name) for name, text in pages.items()}
        assert found == {p.login: (p.number, "momentum.html") for p in PEOPLE[:7]}
    else:
        read = {text: as_canvas(name) for name, text in pages.items()}
        assert read == {p.login: (p.number, 900 + n) for n, p in enumerate(PEOPLE[:7])}


def test_who_has_no_page_or_number_is_named(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "roster.csv"
    table.write_text(
        "id,name,group,participant\nann,Ann Müller,Team 1,71\nbob,Bob O'Neil,Team 1,\n"
    )
    prefix = f"{moodle_prefix('Team 1', 12)}_assignsubmission_file"
    path = packed(tmp_path / "a.zip", [(f"{prefix}/{WORK}", b"x")])
    arguments = ["collect", "moodle", str(path), "--class", str(course), "--roster", str(table)]
    assert main(arguments) == 0
    assert give("moodle", course, tmp_path) == 2
    assert "nbgrader generate_feedback" in capsys.readouterr().err
    for student in ("ann", "bob"):
        page = course / "feedback" / student / "momentum" / "momentum.html"
        page.parent.mkdir(parents=True)
        page.write_text(student)
    assert give("moodle", course, tmp_path) == 0
    assert "not in it: bob, no number of moodle's" in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "back.zip") as archive:
        assert [as_moodle(name) for name in archive.namelist()] == [(71, "momentum.html")]
    assert give("canvas", course, tmp_path) == 2
    assert "nothing of momentum was collected from canvas" in capsys.readouterr().err
