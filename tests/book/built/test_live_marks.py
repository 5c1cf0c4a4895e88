"""A downloaded notebook gets the marks of the same text from Jupyter, by stock nbgrader."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.integration.demo import solved, submission
from course.assemble import assignments
from course.paths import RELEASE, released
from tests.helpers.live_page import PAGE, answer, forget, handed_in, need_live, said
from tests.helpers.nbgrader import TEXTS, nbgrader
from tests.helpers.visit import Visit
from tests.helpers.worth import FULL

NAME = "momentum"
SOURCE = RELEASE.parent / "source"
Open = Callable[..., Visit]


@pytest.fixture(scope="module", autouse=True)
def made() -> None:
    need_live()


def downloaded(page: Any) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my notebook").click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def written(page: Any, text: Path) -> str:
    """Write a submission into the page, check some of it, and download it."""
    forget(page)
    for name, source in handed_in(text).items():
        answer(page, name).fill(source)
    for name in ("Momentum", "HeavyBall", "eta_max"):
        assert said(page, name).startswith(f"{name}: ")
    return downloaded(page)


def test_marks_are_those_of_the_same_text_from_jupyter(
    site: str, look_at: Open, tmp_path: Path
) -> None:
    page = look_at(f"{site}/{PAGE}").page
    page.on("dialog", lambda dialog: dialog.accept())
    texts = {"right": TEXTS / "right_other_style.py", "wrong": TEXTS / "mistaken.py"}
    jupyter = {"untouched": released(NAME).read_text(encoding="utf-8")}
    jupyter |= {kind: submission(text, released(NAME)) for kind, text in texts.items()}
    pages = {"untouched": downloaded(page)}
    pages |= {kind: written(page, text) for kind, text in texts.items()}
    forget(page)
    (tmp_path / "from.ipynb").write_text(jupyter["wrong"], encoding="utf-8")
    page.locator("input[type=file]").set_input_files(tmp_path / "from.ipynb")
    page.get_by_text("texts were taken from from.ipynb").wait_for()
    jupyter["loaded"], pages["loaded"] = jupyter["wrong"], downloaded(page)

    course = tmp_path / "class"
    for name in ("source", "release"):
        shutil.copytree(RELEASE.parent / name / NAME, course / name / NAME)
    for name in ("nbgrader_config.py", "gradebook.db"):
        shutil.copy(RELEASE.parent / name, course)
    for way, books in (("page", pages), ("jupyter", jupyter)):
        for kind, text in books.items():
            nbformat.validate(nbformat.reads(text, as_version=4))
            folder = course / "submitted" / f"{way}-{kind}" / NAME
            folder.mkdir(parents=True)
            (folder / f"{NAME}.ipynb").write_text(text, encoding="utf-8")
    done = nbgrader(course, "autograde", NAME)
    assert done.returncode == 0, done.stderr
    marks = {}
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        for way in ("page", "jupyter"):
            marks[way] = {kind: grades(gradebook, f"{way}-{kind}") for kind in pages}
    assert marks["page"] == marks["jupyter"]
    print(json.dumps(marks))
    assert {kind: sum(given.values()) for kind, given in marks["page"].items()} == {
        "untouched": 0,
        "right": FULL,
        "wrong": pytest.approx(sum(marks["jupyter"]["wrong"].values())),
        "loaded": pytest.approx(sum(marks["jupyter"]["wrong"].values())),
    }
    assert 0 < sum(marks["page"]["wrong"].values()) < FULL


@pytest.mark.parametrize("assignment", assignments())
def test_every_notebook_goes_through_its_page_as_it_is(
    assignment: str, site: str, look_at: Open, tmp_path: Path
) -> None:
    """So its marks are those that it has in Jupyter: untouched, and with the key's answers."""
    opened = look_at(f"{site}/chapters/exercises/{assignment}.html")
    empty = released(assignment).read_text(encoding="utf-8")
    assert sources(downloaded(opened.page)) == sources(empty)
    full = solved(SOURCE / assignment / f"{assignment}.ipynb", released(assignment))
    (tmp_path / "full.ipynb").write_text(full, encoding="utf-8")
    opened.page.locator("input[type=file]").set_input_files(tmp_path / "full.ipynb")
    opened.page.get_by_text("texts were taken from full.ipynb").wait_for()
    assert sources(downloaded(opened.page)) == sources(full) != sources(empty)
    assert opened.wrong == []


def sources(text: str) -> list[tuple[str, str, Any]]:
    """What the grader reads of a notebook."""
    cells = nbformat.reads(text, as_version=4).cells
    return [(cell.id, cell.source, cell.metadata.get("nbgrader")) for cell in cells]


def grades(gradebook: Gradebook, student: str) -> dict[str, float]:
    notebook = gradebook.find_submission_notebook(NAME, NAME, student)
    return {grade.name: grade.score for grade in notebook.grades}
