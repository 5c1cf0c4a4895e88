"""The playground's tools: a function of one's own, spectrum, map of starts, picture and film."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Route

from descent import plots
from tests.book.built.conftest import ONE
from tests.helpers.state import numbers, rows, start, state
from tests.helpers.visit import Visit

TOOLS = "**/playground-tools.js*"


def test_a_function_is_typed_and_followed_letter_by_letter(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE)
    page.locator("select[data-focus=surface]").select_option("Your own")
    typed = page.get_by_label("L(x, y) =")
    typed.fill("")
    typed.press_sequentially("x^2 + 3y", delay=40)  # of one variable until the last letter
    said = page.locator(".dp-wrong")
    assert said.inner_text() == ""
    assert typed.get_attribute("aria-invalid") == "false"
    typed.press_sequentially("^", delay=40)
    page.get_by_text("This cannot be drawn: something is missing at the end.").wait_for()
    assert typed.get_attribute("aria-invalid") == "true"
    typed.press_sequentially("2", delay=40)
    shared = state(page)
    assert shared["formula"] == "x^2%20+%203y^2"
    assert typed.input_value() == "x^2 + 3y^2"
    assert said.inner_text() == ""
    page.get_by_label("lr of Gradient descent as a number").fill("0.1")
    page.keyboard.press("Enter")
    w = np.array(start(page))
    assert w.size == 2
    row = rows(page)[1]
    due = [w[0] * 0.8**60, w[1] * 0.4**60]  # w - 0.1 (2x, 6y), sixty times
    assert np.allclose(numbers(row[2:4]), due, rtol=6e-3)


def test_a_rule_is_typed_and_gets_its_sliders(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE)
    page.locator("select[data-focus=method]").select_option("YourOwn")
    typed = page.get_by_label("next w =")
    typed.fill("")
    typed.press_sequentially("w - a g / 25 ", delay=30)  # names lr, a rate, on no letter
    assert typed.evaluate("one => one === document.activeElement"), "the hand is at it still"
    assert page.locator(".dp-card").get_by_role("slider").count() == 1
    page.get_by_label("a of Your rule as a number").fill("0.5")
    page.keyboard.press("Enter")
    w = np.array(start(page))
    assert np.allclose(numbers(rows(page)[1][2:4]), [w[0] * 0.98**60, 0], rtol=6e-3, atol=1e-9)
    assert state(page)["rule"] == "w%20-%20a%20g%20/%2025"
    typed.fill("w - mu g")
    page.get_by_text('This is no rule: there is no "mu": there are w, g, t').wait_for()
    assert typed.get_attribute("aria-invalid") == "true"
    assert state(page)["rule"] == "w%20-%20a%20g%20/%2025"  # what was there last stays


def shows(page: Any, field: Any, due: float) -> None:
    """Wait until a field shows a number: what stands beside the picture may be drawn after it."""
    same = "([field, due]) => Math.abs(field.value / due - 1) < 0.03"
    page.wait_for_function(same, arg=[field.element_handle(), due])


def test_a_setting_is_dragged_over_the_spectrum_s_map(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE.replace("GradientDescent(lr=0.03)", "HeavyBall(lr=0.02)&race=Adam()"))
    page.locator("select[data-focus=chart]").select_option("spectrum")
    map_ = page.locator(".dp-map")
    map_.scroll_into_view_if_needed()
    box = map_.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 1 + (box["height"] - 2) * 2 / 3
    page.mouse.move(x - 30, y - 9)
    page.mouse.down()
    page.mouse.move(x, y, steps=3)
    page.mouse.up()
    # In the middle lr is what descent stands, 2 / 50; beta = 0.9 is a third of the way to 0.999.
    lr, beta = page.locator(".dp-card").first.locator(".dp-value").all()
    shows(page, lr, 0.04)
    assert np.isclose(float(beta.input_value()), 0.9, atol=0.005)
    row = page.locator(".dp-spectrum tbody tr").first.locator("td")
    factor = float(row.nth(1).inner_text())
    assert np.isclose(factor, float(beta.input_value()) ** 0.5, atol=2e-3)  # where it swings
    assert np.isclose(float(row.nth(2).inner_text()), np.log(10) / -np.log(factor), rtol=0.02)
    page.get_by_role("slider", name="lr of Heavy ball, on the map").focus()
    # An arrow is 0.2 of a power of ten with Shift. Both in one turn, before anything is drawn:
    # each counts from the one before.
    page.evaluate(
        """() => { for (const _ of "ab") document.activeElement.dispatchEvent(new KeyboardEvent(
          "keydown", { key: "ArrowRight", shiftKey: true, bubbles: true })) }"""
    )
    shows(page, lr, 0.04 * 10**0.4)
    assert state(page)["chart"] == "spectrum"
    page.locator("select[data-focus=surface]").select_option("beale")
    page.get_by_text("A spectrum belongs to a quadratic surface").wait_for()


def test_the_map_of_starts_is_told_in_words(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE)
    page.locator("select[data-focus=basins]").select_option("Gradient descent")
    words = page.locator(".dp-basins [role=status]")
    words.filter(has_text="Of all starts shown").wait_for()
    # After 60 steps w[0] is 0.97^60 of what it was; within 0.4, a fiftieth of the window, is there.
    there, away = re.findall(r"([\d.]+) % at", words.inner_text())
    due = 100 * 0.4 / 0.97**60 / 10
    assert np.allclose([float(there), float(away)], [due, 100 - due], atol=1)
    assert state(page)["basins"] == "0"


def test_picture_and_film_are_taken_along(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE)
    with page.expect_download() as kept:
        page.get_by_role("button", name="Save picture").click()
    picture = np.asarray(Image.open(kept.value.path()).convert("RGB"))
    box = page.locator(".dp-stage").bounding_box()
    assert picture.shape[1] == 2 * round(box["width"] - 2)
    assert kept.value.suggested_filename == "descent-ravine.png"
    blue = tuple(bytes.fromhex(plots.COLOURS[0][1:]))
    assert (abs(picture.astype(int) - blue).max(axis=2) < 8).sum() > 500  # its path
    with page.expect_download() as kept:
        page.get_by_role("button", name="Save film").click()
        page.wait_for_timeout(1500)
        page.get_by_role("button", name="Stop the film").click()
    film = Path(kept.value.path()).read_bytes()
    assert film[:4] == bytes.fromhex("1A45DFA3")  # of every file in Matroska's format, as WebM
    assert b"webm" in film[:64]
    assert len(film) > 5000


def test_a_duel_hides_what_happens_until_the_reader_has_chosen(open_at: Callable[..., Any]) -> None:
    # Along the flat axis 0.96^60 of the way is left at lr = 0.04 - 0.002 and 0.999^60 at 0.001.
    page = open_at(f"{ONE.replace('lr=0.03', 'lr=0.038')}&race=GradientDescent(lr=0.001)&duel=1")
    hidden = [".dp-paths >> nth=0", ".dp-charts", ".dp-player", ".dp-table >> nth=0"]
    for what in hidden:
        page.locator(what).wait_for(state="hidden")
    assert page.locator(".dp-fate").all_inner_texts() == ["hidden", "hidden"]
    page.wait_for_timeout(700)
    assert page.locator(".dp > [role=status]").inner_text() == ""
    guess = page.get_by_role("group", name="Which of them is lowest after 60 steps?")
    guess.get_by_role("button", name="lr = 0.038").focus()
    page.keyboard.press("Enter")
    said = page.locator(".dp-duel [role=status]")
    slow, fast = (81 * r**120 / 2 for r in (0.999, 0.962))  # the steep axis is soon done
    steps = np.ceil(np.log(0.01 * (81 + 50) / 81) / np.log(0.962**2))
    said.filter(has_text="Right").wait_for()
    words = said.inner_text()
    found = re.findall(r"at ([\d.]+)(?:e|;)", words)
    assert np.isclose(float(found[0]), fast, rtol=0.05)
    assert slow > fast
    assert f"came after {int(steps)} steps" in words
    assert "never came" in words
    assert words.endswith("1 of 1 right on this visit.")
    assert page.get_by_role("button", name="Deal a duel").evaluate("one => one.matches(':focus')")
    for what in hidden:
        page.locator(what).wait_for()
    assert "duel" not in state(page)
    page.keyboard.press("Enter")
    assert state(page)["duel"] == "1"
    assert page.locator(".dp-card").count() == 2
    guess = page.get_by_role("group", name="Which of them is lowest after 120 steps?")
    assert guess.get_by_role("button").count() == 2


def test_a_lesson_fetches_the_tools_once_they_are_asked_for(
    site: str, look_at: Callable[..., Visit]
) -> None:
    page = look_at(f"{site}/chapters/momentum.html").page
    answers = [Route.abort, Route.continue_]  # the line is down when it is asked first
    page.route(TOOLS, lambda route: answers.pop(0)(route))
    lesson = page.locator(".descent-playground").first
    lesson.locator("[data-drawn]").wait_for()
    chart = lesson.locator("select[data-focus=chart]")
    assert len(answers) == 2, "the picture, its charts and its sliders need none"
    chart.select_option("spectrum")
    page.wait_for_function("one => one.value === 'step'", arg=chart.element_handle())
    assert len(answers) == 1
    chart.select_option("spectrum")
    lesson.locator(".dp-map").wait_for()
    assert lesson.locator(".dp-spectrum tbody tr").count() == 2
    assert chart.input_value() == "spectrum"
