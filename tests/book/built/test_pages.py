"""Every page of the built site in a browser: whole, light, alone, open to everyone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.browser import Quiet, served
from tests.helpers.visit import LOOKS, PICTURES, SITE, Visit
from tests.test_book import PAGES

ALL = [*(f"{name}.html" for name in PAGES), "search.html", "404.html"]
LIGHT = 150_000  # bytes of a page, compressed
HEAVIER = {
    "chapters/playground.html": 200_000,  # that of all playgrounds
}
# The letters of figures: pixels as they are seen, and whether the face is that of the text.
LETTERS = """() => {
  const face = getComputedStyle(document.body).fontFamily;
  const figures = document.querySelectorAll(".cell_output .output > svg[role=img]");
  return [...figures].flatMap((figure) => {
    const shown = figure.getBoundingClientRect().width / figure.viewBox.baseVal.width;
    return [...figure.querySelectorAll("text:not(:has(tspan))")].map((text) => {
      const { fontSize, fontFamily } = getComputedStyle(text);
      return [shown * parseFloat(fontSize), fontFamily === face];
    });
  });
}"""
CUT = """() => {
  for (const one of document.querySelectorAll("article details")) one.open = true;
  const cut = (pre) => pre.scrollWidth > pre.clientWidth + 1;
  const listings = [...document.querySelectorAll("article .highlight pre")];
  return listings.filter(cut).map((pre) => pre.textContent.slice(0, 60));
}"""
SETTLED = 0.01  # how much of a page may move after it was drawn (cumulative layout shift)

WORDS = "(place) => getComputedStyle(place, '::before').content"


def halting(piece: bytes) -> type[Quiet]:
    """Return what serves a page and halts behind the first `piece` of its text."""

    class Halting(Quiet):
        def copyfile(self, source: Any, outputfile: Any) -> None:
            """Send a file in two pieces."""
            head, text, body = source.read().partition(b"<article>")
            before, found, rest = body.partition(piece)
            outputfile.write(head + text + before + found)
            time.sleep(1.5 if found else 0)
            outputfile.write(rest)

    return Halting


@pytest.mark.parametrize("look", ["light", "phone"])
@pytest.mark.parametrize("name", ALL)
def test_page(site: str, look_at: Callable[..., Visit], name: str, look: str) -> None:
    opened = look_at(f"{site}/{name}", LOOKS[look])
    assert opened.shifts() < SETTLED
    assert opened.overflow() <= 0
    assert opened.page.evaluate("scrollY") == 0  # the contents once moved the window with them
    if look == "light":  # on a telephone the weight and the colours are the same
        weight = opened.weight()
        assert f"/{name}" in weight
        assert sum(weight.values()) < HEAVIER.get(name, LIGHT), weight
    assert opened.obstacles(colours=look == "light") == []
    caption = 14.0
    least = caption * (0.6 if look == "phone" else 0.99)
    sizes = opened.page.evaluate(LETTERS)
    assert [pair for pair in sizes if not (least <= pair[0] <= caption * 1.01 and pair[1])] == []
    take_picture(opened, name, look)
    if look == "light":
        assert opened.page.evaluate(CUT) == []
        opened.page.emulate_media(media="print")
        take_picture(opened, name, "print")
        opened.page.emulate_media(media="screen", color_scheme="dark")
        assert opened.obstacles(others=False) == []
        take_picture(opened, name, "dark")
    assert opened.wrong == []


def take_picture(opened: Visit, name: str, look: str) -> None:
    """Take a picture, if pictures are asked for (`make pictures`)."""
    if "PICTURES" not in os.environ:
        return
    PICTURES.mkdir(exist_ok=True)
    picture = PICTURES / f"{Path(name).with_suffix('').as_posix().replace('/', '-')}-{look}.png"
    opened.page.screenshot(path=picture, full_page=True)


def test_a_figure_waits_where_its_playground_will_be_and_stays_if_it_does_not_come(
    browser: Any, site: str
) -> None:
    window = browser.new_context(viewport={"width": 1280, "height": 900})
    page = window.new_page()
    page.route("**/playground.js*", lambda route: None)  # on its way
    page.goto(f"{site}/chapters/momentum.html", wait_until="commit")
    place = page.locator(".descent-playground").first
    place.wait_for()
    figure = place.locator("> svg")
    figure.wait_for()
    assert place.evaluate(WORDS) == '"What moves this figure is on its way." / ""'
    room, drawn = place.bounding_box(), figure.bounding_box()
    assert room["height"] > 1.2 * drawn["height"]
    assert drawn["x"] + drawn["width"] < room["x"] + 0.7 * room["width"]
    page.route("**/playground.js*", lambda route: route.abort())
    page.goto(f"{site}/chapters/momentum.html")
    assert place.evaluate(WORDS) == "none"
    assert place.bounding_box()["height"] == pytest.approx(figure.bounding_box()["height"], abs=1)
    window.close()


@pytest.mark.parametrize("name", [PAGES[0], "chapters/momentum"])
def test_page_works_from_a_disk(look_at: Callable[..., Visit], name: str) -> None:
    opened = look_at((SITE / f"{name}.html").as_uri())
    assert opened.page.evaluate("document.fonts.check('1em \"Source Serif\"')")
    assert opened.wrong == []


@pytest.mark.parametrize(
    ("name", "piece", "look"),
    [("notation", b"</tr>", "light"), ("beyond-adam", b"</mtd>", "phone")],
)
def test_what_comes_in_two_pieces_does_not_move(
    look_at: Callable[..., Visit], name: str, piece: bytes, look: str
) -> None:
    """The columns of a table depend on rows that are not there yet, and so does a formula."""
    page = f"chapters/{name}"
    assert piece in (SITE / f"{page}.html").read_bytes()
    with served(SITE, halting(piece)) as address:
        opened = look_at(f"{address}/{page}.html", LOOKS[look])
    assert opened.shifts() == 0
    assert opened.page.locator("article :is(table, math)").first.is_visible()


def test_what_goes_wrong_is_noticed(
    folder: str, look_at: Callable[..., Visit], tmp_path: Path
) -> None:
    (tmp_path / "bad.html").write_text(
        "<!DOCTYPE html><link rel=icon href=data:,><img src=gone.png>"
        "<img src=http://127.0.0.2:9/elsewhere.png>"
        "<p style='width: 2000px'>wide</p><p>plain</p><p style='color: #999'>pale</p>"
        "<p><a href=.>one</a> of the links</p>"
        "<p>two <a href=. style='color: #222; text-decoration: none'>bare</a> words</p>"
        "<script>console.error('oops'); nothing()</script>",
        encoding="utf-8",
    )
    opened = look_at(f"{folder}/bad.html")
    noted = "\n".join(opened.wrong)
    for sign in ("oops", "nothing is not defined", "404", "foreign: http://127.0.0.2:9/", "failed"):
        assert sign in noted
    assert opened.overflow() > 0
    kinds = [obstacle.partition(":")[0] for obstacle in opened.obstacles()]
    assert {"image-alt", "color-contrast", "link-in-text-block"} <= {*kinds}, kinds
    assert kinds.count("color-contrast") == 1


def test_what_moves_is_noticed(folder: str, look_at: Callable[..., Visit], tmp_path: Path) -> None:
    (tmp_path / "jump.html").write_text(
        "<!DOCTYPE html><link rel=icon href=data:,><div id=top></div><p>text</p>", encoding="utf-8"
    )
    opened = look_at(f"{folder}/jump.html")
    opened.page.evaluate("document.getElementById('top').style.height = '300px'")
    opened.page.wait_for_function("window.shifted > 0")
    assert opened.shifts() > SETTLED
