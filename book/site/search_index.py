"""The search: what every section of the book says, for the reader's browser to look through.

A section is found by its heading and by its own text, without that of the sections in it; a term of
the glossary counts as one. What readers call otherwise than the book stands in `synonyms.toml`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from book.site.mathml import mathml

SYNONYMS = Path(__file__).with_name("synonyms.toml")
# Not read by anybody who looks for a word: what is run, and what only a builder of pages sees.
LEFT_OUT = (
    nodes.literal_block,
    nodes.raw,
    nodes.comment,
    nodes.image,
    nodes.substitution_definition,
)
TAG = re.compile(r"<[^>]*>")
# How much a page counts: where something is taught stands before where it is looked up or asked.
WEIGHTS = {
    "chapters/exercises/": 0.6,
    "chapters/conventions": 0.35,
    "chapters/glossary": 0.75,
    "chapters/errata": 0.5,
    "chapters/benchmarks": 0.5,
    "chapters/instructors": 0.5,
    "chapters/bibliography": 0.3,
}


def no_other_search(app: Sphinx) -> None:
    """Keep Sphinx from writing its own index; the page of the search stays."""
    app.builder.search = False  # type: ignore[attr-defined]


def search_page(_: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page that shows all that was found."""
    yield "search", {}, "search.html"


def read_page(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Keep the sections of a page, also for a build that leaves the page as it is."""
    if app.builder.format != "html":
        return
    place = kept(app, page)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps([*sections(doctree)]), encoding="utf-8")


def kept(app: Sphinx, page: str) -> Path:
    """Return the file in which the sections of a page are kept."""
    return Path(app.doctreedir) / "search" / f"{page}.json"


def sections(doctree: nodes.document) -> Iterator[dict[str, str]]:
    """Yield each section of a page, and each term of a glossary: its anchor, heading and text."""
    for section in doctree.findall(nodes.section):
        heading = section[section.first_child_matching_class(nodes.title)]
        own = [child for child in section.children if child is not heading]
        own = [child for child in own if not isinstance(child, (nodes.section, addnodes.glossary))]
        yield {
            "anchor": section["ids"][0] if isinstance(section.parent, nodes.section) else "",
            "heading": readable(heading),
            "text": " ".join(filter(None, map(readable, own))),
        }
    for entry in doctree.findall(nodes.definition_list_item):
        term = next(entry.findall(nodes.term))
        if term["ids"] and isinstance(entry.parent.parent, addnodes.glossary):
            meaning = next(entry.findall(nodes.definition))
            yield {
                "anchor": term["ids"][0],
                "heading": readable(term),
                "text": readable(meaning),
            }


def readable(node: nodes.Node) -> str:
    """Return what a reader sees of a part of a page, on one line; formulas by their signs."""
    if isinstance(node, LEFT_OUT):
        return ""
    if isinstance(node, (nodes.math, nodes.math_block)):
        return TAG.sub("", mathml(node.astext(), block=False))
    if isinstance(node, nodes.Text):
        return str(node)
    glue = "" if isinstance(node, nodes.TextElement) else " "
    return " ".join(glue.join(map(readable, node.children)).split(" ")).strip("\n")


def write_index(app: Sphinx, failed: Exception | None) -> None:
    """Write the sections of all pages as a script, which a page opened from a disk can load too."""
    if failed or app.builder.format != "html":
        return
    found = []
    for page in sorted(app.env.found_docs):
        weight = next((w for start, w in WEIGHTS.items() if page.startswith(start)), 1.0)
        of_page = json.loads(kept(app, page).read_text(encoding="utf-8"))
        for number, section in enumerate(of_page):
            found.append(
                {
                    "page": app.builder.get_target_uri(page),
                    **section,
                    "text": " ".join(section["text"].split()),
                    # A page's own heading is its title already.
                    "title": of_page[0]["heading"] if number else "",
                    "weight": weight if number else 1.3 * weight,
                }
            )
    synonyms = tomllib.loads(SYNONYMS.read_text(encoding="utf-8"))
    everything = {"sections": found, "synonyms": [*synonyms.items()]}
    whole = json.dumps(everything, ensure_ascii=False, separators=(",", ":"))
    target = Path(app.outdir) / "_static" / "search" / "index.js"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"globalThis.descentSections = {whole};\n", encoding="utf-8")
