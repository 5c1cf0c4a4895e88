"""The fonts of the pages, cut down to the characters that the book uses.

Text is set in Source Serif 2.007, formulas in STIX Two Math 2.11 b159. Both stand whole, with their
licences, in `book/theme/fonts`; the SIL Open Font License lets them be cut.
All stand inside one style sheet: they are there before the first line is drawn, so none moves, and
a browser that reads from a disk takes them too.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable
from html import unescape
from io import BytesIO
from pathlib import Path
from unicodedata import decomposition, name

from fontTools import subset
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx

from course.paths import ROOT

FONTS = ROOT / "book" / "theme" / "fonts"
TEXT = {"Regular": "", "It": "font-style:italic;", "Semibold": "font-weight:600;"}
PLAIN = {chr(code) for code in range(0x20, 0x7F)}
DRAWN = {"√"}  # by an element, where no character says so
LINK = re.compile(r"(_static/fonts\.css)(?:\?v=\w+)?")
FORMULA = re.compile(r"<math.*?</math>", re.DOTALL)
UNSEEN = re.compile(r"<annotation.*?</annotation>", re.DOTALL)  # a formula's TeX
# A lone letter of a formula is drawn as its twin in italics, a character of its own in Unicode.
TWINS = [chr(code) for code in range(0x1D434, 0x1D7CC)]
ITALIC = {
    chr(int(decomposition(twin).split()[1], 16)): twin
    for twin in TWINS
    if name(twin, "").startswith("MATHEMATICAL ITALIC")
} | {"h": "\N{PLANCK CONSTANT}"}


def write_fonts(app: Sphinx, failed: Exception | None) -> None:
    """Write the style sheet of the fonts, for the finished pages."""
    if failed or app.builder.format != "html":
        return
    out = Path(app.outdir)
    pages = [UNSEEN.sub("", page.read_text(encoding="utf-8")) for page in out.rglob("*.html")]
    formulas = [formula for page in pages for formula in FORMULA.findall(page)]
    faces = [
        face("Source Serif", FONTS / f"SourceSerifPro-{file}.woff2", rule, PLAIN | shown(pages))
        for file, rule in TEXT.items()
    ]
    letters = shown(formulas) | DRAWN
    letters |= {ITALIC[letter] for letter in letters & ITALIC.keys()}
    faces.append(face("Descent Maths", FONTS / "STIXTwoMath-Regular.woff2", "", letters))
    sheet = "\n".join(faces) + "\n"
    (out / "_static" / "fonts.css").write_text(sheet, encoding="utf-8")
    # Its version stands in its address, as browsers keep what they have under one.
    version = f"{zlib.crc32(sheet.encode()):08x}"
    for path in out.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        if page != (named := LINK.sub(rf"\1?v={version}", page)):
            path.write_text(named, encoding="utf-8")


def face(family: str, font: Path, rule: str, characters: set[str]) -> str:
    """Return a font, cut down to `characters`, as a rule of a style sheet."""
    address = f"data:font/woff2;base64,{base64.b64encode(cut(font, characters)).decode()}"
    return f'@font-face{{font-family:"{family}";{rule}src:url({address})}}'


def shown(html: Iterable[str]) -> set[str]:
    """Return the characters that a reader of these pieces of HTML sees.

    >>> sorted(shown(["<b>a</b>&lt;"]))
    ['<', 'a']
    """
    return {character for piece in html for character in unescape(re.sub(r"<[^>]*>", "", piece))}


def cut(font: Path, characters: set[str]) -> bytes:
    """Return the part of a font that draws `characters`, as WOFF2."""
    options = subset.Options(
        flavor="woff2", layout_features=["kern", "liga"], hinting=False, name_IDs=[13, 14]
    )
    out = BytesIO()
    with subset.load_font(str(font), options) as whole:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(characters))
        subsetter.subset(whole)
        if "MATH" in whole:
            fit_browsers(whole)
        subset.save_font(whole, out, options)
    return out.getvalue()


def fit_browsers(font: TTFont) -> None:
    """Make the font of formulas look in a browser as it does on paper.

    Browsers hang a script on the edge of its letter, so the index of g would stand lower than that
    of w. With the bounds set here, in thousandths of the size, only what is taller counts.
    They also leave room after a root for its widest sign; here the tall signs are as wide as the
    small one.
    """
    maths = font["MATH"].table
    maths.MathConstants.SubscriptBaselineDropMin.Value = -150
    maths.MathConstants.SuperscriptBaselineDropMax.Value = 450
    root = font.getBestCmap()[ord("√")]
    growing = maths.MathVariants
    at = growing.VertGlyphCoverage.glyphs.index(root)
    signs = growing.VertGlyphConstruction[at]
    taller = {one.VariantGlyph for one in signs.MathGlyphVariantRecord}
    taller |= {part.glyph for part in signs.GlyphAssembly.PartRecords}
    width, _ = font["hmtx"][root]
    for sign in taller - {root}:
        wide, left = font["hmtx"][sign]
        font["glyf"][sign].coordinates.scale((width / wide, 1))
        font["hmtx"][sign] = (width, round(left * width / wide))
