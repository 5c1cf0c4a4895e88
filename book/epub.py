"""The whole book as an EPUB: ``python -m book.epub FILE``, or `make epub`.

Each page of the built site is a chapter, as the PDF takes it (`book.pdf`): figures stay SVG, and
formulas MathML. Sphinx's own builder would make all pages anew, for a theme that has neither.
"""

from __future__ import annotations

import re
import sys
import uuid
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from bs4 import BeautifulSoup, Tag

from book.pdf import SITE, Part, chapter, parts, slug, title
from course.paths import ROOT
from descent import __version__

# HTML writes names in any case, XHTML as they are: what is written with capitals within figures.
MIXED = re.compile(r"(?<=[<\s/])([a-z]+[A-Z]\w*)(?=[=\s>])")
FIGURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# What asks for a reader's hand, or for the space of a screen.
LEFT_OUT = "button, input, .copy, .desk, style, [data-state] > :not(svg)"
SPACES = {"math": "http://www.w3.org/1998/Math/MathML", "svg": "http://www.w3.org/2000/svg"}
STYLED = ("displaystyle", "scriptlevel")  # an element of its own, before MathML Core
TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".svg": "image/svg+xml"}
SHEET = """\
figure, .scroll { margin: 1em 0; }
svg, img { max-width: 100%; height: auto; }
pre { white-space: pre-wrap; font-size: 0.85em; }
table { border-collapse: collapse; font-size: 0.9em; }
td, th { padding: 0.2em 0.6em 0.2em 0; border-bottom: 1px solid; text-align: left; }
math[display="block"] { margin: 0.8em 0; }
"""
CONTAINER = """\
<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass
class Book:
    """The files of an EPUB by their names, as they are put together."""

    name: str
    author: str
    files: dict[str, bytes] = field(default_factory=dict)
    properties: dict[str, set[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def add(self, page: str, pages: list[str], site: Path) -> None:
        """Add a page of the site as a chapter, and the pictures on it."""
        article = chapter(page, pages, site)
        for element in article.select(LEFT_OUT):
            element.decompose()
        _write_as_xml(article, _source(page, site))
        for kind, space in SPACES.items():
            for element in article.select(kind):
                element["xmlns"] = space
        for image in article.select("img[src]"):
            image["src"] = self._picture(Path(unquote(urlsplit(str(image["src"])).path)))
        for link in article.select('a[href^="#"]'):
            link["href"] = _into_its_file(str(link["href"]))
        text = article.decode(formatter="minimal")
        name = f"{slug(page)}.xhtml"
        self.titles[name] = title(article)
        self.properties[name] = {
            said for kind, said in (("math", "mathml"), ("svg", "svg")) if article.select_one(kind)
        }
        self.files[name] = _page(_plain(self.titles[name]), text)

    def _picture(self, path: Path) -> str:
        name = f"pictures/{path.name}"
        self.files[name] = path.read_bytes()
        return name

    def navigation(self, contents: list[Part]) -> bytes:
        """Return the table of contents, as readers of EPUBs show it."""
        lists = "".join(
            f"<li><span>{escape(part.caption or self.name)}</span><ol>"
            + "".join(
                f'<li><a href="{slug(page)}.xhtml">{_plain(self.titles[f"{slug(page)}.xhtml"])}'
                "</a></li>"
                for page in part.pages
            )
            + "</ol></li>"
            for part in contents
        )
        body = f'<nav epub:type="toc"><h1>Contents</h1><ol>{lists}</ol></nav>'
        return _page(escape(self.name), body)

    def package(self) -> bytes:
        """Return what says which files there are, and in which order they are read."""
        rows = []
        for number, name in enumerate(self.files):
            suffix = Path(name).suffix
            kind = {".xhtml": "application/xhtml+xml", ".css": "text/css", **TYPES}[suffix]
            said = " ".join(sorted(self.properties.get(name, ())))
            told = f' properties="{said}"' if said else ""
            rows.append(f'<item id="f{number}" href="{name}" media-type="{kind}"{told}/>')
        order = "".join(
            f'<itemref idref="f{number}"/>'
            for number, name in enumerate(self.files)
            if name in self.titles
        )
        named = uuid.uuid5(uuid.NAMESPACE_URL, f"descent/{__version__}")
        return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{named}</dc:identifier>
<dc:title>{escape(self.name)}</dc:title><dc:language>en</dc:language>
<dc:creator>{escape(self.author)}</dc:creator><dc:rights>CC BY 4.0</dc:rights>
<meta property="dcterms:modified">{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}</meta>
</metadata>
<manifest>{"".join(rows)}</manifest>
<spine>{order}</spine>
</package>
""".encode()


def write(target: Path, site: Path = SITE, contents: list[Part] | None = None) -> int:
    """Write the book into a file and return the number of its chapters.

    Raises
    ------
    PrintError
        If a page has not been built.
    """
    contents = contents or parts()
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    book = Book(config["title"], config["author"])
    pages = [page for part in contents for page in part.pages]
    for page in pages:
        book.add(page, pages, site)
    book.files["contents.xhtml"] = book.navigation(contents)
    book.properties["contents.xhtml"] = {"nav"}
    book.files["book.css"] = SHEET.encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        # First and as it is, so that the kind of file can be read off its beginning.
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("book.opf", book.package())
        for name, data in book.files.items():
            archive.writestr(name, data)
    return len(pages)


def _source(page: str, site: Path) -> str:
    return (site / f"{page}.html").read_text(encoding="utf-8")


def _write_as_xml(article: Tag, source: str) -> None:
    """Write what a browser also takes in other forms as EPUB's own schema has it."""
    mixed = {name.lower(): name for name in MIXED.findall("".join(FIGURE.findall(source)))}
    for element in article.select("svg, svg *"):
        element.name = mixed.get(element.name, element.name)
        element.attrs = {mixed.get(name, name): value for name, value in element.attrs.items()}
    for link in article.select("a:not([href])"):
        link.name, link.attrs = "span", {}  # what it led to is not in the book
    for formula in article.select("math[aria-label]"):
        formula["alttext"] = formula.attrs.pop("aria-label")
    for element in article.select("math :is([displaystyle], [scriptlevel]):not(mstyle)"):
        said = {name: str(element.attrs.pop(name)) for name in STYLED if name in element.attrs}
        element.wrap(BeautifulSoup("", "html.parser").new_tag("mstyle", attrs=said))


def _into_its_file(href: str) -> str:
    """Turn a link within the one page of a PDF into one to the chapter that it leads to."""
    name, inside, _ = href[1:].partition("--")
    return f"{name}.xhtml{href if inside else ''}"


def _plain(html: str) -> str:
    """Return a title without its elements, to stand in XML."""
    return escape(" ".join(BeautifulSoup(html, "html.parser").get_text().split()))


def _page(name: str, body: str) -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en">
<head><title>{name}</title><link rel="stylesheet" href="book.css"/></head>
<body>{body}</body>
</html>
""".encode()


if __name__ == "__main__":
    print(f"{sys.argv[1]}: {write(Path(sys.argv[1]))} chapters")
