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

# Every way to write a colour by its numbers; one that is mixed of others is none of its own.
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|(?:ok)?l(?:ab|ch))a?\(\s*[\d.][^()]*\)", re.I
)
HEX = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)
THEME = ROOT / "book" / "theme"
SHEETS = [*(ROOT / "book").rglob("*.css"), *FOLDER.glob("*.css")]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in SHEETS)
SCRIPTS = [*(ROOT / "book").rglob("*.js"), *FOLDER.glob("*.js")]


def test_no_colour_stands_twice_in_the_style_sheets() -> None:
    found = Counter(map(plain, [*COLOUR.findall(TEXT), *COLOURS]))
    assert len(found) > 20
    assert {colour for colour, times in found.items() if times > 1} == set()


def plain(colour: str) -> str:
    """Return a colour in one form, so that #FFF, #ffffff and rgb(255, 255, 255) are one."""
    if colour.lower().startswith("rgb"):
        numbers = re.findall(r"[\d.]+", colour)[:3]
        return "#" + "".join(f"{int(number):02x}" for number in numbers)
    digits = colour.lower().removeprefix("#")
    return f"#{digits}" if len(digits) > 4 else "#" + "".join(2 * digit for digit in digits)


@pytest.mark.parametrize(
    "text", ["#FFF", "#ffffff", "rgb(255 255 255 / 45%)", "rgba(255,255,255,1)"]
)
def test_a_colour_is_found_in_each_form(text: str) -> None:
    (found,) = COLOUR.findall(f"a {{ color: {text}; }}")
    assert plain(found) == "#ffffff"


def test_no_script_states_a_colour() -> None:
    assert len(SCRIPTS) > 20
    for script in SCRIPTS:
        if script.name == "minisearch.js":  # somebody else's, which draws nothing
            continue
        assert COLOUR.findall(script.read_text(encoding="utf-8")) == [], script


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


def test_a_browser_that_knows_no_light_dark_gets_the_same_colours() -> None:
    (known,) = re.findall(r"@supports not \(color: light-dark.*", sheet(), re.DOTALL)
    light, dark = re.findall(r":root \{(.*?)\}", known)
    assert f"--ink:{colour('ink')};" in light
    names = [re.findall(r"--\w+", half) for half in (light, dark)]
    assert names[0] == names[1] == re.findall(r"(--\w+): light-dark", TEXT)
