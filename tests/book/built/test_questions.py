"""The questions of a lesson remember what was answered, in this browser and nowhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import Tag

from tests.helpers.visit import SITE, Look, Visit
from tests.test_book import LESSONS, ROOT, article, built

__all__ = ["built"]  # the fixture

INTERVIEW = ROOT / "chapters" / "interview.md"
LESSON, OTHER = "chapters/momentum.html", "chapters/choosing.html"
REFUSALS = {
    "no storage": """
        Object.defineProperty(window, "localStorage", {
          get() { throw new DOMException("storage is refused", "SecurityError"); },
        });
    """,
    "no room": """
        Storage.prototype.setItem = () => {
          throw new DOMException("no room", "QuotaExceededError");
        };
    """,
}
Open = Callable[..., Visit]


def wrong(opened: Visit) -> list[str]:
    """What went wrong; an icon that a page left too early did not wait for is no fault."""
    return [what for what in opened.wrong if not what.endswith("favicon.svg")]


def choices_of(lesson: str) -> list[list[Tag]]:
    """The choices of a lesson, question by question."""
    found: list[list[Tag]] = []
    for box in article(f"chapters/{lesson}").select("details.sd-dropdown"):
        letter = re.match(r"([A-D])\. ", box.find("summary").get_text(" ", strip=True))
        if letter and letter[1] == "A":
            found.append([])
        if letter:
            found[-1].append(box)
    return found


def says_right(box: Tag) -> bool:
    return box.select_one(".sd-summary-content").get_text(" ", strip=True).startswith("Right")


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_text_says_which_choice_is_right(lesson: str) -> None:
    """The script reads it there; a choice that begins otherwise would count as wrong."""
    for boxes in choices_of(lesson):
        assert [says_right(box) for box in boxes].count(True) == 1
        for box in boxes:
            text = box.select_one(".sd-summary-content").get_text(" ", strip=True)
            assert re.match(r"(Right|Wrong)\b", text), text


CHOICES = choices_of("momentum") if (SITE / LESSON).exists() else []  # `built` says so
RIGHT = [[says_right(box) for box in boxes].index(True) for boxes in CHOICES]
OF = len(RIGHT)


def choice(page: Any, question: int, number: int) -> Any:
    boxes = page.locator("details.sd-dropdown").filter(
        has=page.locator("summary", has_text=re.compile(r"^\s*[A-D]\. "))
    )
    return boxes.nth(3 * question + number)


def press(page: Any, question: int, number: int, key: str = "Enter") -> None:
    """Open a choice with the keyboard."""
    choice(page, question, number).locator("summary").focus()
    page.keyboard.press(key)


def score(page: Any, title: str = "Momentum") -> str:
    entry = page.locator(".contents > ul > li > a", has_text=title).first
    return str(entry.locator(".score").inner_text())


def test_an_answer_by_keyboard_is_told_in_words_and_kept(site: str, look_at: Open) -> None:
    page = (opened := look_at(f"{site}/{LESSON}")).page
    status = page.locator(".tally [role=status]")
    assert "first choice you open counts" in status.inner_text()
    assert page.locator(".score, .verdict").count() == 0
    press(page, 0, RIGHT[0])
    assert status.inner_text() == f"Question 1: right. 1 of {OF} right, 1 answered."
    other = (RIGHT[1] + 1) % 3
    press(page, 1, other, "Space")
    assert status.inner_text() == f"Question 2: wrong. 1 of {OF} right, 2 answered."
    # What is opened afterwards is read and changes nothing.
    press(page, 1, RIGHT[1])
    assert choice(page, 1, RIGHT[1]).get_attribute("open") is not None
    for _ in range(2):
        assert status.inner_text().endswith(f"1 of {OF} right, 2 answered.")
        assert page.locator(".verdict").all_inner_texts() == [
            "Your answer: right",
            "Your answer: wrong",
        ]
        assert choice(page, 1, other).locator(".verdict").count() == 1
        assert choice(page, 1, other).get_attribute("open") is not None
        assert score(page) == f"1 of {OF} right"
        page.reload(wait_until="load")
    assert choice(page, 1, RIGHT[1]).get_attribute("open") is None
    for question in (2, 3):
        press(page, question, RIGHT[question])
    assert status.inner_text() == f"Question 4: right. 3 of {OF} right."
    page.goto(f"{site}/{OTHER}")
    assert score(page) == f"3 of {OF} right"
    assert page.locator(".score").count() == 1
    page.goto(f"{site}/chapters/index.html")
    assert score(page) == f"3 of {OF} right"
    page.goto(f"{site}/404.html")
    assert score(page) == f"3 of {OF} right"
    assert wrong(opened) == []


def test_a_lesson_can_be_answered_again(site: str, look_at: Open) -> None:
    page = look_at(f"{site}/{LESSON}").page
    again = page.get_by_role("button", name="Answer these again")
    assert not again.is_visible()
    press(page, 0, (RIGHT[0] + 1) % 3)
    again.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.sd-dropdown[open], .verdict, .score").count() == 0
    assert page.evaluate("document.activeElement.innerText").startswith("A. ")
    press(page, 0, RIGHT[0])
    assert score(page) == f"1 of {OF} right"


def test_all_answers_can_be_forgotten(site: str, look_at: Open) -> None:
    page = look_at(f"{site}/{LESSON}").page
    forget = page.get_by_role("button", name="Forget my answers")
    assert not forget.is_visible()
    press(page, 0, RIGHT[0])
    page.goto(f"{site}/{OTHER}")
    press(page, 0, 0)
    assert page.locator(".score").count() == 2
    forget.focus()
    page.keyboard.press("Enter")
    assert page.locator(".score, .verdict").count() == 0
    assert page.evaluate("document.activeElement.innerText") == "Your answers are forgotten."
    assert page.evaluate("Object.keys(localStorage)") == []
    page.goto(f"{site}/{LESSON}")
    assert page.locator(".score, .verdict").count() == 0
    assert not forget.is_visible()


def test_another_window_hears_of_it(site: str, look_at: Open) -> None:
    page = look_at(f"{site}/{LESSON}").page
    other = page.context.new_page()
    other.goto(f"{site}/{OTHER}")
    press(page, 0, RIGHT[0])
    other.locator(".score").wait_for()
    assert score(other) == f"1 of {OF} right"


@pytest.mark.parametrize("refusal", REFUSALS)
def test_where_storage_is_refused_the_page_still_answers(
    site: str, look_at: Open, refusal: str
) -> None:
    opened = look_at(f"{site}/{OTHER}")
    page = opened.page
    page.add_init_script(REFUSALS[refusal])
    page.goto(f"{site}/{LESSON}")
    press(page, 0, RIGHT[0])
    assert choice(page, 0, RIGHT[0]).get_attribute("open") is not None
    assert score(page) == f"1 of {OF} right"
    page.get_by_role("button", name="Forget my answers").click()
    assert page.locator(".score").count() == 0
    press(page, 1, RIGHT[1])
    page.reload()
    assert page.locator(".score, .verdict").count() == 0
    assert wrong(opened) == []


@pytest.mark.parametrize(
    "found",
    [
        "",
        "{",
        "null",
        "7",
        "[]",
        '{"chapters/momentum.html": 1}',
        '{"chapters/momentum.html": null}',
    ],
)
def test_nonsense_in_the_storage_is_overcome(site: str, look_at: Open, found: str) -> None:
    opened = look_at(f"{site}/{OTHER}")
    page = opened.page
    page.evaluate("text => localStorage.setItem('descent-answers', text)", found)
    page.goto(f"{site}/{LESSON}")
    press(page, 0, RIGHT[0])
    assert score(page) == f"1 of {OF} right"
    page.reload()
    assert score(page) == f"1 of {OF} right"
    assert wrong(opened) == []


def test_what_a_lesson_no_longer_asks_is_dropped(site: str, look_at: Open) -> None:
    page = look_at(f"{site}/{OTHER}").page
    old = {"Gone?": {"choice": "A. Yes.", "right": True}}
    page.evaluate(
        "text => localStorage.setItem('descent-answers', text)",
        json.dumps({LESSON: {"of": 9, "answers": old}}),
    )
    page.goto(f"{site}/{LESSON}")
    assert page.locator(".score").count() == 0


def test_without_scripts_the_choices_open(site: str, browser: Any) -> None:
    window = browser.new_context(java_script_enabled=False)
    page = window.new_page()
    page.goto(f"{site}/{LESSON}")
    press(page, 0, RIGHT[0])
    page.get_by_text("Right.", exact=False).first.wait_for()
    assert choice(page, 0, RIGHT[0]).get_attribute("open") is not None
    assert page.locator(".tally, .memory").count() == 0
    window.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_an_answered_lesson_is_open_to_everyone(
    site: str, look_at: Open, dark: bool, width: int
) -> None:
    opened = look_at(f"{site}/{LESSON}", Look(dark=dark, width=width))
    press(opened.page, 0, RIGHT[0])
    press(opened.page, 1, (RIGHT[1] + 1) % 3)
    opened.page.goto(f"{site}/{LESSON}", wait_until="load")
    assert opened.page.locator(".verdict").count() == 2
    assert opened.shifts() < 0.01
    # In the dark only colours are others, and on a telephone everything but colours.
    assert opened.obstacles(colours=width == 1280, others=not dark) == []
    assert opened.overflow() <= 0
    assert wrong(opened) == []


def test_the_interview_is_filtered_by_words_and_opened_at_once(site: str, look_at: Open) -> None:
    page = (opened := look_at(f"{site}/chapters/interview.html")).page
    status, field = page.locator(".filter [role=status]"), page.get_by_label("Questions about")
    asked = len(re.findall(r"^\*\*\d+\. ", INTERVIEW.read_text(encoding="utf-8"), re.MULTILINE))
    assert status.inner_text() == f"{asked} of {asked}"
    field.fill("bfloat16  loss SCALING")
    assert status.inner_text() == f"1 of {asked}"
    assert page.locator("article section > p:visible", has_text="loss scaling?").count() == 1
    assert not page.locator("#core-basics").is_visible()
    page.get_by_role("button", name="Open all").click()
    assert page.locator("details[open]").count() == 3
    page.get_by_role("button", name="Close all").click()
    assert page.locator("details[open]").count() == 0
    field.fill("no such word")
    assert status.inner_text() == f"0 of {asked}"
    assert page.get_by_role("button", name="Open all").is_disabled()
    page.evaluate("location.hash = 'core-basics'")
    page.locator("#core-basics").wait_for()
    assert status.inner_text() == f"{asked} of {asked}"
    assert opened.wrong == []
