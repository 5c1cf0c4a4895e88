"""What ties text, figures and formulas together in the built pages: seen, dragged, lit, copied."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from descent.playground import Playground, module
from tests.book.built.conftest import PHONE
from tests.helpers.visit import SITE, Visit
from tests.test_book import LESSONS

LESSON = "chapters/momentum.html"
RACERS = "n => document.querySelectorAll('.descent-playground')[n].model.get('racers')"


@pytest.fixture
def lesson(site: str, look_at: Callable[..., Visit]) -> Visit:
    return look_at(f"{site}/{LESSON}")


def alive(page: Any, number: int = 0) -> None:
    """Bring a playground into view and wait until it is drawn."""
    page.locator(".descent-playground").nth(number).scroll_into_view_if_needed()
    page.locator(".descent-playground").nth(number).locator(".dp[data-drawn]").wait_for()


def test_a_paper_is_shown_to_pointer_and_keyboard_and_goes(lesson: Visit) -> None:
    page = lesson.page
    link = page.locator('article a[href*="bibliography.html#"]').first
    preview = page.get_by_role("tooltip")
    link.hover()
    preview.wait_for()
    assert "Some methods of speeding up the convergence" in preview.inner_text()
    assert link.get_attribute("aria-describedby") == preview.get_attribute("id")
    preview.hover()  # it may be read
    page.wait_for_timeout(400)
    assert preview.is_visible()
    page.keyboard.press("Escape")
    preview.wait_for(state="hidden")
    assert link.get_attribute("aria-describedby") is None
    page.mouse.move(0, 0)
    term = page.locator("article a:has(> .std-term)").first
    term.evaluate("link => link.closest('p').querySelector('a').focus()")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    preview.wait_for()
    assert preview.locator("b").inner_text() == "learning rate (\N{GREEK SMALL LETTER ETA})"
    assert lesson.obstacles() == []
    assert lesson.wrong == []


def test_a_tap_shows_and_a_second_follows(browser: Any, site: str) -> None:
    window = browser.new_context(**PHONE)
    page = window.new_page()
    page.goto(f"{site}/{LESSON}")
    link = page.locator('article a[href*="bibliography.html#"]').first
    link.tap()
    page.get_by_role("tooltip").wait_for()
    assert page.url == f"{site}/{LESSON}"
    assert "Tap again" in page.get_by_role("tooltip").inner_text()
    link.tap()
    page.wait_for_url("**/bibliography.html#*")
    window.close()


def test_a_number_moves_the_figure_and_the_figure_moves_it(lesson: Visit) -> None:
    page = lesson.page
    alive(page)
    number = page.locator(".dragged.of-lr").nth(1)
    assert number.inner_text() == "0.15"
    number.scroll_into_view_if_needed()
    box = number.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 25, box["y"] + 5, steps=4)
    page.mouse.up()
    moved = 10 ** (round(20 / 2) * 0.02) * 0.15  # a step of the slider is 2 pixels
    assert float(number.inner_text()) == pytest.approx(moved, rel=5e-3)
    rates = [racer["lr"] for racer in page.evaluate(RACERS, 0)]
    assert rates == [0.038, float(number.inner_text())]  # that of the other stays
    number.focus()
    page.keyboard.press("Home")
    assert [racer["lr"] for racer in page.evaluate(RACERS, 0)] == [0.038, 0.15]
    slider = page.locator(".descent-playground").first.get_by_role("slider", name="beta").first
    slider.press("ArrowRight")
    share = page.locator(".dragged.of-beta").first
    page.wait_for_function("span => span.textContent !== '0.8'", arg=share.element_handle())
    assert page.evaluate(RACERS, 0)[1]["beta"] == float(share.inner_text())
    assert share.get_attribute("aria-valuenow") == share.inner_text()
    assert lesson.wrong == []


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("name", LESSONS)
def test_every_number_to_drag_moves_something(name: str) -> None:
    """Each names what stands at that very number in the playground before it."""
    facts = module.facts()
    html = BeautifulSoup(
        (SITE / "chapters" / f"{name}.html").read_text(encoding="utf-8"), "html.parser"
    )
    numbers = html.select("article .dragged")
    assert len(numbers) >= 2  # every lesson has something to try
    for number in numbers:
        playground = number.find_previous(class_="descent-playground")
        state = {**Playground.usual(), **json.loads(playground["data-state"])}
        field = number["class"][1].removeprefix("of-")
        held = [{**facts["methods"].get(one.get("method"), {}), **one} for one in state["racers"]]
        held += [{**facts["surfaces"][state["surface"]]["options"], **state["options"]}, state]
        assert float(number.get_text()) in [one.get(field) for one in held], number


def test_a_symbol_is_lit_in_formula_code_and_figure_and_back(lesson: Visit) -> None:
    page = lesson.page
    alive(page)
    page.locator("article p math mi", has_text="\N{GREEK SMALL LETTER BETA}").first.hover()
    page.locator(".lit").first.wait_for(state="attached")
    lit = page.eval_on_selector_all(".lit", "all => all.map((one) => one.firstChild.textContent)")
    assert {*lit} == {"beta", "\N{GREEK SMALL LETTER BETA}"}
    tags = page.eval_on_selector_all(".lit", "all => all.map((one) => one.localName)")
    assert {*tags} == {"mi", "span", "label"}
    page.locator(".dp-slider label", has_text="lr").first.hover()
    page.locator("mi.lit", has_text="\N{GREEK SMALL LETTER ETA}").first.wait_for()
    assert page.locator("mi.lit", has_text="\N{GREEK SMALL LETTER BETA}").count() == 0
    page.mouse.move(0, 0)
    page.locator(".lit").first.wait_for(state="detached")


def test_a_formula_is_copied_as_tex(lesson: Visit) -> None:
    copied = lesson.page.evaluate("""() => {
      const copy = (node) => {
        getSelection().selectAllChildren(node);
        const clipboardData = new DataTransfer();
        const event = new ClipboardEvent("copy", { clipboardData, cancelable: true });
        document.dispatchEvent(event);
        return clipboardData.getData("text/plain");
      };
      const inline = document.querySelector("article p:has(math)");
      const whole = document.querySelector("article .math math");
      return [copy(inline), copy(whole), copy(document.querySelector("h1"))];
    }""")
    assert copied[0].startswith("A ravine is a valley")
    assert r"$\\lambda$ is $\\kappa$".replace("\\\\", "\\") in copied[0]
    assert copied[1].startswith("$$")
    assert "\\" in copied[1]
    assert copied[2] == ""  # the browser's own way
