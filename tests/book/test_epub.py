"""The EPUB of two pages of our own: every file is named and well formed, links lead somewhere."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

import pytest

from book import epub
from book.pdf import Part, PrintError
from tests.book.test_pdf import FIRST, SECOND

MATHS, SVG = (f"{{{space}}}" for space in epub.SPACES.values())
XHTML, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}"
FIGURE = """<svg viewBox="0 0 2 1">
<defs><clipPath id="cut"><path d="M0 0h1"/></clipPath></defs></svg>
<math aria-label="a half"><mfrac displaystyle="true"><mn>1</mn><mn>2</mn></mfrac></math>
<p>A viewbox of a reader's, 1 &lt; 2&nbsp;&eta;<br>and <input disabled> <button>Copy</button></p>
</article>"""
CONTENTS = [Part("", ["first"]), Part("More & more", ["sub/second"])]


@pytest.fixture
def book(tmp_path: Path) -> Any:
    """The EPUB, opened: by name its files, those that are XML read as that."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.png").write_bytes(b"PNG")
    first = FIRST.replace("</article>", FIGURE)
    (tmp_path / "first.html").write_text(first, encoding="utf-8")
    (tmp_path / "sub" / "second.html").write_text(SECOND, encoding="utf-8")
    assert epub.write(tmp_path / "out" / "book.epub", tmp_path, CONTENTS) == 2
    return zipfile.ZipFile(tmp_path / "out" / "book.epub")


def read(book: zipfile.ZipFile, name: str) -> ET.Element:
    return ET.fromstring(book.read(name))


def test_it_begins_with_what_it_is_and_names_every_file(book: zipfile.ZipFile) -> None:
    first, *others = book.infolist()
    assert first.filename == "mimetype"
    assert first.compress_type == zipfile.ZIP_STORED
    assert book.read("mimetype") == b"application/epub+zip"
    package = read(book, "book.opf")
    items = {i.get("href"): i for i in package.iter(f"{OPF}item")}
    assert {info.filename for info in others} == {*items, "book.opf", "META-INF/container.xml"}
    assert items["first.xhtml"].get("properties") == "mathml svg"
    assert items["contents.xhtml"].get("properties") == "nav"
    assert items["pictures/a.png"].get("media-type") == "image/png"
    order = [item.get("idref") for item in package.iter(f"{OPF}itemref")]
    assert order == [items[name].get("id") for name in ("first.xhtml", "sub-second.xhtml")]


def test_figures_and_formulas_stay_what_they_are(book: zipfile.ZipFile) -> None:
    page = read(book, "first.xhtml")
    assert [m.text for m in page.iter(f"{MATHS}mi")] == ["w"]
    half = page.findall(f".//{MATHS}math")[1]
    assert half.attrib == {"alttext": "a half"}
    assert [(e.tag, e.attrib) for e in half.iter()][1:3] == [
        (f"{MATHS}mstyle", {"displaystyle": "true"}),
        (f"{MATHS}mfrac", {}),
    ]
    assert all(link.get("href") for link in page.iter(f"{XHTML}a"))
    figure = next(s for s in page.iter(f"{SVG}svg") if s.get("viewBox"))
    assert figure.get("viewBox") == "0 0 2 1"
    assert [cut.get("id") for cut in figure.iter(f"{SVG}clipPath")] == ["cut"]
    words = "".join(page.itertext())
    assert "A viewbox of a reader's, 1 < 2\N{NO-BREAK SPACE}η" in words
    assert "Copy" not in words
    assert not [*page.iter(f"{XHTML}input"), *page.iter(f"{XHTML}script")]


def test_each_link_leads_to_a_place_in_the_book(book: zipfile.ZipFile) -> None:
    pages = {name: read(book, name) for name in book.namelist() if name.endswith(".xhtml")}
    ids = {name: {e.get("id") for e in page.iter()} for name, page in pages.items()}
    links = {
        (name, link.get("href"))
        for name, page in pages.items()
        for link in page.iter(f"{XHTML}a")
        if link.get("href") and ":" not in str(link.get("href"))
    }
    assert ("first.xhtml", "sub-second.xhtml") in links
    assert ("sub-second.xhtml", "first.xhtml#first--own") in links
    assert ("contents.xhtml", "sub-second.xhtml") in links
    # The page that FIRST links to has no such place: a broken book is the link check's business.
    missing = {(n, h) for n, h in links if h.partition("#")[0] not in ids}
    assert missing == set()
    assert "More & more" in "".join(pages["contents.xhtml"].itertext())


def test_a_page_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PrintError, match="run `make book` first"):
        epub.write(tmp_path / "book.epub", tmp_path, CONTENTS)
