"""Archives in the forms of the LMSs, with odd names: everything is placed, or listed and kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.lms.ledger import Ledger
from tests.helpers.lms import (
    FORMS,
    NAMED_ALIKE,
    PEOPLE,
    WORK,
    archive,
    canvas_prefix,
    collect,
    metadata,
    moodle_prefix,
    packed,
    roster,
    submitted,
    when,
    work,
)


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
    ledger = Ledger(course / "downloaded" / "momentum")
    assert ledger.one_work("ann", "bob"), "so they are no look-alikes"
    assert not ledger.one_work("ann", "zoe")
    assert not ledger.one_work("eve", "zoe"), "of whom nothing came"


def test_gradescope_names_a_group_s_members(course: Path, tmp_path: Path) -> None:
    said = metadata(PEOPLE[:1]).replace(
        b"  :created_at", b"  - :name: Bob O'Neil\n    :sid: '4712'\n  :created_at", 1
    )
    files = [("x/submission_0/" + WORK, b"ours"), ("x/submission_metadata.yml", said)]
    assert collect(course, "gradescope", packed(tmp_path / "a.zip", files)) == 0
    assert submitted(course, "4711") == submitted(course, "4712") == b"ours"
    assert Ledger(course / "downloaded" / "momentum").one_work("4711", "4712")


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
