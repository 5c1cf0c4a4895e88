"""What extensions put beside the pages, and no page loads: it is not part of the site."""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.application import Sphinx

from book.site.layout import THEME

# Loaded by scripts of ours, or by who comes from afar.
ASKED_FOR = {"previews.js", "notation.js", "card.png"}
MENTIONED = re.compile(r"_static/([\w.-]+)")


def remove_leftovers(app: Sphinx, failed: Exception | None) -> None:
    """Remove the files right in `_static` that no page mentions and that are not ours."""
    if failed or app.builder.format != "html":
        return
    out = Path(app.outdir)
    kept = ASKED_FOR | {path.name for path in (THEME / "static").iterdir()}
    for page in out.rglob("*.html"):
        kept |= set(MENTIONED.findall(page.read_text(encoding="utf-8")))
    for path in (out / "_static").iterdir():
        if path.is_file() and path.name not in kept:
            path.unlink()
