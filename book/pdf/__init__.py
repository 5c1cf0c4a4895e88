"""The whole book as a PDF: ``python -m autograder pdf FILE``, or `make pdf`.

Chromium prints the pages of the built site, joined in the order of `_toc.yml`. It does so twice:
the first time tells on which page each chapter begins, which the second prints into the contents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import unquote, urldefrag

import yaml
from bs4 import BeautifulSoup, Tag

from book.chromium import CHROMIUM, FLAGS
from book.site.styles import colour
from course.paths import ROOT
from descent import __version__

SITE = ROOT / "_build" / "html"
SHEET = Path(__file__).with_name("pdf.css")
MISSING = (
    "the PDF is printed by Chromium, which is not here: install Debian's package chromium, "
    "or Google Chrome"
)
PATIENCE = 300_000  # milliseconds; a quiet machine takes a tenth of it
EXTERNAL = re.compile(r"[a-z]+:|//")
NUMBER = re.compile(r'<span class="number" data-of="([^"]+)">')


class PrintError(Exception):
    """Something that the PDF needs is missing; the message says what."""


@dataclass(frozen=True)
class Part:
    """Pages that stand together in the contents, under a caption that may be empty."""

    caption: str
    pages: list[str]


def parts() -> list[Part]:
    """Return the parts of the book, read from `_toc.yml`."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [
        Part("", [toc["root"]]),
        *(
            Part(part["caption"], [page["file"] for page in part["chapters"]])
            for part in toc["parts"]
        ),
    ]


def slug(page: str) -> str:
    """Return the id of a page within the PDF, which also stands before the ids on it."""
    return page.replace("/", "-")


def chapter(page: str, pages: list[str], site: Path = SITE) -> Tag:
    """Return the article of a built page, with ids and links that hold in the whole book."""
    path = site / f"{page}.html"
    if not path.is_file():
        raise PrintError(f"{path} is not there: run `make book` first")
    article = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").find("article")
    assert isinstance(article, Tag)
    # What only works on a screen; a playground leaves the figure that stands in it.
    for element in article.select("script, link, .headerlink, details.hide"):
        element.decompose()
    for box in article.select("details"):
        box["open"] = ""
    for element in article.select("[id]"):
        if not element.find_parent("svg"):  # those of figures are unique as they are
            element["id"] = f"{slug(page)}--{element['id']}"
    for link in article.select("a[href]"):
        turn(link, path, pages, site)
    for image in article.select("img[src]"):
        image["src"] = (path.parent / str(image["src"])).resolve().as_uri()
    article["id"] = slug(page)
    return article


def turn(link: Tag, path: Path, pages: list[str], site: Path) -> None:
    """Turn a link of a page into one within the PDF; drop it where it led to a file of the site."""
    href = str(link["href"])
    if EXTERNAL.match(href):
        return
    address, anchor = urldefrag(href)
    target = (path.parent / unquote(address)).resolve() if address else path.resolve()
    page = target.relative_to(site.resolve()).with_suffix("").as_posix()
    if target.suffix != ".html" or page not in pages or "=" in anchor:
        del link["href"]  # a notebook to download, or a state of the playground
    else:
        link["href"] = f"#{slug(page)}--{anchor}" if anchor else f"#{slug(page)}"


def title(article: Tag) -> str:
    """Return the title of a chapter as HTML."""
    heading = article.find("h1")
    assert isinstance(heading, Tag)
    return heading.decode_contents().strip()


def join(site: Path = SITE) -> str:
    """Return the whole book as one HTML page, without the page numbers in its contents."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    pages = [page for part in parts() for page in part.pages]
    chapters = {page: chapter(page, pages, site) for page in pages}
    contents = "".join(
        (f"<h2>{escape(part.caption)}</h2>" if part.caption else "")
        + "<ol>"
        + "".join(
            f'<li><a href="#{slug(page)}"><span>{title(chapters[page])}</span>'
            f'<span class="number" data-of="{slug(page)}"></span></a></li>'
            for page in part.pages
        )
        + "</ol>"
        for part in parts()
    )
    # At the head of each page stands the title of its chapter.
    heads = "".join(
        f"@page {slug(page)} {{ @top-left {{ content: {quoted(chapters[page])} }} }}\n"
        f"#{slug(page)} {{ page: {slug(page)} }}\n"
        for page in pages
    )
    static = (site / "_static").resolve().as_uri()
    return f"""<!DOCTYPE html>
<html lang="en" data-theme="light" class="lettered whole">
<meta charset="utf-8">
<title>{escape(config["title"])}</title>
<link rel="stylesheet" href="{static}/fonts.css">
<link rel="stylesheet" href="{static}/descent.css">
<style>{style()}{heads}</style>
<section class="cover">
<p class="name">{escape(config["title"])}</p>
<p class="about">How neural networks learn: one rule at a time, worked by hand and measured</p>
<p class="by">{escape(config["author"])}<br>{date.today().year}, version {__version__}</p>
<p class="rights">Words and pictures under CC BY 4.0, code under the MIT licence. Printed from the
pages of the site, where the playground moves and the exercises can be downloaded.</p>
</section>
<nav class="toc"><p class="heading">Contents</p>{contents}</nav>
<main>{"".join(map(str, chapters.values()))}</main>
</html>
"""


def numbered(book: str, begins: dict[str, int]) -> str:
    """Return the book with the page on which each chapter begins, by slug, in its contents."""
    return NUMBER.sub(lambda place: f"{place[0]}{begins[place[1]]}", book)


def style() -> str:
    """Return what is added to the sheet for print; margins of a page know none of its colours."""
    text = SHEET.read_text(encoding="utf-8")
    return re.sub(r"var\(--(\w+)\)", lambda found: colour(found[1]), text)


def quoted(article: Tag) -> str:
    """Return a chapter's title as a string of CSS."""
    heading = article.find("h1")
    assert isinstance(heading, Tag)
    words = " ".join(heading.get_text().split())
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write(target: Path, site: Path = SITE) -> int:
    """Print the book into a file and return the number of its pages.

    Raises
    ------
    PrintError
        If Chromium or the built site is missing.
    """
    if not CHROMIUM:
        raise PrintError(MISSING)
    from playwright.sync_api import sync_playwright

    target.parent.mkdir(parents=True, exist_ok=True)
    source = target.with_suffix(".html")
    book = join(site)
    source.write_text(book, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        # What a screen reader needs doubles the time, and does not move a line.
        for last in (False, True):
            page.goto(source.resolve().as_uri())
            page.evaluate("document.fonts.ready.then(() => null)")
            page.pdf(
                path=target,
                prefer_css_page_size=True,
                print_background=last,
                outline=last,
                tagged=last,
            )
            if not last:
                source.write_text(numbered(book, beginnings(target)), encoding="utf-8")
        browser.close()
    return pages_of(target)


def pages_of(path: Path) -> int:
    """Return the number of pages of a PDF."""
    from pypdf import PdfReader

    return len(PdfReader(path).pages)


def beginnings(path: Path) -> dict[str, int]:
    """Return the page on which each chapter begins, by the name that links to it carry."""
    from pypdf import PdfReader

    reader = PdfReader(path)
    found = {}
    for name, place in reader.named_destinations.items():
        number = reader.get_destination_page_number(place)
        if number is not None:
            found[name.lstrip("/")] = number + 1
    return found
