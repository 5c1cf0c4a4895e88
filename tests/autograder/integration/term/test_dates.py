"""Dates, extensions, free days and penalties, from one table into every figure."""

from __future__ import annotations

import csv
import re

import nbformat
import pytest
from nbgrader.plugins import CsvExportPlugin

from autograder.integration import preview, report
from autograder.integration.term.dates import costs
from autograder.integration.term.settings import Lateness
from tests.helpers.class_of import NAME, ClassOf

LATE = """
[assignment.why-descent]
due = 2027-04-12T12:00:00Z

[late]
free_days = 1
per_day = 0.1
grace_minutes = 30

[[extension]]
student = "eve"
assignment = "why-descent"
days = 3
reason = "ill"
"""


def test_dates_extensions_and_free_days_are_in_table_and_export(mine: ClassOf) -> None:
    mine.settings(LATE)
    mine.refresh()
    assert mine.release(NAME, force=True), mine.said
    released = nbformat.read(mine.folder / "release" / NAME / f"{NAME}.ipynb", as_version=4)
    assert "*Due Monday 12 April 2027, 12:00 (UTC).*" in released.cells[0].source
    times = {"ann": "04-12 12:20", "bob": "04-13 13:00", "eve": "04-15 11:00", "zoe": "04-14 12:00"}
    for student, at in times.items():
        mine.hand_in(student, NAME, at=f"2027-{at}:00 UTC")
    assert mine.autograde(NAME, force=True), mine.said
    late = re.search(r"handed in late +(.+)", mine.said)
    assert late
    assert late[1] == "3 ann, bob, zoe", "who has more time is not"
    assert "seconds late" not in mine.said
    assert "penalty" not in mine.said
    rows = mine.rows()
    assert {s: row.penalty for s, row in rows.items()} == {
        "ann": 0, "bob": 1.2, "eve": 0, "zoe": 1.2,
    }  # fmt: skip
    assert {s: row.points for s, row in rows.items()} == {
        "ann": 12, "bob": 10.8, "eve": 12, "zoe": 10.8,
    }  # fmt: skip
    with mine.gradebook() as gradebook:
        CsvExportPlugin(to=str(mine.folder / "grades.csv")).export(gradebook)
    exported = csv.DictReader((mine.folder / "grades.csv").read_text().splitlines())
    assert {row["student_id"]: float(row["score"]) for row in exported} == {
        s: row.points for s, row in rows.items()
    }
    table = report.table(mine.folder).splitlines()
    assert re.search(r"bob +10.8/12 +1.0 d, -1.2 +- ", table[2])
    assert mine.feedback(NAME), mine.said
    assert "penalty" not in mine.said, "it would not say whose"
    page = (mine.folder / "feedback" / "bob" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert "2 days late. 1 of them are paid for by free days. This costs 1.2 points (10%)." in page
    # Everybody gets two days more, and only then is it known whose points move.
    mine.settings(LATE.replace("04-12T12", "04-14T12"))
    found = preview.look(mine.folder, NAME)
    late = {(m.student, m.question, m.before, m.after) for m in found.moves}
    assert late == {(student, "lateness", "-1.2", "0") for student in ("bob", "zoe")}
    assert not found.anew
    assert found.table().endswith("To do it: nbgrader autograde why-descent --force")


@pytest.mark.parametrize(
    ("seconds", "due"),
    [
        ([0.0, 0.0], [(0, 0, 0.0), (0, 0, 0.0)]),
        ([60.0, 1.0], [(0, 0, 0.0), (0, 0, 0.0)]),
        ([61.0, 86461.0], [(1, 1, 0.0), (2, 1, 0.25)]),
        ([3 * 86460.0, 9 * 86400.0], [(4, 2, 0.5), (9, 0, 0.6)]),
    ],
)
def test_what_lateness_costs(seconds: list[float], due: list[tuple[int, int, float]]) -> None:
    late = Lateness(free_days=2, per_day=0.25, most=0.6, grace_minutes=1)
    found = costs(late, dict(zip("ab", seconds, strict=True)))
    assert [(c.days, c.free, c.share) for c in found.values()] == due
