"""The PDF of the book: every page of the site once, in order, and links that lead somewhere."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from autograder.__main__ import main
from book import pdf
from tests.helpers.visit import ROOT, SITE
from tests.test_book import PAGES, article, built

__all__ = ["built"]  # the fixture


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def target(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book, printed; `browser` is asked for as it says so where there is none."""
    target = tmp_path_factory.mktemp("pdf") / "descent.pdf"
    # A process of its own, as Playwright runs once in each.
    command = [sys.executable, "-m", "autograder", "pdf", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=600)
    return target


@pytest.fixture(scope="module")
def printed(target: Path) -> PdfReader:
    return PdfReader(target)


@pytest.fixture(scope="module")
def text(printed: PdfReader) -> Callable[[int], str]:
    """What stands on a page; to read all of them out would take as long as to print them."""
    return cache(lambda number: printed.pages[number].extract_text())


@pytest.fixture(scope="module")
def book(target: Path) -> BeautifulSoup:
    """What was printed, as a tree; only to be read."""
    return BeautifulSoup(target.with_suffix(".html").read_text(encoding="utf-8"), "html.parser")


def test_every_chapter_is_there_in_order(printed: PdfReader, text: Callable[[int], str]) -> None:
    assert len(printed.pages) > 3 * len(PAGES)
    contents = squeezed(text(1) + text(2))
    places = {name.lstrip("/"): at for name, at in printed.named_destinations.items()}
    at = [printed.get_destination_page_number(places[pdf.slug(name)]) for name in PAGES]
    assert at == sorted(set(at)), "each begins on a page of its own"
    for name, number in zip(PAGES, at, strict=True):
        heading = squeezed(article(name, ".headerlink").find("h1").get_text())
        # The title stands at the head of the page, over the text, and in the contents.
        assert squeezed(text(number)).count(heading) >= 2, heading
        assert f"{heading}{number + 1}" in contents, heading


def test_pages_are_numbered_but_not_the_cover(
    printed: PdfReader, text: Callable[[int], str]
) -> None:
    assert "Descent" in text(0)
    for at in (*range(4), *range(4, len(printed.pages), 20), len(printed.pages) - 1):
        assert (str(at + 1) in text(at).split()) == (at > 0)


def test_the_outline_has_every_heading_once(printed: PdfReader, book: BeautifulSoup) -> None:
    headings = [copy(heading) for heading in book.select("h1, h2, h3")]
    for heading in headings:
        for formula in heading.select("math"):
            formula.decompose()  # the outline has what is drawn of it, letter by letter
    wanted = [squeezed(heading.get_text()) for heading in headings if heading.get_text().strip()]
    assert [squeezed(title) for title in titles(printed.outline)] == wanted


def titles(outline: list[Any]) -> Iterator[str]:
    """Every title of an outline, in order of reading."""
    for item in outline:
        if isinstance(item, list):
            yield from titles(item)
        else:
            yield item.title


def test_links_lead_somewhere_and_ids_are_given_once(book: BeautifulSoup) -> None:
    ids = Counter(element["id"] for element in book.select("[id]"))
    assert [name for name, times in ids.items() if times > 1] == []
    hrefs = [str(link["href"]) for link in book.select("a[href]")]
    assert {href for href in hrefs if href.startswith("#") and href[1:] not in ids} == set()
    assert [h for h in hrefs if not h.startswith(("#", "https://", "http://", "mailto:"))] == []
    assert "#chapters-adam-and-adamw--bias-correction" in hrefs
    assert book.select("script") == []
    assert book.select(".descent-playground svg[role=img]"), "a figure in place of the playground"


def test_without_chromium_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pdf, "CHROMIUM", None)
    assert main(["pdf", str(tmp_path / "book.pdf")]) == 2
    assert "install Debian's package chromium" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


def test_without_the_site_it_says_what_to_run(tmp_path: Path) -> None:
    assert (SITE / "index.html").exists()
    with pytest.raises(pdf.PrintError, match="run `make book` first"):
        pdf.join(site=tmp_path)
