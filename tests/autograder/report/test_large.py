"""A class of 10,000: report and table within time and memory, and a page that opens at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.__main__ import main
from tests.autograder.report.test_report import HEAVY, MOST, notebook
from tests.helpers.cost import cost
from tests.helpers.many import enter

STUDENTS = 10_000
SECONDS, MEGABYTES = 10, 200
PICTURE = "x" * 25_000  # of which a graded notebook has a few


def fill(folder: Path) -> None:
    """A gradebook of so many, and notebooks that are links to one."""
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        gradebook.add_assignment("momentum")
        gradebook.add_notebook("momentum", "momentum")
        for name, most in MOST.items():
            gradebook.add_grade_cell(name, "momentum", "momentum", max_score=most, cell_type="code")
        numbers = enter(gradebook, "momentum", STUDENTS)
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
