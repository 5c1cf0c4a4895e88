"""An exercise done in its own page: written, checked, stopped, kept, downloaded, loaded."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from course.paths import ROOT
from descent.check import WRONG
from descent.page import Session
from tests.helpers.browser import Quiet, served
from tests.helpers.live_page import (
    PAGE,
    START,
    answer,
    at_rest,
    forget,
    handed_in,
    key,
    need_live,
    said,
)
from tests.helpers.visit import SITE, Look, Visit

ESSAYS = "chapters/exercises/interview.html"
RELEASED = ROOT / "_build" / "demo" / "release"
SUBMISSIONS = ROOT / "tests" / "submissions" / "momentum"
Open = Callable[..., Visit]


@pytest.fixture(scope="module", autouse=True)
def made() -> None:
    need_live()


def faults(opened: Visit) -> list[str]:
    """What went wrong; a page left too early waits for no icon, and refusals are asked for."""
    expected = ("favicon.svg", "Content Security Policy", "/secret")
    return [what for what in opened.wrong if not any(words in what for words in expected)]


def as_in_jupyter(answers: dict[str, str], times: int) -> dict[str, list[str]]:
    """What CPython prints under each check, asked so often."""
    WRONG.clear()  # a page's Python begins with none
    shown: list[dict[str, Any]] = []
    session = Session(lambda text: shown.append(json.loads(text)))
    found: dict[str, list[str]] = {}
    for cell in nbformat.read(RELEASED / "momentum" / "momentum.ipynb", as_version=4).cells:
        role = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and role:
            source = answers.get(role.grade_id.removesuffix("-answer"), cell.source)
            for _ in range(times if role.grade else 1):
                shown.clear()
                session.run(role.grade_id, cell.source if role.grade else source)
                text = "".join(o["text"] for o in shown if o["output_type"] == "stream")
                found.setdefault(role.grade_id, []).append(text)
    return {name: texts for name, texts in found.items() if "-" not in name and name != "setup"}


@pytest.fixture(scope="module")
def live(browser: Any, site: str) -> Iterator[Any]:
    """A page whose Python has started; what a test writes stays for the next."""
    window = browser.new_context(accept_downloads=True)
    visit = Visit(window, f"{site}/{PAGE}")
    assert said(visit.page, "Momentum").startswith("Momentum: 0 of 2 points")
    yield visit.page
    assert faults(visit) == []
    window.close()


@pytest.mark.parametrize("student", ["right_other_style", "mistaken"])
def test_a_page_says_what_jupyter_says_byte_for_byte(live: Any, student: str) -> None:
    forget(live)
    answers = handed_in(SUBMISSIONS / f"{student}.py")
    due = as_in_jupyter(answers, times=2)
    assert len(due) == 8
    for name, text in answers.items():
        answer(live, name).fill(text)
    found = {name: [said(live, name), said(live, name)] for name in due}
    assert found == due


def test_what_is_downloaded_is_the_notebook_with_the_answers(live: Any, tmp_path: Path) -> None:
    forget(live)
    answer(live, "Momentum").fill(key()["Momentum"])
    said(live, "Momentum")
    path = tmp_path / "momentum.ipynb"
    with live.expect_download() as download:
        live.get_by_role("button", name="Download my notebook").click()
    assert download.value.suggested_filename == "momentum.ipynb"
    download.value.save_as(path)
    written = nbformat.read(path, as_version=4)
    nbformat.validate(written)
    released = nbformat.read(RELEASED / "momentum" / "momentum.ipynb", as_version=4)
    assert written.metadata == released.metadata
    for new, old in zip(written.cells, released.cells, strict=True):
        assert (new.id, new.metadata, new.cell_type) == (old.id, old.metadata, old.cell_type)
        name = old.metadata.get("nbgrader", {}).get("grade_id")
        if name == "Momentum-answer":
            assert new.source == key()["Momentum"]
        if name == "Momentum":
            assert new.source == old.source
            assert "2 of 2 points" in new.outputs[0].text

    # Loaded again: a cell that was added in Jupyter runs in its place, and survives there.
    right = key()["Momentum"]
    (cell,) = (c for c in written.cells if c.source == right)
    cell.source = right.replace("self.beta *", "mine * self.beta *", 1)
    written.cells.insert(3, nbformat.v4.new_code_cell("mine = 1"))
    nbformat.write(written, path)
    live.on("dialog", lambda dialog: dialog.accept())
    live.get_by_role("button", name="Reset all").click()
    entry = live.locator(".contents > ul > li > a", has_text="Exercise: momentum")
    assert "right" not in entry.inner_text()
    live.locator("input[type=file]").set_input_files(path)
    live.get_by_text("texts were taken from momentum.ipynb").wait_for()
    assert answer(live, "Momentum").input_value() == cell.source
    assert said(live, "Momentum").startswith("Momentum: 2 of 2 points")
    live.get_by_text("Cells of your own in the notebook").click()
    assert live.locator(".own pre").first.inner_text() == "mine = 1"
    with live.expect_download() as download:
        live.get_by_role("button", name="Download my notebook").click()
    again = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert "".join(again["cells"][3]["source"]) == "mine = 1"
    # Begun anew, it is as it was released: without that cell, its outputs and its marks.
    live.get_by_role("button", name="Reset all").click()
    with live.expect_download() as download:
        live.get_by_role("button", name="Download my notebook").click()
    assert nbformat.read(download.value.path(), as_version=4).cells == released.cells
    assert "right" not in entry.inner_text()
    path.write_text('{"cells": [{"cell_type": "code", "id": "x", "metadata": {}, "source": ""}]}')
    live.locator("input[type=file]").set_input_files(path)
    live.get_by_text("This notebook is not of this exercise").wait_for()
    path.write_text("PK")
    live.locator("input[type=file]").set_input_files(path)
    live.get_by_text("This file is no notebook.").wait_for()


def test_the_whole_is_looked_over_before_it_is_handed_in(live: Any) -> None:
    forget(live)
    answer(live, "Momentum").fill(key()["Momentum"])
    live.get_by_role("button", name="Look it over").click()
    live.locator("body:not(.running)").wait_for(timeout=START)
    found = live.locator(".desk .said").inner_text()
    assert found.startswith("momentum: 1 right")
    assert "[right] Momentum" in found
    assert "[open]  Nesterov" in found
    said(live, "Momentum")
    entry = live.locator(".contents > ul > li > a", has_text="Exercise: momentum")
    assert entry.inner_text().endswith("1 of 8 right")


def test_a_page_on_a_disk_does_the_same(browser: Any) -> None:
    window = browser.new_context()
    page = window.new_page()
    page.goto(f"file://{SITE}/{PAGE}")
    answer(page, "Momentum").fill(key()["Momentum"])
    assert said(page, "Momentum").startswith("Momentum: 2 of 2 points")
    page.reload()
    assert answer(page, "Momentum").input_value() == key()["Momentum"]
    window.close()


def test_nothing_of_python_is_fetched_before_somebody_writes(site: str, look_at: Open) -> None:
    opened = look_at(f"{site}/{PAGE}")
    assert not [path for path in opened.weight() if "/py/" in path]
    assert sum(opened.weight().values()) < 150_000


def test_a_first_check_fetches_less_than_ten_megabytes() -> None:
    # As a static host sends them; matplotlib is fetched only by whom imports it, the page is 0.1.
    parts = (SITE / "_static" / "live" / "py").glob("*.*")
    sent = [len(gzip.compress(part.read_bytes())) for part in parts if part.stem != "matplotlib"]
    assert len(sent) == 7
    assert sum(sent) < 9_900_000


def test_what_is_written_stays_and_is_the_same_in_two_windows(site: str, browser: Any) -> None:
    window = browser.new_context()
    first, second = (Visit(window, f"{site}/{PAGE}") for _ in range(2))
    answer(first.page, "eta_max").fill("of one window")
    second.page.get_by_text("changed in another window").wait_for()
    assert answer(second.page, "eta_max").input_value() == "of one window"
    second.page.reload()
    assert answer(second.page, "eta_max").input_value() == "of one window"
    assert faults(first) == faults(second) == []
    window.close()


def test_an_explanation_is_a_field_and_goes_into_the_download(site: str, look_at: Open) -> None:
    page = look_at(f"{site}/{ESSAYS}").page
    fields = page.locator(".editor.words textarea")
    assert fields.count() == 3
    fields.first.fill("**My** own words.")
    page.reload()
    assert fields.first.input_value() == "**My** own words."
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my notebook").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "**My** own words." in text


def test_a_corrected_exercise_keeps_the_text_and_shows_the_new_cell(
    site: str, look_at: Open
) -> None:
    page = look_at(f"{site}/{PAGE}").page
    answer(page, "eta_max").fill("mine")
    page.evaluate("""() => { const name = Object.keys(localStorage).find((k) => /work-mom/.test(k));
        const kept = JSON.parse(localStorage[name]);
        const cell = kept.answers["eta_max-answer"];
        cell.checksum = "old";
        cell.stub = cell.stub.replace("def eta_max", "gone\\ndef eta_most");
        localStorage[name] = JSON.stringify(kept); }""")
    page.reload()
    assert answer(page, "eta_max").input_value() == "mine"
    page.locator("summary:visible", has_text="was corrected since you began").click()
    changes = page.locator(".corrected:visible pre").inner_text().splitlines()
    marked = [line for line in changes if not line.startswith("  ")]
    assert [line.partition("(")[0] for line in marked] == [
        "+ def eta_max",
        "- gone",
        "- def eta_most",
    ]


def test_the_keys_of_the_editor(site: str, visit: Any) -> None:
    page = visit(f"{site}/{PAGE}")
    area = answer(page, "eta_max")
    area.fill("")
    area.press_sequentially("def f(x):\nif x:\nreturn 1")
    assert area.input_value() == "def f(x):\n    if x:\n        return 1"
    area.press("Enter")
    area.press("Backspace")
    area.press("Tab")
    area.press("Shift+Tab")
    assert area.input_value() == "def f(x):\n    if x:\n        return 1\n    "
    area.press("Control+z")
    assert area.input_value().endswith("return 1\n        ")
    area.press("Escape")
    area.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Reset this cell"


def test_an_exercise_is_done_by_keyboard_alone(site: str, look_at: Open) -> None:
    page = look_at(f"{site}/{PAGE}").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the text
    focused = "document.activeElement.ariaLabel ?? document.activeElement.textContent"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate(focused) == "Your answer: Momentum":
            break
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(key()["Momentum"])
    page.keyboard.press("Control+Enter")
    at_rest(page)
    check = page.get_by_role("button", name="Check Momentum", exact=True)
    told = check.locator("xpath=../following-sibling::*[@role='status']")
    assert told.inner_text().startswith("Momentum: 2 of 2 points")
    assert page.evaluate(focused) == "Your answer: Momentum"
    for name in ("Reset this cell", "Check Momentum", "Race it"):
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
        assert page.evaluate(focused) == name


@pytest.mark.parametrize("look", [Look(), Look(dark=True), Look(width=360)], ids=str)
@pytest.mark.parametrize("address", [PAGE, ESSAYS])
def test_a_live_page_is_open_to_everyone(
    site: str, look_at: Open, address: str, look: Look
) -> None:
    opened = look_at(f"{site}/{address}", look)
    assert opened.obstacles() == []
    assert opened.overflow() <= 0
    assert faults(opened) == []


def test_code_in_a_page_can_ask_nobody_but_the_site(live: Any, tmp_path: Path) -> None:
    asked = []

    class Listening(Quiet):
        def do_GET(self) -> None:  # noqa: N802 - its name in the library
            asked.append(self.path)
            self.send_error(404)

    source = (
        "import js\nrequest = js.XMLHttpRequest.new()\nrequest.open('GET', '{}/secret', False)\n"
    )
    with served(tmp_path, Listening) as elsewhere:
        live.get_by_label("A place to try things").fill(source.format(elsewhere) + "request.send()")
        live.get_by_role("button", name="Run").click()
        live.locator(".said", has_text="NetworkError").wait_for(timeout=START)
    assert asked == []
