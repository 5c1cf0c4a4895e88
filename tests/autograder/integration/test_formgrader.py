"""Stock formgrader's buttons, pressed one after the other, from the source to released feedback."""

from __future__ import annotations

import getpass
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.integration.demo import solved
from course.paths import ASSIGNMENTS
from tests.helpers.formgrader import TOKEN, formgrader_of
from tests.helpers.many import enter

ASSIGNMENT = "interview"  # it has essays
STUDENT = getpass.getuser()  # collecting looks whose files they are
PATIENCE = 240_000  # milliseconds: each button starts a whole step of nbgrader
STUDENTS = 1000
COMMENT = "Say why, not only that: $w^2$."


@pytest.fixture(scope="module")
def course(browser: Any, released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class with an exchange into which a student has handed in."""
    folder = tmp_path_factory.mktemp("buttons") / "class"
    shutil.copytree(released, folder)
    exchange = folder.parent / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Exchange.root = {str(exchange)!r}\n")
    return folder


def hand_in(course: Path) -> None:
    """Hand the key's answers in, as ``nbgrader submit`` leaves them."""
    name = f"{STUDENT}+{ASSIGNMENT}+2026-11-27 16:50:00.000000 UTC+abcdef"
    folder = course.parent / "exchange" / "descent" / "inbound" / name
    folder.mkdir(parents=True)
    notebook = f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
    text = solved(course / "source" / notebook, course / "release" / notebook)
    (folder / f"{ASSIGNMENT}.ipynb").write_text(text)
    (folder / "timestamp.txt").write_text("2026-11-27 16:50:00.000000 UTC")
    (folder / "submission_secret.txt").write_text("a secret of the student")


@pytest.fixture(scope="module")
def page(browser: Any, course: Path) -> Iterator[Any]:
    """A window on formgrader; complains of errors on its pages and of foreign hosts."""
    wrong: list[str] = []
    with formgrader_of(course) as address:
        window = browser.new_page()
        window.set_default_timeout(PATIENCE)
        window.on("pageerror", lambda error: wrong.append(str(error)))
        window.on(
            "request",
            lambda asked: (
                asked.url.startswith((address, "data:", "blob:")) or wrong.append(asked.url)
            ),
        )
        window.goto(f"{address}/formgrader/manage_assignments?token={TOKEN}")
        yield window
        window.close()
    assert wrong == []


def press(page: Any, button: str, row: str) -> str:
    """Press a button in a row and return what the log says; anything but success fails."""
    page.locator("tr", has=page.locator("td", has_text=row)).locator(f".{button} a").click()
    modal = page.locator(".modal")
    modal.locator(".modal-title").wait_for()
    said = str(modal.inner_text())
    assert modal.locator(".modal-title").inner_text() == "Success", said
    modal.locator(".modal-footer button").click()
    modal.wait_for(state="detached")
    return said


@pytest.fixture(scope="module")
def lists(page: Any) -> str:
    """The address of its first page."""
    return str(page.url)


def test_assignments_stand_in_the_order_of_the_lessons(page: Any, lists: str) -> None:
    for address in (lists, lists.replace("manage_assignments", "gradebook")):
        page.goto(address)
        page.locator("#main-table .name a").nth(len(ASSIGNMENTS) - 1).wait_for()
        assert page.locator("#main-table .name").all_inner_texts() == list(ASSIGNMENTS)


def test_from_the_source_to_released_feedback(page: Any, lists: str, course: Path) -> None:
    page.goto(lists)
    press(page, "assign", ASSIGNMENT)
    press(page, "release", ASSIGNMENT)
    hand_in(course)
    press(page, "collect", ASSIGNMENT)
    assert (course / "submitted" / STUDENT / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").exists()

    page.goto(lists.replace("manage_assignments", f"manage_submissions/{ASSIGNMENT}"))
    press(page, "autograde", STUDENT)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, STUDENT)
        waiting = [g for n in submission.notebooks for g in n.grades if g.needs_manual_grade]
        essay, number = waiting[0].name, submission.notebooks[0].id
        before = submission.score

    page.goto(lists.replace("manage_assignments", f"submissions/{number}"))
    page.wait_for_load_state("networkidle")  # what is typed before the scores came is not noticed
    assert page.locator("math").count() > 0  # the formulas of the questions
    assert "Rubric, 2 points" in page.locator("blockquote").first.inner_text()
    page.fill(f"input.score#{essay}", "1.5")
    with page.expect_response(lambda answer: "/api/comment/" in answer.url and answer.ok):
        comment = page.locator("textarea.comment").first
        comment.fill(COMMENT)
        comment.blur()
    page.wait_for_load_state("networkidle")
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, STUDENT)
        assert submission.score == before + 1.5

    page.goto(lists)
    press(page, "generate-feedback", ASSIGNMENT)
    feedback = course / "feedback" / STUDENT / ASSIGNMENT / f"{ASSIGNMENT}.html"
    assert "Say why, not only that" in feedback.read_text()
    press(page, "release-feedback", ASSIGNMENT)
    assert list((course.parent / "exchange" / "descent" / "feedback").rglob("*.html"))


def test_a_thousand_students_are_listed(page: Any, lists: str, course: Path) -> None:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        enter(gradebook, "momentum", STUDENTS)
    for place, extra in (("manage_students", 1), ("manage_submissions/momentum", 0)):
        page.goto(lists.replace("manage_assignments", place))
        rows = page.locator("#main-table tr")
        rows.nth(STUDENTS + extra - 1).wait_for()
        assert rows.count() == STUDENTS + extra
        assert "Name s00999" in rows.last.inner_text() or extra
    page.goto(lists.replace("manage_assignments", "manage_students/s00999"))
    page.locator("#main-table .name").nth(len(ASSIGNMENTS) - 1).wait_for()
    names = [text.split()[0] for text in page.locator("#main-table .name").all_inner_texts()]
    assert names == list(ASSIGNMENTS)
