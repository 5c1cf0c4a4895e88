"""What may go wrong while somebody writes in a page: no text is lost, and Python comes back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.browser import served
from tests.helpers.live_page import (
    PAGE,
    START,
    answer,
    at_rest,
    forget,
    key,
    need_live,
    said,
    tried,
)
from tests.helpers.visit import SITE, Look, Visit

Open = Callable[..., Visit]
# What runs until it is stopped, and what ends by itself in an error.
ENDLESS = {
    "a loop": "while True:\n    pass",
    "a sleep": "import time\ntime.sleep(1e9)",
    "a flood": "while True:\n    print('x' * 1000)",
}
# Presses Stop, and returns the seconds until nothing runs, by the page's own clock.
STOP = """async () => {
  const begun = performance.now();
  document.querySelector(".desk .stop").click();
  while (document.body.classList.contains("running")) await new Promise((next) => setTimeout(next));
  return (performance.now() - begun) / 1000;
}"""
TOO_LARGE = ("bytearray(10 * 2**30)", "import numpy as np\nnp.ones(10 * 2**30)")


@pytest.fixture(scope="module", autouse=True)
def made() -> None:
    need_live()


@pytest.fixture(scope="module")
def live(browser: Any, site: str) -> Iterator[Any]:
    """A page whose Python has started, with one right answer in it."""
    window = browser.new_context()
    page = window.new_page()
    page.goto(f"{site}/{PAGE}")
    answer(page, "Momentum").fill(key()["Momentum"])
    assert "Momentum: 2 of 2" in said(page, "Momentum")
    yield page
    window.close()


def well(page: Any) -> bool:
    """Whether the answer is as it was, and Python checks it."""
    kept = answer(page, "Momentum").input_value() == key()["Momentum"]
    return kept and "Momentum: 2 of 2" in said(page, "Momentum")


@pytest.mark.parametrize("name", ENDLESS)
def test_a_stop_ends_it_within_a_second(live: Any, name: str) -> None:
    things = live.get_by_label("A place to try things")
    things.fill(ENDLESS[name])
    live.get_by_role("button", name="Run").click()
    live.wait_for_timeout(1000)
    assert live.locator("body.running").count() == 1
    assert live.evaluate(STOP) < 1
    assert things.input_value() == ENDLESS[name]
    assert well(live)


def test_on_a_telephone_one_sees_what_goes_on_and_how_to_stop(site: str, look_at: Open) -> None:
    page = look_at(f"{site}/{PAGE}", Look(width=360)).page
    seen = page.evaluate("""() => {
        const buttons = [...document.querySelectorAll("button")];
        const run = buttons.find((button) => button.textContent === "Run");
        run.scrollIntoView();
        run.click();
        return [".news", ".stop"].map((what) => {
            const { top, bottom } = document.querySelector(`.desk ${what}`).getBoundingClientRect();
            return [top, bottom, document.querySelector(`.desk ${what}`).textContent];
        });
    }""")
    assert [text for _, _, text in seen] == ["Getting Python ready: some 10 MB, once.", "Stop"]
    for top, bottom, _ in seen:
        assert 0 <= top < bottom <= 760
    page.get_by_role("button", name="Stop").click()
    at_rest(page)


@pytest.mark.parametrize("code", TOO_LARGE)
def test_more_memory_than_there_is_is_an_error(live: Any, code: str) -> None:
    assert "Error" in tried(live, code)
    assert well(live)


def test_a_python_that_dies_is_told_and_comes_back(live: Any) -> None:
    tried(live, "import os\nos.abort()")
    assert "Python has ended" in live.locator(".news").inner_text()
    assert live.get_by_label("A place to try things").input_value() == "import os\nos.abort()"
    assert well(live)


def test_a_name_that_is_no_longer_written_is_gone(live: Any) -> None:
    helper = "def helper():\n    return 6\n\n"
    assert tried(live, f"{helper}helper() * 7") == "42\n"
    assert "name 'helper' is not defined" in tried(live, "helper() * 7")
    assert well(live)


def test_a_picture_is_drawn_as_soon_as_matplotlib_can_be_fetched(live: Any) -> None:
    live.route("**/matplotlib.zip", lambda route: route.abort())
    assert "matplotlib could not be fetched" in tried(live, "from matplotlib import pyplot")
    live.unroute("**/matplotlib.zip")
    tried(live, "from matplotlib import pyplot\npyplot.plot([0, 1])")
    picture = live.locator(".said img")
    picture.wait_for()
    assert picture.evaluate("(image) => image.naturalWidth") > 100
    assert well(live)


def test_below_another_path_two_sites_keep_apart(browser: Any, tmp_path: Path) -> None:
    for name in ("course", "another"):
        (tmp_path / name).symlink_to(SITE)
    window = browser.new_context()
    with served(tmp_path) as address:
        first, second = (
            Visit(window, f"{address}/{name}/{PAGE}") for name in ("course", "another")
        )
        answer(first.page, "Momentum").fill(key()["Momentum"])
        assert "Momentum: 2 of 2" in said(first.page, "Momentum")
        second.page.reload()
        assert "raise NotImplementedError" in answer(second.page, "Momentum").input_value()
        kept = first.page.evaluate("Object.keys(localStorage)")
        assert "/course/descent-work-momentum" in kept
        assert not any("another" in name for name in kept)
        assert first.wrong == second.wrong == []
    window.close()


def test_a_browser_that_keeps_nothing_says_so_and_works(site: str, browser: Any) -> None:
    window = browser.new_context()
    window.add_init_script("""Object.defineProperty(window, "localStorage", {
        get: () => { throw new DOMException("refused", "SecurityError"); } })""")
    visit = Visit(window, f"{site}/{PAGE}")
    answer(visit.page, "Momentum").fill(key()["Momentum"])
    visit.page.get_by_text("download your notebook before you leave").wait_for()
    assert "Momentum: 2 of 2" in said(visit.page, "Momentum")
    assert visit.wrong == []
    window.close()


def test_a_browser_that_is_full_says_so_and_loses_nothing(site: str, look_at: Open) -> None:
    page = look_at(f"{site}/{PAGE}").page
    page.evaluate("""() => { for (let size = 2 ** 22; size; size >>= 1) {
        try { for (;;) localStorage[`x${Math.random()}`] = "x".repeat(size); } catch { } } }""")
    answer(page, "eta_max").fill("mine, " * 100)
    page.get_by_text("download your notebook before you leave").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my notebook").click()
    book = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    (cell,) = (
        cell
        for cell in book["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "eta_max-answer"
    )
    assert cell["source"] == "mine, " * 100


def test_a_text_whose_cell_is_gone_is_shown(site: str, look_at: Open) -> None:
    page = look_at(f"{site}/{PAGE}").page
    answer(page, "eta_max").fill("of an older exercise")
    page.evaluate("""() => { const [name] = Object.keys(localStorage);
        localStorage[name] = localStorage[name].replace("eta_max-answer", "eta_most-answer"); }""")
    page.reload()
    page.get_by_text("whose cells are no longer part").click()
    assert page.locator(".left pre").inner_text() == "of an older exercise"


def test_a_run_that_takes_too_long_is_stopped_by_itself(live: Any) -> None:
    forget(live)
    assert said(live, "Momentum").startswith("Momentum: 0 of 2 points")
    live.evaluate(
        """() => { const later = setTimeout;
        window.setTimeout = (what, time) => later(what, time === 30000 ? 500 : time); }"""
    )
    tried(live, "while True: pass", within=START)
    assert "Stopped after 30 seconds" in live.locator(".news").inner_text()
