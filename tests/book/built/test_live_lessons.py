"""What was written in an exercise runs in the lessons: in their box, and in the playgrounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from course.assemble import assignments
from tests.helpers.live_page import PAGE, START, answer, key, need_live, said
from tests.helpers.visit import SITE, Visit

LESSON = "chapters/momentum.html"
PLAYGROUND = "chapters/playground.html"
# The accumulating form: at the same numbers it goes another way.
WRONG = key()["Momentum"].replace("(1 - self.beta) * grad(w)", "grad(w)")


@pytest.fixture(scope="module", autouse=True)
def made() -> None:
    need_live()


@pytest.fixture(scope="module")
def window(browser: Any, site: str) -> Iterator[Any]:
    """A browser whose user has written a right class and a wrong one, and checked both."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = Visit(context, f"{site}/{PAGE}").page
    answer(page, "Momentum").fill(key()["Momentum"])
    answer(page, "HeavyBall").fill(WRONG.replace("Momentum", "HeavyBall"))
    assert page.get_by_role("link", name="Race it").count() == 0
    assert "Momentum: 2 of 2" in said(page, "Momentum")
    assert "HeavyBall: 1.5 of 1.5" in said(page, "HeavyBall")
    answer(page, "Nesterov").fill(key()["Momentum"].replace("Momentum", "Nesterov"))
    assert "Nesterov: 2 of 2" not in said(page, "Nesterov")
    yield context
    context.close()


def momentum(page: Any) -> str:
    """How the course's own momentum fares, the second racer of the first playground."""
    fates = page.locator(".descent-playground").first.locator(".dp-fate")
    return str(fates.nth(1).inner_text())


def arrive(page: Any, name: str) -> str:
    """Wait for the path of a class, and return how it fares."""
    card = page.locator(".descent-playground").first.locator(".dp-card", has_text=name)
    card.locator(".dp-fate", has_text="loss").wait_for(timeout=START)
    return str(card.locator(".dp-fate").inner_text())


def test_a_checked_class_races_and_a_right_one_goes_the_way_of_the_course(
    window: Any, site: str
) -> None:
    exercise = Visit(window, f"{site}/{PAGE}")
    link = exercise.page.get_by_role("link", name="Race it")
    assert link.count() == 3
    link.first.click()
    exercise.page.wait_for_url(f"**/{LESSON}#race-Momentum")
    page = exercise.page
    mine = arrive(page, "your Momentum")
    assert mine == momentum(page)
    # The numbers are those of the course's own beside it, and so is the start.
    for change in ("start: [-8, 1.2]", "steps: 30"):
        name, value = change.split(": ")
        page.evaluate(f"document.querySelector('.descent-playground').model.set('{name}', {value})")
    fate = page.locator(".descent-playground").first.locator(".dp-card", has_text="your Momentum")
    expect(fate.locator(".dp-fate")).not_to_have_text(mine)
    again = arrive(page, "your Momentum")
    assert again != mine
    assert again == momentum(page)
    assert exercise.wrong == []


def test_a_wrong_class_goes_its_own_way_on_the_page_of_all_playgrounds(
    window: Any, site: str
) -> None:
    visit = Visit(window, f"{site}/{PLAYGROUND}")
    page = visit.page
    page.get_by_role("button", name="Race your Nesterov (wrong)").click()
    page.get_by_role("button", name="Race your Momentum").click()
    assert arrive(page, "your Nesterov")
    assert arrive(page, "your Momentum") == momentum(page)
    assert page.get_by_role("button", name="Race your Momentum").count() == 0
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("button", name="Race your Momentum").wait_for()
    assert visit.wrong == []


def test_a_class_that_never_ends_is_stopped_and_told(window: Any, site: str) -> None:
    exercise = Visit(window, f"{site}/{PAGE}").page
    answer(exercise, "NesterovShifted").fill(
        key()["NesterovShifted"].replace("def step(", "def step(self, w, grad, state):\n"
        "        while state is not None and w.size == 2: pass\n    def unused(")
    )  # fmt: skip
    said(exercise, "NesterovShifted")
    page = Visit(window, f"{site}/{LESSON}").page
    page.get_by_role("button", name="Race your NesterovShifted").first.click()
    page.get_by_text("longer than 10 seconds, and was stopped").first.wait_for(timeout=START)


def test_the_box_of_a_lesson_runs_with_the_students_class(window: Any, site: str) -> None:
    visit = Visit(window, f"{site}/{LESSON}")
    page = visit.page
    run = page.get_by_role("button", name="Run with your Momentum")
    run.click()
    page.locator(".yours .said", has_text="beta = 0.95: loss").wait_for(timeout=START)
    page.get_by_label("Run with your Momentum").fill("print(Momentum.__module__, 6 * 7)")
    run.click()
    page.locator(".yours .said", has_text="__main__ 42").wait_for(timeout=START)
    assert visit.wrong == []


def test_a_box_without_a_class_says_where_to_write_it(browser: Any, site: str) -> None:
    context = browser.new_context()
    visit = Visit(context, f"{site}/{LESSON}")
    visit.page.get_by_role("button", name="Run with your Momentum").click()
    visit.page.get_by_text("You have not checked a Momentum of your own yet").wait_for()
    assert not [path for path in visit.weight() if "/py/" in path]
    assert visit.wrong == []
    context.close()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("lesson", assignments())
def test_every_lesson_has_its_box_and_what_runs_it(lesson: str) -> None:
    """How it looks, and who can use it, is tried with all pages (`test_pages.py`)."""
    text = (SITE / "chapters" / f"{lesson}.html").read_text(encoding="utf-8")
    assert text.count('<div class="yours" ') == 1
    assert "/_static/live/lesson.js?" in text
