"""Archives in the forms of the LMSs, with odd names: everything is placed, or listed and kept."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from autograder.__main__ import main
from tests.helpers.lms import (
    FORMS,
    NAMED_ALIKE,
    PEOPLE,
    WORK,
    Person,
    archive,
    canvas_prefix,
    metadata,
    moodle_prefix,
    packed,
    roster,
    work,
)


def collect(course: Path, form: str, path: Path, *more: object) -> int:
    kind = form.split("-")[0]
    arguments = ["collect", kind, path, "--class", course, "--zone", "Europe/Berlin", *more]
    return main([str(argument) for argument in arguments])


def submitted(course: Path, student: str, name: str = WORK) -> bytes:
    return (course / "submitted" / student / "momentum" / name).read_bytes()


def when(course: Path, student: str) -> datetime | None:
    """When nbgrader itself takes something to have been handed in."""
    folder = course / "submitted" / student / "momentum"
    found: datetime | None = CourseDirectory().get_existing_timestamp(str(folder))
    return found


@pytest.mark.parametrize("form", FORMS)
def test_each_gets_their_own_work_by_a_roster(form: str, course: Path, tmp_path: Path) -> None:
    table = roster(form, tmp_path / "roster.csv")
    assert collect(course, form, archive(form, tmp_path / "a.zip"), "--roster", table) == 0
    for person in PEOPLE:
        student = str(person.number) if form == "gradescope" else person.login
        assert submitted(course, student) == work(person)
        assert submitted(course, student, "data.csv") == b"1"
        assert when(course, student) == datetime(
            2026, 11, 27, 16, 50, 0, 123456 * (form == "gradescope")
        )
    assert len(list((course / "submitted").iterdir())) == len(PEOPLE)
    assert not (course / "downloaded" / "momentum" / "unplaced").exists()


@pytest.mark.parametrize("form", FORMS)
def test_without_a_roster_names_do_and_two_of_one_name_are_listed(
    form: str, course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert collect(course, form, archive(form, tmp_path / "a.zip")) == 0
    here = {path.name: submitted(course, path.name) for path in (course / "submitted").iterdir()}
    alike = set() if form in ("gradescope", "folder") else NAMED_ALIKE
    assert sorted(here.values()) == sorted(work(p) for p in PEOPLE if p.login not in alike)
    kept = [p.read_bytes() for p in (course / "downloaded").rglob(f"*{WORK}")]
    assert sorted(kept) == sorted(work(p) for p in PEOPLE if p.login in alike)
    assert ("more than one" in capsys.readouterr().out) == bool(alike)


@pytest.mark.parametrize("form", FORMS)
def test_who_is_not_in_the_roster_is_listed_and_kept(
    form: str, course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = roster(form, tmp_path / "roster.csv", PEOPLE[1:])
    assert collect(course, form, archive(form, tmp_path / "a.zip"), "--roster", table) == 0
    assert len(list((course / "submitted").iterdir())) == len(PEOPLE) - 1
    said = capsys.readouterr().out
    assert "not placed: 2" in said  # two files
    assert "the roster has no" in said
    kept = list((course / "downloaded" / "momentum" / "unplaced").rglob(f"*{WORK}"))
    assert [path.read_bytes() for path in kept] == [work(PEOPLE[0])]


@pytest.mark.parametrize("form", ["moodle", "canvas"])
def test_who_hands_in_nothing_is_named(
    form: str, course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = roster(form, tmp_path / "roster.csv")
    path = archive(form, tmp_path / "a.zip", PEOPLE[2:])
    assert collect(course, form, path, "--roster", table) == 0
    assert "nothing came from: 2\n  ann\n  bob" in capsys.readouterr().out
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        ann = gradebook.find_student("ann")
        assert ann.last_name == "Müller"
        assert form == "canvas" or ann.email == "ann@example.edu"
        assert ann.lms_user_id == ("4711" if form == "canvas" else None)


def test_a_group_s_work_goes_to_each_of_it(course: Path, tmp_path: Path) -> None:
    table = tmp_path / "roster.csv"
    lines = [
        "id,name,group,participant",
        "ann,Ann Müller,Team_1; Lab A,1",
        "bob,Bob O'Neil,Team 1,12",
    ]
    table.write_text("\n".join([*lines, "zoe,Zoë D'Arcy,Team 2,3"]))
    prefix = f"{moodle_prefix('Team_1', 12)}_assignsubmission_file"
    path = packed(tmp_path / "a.zip", [(f"{prefix}/{WORK}", b"ours")])
    assert collect(course, "moodle", path, "--roster", table) == 0
    assert submitted(course, "ann") == submitted(course, "bob") == b"ours"
    assert not (course / "submitted" / "zoe").exists()


def test_gradescope_names_a_group_s_members(course: Path, tmp_path: Path) -> None:
    said = metadata(PEOPLE[:1]).replace(
        b"  :created_at", b"  - :name: Bob O'Neil\n    :sid: '4712'\n  :created_at", 1
    )
    files = [("x/submission_0/" + WORK, b"ours"), ("x/submission_metadata.yml", said)]
    assert collect(course, "gradescope", packed(tmp_path / "a.zip", files)) == 0
    assert submitted(course, "4711") == submitted(course, "4712") == b"ours"


def test_canvas_says_only_whether_it_was_late(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ann, bob = PEOPLE[:2]
    files = [
        (f"{canvas_prefix(ann)}_1_{WORK}", b"a"),
        (f"{canvas_prefix(bob, late=True)}_2_{WORK}", b"b"),
    ]
    assert collect(course, "canvas", packed(tmp_path / "a.zip", files)) == 0
    assert when(course, "müllerann") == datetime(2026, 11, 27, 23)  # the date, not the download
    assert when(course, "oneilbob") == datetime(2026, 11, 27, 23, 0, 1)
    assert "marked as late, at a time that the archive does not say: 1\n  oneilbob (4712)" in (
        capsys.readouterr().out
    )
    assert ",late" in (course / "downloaded" / "momentum" / "placed.csv").read_text()


def test_of_canvas_s_attempts_the_newest_counts(course: Path, tmp_path: Path) -> None:
    ann = canvas_prefix(PEOPLE[0])
    files = [(f"{ann}_31_momentum-2.ipynb", b"third"), (f"{ann}_9_momentum.ipynb", b"first"),
             (f"{ann}_12_momentum-1.ipynb", b"second"), (f"{ann}_text.html", b"typed")]  # fmt: skip
    assert collect(course, "canvas", packed(tmp_path / "a.zip", files)) == 0
    assert submitted(course, "müllerann") == b"third"
    assert submitted(course, "müllerann", "text.html") == b"typed"
    kept = {path.read_bytes() for path in (course / "downloaded").rglob("*.ipynb")}
    assert kept == {b"first", b"second"}


def test_what_comes_again_counts_if_it_is_newer(
    course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"{moodle_prefix('Ann Müller', 1)}_assignsubmission_file/{WORK}"
    for content, day, told, counts in (
        (b"first", 20, "1 handed in for the first time", b"first"),
        (b"first", 20, "1 as before", b"first"),
        (b"second", 22, "1 newer than before", b"second"),
        (b"late mail", 21, "1 older than what is there", b"second"),
    ):
        path = packed(tmp_path / "a.zip", [(name, content)], (2026, 11, day, 12, 0, 0))
        assert collect(course, "moodle", path) == 0
        assert told in capsys.readouterr().out
        assert submitted(course, "Ann Müller") == counts
    assert when(course, "Ann Müller") == datetime(2026, 11, 22, 11)
    kept = {path.read_bytes() for path in (course / "downloaded").rglob(WORK)}
    assert kept == {b"first", b"late mail"}


def test_a_new_attempt_from_canvas_is_graded_anew(course: Path, tmp_path: Path) -> None:
    """nbgrader grades again what has a newer time; Canvas's archive has none."""
    times = []
    for number, content in ((1, b"first"), (2, b"second")):
        name = f"{canvas_prefix(PEOPLE[0])}_{number}_{WORK}"
        assert collect(course, "canvas", packed(tmp_path / "a.zip", [(name, content)])) == 0
        times.append(when(course, "müllerann"))
    assert times[0] is not None
    assert times[1] is not None
    assert times[1] > times[0]


def test_an_older_archive_of_canvas_undoes_nothing(course: Path, tmp_path: Path) -> None:
    for number in (5, 7, 5):
        name = f"{canvas_prefix(PEOPLE[0])}_{number}_{WORK}"
        path = packed(tmp_path / "a.zip", [(name, f"attempt {number}".encode())])
        assert collect(course, "canvas", path) == 0
    assert submitted(course, "müllerann") == b"attempt 7"


def test_a_time_in_the_roster_counts_before_the_archive_s(course: Path, tmp_path: Path) -> None:
    table = tmp_path / "roster.csv"
    table.write_text(
        "Identifier,Full name,Username,Last modified (submission)\n"
        'Participant 1,Ann Müller,ann,"Friday, 27 November 2026, 5:50 PM"\n'
    )
    name = f"{moodle_prefix('Ann Müller', 1)}_assignsubmission_file/{WORK}"
    path = packed(tmp_path / "a.zip", [(name, b"x")], (2026, 11, 28, 9, 0, 0))
    assert collect(course, "moodle", path, "--roster", table) == 0
    assert when(course, "ann") == datetime(2026, 11, 27, 16, 50)


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
