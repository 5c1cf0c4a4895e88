"""The look of the pages: one style sheet, put together of its parts in `book/theme/styles`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from course.paths import ROOT

FOLDER = ROOT / "book" / "theme" / "styles"
# In the order in which they are read: what comes later wins.
PARTS = (
    *("colours", "page", "contents", "text", "figures", "code", "questions", "boxes"),
    *("decisions", "search", "preview", "ties", "about", "filter"),
    "media",  # what is otherwise on a telephone and on paper
)
NAME = "descent.css"


@cache
def sheet() -> str:
    """Return the whole style sheet."""
    text = "\n".join((FOLDER / f"{part}.css").read_text(encoding="utf-8") for part in PARTS)
    return f"{text}\n{net(text)}"


def net(text: str) -> str:
    """Return the named colours of a sheet once more, for browsers that know no `light-dark`."""
    named = re.findall(r"(--\w+): light-dark\(([^,()]+), ([^,()]+)\);", text)
    light, dark = ("".join(f"{name}:{pair[k]};" for name, *pair in named) for k in (0, 1))
    return (
        "@supports not (color: light-dark(red, red)) {\n"
        f":root {{{light}}}\n@media (prefers-color-scheme: dark) {{ :root {{{dark}}} }}\n}}\n"
    )


@cache
def colour(name: str) -> str:
    """Return the light colour of a name, such as ``"ink"``: each is said in the sheet alone."""
    found = re.search(rf"--{name}: light-dark\((#\w+),", sheet())
    if not found:
        raise LookupError(f"the style sheet has no colour --{name}")
    return found[1]


def own_colours(wanted: Mapping[str, Sequence[str]]) -> str:
    """Return the lines of a sheet that put colours of your own in the place of the book's.

    Parameters
    ----------
    wanted : mapping
        By the names of `styles/colours.css`: the light colour and the dark one, as ``"#07569c"``.

    Raises
    ------
    ExtensionError
        If there is no such name, or no two such colours.
    """
    known = re.findall(r"--(\w+): light-dark\(", sheet())
    lines = []
    for name, pair in wanted.items():
        if name not in known:
            raise ExtensionError(f"descent_colours: no colour is called {name!r}, but {known}")
        if len(pair) != 2 or not all(re.fullmatch(r"#[0-9a-fA-F]{6}", str(one)) for one in pair):
            raise ExtensionError(
                f'descent_colours: {name} needs two colours, such as ["#07569c", "#86bff0"]: '
                f"for light and for dark pages; got {pair!r}"
            )
        lines.append(f"  --{name}: light-dark({pair[0]}, {pair[1]});\n")
    return f":root {{\n{''.join(lines)}}}\n" if lines else ""


def write_sheet(app: Sphinx) -> None:
    """Write the sheet where pages look for it; Sphinx puts its hash into their links."""
    if app.builder.format == "html":
        static = Path(app.outdir) / "_static"
        static.mkdir(parents=True, exist_ok=True)
        text = sheet() + own_colours(app.config.descent_colours)
        (static / NAME).write_text(text, encoding="utf-8")
