"""The playground in the built book: moved by mouse, keys and touch, told in words, shared."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from descent import losses, minimize
from solutions import GradientDescent
from tests.book.built.conftest import ONE, PHONE
from tests.helpers.state import at_rest, numbers, rows, start, state


def spoken(page: Any) -> str:
    """What a screen reader is told, after the silence that precedes it."""
    at_rest(page)
    return page.locator(".dp > [role=status]").inner_text()


def test_its_numbers_are_those_of_the_key(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE)
    run = minimize(GradientDescent(lr=0.03), losses.ravine(50), steps=60)
    head, row = rows(page)
    assert head[:5] == ["optimizer", "step", "w[0]", "w[1]", "loss"]
    assert row[:2] == ["Gradient descent", "60"]
    assert np.allclose(numbers(row[2:5]), [*run.final, run.losses[-1]], rtol=6e-3)
    assert np.allclose(numbers(row[7:9]), 0.03, rtol=6e-3)  # step / slope is the rate


def test_the_start_is_dragged_by_mouse(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE)
    box = page.locator(".dp-stage").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.25, steps=5)
    page.mouse.up()
    w = start(page)
    assert np.allclose(w, [0, 2], atol=0.1)
    run = minimize(GradientDescent(lr=0.03), losses.ravine(50), np.array(w), 60)
    assert np.isclose(numbers(rows(page)[1][4:5])[0], run.losses[-1], rtol=6e-3)
    page.mouse.move(box["x"] + 5, box["y"] + 5)  # let go is let go
    assert start(page) == w


def test_the_start_is_moved_by_keys(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE)
    page.get_by_role("slider", name="Start w[0]").focus()
    for key in ("ArrowRight", "ArrowUp", "Shift+ArrowRight", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    # The window is 20 wide and 8 high: a key moves by a hundredth of it.
    assert np.allclose(start(page), [-9 + 0.2 + 2.0, 1 - 0.08])
    slider = page.get_by_role("slider", name="Start w[1]")
    assert slider.get_attribute("aria-valuetext") == "0.92"


def test_the_start_is_dragged_by_touch_on_a_telephone(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    ring = page.locator(".dp-start")
    ring.scroll_into_view_if_needed()
    box, stage = ring.bounding_box(), page.locator(".dp-stage").bounding_box()
    assert min(box["width"], box["height"]) >= 44
    x, y = box["x"] + 22, box["y"] + 22
    touch = page.context.new_cdp_session(page)
    for kind, at in (("touchStart", 0), ("touchMove", 50), ("touchMove", 100), ("touchEnd", None)):
        points = [] if at is None else [{"x": x + at, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert np.isclose(start(page)[0], -9 + 100 * 20 / stage["width"], atol=0.2)
    page.locator(".dp-stage").tap(position={"x": stage["width"] / 2, "y": stage["height"] / 2})
    assert np.allclose(start(page), [0, 0], atol=0.1)


def test_it_is_played_by_keys_alone(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE + "&at=0")
    page.get_by_role("button", name="Play", exact=True).focus()
    page.keyboard.press("Enter")
    for _ in range(200):  # a page's policy lets no eval wait
        if int(page.locator(".dp-scrub").input_value()) > 3:
            break
        page.wait_for_timeout(50)
    page.keyboard.press("Enter")
    stopped = int(state(page)["at"])
    assert stopped > 3
    assert f"step {stopped}" in spoken(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert int(state(page)["at"]) == stopped + 1
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    assert state(page)["at"] == "0"
    page.keyboard.press("End")
    assert "at" not in state(page)


def test_every_control_is_reached_by_tab(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE)
    controls = page.eval_on_selector_all(
        ".dp :is(button, input, select, summary, a[href])",
        "all => all.filter((one) => one.checkVisibility() && !one.disabled).length",
    )
    page.locator(".dp-stage input").first.focus()
    met = set()
    for _ in range(controls + 5):
        met.add(
            page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
        )
        page.keyboard.press("Tab")
    inside = page.evaluate(
        "all => all.filter((i) => document.querySelectorAll('*')[i].closest('.dp')).length",
        list(met),
    )
    assert inside >= controls


def test_reduced_motion_is_obeyed(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE + "&at=0", reduced_motion="reduce")
    page.get_by_role("button", name="Play", exact=True).click()
    assert "at" not in state(page)  # at the end at once
    assert page.get_by_role("button", name="Play", exact=True).is_visible()


def test_it_says_what_happens_and_says_it_once(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE)
    assert spoken(page) == "Gradient descent: step 60, loss 1.05, converging in zigzag."
    said = page.evaluate(
        """() => new Promise((done) => {
          const heard = [];
          const region = document.querySelector(".dp > [role=status]");
          const hear = () => heard.push(region.textContent);
          new MutationObserver(hear).observe(region, { childList: true });
          const rate = document.querySelector(".dp-card input[type=range]");
          for (let k = 0; k < 30; k++) {
            setTimeout(() => {
              rate.value = Number(rate.value) + 0.02;
              rate.dispatchEvent(new Event("input"));
            }, 20 * k);
          }
          setTimeout(() => done(heard), 2200);
        })"""
    )
    assert len(said) == 1
    assert re.fullmatch(r"Gradient descent: step \d+, loss .+, diverged at step \d+\.", said[0])


def test_divergence_is_named(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE)
    typed = page.get_by_label("lr of Gradient descent as a number")
    typed.fill("0.05")
    typed.press("Enter")
    assert "race=GradientDescent(lr=0.05)" in page.evaluate("location.hash", state(page))
    run = minimize(GradientDescent(lr=0.05), losses.ravine(50), steps=60)
    assert run.diverged
    low, high = np.transpose(losses.ravine(50).window)
    inside = ((run.places >= low) & (run.places <= high)).all(axis=1)
    left = np.flatnonzero(inside)[-1] + 1  # the first step that is outside for good
    assert 1 < left < run.steps
    assert f"diverged at step {left}" in page.locator(".dp-fate").inner_text()
    typed.fill("-1")  # no rate
    typed.press("Enter")
    assert typed.input_value() == "0.05"


def test_racers_come_and_go(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE + "&race=Adam()&basins=1")
    page.get_by_role("button", name="Remove Gradient descent").click()
    assert state(page)["basins"] == "0"  # still that of Adam
    add = page.get_by_label("Add an optimizer")
    for method in ("Momentum", "Lion", "AdamW", "RAdam", "LAMB"):
        add.select_option(method)
    page.locator(".dp-card").nth(5).wait_for()
    assert add.is_hidden()
    page.get_by_role("button", name="Remove Lion").click()
    page.locator(".dp-card").nth(5).wait_for(state="detached")
    assert page.evaluate("document.activeElement.closest('.dp') !== null"), "focus is not lost"
    first = page.locator(".dp-card select").first
    first.focus()
    first.select_option("Adagrad")
    assert "Adagrad" in page.locator(".dp-card").first.inner_text()
    assert page.evaluate("document.activeElement.tagName") == "SELECT"


def test_two_changes_within_one_frame_are_both_kept(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE)
    page.evaluate(
        """() => {
          const add = [...document.querySelectorAll(".dp select")].find(
            (one) => one.dataset.focus === "add");
          for (const method of ["Adam", "Lion"]) {
            add.value = method;
            add.dispatchEvent(new Event("change"));
          }
          const start = document.querySelector(".dp-start input");
          for (const key of ["ArrowRight", "ArrowUp", "ArrowRight"]) {
            start.dispatchEvent(new KeyboardEvent("keydown", { key }));
          }
        }"""
    )
    page.locator(".dp-card").nth(2).wait_for()
    assert np.allclose(start(page), [-9 + 2 * 0.2, 1 + 0.08])
