"""A class of 10,000: report and table within time and memory, and a page that opens at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import insert

from autograder.__main__ import main
from tests.autograder.report.test_report import HEAVY, MOST, notebook
from tests.helpers.cost import cost

STUDENTS = 10_000
SECONDS, MEGABYTES = 10, 200
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


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    fill(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("command", ["report", "gradebook"])
def test_ten_thousand_are_within_time_and_memory(large: Path, command: str) -> None:
    used = cost(large, sys.executable, "-m", "autograder", command, ".")
    print(f"{command}: {used.processor:.1f} s of the processor, {used.memory:.0f} MB")
    assert used.processor < SECONDS
    assert used.memory < MEGABYTES


@pytest.mark.slow
def test_the_page_of_ten_thousand_opens_at_once(
    large: Path, request: pytest.FixtureRequest
) -> None:
    main(["report", str(large)])
    page = large / "report" / "index.html"
    browser = request.getfixturevalue("browser")
    window = browser.new_page()
    window.goto(page.as_uri())
    timing = "performance.getEntriesByType('navigation')[0].loadEventEnd"
    assert 0 < window.evaluate(timing) < 1000
    window.close()
