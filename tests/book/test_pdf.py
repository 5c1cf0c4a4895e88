"""How built pages are joined into one, on two pages of our own; no browser is needed for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfWriter

from book import pdf

FIRST = """<article><h1 id="first">First <math><mi>w</mi></math></h1>
<script>x</script><a class="headerlink" href="#first">#</a><details class="hide">code</details>
<details><summary>Answer</summary>3</details>
<svg><g id="clip"></g></svg>
<a id="own" href="#first">here</a>
<a href="sub/second.html#place">there</a>
<a href="sub/second.html">its beginning</a>
<a href="sub/second.html#lr=0.5">a state</a>
<a href="third.html">not printed</a>
<a href="notes.ipynb">a file</a>
<a href="https://elsewhere.example/">elsewhere</a>
<a href="mailto:x@small.example">a letter</a>
<img src="pictures/a.png">
</article>"""
SECOND = '<article><h1>Second "one"</h1><a href="../first.html#own">back</a></article>'
PAGES = ["first", "sub/second"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "first.html").write_text(FIRST, encoding="utf-8")
    (tmp_path / "sub" / "second.html").write_text(SECOND, encoding="utf-8")
    return tmp_path


def links(article: Any) -> dict[str, str | None]:
    return {link.get_text(): link.get("href") for link in article.select("a")}


def test_links_and_ids_hold_in_the_whole_book(site: Path) -> None:
    first, second = (pdf.chapter(page, PAGES, site) for page in PAGES)
    assert first["id"] == "first"
    assert second["id"] == "sub-second"
    assert links(first) == {
        "here": "#first--first",
        "there": "#sub-second--place",
        "its beginning": "#sub-second",
        "a state": None,
        "not printed": None,
        "a file": None,
        "elsewhere": "https://elsewhere.example/",
        "a letter": "mailto:x@small.example",
    }
    assert links(second) == {"back": "#first--own"}
    assert [e["id"] for e in first.select("[id]")] == ["first--first", "clip", "first--own"]
    assert first.img["src"] == (site / "pictures" / "a.png").as_uri()


def test_what_only_works_on_a_screen_is_left_out_and_folds_are_open(site: Path) -> None:
    first = pdf.chapter("first", PAGES, site)
    assert first.select("script, .headerlink, details.hide") == []
    (fold,) = first.select("details")
    assert fold.has_attr("open")


def test_titles_keep_their_formulas_and_their_quotes(site: Path) -> None:
    first, second = (pdf.chapter(page, PAGES, site) for page in PAGES)
    assert pdf.title(first) == "First <math><mi>w</mi></math>"
    assert pdf.quoted(second) == r'"Second \"one\""'


def test_the_contents_say_on_which_page_a_chapter_begins(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "parts", lambda: [pdf.Part("", ["first"]),
                                               pdf.Part("A & B", ["sub/second"])])  # fmt: skip
    html = BeautifulSoup(pdf.numbered(pdf.join(site), {"first": 3, "sub-second": 7}), "html.parser")
    assert [n.get_text() for n in html.select("nav .number")] == ["3", "7"]
    assert [a["href"] for a in html.select("nav a")] == ["#first", "#sub-second"]
    assert [h.get_text() for h in html.select("nav h2")] == ["A & B"]
    assert [a["id"] for a in html.select("main > article")] == ["first", "sub-second"]
    before = BeautifulSoup(pdf.join(site), "html.parser")
    assert {n.get_text() for n in before.select("nav .number")} == {""}


def test_pages_are_counted_from_one(tmp_path: Path) -> None:
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(100, 100)
    writer.add_named_destination("/first", 0)
    writer.add_named_destination("sub-second", 2)
    writer.write(tmp_path / "book.pdf")
    assert pdf.beginnings(tmp_path / "book.pdf") == {"first": 1, "sub-second": 3}
    assert pdf.pages_of(tmp_path / "book.pdf") == 3
