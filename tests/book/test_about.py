"""What a page says about itself, and about what its links and symbols lead to."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils import new_document
from sphinx.errors import ExtensionError

from book.site.about import minutes, refuse_no_address
from tests.book.conftest import page

pytestmark = pytest.mark.slow


def shown(book: Path, script: str) -> object:
    """What a script holds that pages ask for."""
    text = (book / "_static" / script).read_text(encoding="utf-8")
    return json.loads(text.partition(" = ")[2].removesuffix(";\n"))


def test_what_links_lead_to_is_shown_beside_them(book: Path) -> None:
    previews = shown(book, "previews.js")
    assert previews["index.html"].startswith("<p><b>Small &amp; simple</b></p><p>The first para")
    assert previews["sub/page.html#one"] == "<p>The first.</p>"
    assert "<mi>β</mi>" in previews["sub/page.html#where-beta-is"]
    equation = BeautifulSoup(previews["sub/page.html#equation-energy"], "html.parser")
    assert equation.math["display"] == "block"
    assert previews["sub/page.html#term-saddle"].endswith("Up one way, <em>down</em> another.</p>")
    assert previews["sub/page.html#term-saddle"].startswith("<p><b>saddle</b></p>")


def test_the_notation_says_what_a_symbol_is_in_code(book: Path) -> None:
    assert shown(book, "notation.js") == [
        ["<mi>β</mi>", "beta"],
        ["<msub><mi>β</mi><mn>1</mn></msub>", "beta1"],
        ["<mi>g</mi>", "g"],
    ]


def test_a_lesson_says_how_long_it_is_and_what_it_needs(book: Path) -> None:
    facts = page(book, "sub/page.html").select_one("h1 + p.facts")
    assert facts.get_text() == "About 5 minutes to read. Needs Small & simple."
    assert facts.a["href"] == "../index.html"
    assert not page(book, "index.html").select(".facts")


def test_a_page_can_be_cited_reported_and_taken_along(book: Path) -> None:
    about = page(book, "sub/page.html").select_one("details.about")
    entry = about.pre.get_text()
    for line in ("title = {A page}", "author = {{Nobody}}", "booktitle = {Small}",
                 "url = {https://small.example/book/sub/page.html}"):  # fmt: skip
        assert line in entry
    links = {link.get_text(): link["href"] for link in about.select("a")}
    assert links == {
        "Report an error": "mailto:me@small.example?subject=sub%2Fpage",
        "PDF": "https://small.example/small.pdf",
        "names": "../objects.inv",
    }


@pytest.mark.parametrize("wrong", ["me@small.example", "javascript:alert(1)"])
def test_an_address_for_reports_that_cannot_be_meant_is_refused(wrong: str) -> None:
    with pytest.raises(ExtensionError, match=r"descent_report.*https: or mailto:"):
        refuse_no_address(None, SimpleNamespace(descent_report=wrong))


@pytest.mark.parametrize(
    ("words", "formulas", "figures", "due"), [(10, 0, 0, 5), (1800, 0, 0, 10), (900, 150, 4, 20)]
)
def test_the_time_a_page_takes(words: int, formulas: int, figures: int, due: int) -> None:
    doctree = new_document("")
    doctree += nodes.paragraph("", "word " * words)
    doctree += [nodes.figure() for _ in range(figures)]
    doctree += nodes.literal_block("", "run " * 5000)
    text = nodes.paragraph()
    text += [nodes.math("", "w") for _ in range(formulas)]
    doctree += text
    assert minutes(doctree) == due
