"""Every colour is said once: in a style sheet, or in `descent.plots`."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from book.pdf import style
from book.site.social_card import INK, PAPER
from book.site.styles import PARTS, colour, sheet
from course.paths import ROOT
from descent.playground.module import FOLDER
from descent.plots import COLOURS

HEX = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
THEME = ROOT / "book" / "theme"
SHEETS = [*(ROOT / "book").rglob("*.css"), *FOLDER.glob("*.css")]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in SHEETS)


def test_no_colour_stands_twice_in_the_style_sheets() -> None:
    found = Counter(colour.lower() for colour in [*HEX.findall(TEXT), *COLOURS])
    assert len(found) > 20
    assert {colour for colour, times in found.items() if times > 1} == set()


def test_every_part_of_the_sheet_is_in_it_once() -> None:
    assert sorted(PARTS) == sorted(path.stem for path in (THEME / "styles").iterdir())
    assert [part for part in PARTS if sheet().count(part_text(part)) != 1] == []
    assert all(part_text(part).strip() for part in PARTS)


def part_text(part: str) -> str:
    return (THEME / "styles" / f"{part}.css").read_text(encoding="utf-8")


def test_a_colour_that_is_not_in_the_sheet_is_told() -> None:
    with pytest.raises(LookupError, match="no colour --mauve"):
        colour("mauve")


def test_what_is_printed_has_the_colours_of_the_sheet() -> None:
    assert "var(--plain, sans-serif)" in style()  # a name with something in reserve is no colour
    assert f"color: {colour('quiet')};" in style()


def test_the_card_and_the_icon_have_the_colours_of_the_sheet() -> None:
    ink = re.search(r"--ink: light-dark\((#\w+), (#\w+)\)", TEXT)
    paper = re.search(r"--paper: light-dark\((#\w+)", TEXT)
    assert ink
    assert paper
    assert (paper[1], ink[1]) == (PAPER, INK)
    icon = HEX.findall((THEME / "static" / "favicon.svg").read_text(encoding="utf-8"))
    assert icon == [ink[1], ink[2], *(colour.lower() for colour in COLOURS[:2])]
