"""What `class.toml` cannot mean is refused in a sentence that says what could be meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.integration.term.settings import read
from autograder.integration.term.toml_table import ClassSettingsError

OURS = "[assignment.why-descent]\n"
DATED = f"{OURS}due = 2026-11-20\n"
MORE = '[[extension]]\nstudent = "zoe"\nassignment = "why-descent"\n'
MARK = '[[override]]\nassignment = "why-descent"\nquestion = "summed_lr"\nreason = "x"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = ", "is no TOML"),
        ('assignments = "momentum"', r'cannot be "momentum": it is a list, as \["momentum"\]'),
        ('assignments = ["momentun"]', "did you mean 'momentum'"),
        ("[assignment.why-descnt]\ndue = 2026-11-20", "did you mean 'why-descent'"),
        ("assignments = []", "assignments names none; without that line the class has all"),
        (f"{OURS}due = 9999-12-31T23:59:00-12:00", "9999 is no year"),
        (f'{OURS}due = "2026-11-20"', "a date without quotation marks"),
        (f"{OURS}due = 10:00:00", "cannot be 10:00:00: it is a date"),
        (f'{OURS}dropped = ["summed_lr"]\nbonus = ["summed_lr"]', "both dropped and bonus"),
        (f"{OURS}points = {{summed_lr = nan}}", "a number of at least 0"),
        (f'{OURS}points = {{summed_lr = "a"}}', 'cannot be "a": it is a number'),
        ("[assignment]\nwhy-descent = 3", "is no table"),
        ("[late]\nfree_days = -2", "late.free_days cannot be -2"),
        ("[late]\nfree_days = 1.5", "a whole number"),
        ("[late]\nper_day = 10", "a number from 0 to 1"),
        ("[late]\nper_dya = 0.1", "did you mean 'per_day'"),
        (MORE + "days = 3", "has no due date"),
        (DATED + MORE, "days is missing"),
        (DATED + MORE + "days = -3", "days cannot be -3"),
        (DATED + MORE + "days = 1e9", "a number from 0 to 3650"),
        (DATED + MORE + "until = 2026-11-10", "until is before the date, Friday 20 November"),
        (DATED + MORE.replace("[[", "[").replace("]]", "]"), "with two brackets"),
        (MARK + 'student = "a"\npoints = 9', "a number from 0 to 1"),
        (MARK + "student = 7\npoints = 1", "cannot be 7: it is a text"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "class.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ClassSettingsError, match=said):
        read(tmp_path)


def test_a_file_of_another_editor_is_read_or_named(tmp_path: Path) -> None:
    path = tmp_path / "class.toml"
    path.write_bytes(b'\xef\xbb\xbfassignments = ["momentum"]\r\n')
    assert read(tmp_path).assignments == ("momentum",)
    path.write_text('assignments = ["momentum"]', encoding="utf-16")
    with pytest.raises(ClassSettingsError, match="no text in UTF-8"):
        read(tmp_path)


def test_an_assignment_of_the_class_s_own_has_a_date(tmp_path: Path) -> None:
    (tmp_path / "source" / "mine").mkdir(parents=True)
    (tmp_path / "class.toml").write_text("[assignment.mine]\ndue = 2026-11-20T10:00:00+01:00\n")
    assert read(tmp_path).due["mine"] == datetime(2026, 11, 20, 9, tzinfo=UTC)


def test_a_date_without_a_zone_is_this_machine_s(tmp_path: Path) -> None:
    (tmp_path / "class.toml").write_text(f"{OURS}due = 2026-11-20T10:00:00\n{MORE}days = 1.5\n")
    settings = read(tmp_path)
    assert settings.due["why-descent"] == datetime(2026, 11, 20, 10).astimezone()
    assert settings.extension("zoe", "why-descent") == timedelta(days=1.5)
    assert settings.extension("nobody", "why-descent") is None
