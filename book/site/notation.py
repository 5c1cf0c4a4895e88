"""The symbols of the notation, in formulas and in code: one that is pointed at is lit everywhere.

They are those of the tables of `chapters/notation.md` whose first columns are *Prose* and *Code*.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from book.site.mathml import mathml

INNER = re.compile(r"<math[^>]*>(.*)</math>", re.DOTALL)
ATTRIBUTES = re.compile(r"(<\w+)[^>]*>")


def write_notation(app: Sphinx, failed: Exception | None) -> None:
    """Write the pairs as a script: what a symbol is in MathML, without attributes, and in code."""
    if failed or app.builder.format != "html":
        return
    found = [
        pair
        for page in sorted(app.env.found_docs)
        if page.endswith("notation")
        for pair in symbols(app.env.get_doctree(page))
    ]
    whole = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    target = Path(app.outdir) / "_static" / "notation.js"
    target.write_text(f"globalThis.descentNotation = {whole};\n", encoding="utf-8")


def symbols(doctree: nodes.document) -> Iterator[tuple[str, str]]:
    """Yield each symbol with its name in code; of a row with several, each with its own."""
    for table in doctree.findall(nodes.table):
        head, *rows = table.findall(nodes.row)
        if [entry.astext() for entry in head.children[:2]] != ["Prose", "Code"]:
            continue
        for row in rows:
            prose, code = row.children[:2]
            formulas = [one.astext() for one in prose.findall(nodes.math)]
            names = [one.astext() for one in code.findall(nodes.literal)]
            for tex, name in zip(formulas, names, strict=False):
                yield bare(tex), name


def bare(tex: str) -> str:
    r"""Return a symbol as MathML without attributes.

    >>> bare(r"\beta_1")
    '<msub><mi>β</mi><mn>1</mn></msub>'
    """
    inner = INNER.fullmatch(mathml(tex, block=False))
    return ATTRIBUTES.sub(r"\1>", inner[1]) if inner else ""
