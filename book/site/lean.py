"""Scripts and sheets as a reader fetches them: without the comments, which are for us."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

from book.site.layout import THEME

SHEETS = ("descent.css", "playground.css", "live/live.css")  # of fonts.css each byte counts already


def make_lean(app: Sphinx, failed: Exception | None) -> None:
    """Write the site's own scripts and sheets anew, without their comments."""
    if failed or app.builder.format != "html":
        return
    out, source = Path(app.outdir) / "_static", THEME / "static"
    scripts = [path.relative_to(source) for path in source.rglob("*.js")]
    own = [name for name in scripts if name.parts[0] != "vendor"]
    for path in (out / name for name in (*map(str, own), *SHEETS)):
        if path.exists():
            text = path.read_text(encoding="utf-8")
            path.write_text(lean(text) if path.suffix == ".js" else lean_sheet(text), "utf-8")


def lean(script: str) -> str:
    """Return a script without the lines that are comments, those of a template's text aside."""
    kept: list[str] = []
    inside = False  # a text between backticks
    for line in script.splitlines(keepends=True):
        if inside or not line.lstrip().startswith("//"):
            kept.append(line)
            inside ^= line.replace("\\`", "").count("`") % 2 == 1
    return "".join(kept)


def lean_sheet(sheet: str) -> str:
    """Return a style sheet without its comments and the white at the beginning of lines."""
    return re.sub(r"^\s+", "", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL), flags=re.MULTILINE)
