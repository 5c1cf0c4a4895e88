"""The look of a page of feedback: the site's sheet and fonts, inside the page."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from functools import cache
from pathlib import Path

from book.formulas import mathml
from course.digest import digest
from course.paths import EXERCISES, ROOT
from descent.language import FOLDER, catalogue, languages

OWN = Path(__file__).parent / "templates" / "feedback.css"
MADE_FROM = (ROOT / "book", EXERCISES, FOLDER)
KEPT = ROOT / "_build" / "feedback"
# What the text of the exercises has, and what a student is likely to add.
TEXT = {chr(code) for code in range(0x20, 0x7F)} | set(
    "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\xb7\xd7\u2212\u2264\u2265\u2192"
)
SPOKEN = {sign for own in languages() for text in catalogue(own).values() for sign in text}
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+)\$", re.DOTALL)


@cache
def look() -> str:
    """Return the whole style sheet; it is made once and kept, as cutting fonts takes seconds."""
    own = OWN.read_text(encoding="utf-8")
    kept = KEPT / f"{digest(MADE_FROM, '*.css', '*.woff2', '*.py', '*.md', '*.toml')}.css"
    with contextlib.suppress(OSError):
        return kept.read_text(encoding="utf-8") + own
    made = _make()
    with contextlib.suppress(OSError):
        KEPT.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=KEPT)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(made)
        os.replace(name, kept)
    return made + own


def _make() -> str:
    from book.site.fonts import DRAWN, FONTS, ITALIC, face, shown
    from book.site.lean import lean_sheet
    from book.site.styles import sheet

    texts = (path.read_text(encoding="utf-8") for path in EXERCISES.glob("*.md"))
    found = (block or inline for text in texts for block, inline in FORMULA.findall(text))
    letters = shown(mathml(tex, block=False) for tex in found) | DRAWN
    letters |= {ITALIC[letter] for letter in letters & ITALIC.keys()}
    text = TEXT | SPOKEN
    faces = [
        face("Source Serif", FONTS / "SourceSerifPro-Regular.woff2", "", text),
        face("Source Serif", FONTS / "SourceSerifPro-Semibold.woff2", "font-weight:600;", text),
        face("Descent Maths", FONTS / "STIXTwoMath-Regular.woff2", "", letters),
    ]
    return "\n".join([*faces, lean_sheet(sheet())]) + "\n"
