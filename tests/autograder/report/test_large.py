"""A class of 10,000: the report within its time and memory, and a page that opens at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import insert

from tests.autograder.report.test_report import HEAVY, MOST, notebook
from tests.helpers.environment import isolated

STUDENTS = 10_000
SECONDS, MEGABYTES = 10, 400
PICTURE = "x" * 25_000  # of which a graded notebook has a few


def fill(folder: Path) -> None:
    """Rows as nbgrader writes them, by thousands, and notebooks of which most are links to one."""
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        assignment = gradebook.add_assignment("momentum")
        gradebook.add_notebook("momentum", "momentum")
        cells = [
            gradebook.add_grade_cell(name, "momentum", "momentum", max_score=most, cell_type="code")
            for name, most in MOST.items()
        ]
        numbers = [f"s{n:05}" for n in range(STUDENTS)]
        own = assignment.notebooks[0].id
        rows: list[tuple[Any, list[dict[str, object]]]] = [
            (Student, [{"id": n, "last_name": f"Name {n}"} for n in numbers]),
            (
                SubmittedAssignment,
                [{"id": n, "assignment_id": assignment.id, "student_id": n} for n in numbers],
            ),
            (
                SubmittedNotebook,
                [{"id": n, "notebook_id": own, "assignment_id": n} for n in numbers],
            ),
            (
                Grade,
                [
                    {
                        "id": f"{n}-{cell.name}", "notebook_id": n, "cell_id": cell.id,
                        "auto_score": float(int(n[1:]) % 3), "needs_manual_grade": False,
                    }
                    for n in numbers
                    for cell in cells
                ],
            ),
        ]  # fmt: skip
        for table, values in rows:
            gradebook.db.execute(insert(table), values)
        gradebook.db.commit()
    text = notebook([("Momentum", HEAVY)]).replace("words", PICTURE)
    (folder / "one").write_text(text)
    for number in numbers:
        place = folder / "autograded" / number / "momentum"
        place.mkdir(parents=True)
        os.link(folder / "one", place / "momentum.ipynb")


@pytest.mark.slow
def test_a_report_of_ten_thousand(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    fill(tmp_path)
    command = [sys.executable, "-m", "autograder", "report", str(tmp_path)]
    process = subprocess.Popen(command, env=isolated(), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    seconds, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1000
    page = tmp_path / "report" / "index.html"
    print(f"{seconds:.1f} s, {megabytes:.0f} MB, a page of {page.stat().st_size / 1000:.0f} kB")
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
    browser = request.getfixturevalue("browser")
    window = browser.new_page()
    window.goto(page.as_uri())
    timing = "performance.getEntriesByType('navigation')[0].loadEventEnd"
    assert 0 < window.evaluate(timing) < 1000
    window.close()
