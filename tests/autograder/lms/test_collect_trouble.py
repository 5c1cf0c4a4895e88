"""Archives that are hostile, wrong or large: the class's folder holds, and a sentence is said."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import pytest

from autograder.__main__ import main
from tests.helpers.lms import (
    WORK,
    Person,
    archive,
    collect,
    packed,
    roster,
    submitted,
    when,
)


def test_hostile_names_stay_in_the_class_s_folder(course: Path, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if course not in path.parents}
    files = [
        (f"../Eve_1_assignsubmission_file/{WORK}", b"x"),
        (f".._2_assignsubmission_file/{WORK}", b"x"),
        ("._3_assignsubmission_file/a", b"x"),
        (f"Eve_4_assignsubmission_file/../../../{WORK}", b"x"),
        (f"/Eve_5_assignsubmission_file/{WORK}", b"x"),
        ("Mal_6_assignsubmission_file/a", b"x"),
        ("Mal_6_assignsubmission_file/a/b", b"x"),
        ("Mal_6_assignsubmission_file/timestamp.txt", b"2020-01-01 00:00:00 UTC"),
        ("stray.txt", b"x"),
        ("stray.txt/inner", b"x"),
    ]
    assert (
        collect(course, "moodle", packed(tmp_path / "a.zip", files), "--assignment", "momentum")
        == 0
    )
    after = {path for path in tmp_path.rglob("*") if course not in path.parents}
    assert after - before == {tmp_path / "a.zip"}
    assert [path.name for path in (course / "submitted").iterdir()] == ["Mal"]
    assert submitted(course, "Mal", "a/b") == submitted(course, "Mal", "a.file") == b"x"
    assert when(course, "Mal") != datetime(2020, 1, 1)


def test_a_bomb_leaves_the_others_and_little_behind(
    course: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("archive", "collect"):
        monkeypatch.setattr(f"autograder.lms.{module}.BYTES", 3_000_000)
    monkeypatch.setattr("autograder.lms.collect.ROOM", 30_000_000)
    files = [(f"ann/{WORK}", b"fine"), ("eve/bomb", b"\0" * 4_500_000)]
    files += [(f"mal{n}/bomb", b"\0" * 2_700_000) for n in range(12)]
    path = packed(tmp_path / "a.zip", files)
    assert collect(course, "folder", path) == 0
    assert submitted(course, "ann") == b"fine"
    assert sum(p.stat().st_size for p in course.rglob("*") if p.is_file()) < 33_000_000
    assert "eve/bomb was left out: a submission may have 3 MB" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("moodle", "none.zip", "--assignment", "momentum"), "there is no"),
        (
            ("moodle", "a.zip", "--assignment", "adaptive"),
            "no assignment adaptive; it has interview, momentum",
        ),
        (("moodle", "a.zip"), "give --assignment"),
        (
            ("moodle", "a.zip", "--assignment", "momentum", "--zone", "Mars/One"),
            "no time zone Mars",
        ),
        (("moodle", "empty.zip"), "there is no file in empty.zip"),
        (("moodle", "a.zip", "--assignment", "momentum", "--roster", "head.csv"), "names nobody"),
        (("moodle", "a.zip", "--assignment", "momentum", "--roster", "a.zip"), "a.zip"),
        (("moodle", "a.zip", "--assignment", "momentum", "--roster", "twice.csv"), "has ann twice"),
        (
            ("moodle", "a.zip", "--assignment", "momentum", "--roster", "odd.csv"),
            "no column of ids",
        ),
        (
            ("moodle", "a.zip", "--assignment", "momentum", "--roster", "columns.csv"),
            "two columns of the table are called 'username'",
        ),
        (
            ("moodle", "a.zip", "--assignment", "momentum", "--roster", "path.csv"),
            "'../ann' cannot be the name of a folder",
        ),
        (("moodle", "a.zip", "--assignment", "momentum"), "not placed: 1"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    arguments: tuple[str, ...],
    sentence: str,
    course: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    packed(tmp_path / "a.zip", [("x", b"x")])
    (tmp_path / "twice.csv").write_text("id,name\nann,A\nann,B\n")
    packed(tmp_path / "empty.zip", [])
    (tmp_path / "head.csv").write_text("id,name\n")
    (tmp_path / "columns.csv").write_text("Username,User_name,username\nann,bob,eve\n")
    (tmp_path / "path.csv").write_text("id,name\n../ann,Ann\n")
    (tmp_path / "odd.csv").write_text("colour,shape\nred,round\n")
    assert main(["collect", *arguments, "--class", str(course)]) == 2
    assert sentence in capsys.readouterr().err
    assert not (course / "submitted").exists()


def test_no_class_is_said_to_be_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["collect", "moodle", "a.zip", "--class", str(tmp_path)]) == 2
    assert "is no class" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["moodle", "canvas"])
def test_a_thousand_are_collected_in_ten_seconds(form: str, course: Path, tmp_path: Path) -> None:
    people = [Person(f"Ann{n}", f"Lee{n}", 10_000 + n, f"s{n}") for n in range(1000)]
    path = archive(form, tmp_path / "a.zip", people)
    table = roster(form, tmp_path / "roster.csv", people)
    begun = time.process_time()
    assert collect(course, form, path, "--roster", table) == 0
    assert time.process_time() - begun < 10
    assert len(list((course / "submitted").iterdir())) == 1000
