"""The Sphinx extension that makes a site of the pages, on a small book of its own."""

from __future__ import annotations

import base64
import io
import re
import struct
import zlib
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from sphinx.errors import ExtensionError

from book.site import fonts
from book.site.layout import SCRIPTS
from book.site.styles import NAME, own_colours
from course.paths import ROOT
from tests.book.conftest import FRONT, LOGO, page

pytestmark = pytest.mark.slow


def test_an_equation_has_a_number_and_an_address(book: Path) -> None:
    html = page(book, "sub/page.html")
    assert html.select_one('p a[href="#equation-energy"]').get_text() == "(1)"
    equation = html.find(id="equation-energy")
    assert equation.select_one("math[display=block]")
    assert equation.select_one('.eqno a.headerlink[href="#equation-energy"]')
    assert "(1)" in equation.select_one(".eqno").get_text()


def test_a_logo_and_colours_of_ones_own_are_on_every_page(book: Path) -> None:
    home = page(book, "sub/page.html").select_one("a.home")
    assert home.get_text(strip=True) == "Small"
    assert home.img["src"].partition("?")[0] == "../_static/own.svg"
    assert (book / "_static" / "own.svg").read_text() == LOGO
    sheet = (book / "_static" / NAME).read_text()
    assert re.findall(r"--link: (light-dark.+);", sheet)[-1] == "light-dark(#123456, #abcdef)"


@pytest.mark.parametrize(
    "wrong", [{"linc": ["#123456"] * 2}, {"link": "#123456"}, {"link": ["red", "blue"]}]
)
def test_a_colour_that_cannot_be_meant_is_refused_by_name(wrong: dict[str, list[str]]) -> None:
    with pytest.raises(ExtensionError, match=f"descent_colours.*{next(iter(wrong))}"):
        own_colours(wrong)


def test_the_contents_tell_where_one_is(book: Path) -> None:
    contents = page(book, "sub/page.html").select_one("nav.contents")
    assert contents.select_one("p").get_text() == "Part"
    here = contents.select_one("[aria-current=page]")
    assert here.get_text() == "A page"
    (section,) = here.find_next_sibling("ul").select("a")
    assert section.select_one("math").get_text() == "β"
    assert contents.select_one('a[href="../index.html"]').get_text() == "Small & simple"


def test_a_page_loads_only_what_is_ours(book: Path) -> None:
    html = page(book, "sub/page.html")
    assets = [tag["href"] for tag in html.select("link[rel=stylesheet]")]
    assets += [tag["src"] for tag in html.select("script[src]")]
    names = [asset.partition("?")[0] for asset in assets]
    assert set(names) == {f"../_static/{n}" for n in ("descent.css", "fonts.css", *SCRIPTS)}


def test_a_header_of_one_formula_has_a_name(book: Path) -> None:
    assert page(book, "sub/page.html").select_one("th math")["aria-label"] == "g"


def test_a_table_scrolls_by_itself(book: Path) -> None:
    assert page(book, "sub/page.html").select_one("div.scroll table")


def test_citations_that_follow_one_another_are_one_list(book: Path) -> None:
    (listed,) = page(book, "sub/page.html").select("[role=list]")
    assert [item["id"] for item in listed.select(".citation[role=listitem]")] == ["one", "two"]


def test_search_engines_are_told_what_the_page_is(book: Path) -> None:
    html = page(book, "index.html")
    description = html.select_one("meta[name=description]")["content"]
    assert description.startswith("The first paragraph")
    assert len(description) <= 161
    assert description.endswith("…")
    assert description.removesuffix("…") + " " in " ".join(FRONT.split())
    assert html.title.get_text() == "Small"
    below = page(book, "sub/page.html")
    assert below.title.get_text() == "A page · Small"
    canonical = "https://small.example/book/sub/page.html"
    assert below.select_one("link[rel=canonical]")["href"] == canonical
    assert below.select_one('meta[property="og:url"]')["content"] == canonical


def test_the_site_map_names_every_page(book: Path) -> None:
    tree = ElementTree.parse(book / "sitemap.xml").getroot()
    assert [place.text for place in tree.iter() if place.tag.endswith("loc")] == [
        "https://small.example/book/index.html",
        "https://small.example/book/notation.html",
        "https://small.example/book/sub/page.html",
    ]
    robots = (book / "robots.txt").read_text(encoding="utf-8")
    assert robots.splitlines() == [
        "User-agent: *",
        "Allow: /",
        "Sitemap: https://small.example/book/sitemap.xml",
    ]


def test_the_card_has_the_size_that_sites_show(book: Path) -> None:
    address = page(book, "index.html").select_one('meta[property="og:image"]')["content"]
    card = book / address.removeprefix("https://small.example/book/")
    assert struct.unpack(">II", card.read_bytes()[16:24]) == (1200, 630)


def test_the_search_is_a_page_with_a_name(book: Path) -> None:
    html = page(book, "search.html")
    assert html.title.get_text() == "Search · Small"
    assert html.select_one("meta[name=description]")["content"]


def test_a_lost_reader_finds_back(book: Path) -> None:
    html = page(book, "404.html")
    assert html.title.get_text() == "Page not found · Small"
    assert html.base["href"] == "/book/"
    assert html.select_one('nav.contents a[href="sub/page.html"]')


def test_every_link_stays_below_the_address_of_the_site(book: Path) -> None:
    """As it is served under a path: from the page for lost readers too, wherever it is shown."""
    for name in ("index.html", "sub/page.html", "search.html", "404.html"):
        html = page(book, name)
        shown = "/book/gone/deep/" if name == "404.html" else f"/book/{name}"
        base = urljoin(shown, html.base["href"] if html.base else "")
        links = [tag.get("href") or tag.get("src") for tag in html.select("[href], [src]")]
        local = [urldefrag(link).url for link in links if not urlsplit(link).scheme]
        assert len(local) > 5
        for link in filter(None, local):
            path = urlsplit(urljoin(base, link)).path
            assert path.startswith("/book/"), (name, link)
            assert (book / path.removeprefix("/book/")).exists(), (name, link)


def test_a_mark_behind_a_formula_stays_with_it(book: Path) -> None:
    kept = page(book, "sub/page.html").select_one(".with-formula")
    assert kept.select_one("math")
    assert kept.get_text().endswith(",")
    assert kept.next_sibling.startswith(" as in")


def drawn(book: Path) -> dict[str, set[str]]:
    """The characters that each font of the site can draw."""
    sheet = (book / "_static" / "fonts.css").read_text(encoding="utf-8")
    faces = re.findall(r'"([^"]+)";([^}]*?)src:url\(data:font/woff2;base64,([^)]+)\)', sheet)
    return {
        f"{family} {rule}": set(map(chr, TTFont(io.BytesIO(base64.b64decode(data))).getBestCmap()))
        for family, rule, data in faces
    }


def test_the_fonts_draw_what_is_shown_and_little_else(book: Path) -> None:
    can = drawn(book)
    assert len(can) == 4
    maths = can.pop("Descent Maths ")
    # What stands alone is drawn in italics; the root's sign stands in no text.
    assert maths >= {"√", "β", "𝛽", "𝜆", "="}
    assert len(maths) < 40
    for text in can.values():
        assert text >= set("Small & simple·")
        assert len(text) < 120


@pytest.mark.parametrize(("family", "maker", "files"), [
    ("SourceSerifPro", "Adobe Systems Incorporated", 3),
    ("STIXTwoMath", "The STIX Fonts Project Authors", 1),
])  # fmt: skip
def test_a_font_stands_beside_its_licence(family: str, maker: str, files: int) -> None:
    licence = (fonts.FONTS / f"{family}.LICENSE.txt").read_text(encoding="utf-8")
    assert maker in licence.splitlines()[0]
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    found = sorted(fonts.FONTS.glob(f"{family}-*.woff2"))
    assert len(found) == files
    for file in found:
        names = TTFont(file)["name"]
        assert maker in names.getDebugName(0)
        assert "SIL Open Font License, Version 1.1" in names.getDebugName(13)


def test_the_italics_of_formulas() -> None:
    wanted = {"w": "𝑤", "h": "ℎ", "β": "𝛽", "ϵ": "𝜖", "∂": "𝜕"}  # noqa: RUF001 - so they look
    assert {letter: fonts.ITALIC[letter] for letter in wanted} == wanted
    assert "+" not in fonts.ITALIC


def test_the_tall_signs_of_a_root_are_as_wide_as_the_small_one() -> None:
    cut = fonts.cut(fonts.FONTS / "STIXTwoMath-Regular.woff2", {"√", "("})
    font = TTFont(io.BytesIO(cut))
    maths = font["MATH"].table.MathVariants
    root = font.getBestCmap()[ord("√")]
    signs = maths.VertGlyphConstruction[maths.VertGlyphCoverage.glyphs.index(root)]
    names = {record.VariantGlyph for record in signs.MathGlyphVariantRecord}
    assert len(names) > 2
    assert {font["hmtx"][name][0] for name in names} == {font["hmtx"][root][0]}


def test_a_formula_holds_its_tex_and_no_font_draws_it(book: Path) -> None:
    formula = page(book, "sub/page.html").select_one("article p math")
    assert formula.annotation.get_text() == r"\sqrt{\beta\lambda}"
    assert formula.annotation["encoding"] == "application/x-tex"
    assert len(formula.semantics.find_all(recursive=False)) == 2
    assert "\\" not in "".join(drawn(book)["Descent Maths "])


def test_the_fonts_have_their_version_in_their_address(book: Path) -> None:
    sheet = (book / "_static" / "fonts.css").read_bytes()
    for name in ("index.html", "sub/page.html", "404.html"):
        address = page(book, name).select_one('link[href*="fonts.css"]')["href"]
        assert address.endswith(f"_static/fonts.css?v={zlib.crc32(sheet):08x}")


def test_no_file_is_left_that_nobody_loads(book: Path) -> None:
    static = book / "_static"
    ours = {path.name for path in (ROOT / "book" / "theme" / "static").iterdir()}
    ours |= {NAME, "fonts.css", "card.png", "previews.js", "notation.js", "own.svg"}
    assert {path.name for path in static.iterdir()} <= ours
