"""What a reader does with a page, by keyboard: search, theme, contents, copy, skip."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.helpers.visit import Look, Visit

LESSON = "chapters/momentum.html"
Open = Callable[..., Visit]


def focused(opened: Visit) -> str:
    """The words on what has the focus."""
    return str(
        opened.page.evaluate(
            "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"
        )
    )


def tab_to(opened: Visit, name: str) -> None:
    for _ in range(60):
        opened.page.keyboard.press("Tab")
        if focused(opened) == name:
            return
    pytest.fail(f"{name} cannot be reached by keyboard")


def paper(opened: Visit) -> str:
    return str(opened.page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_search_finds_bias_correction(site: str, look_at: Open) -> None:
    opened = look_at(f"{site}/{LESSON}")
    opened.page.keyboard.press("/")
    opened.page.keyboard.type("bias correction")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url("**/search.html?q=bias+correction")
    address = "adam-and-adamw.html#bias-correction"
    hit = opened.page.locator(f'#search-results a[href*="{address}"]').first
    hit.click()
    opened.page.wait_for_url(f"**/{address}")
    assert opened.wrong == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_theme_changes_and_stays(site: str, look_at: Open, dark: bool) -> None:
    opened = look_at(f"{site}/{LESSON}", Look(dark=dark))
    toggle = opened.page.get_by_role("button", name="Dark theme")
    before = paper(opened)
    assert toggle.get_attribute("aria-pressed") == str(dark).lower()
    tab_to(opened, "Dark theme")
    opened.page.keyboard.press("Enter")
    assert toggle.get_attribute("aria-pressed") == str(not dark).lower()
    assert paper(opened) != before
    # The choice is there before anything is drawn: no script of the next page has run yet.
    opened.page.route("**/descent.js*", lambda route: route.abort())
    opened.page.goto(f"{site}/chapters/index.html")
    assert paper(opened) != before


def test_the_contents_open_on_a_phone(site: str, look_at: Open) -> None:
    opened = look_at(f"{site}/{LESSON}", Look(width=360))
    contents = opened.page.get_by_role("navigation", name="Contents")
    assert not contents.is_visible()
    tab_to(opened, "Contents")
    opened.page.keyboard.press("Enter")
    contents.wait_for()
    assert contents.locator("[aria-current=page]").inner_text() == "Momentum"
    opened.page.keyboard.press("Escape")
    contents.wait_for(state="hidden")
    assert focused(opened) == "Contents"
    opened.page.keyboard.press("Enter")
    tab_to(opened, "Adaptive methods")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url("**/adaptive.html")


def test_the_contents_lead_to_a_section_on_a_phone(site: str, look_at: Open) -> None:
    opened = look_at(f"{site}/{LESSON}", Look(width=360))
    opened.page.get_by_role("button", name="Contents").tap()
    opened.page.get_by_role("link", name="Two conventions").tap()
    opened.page.get_by_role("navigation", name="Contents").wait_for(state="hidden")
    opened.page.wait_for_function(
        "Math.abs(document.getElementById('two-conventions').getBoundingClientRect().top) < 150"
    )


def test_code_is_copied(site: str, look_at: Open) -> None:
    opened = look_at(f"{site}/chapters/exercises/momentum.html")
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    listing = opened.page.locator("div.highlight").first
    tab_to(opened, "Copy")
    opened.page.keyboard.press("Enter")
    opened.page.get_by_role("button", name="Copied").wait_for()
    copied = opened.page.evaluate("navigator.clipboard.readText()")
    assert copied.strip()
    assert copied == listing.locator("pre").evaluate("pre => pre.textContent")


def test_pages_are_turned_by_keys_and_the_keys_are_told(site: str, look_at: Open) -> None:
    opened = look_at(f"{site}/{LESSON}")
    opened.page.keyboard.press("?")
    keys = opened.page.get_by_role("dialog", name="Keys")
    assert "to the next page" in keys.inner_text()
    opened.page.keyboard.press("ArrowRight")  # while they are shown nothing is turned
    opened.page.keyboard.press("Escape")
    keys.wait_for(state="detached")
    opened.page.keyboard.press("ArrowRight")
    opened.page.wait_for_url("**/adaptive.html")
    opened.page.keyboard.press("ArrowLeft")
    opened.page.wait_for_url("**/momentum.html")
    assert opened.wrong == []


def test_the_text_can_be_skipped_to(site: str, look_at: Open) -> None:
    opened = look_at(f"{site}/{LESSON}")
    opened.page.keyboard.press("Tab")
    assert focused(opened) == "Skip to the text"
    assert opened.page.get_by_role("link", name="Skip to the text").bounding_box()["y"] >= 0
    opened.page.keyboard.press("Enter")
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.closest('main') !== null")


def test_the_focus_can_be_seen(site: str, look_at: Open) -> None:
    opened = look_at(f"{site}/{LESSON}")
    for _ in range(30):
        opened.page.keyboard.press("Tab")
        assert opened.page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
        ), focused(opened)
