"""The playground's page: its addresses, its weight, and what stands there without scripts."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from tests.book.built.conftest import ONE, PAGE, PHONE, WIDE
from tests.conftest import SITE
from tests.helpers.state import state
from tests.test_book import LESSONS, built

__all__ = ["built"]  # the fixture


def test_an_address_brings_the_state_back(open_at: Callable[..., Any]) -> None:
    asked = (
        "#surface=beale&start=1,1.5&window=-1,4,-2,2&steps=250&noise=0.1&seed=3&at=20"
        "&race=HeavyBall(lr=0.02,beta=0.8)+clip_by_norm(most=5)&race=RMSProp(centred=true)"
    )
    page = open_at(asked)
    state(page)
    assert page.evaluate("location.hash") == asked
    page.locator("summary", has_text="Share this state").click()
    assert page.get_by_label("Link to this state", exact=True).input_value() == page.url
    assert page.get_by_label("The same in Python", exact=True).input_value() == (
        'Playground("beale", [{"method": "HeavyBall", "lr": 0.02, "beta": 0.8, '
        '"around": {"kind": "clip_by_norm", "most": 5}}, {"method": "RMSProp", "centred": True}], '
        "start=[1,1.5], steps=250, window=[[-1,4],[-2,2]], noise=0.1, seed=3)"
    )


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("#surface=mountain", 'there is no surface "mountain"'),
        ("#surface=bowl&race=Adamm(lr=1)", "an optimizer is not possible: Adamm(lr=1)"),
        ("#surface=bowl&race=Adam(beta1=2)", "beta1 is not possible: 2"),
        ("#surface=bowl&steps=1000000000&race=Adam()", "steps is not possible: 1000000000"),
        ("#surface=bowl&start=NaN&race=Adam()", "start is not possible: NaN"),
        ("#surface=bowl&start=1,2&race=Adam()", "start is not possible: 1,2"),
        ("#surface=bowl&start=1e308&race=Adam()", "start is not possible: 1e308"),
        ("#race=Adam(lr=1)", 'there is no surface ""'),
        ("#surface=bowl&race=<img src=x onerror=alert(1)>", "an optimizer is not possible"),
        ("#surface=%E0%A4%A&x", "there is no surface"),
    ],
)
def test_a_bad_address_is_told_and_does_no_harm(
    open_at: Callable[..., Any], address: str, complaint: str
) -> None:
    page = open_at(address)
    assert complaint in page.locator(".dp-note").inner_text()
    assert page.locator(".dp-card").count() >= 1


def in_view(page: Any) -> tuple[float, float]:
    """How much of the picture's height is in the window, and its shorter side, in pixels."""
    box, tall = page.locator(".dp-stage").bounding_box(), page.viewport_size["height"]
    seen = min(box["y"] + box["height"], tall) - max(box["y"], 0)
    return seen / box["height"], min(box["width"], box["height"])


def test_the_picture_stays_in_view_and_is_large(open_at: Callable[..., Any]) -> None:
    page = open_at(ONE)
    for size in ((360, 740), (768, 1024), (1280, 720), (1280, 900), (1920, 1080)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for control in (".dp-card", ".dp-settings", ".tries li:last-child", ".dp-share"):
            page.locator(control).first.evaluate("one => one.scrollIntoView({ block: 'end' })")
            page.wait_for_timeout(100)
            share, side = in_view(page)
            assert share > 0.95, (size, control)
            assert side >= min(size) / 2, size


def test_every_link_of_the_page_works(open_at: Callable[..., Any]) -> None:
    page = open_at()
    links = page.locator("article a[href^='#surface=']")
    assert links.count() >= 5
    for i in range(links.count()):
        links.nth(i).click()
        assert in_view(page)[0] > 0.95  # where its effect is seen
        wanted, *races = links.nth(i).get_attribute("href").split("&race=")
        state(page)
        assert page.evaluate("location.hash").split("&race=")[0] == wanted
        assert page.locator(".dp-card").count() == len(races)
        assert page.locator(".dp-note").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("shape", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing(open_at: Callable[..., Any], scheme: str, shape: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_at(ONE + "&chart=spectrum", color_scheme=scheme, **shape)
    page.locator(".dp-map").wait_for()
    page.locator("summary", has_text="Numbers at this step").click()
    page.locator("summary", has_text="Share this state").click()
    found = Axe().run(page, context=".dp").response["violations"]
    assert [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found] == []


def test_the_front_page_moves_unless_asked_not_to(site: str, visit: Callable[..., Any]) -> None:
    address = f"{site}/chapters/index.html"
    page = visit(address, **WIDE)
    page.locator("[data-drawn]").wait_for()
    step = page.locator(".dp-scrub")
    expect(step).not_to_have_value("0")
    first = step.input_value()
    expect(step).not_to_have_value(first)
    assert 0 < int(first) < int(step.input_value()) <= 120
    still = visit(address, **WIDE, reduced_motion="reduce")
    still.locator("[data-drawn]").wait_for()
    assert still.locator(".dp-scrub").input_value() == "120"
    assert still.locator("p.progress").inner_text() == ""
    answers = {"chapters/adaptive.html": {"of": 4, "answers": {"a": {"right": True}}}}
    marks = {"marks": {"a": "right", "b": "wrong", "c": "noted"}, "of": 8}
    still.evaluate(
        "kept => Object.entries(kept).forEach((pair) => localStorage.setItem(...pair))",
        {
            "descent-answers": json.dumps(answers),
            "/descent-work-momentum": json.dumps(marks),
        },
    )
    # What a page still fetches would fail as one leaves it.
    still.goto(f"{site}/chapters/momentum.html", wait_until="networkidle")
    still.goto(address)
    words = still.locator("p.progress").inner_text()
    assert words == (
        "So far: 1 of 4 questions right in one lesson. 1 of 7 answers right in one exercise. "
        "Go on with Momentum"
    )
    assert still.locator("p.progress a").get_attribute("href").endswith("momentum.html")


def test_without_scripts_a_described_figure_stands_there(site: str, browser: Any) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site}/{PAGE}")
    figure = page.locator(".descent-playground > svg[role=img]")
    assert figure.is_visible()
    assert len(figure.get_attribute("aria-label").split()) >= 15
    page.close()


def test_on_paper_the_figure_stands_there(open_at: Callable[..., Any]) -> None:
    page = open_at()
    page.emulate_media(media="print")
    assert page.locator(".descent-playground > svg[role=img]").is_visible()
    assert page.locator(".dp").is_hidden()


def test_it_lives_in_a_page_opened_from_a_disk(browser: Any) -> None:
    page = browser.new_page()
    page.goto((SITE / PAGE).as_uri() + ONE)
    page.locator(".dp-card").wait_for()
    page.close()


def test_pages_carry_it_only_where_it_is_used() -> None:
    for path in SITE.rglob("*.html"):
        html = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        playgrounds = html.select(".descent-playground")
        assert len(html.select("script[data-src*='playground.js']")) == bool(playgrounds), path
        assert not html.select("script[type*='jupyter.widget'], script[src*='require']"), path
        for one in playgrounds:
            assert len(one["data-state"]) < 3000, path
            assert json.loads(one["data-state"])["racers"]


def heights(page: Any) -> list[float]:
    every = "all => all.map((one) => one.getBoundingClientRect().height)"
    found: list[float] = page.eval_on_selector_all(".descent-playground", every)
    return found


def room_and_life(visit: Callable[..., Any], address: str, shape: Any) -> tuple[list[float], Any]:
    """Open a page; return what room its playgrounds had before they lived, and it as they do."""
    held: list[Any] = []
    lives = threading.Event()

    def hold(route: Any) -> None:
        if lives.is_set():
            route.continue_()
        else:
            held.append(route)

    def before(page: Any) -> None:
        page.route("**/playground.js*", hold)

    page = visit(address, before, **shape)
    while page.evaluate("document.readyState") == "loading":  # no eval may wait here
        page.wait_for_timeout(20)
    page.evaluate("document.fonts.ready.then(() => null)")
    room = heights(page)
    lives.set()
    while held:
        held.pop().continue_()
    return room, page


@pytest.mark.parametrize("shape", [WIDE, PHONE], ids=["wide", "phone"])
def test_its_own_page_keeps_its_room(site: str, visit: Callable[..., Any], shape: Any) -> None:
    room, page = room_and_life(visit, f"{site}/{PAGE}", shape)
    page.locator(".descent-playground [data-drawn]").wait_for()
    assert np.allclose(room, heights(page), atol=45)


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.parametrize("shape", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_lesson_s_playground_shows_its_figure_and_fits_the_room_kept_for_it(
    site: str, visit: Callable[..., Any], lesson: str, shape: Any
) -> None:
    room, page = room_and_life(visit, f"{site}/chapters/{lesson}.html", shape)
    playgrounds = page.locator(".descent-playground")
    assert playgrounds.count() == len(room) >= 1
    for i in range(playgrounds.count()):
        one = playgrounds.nth(i)
        one.scroll_into_view_if_needed()
        one.locator("[data-drawn]").wait_for()
        preset = json.loads(one.get_attribute("data-state"))
        assert one.locator(".dp-card").count() == len(preset["racers"])
        names = [racer["name"] for racer in preset["racers"]]
        assert one.locator(".dp-name").all_inner_texts() == names
        figure = " ".join(one.locator("svg[role=img]").first.text_content().split())
        if preset.get("chart") == "spectrum" and "map" in figure:
            names = ["slow", "rings", "diverges"]  # another figure stands there: of all settings
        assert all(name in figure for name in names), figure
        edges = one.evaluate(
            """(one) => [...one.querySelectorAll(".dp-chart, .dp-stage, .dp-card")].map(
              (part) => part.getBoundingClientRect().right)"""
        )
        assert max(edges) <= one.bounding_box()["x"] + one.bounding_box()["width"] + 1
    # Letters may need a line more on another machine.
    assert np.allclose(room, heights(page), atol=45)
    playgrounds.first.get_by_text("Open in the playground").click()
    page.locator(".dp-card").first.wait_for()
    assert page.locator(".dp-note").is_hidden()
    first = BeautifulSoup((SITE / f"chapters/{lesson}.html").read_text("utf-8"), "html.parser")
    racers = json.loads(first.select_one(".descent-playground")["data-state"])["racers"]
    assert page.locator(".dp-card").count() == len(racers)


def test_coming_to_life_moves_nothing_that_is_being_read(
    site: str, visit: Callable[..., Any]
) -> None:
    page = visit(f"{site}/{PAGE}", **WIDE)
    page.locator(".dp-card").first.wait_for()
    page.wait_for_timeout(500)
    moved = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          const seen = (list) => { for (const one of list.getEntries()) sum += one.value; };
          new PerformanceObserver(seen).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 200);
        })"""
    )
    assert moved < 0.01


def test_it_is_light() -> None:
    size = sum(
        len(gzip.compress((SITE / "_static" / name).read_bytes()))
        for name in ("playground.js", "playground.css")
    )
    assert size < 50_000
