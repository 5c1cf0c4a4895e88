"""What stands where a link leads: the papers, terms, equations and sections that pages refer to.

A page asks for them once a reader rests on such a link (`theme/static/preview.js`). They stand in a
script and not in their pages, which a browser that reads from a disk may not fetch.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from markupsafe import Markup, escape
from sphinx import addnodes
from sphinx.application import Sphinx

from book.site.mathml import mathml

LONGEST = 400  # characters that are shown; the link leads to the rest
TAGS = {nodes.emphasis: "em", nodes.strong: "strong", nodes.literal: "code"}
UNSEEN = (nodes.raw, nodes.comment, nodes.substitution_definition, nodes.label, addnodes.index)


def read_previews(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Keep what the links to a page show, also for a build that leaves the page as it is."""
    if app.builder.format != "html":
        return
    address = app.builder.get_target_uri(page)
    found: dict[str, str] = {}
    for names, html in previews(doctree):
        for name in names:
            found.setdefault(f"{address}#{name}", html)
    first = next(doctree.findall(nodes.section), None)
    if first is not None:
        found[address] = found[f"{address}#{first['ids'][0]}"]
    place = kept(app, page)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(found), encoding="utf-8")


def kept(app: Sphinx, page: str) -> Path:
    """Return the file in which the previews of a page are kept."""
    return Path(app.doctreedir) / "previews" / f"{page}.json"


def previews(doctree: nodes.document) -> Iterator[tuple[list[str], str]]:
    """Yield the anchors of each thing that may be referred to, and its preview as HTML."""
    for section in doctree.findall(nodes.section):
        heading = section[section.first_child_matching_class(nodes.title)]
        texts = [child for child in section.children if isinstance(child, nodes.paragraph)]
        words = next((html(text) for text in texts if html(text)), Markup(""))
        yield section["ids"], Markup("<p><b>{}</b></p><p>{}</p>").format(html(heading), cut(words))
    for entry in doctree.findall(nodes.definition_list_item):
        term, meaning = next(entry.findall(nodes.term)), next(entry.findall(nodes.definition))
        if term["ids"] and isinstance(entry.parent.parent, addnodes.glossary):
            yield term["ids"], Markup("<p><b>{}</b></p><p>{}</p>").format(html(term), html(meaning))
    for paper in doctree.findall(nodes.citation):
        yield paper["ids"], Markup("<p>{}</p>").format(html(paper))
    for formula in doctree.findall(nodes.math_block):
        if formula["number"]:
            drawn = Markup(mathml(formula.astext(), block=True))
            yield formula["ids"], drawn
    for figure in doctree.findall(nodes.figure):
        for caption in figure.findall(nodes.caption):
            yield figure["ids"], Markup("<p>{}</p>").format(html(caption))


def html(node: nodes.Node) -> Markup:
    """Return the words and formulas of a part of a page, without its links."""
    if isinstance(node, UNSEEN):
        return Markup("")
    if isinstance(node, nodes.math):
        return Markup(mathml(node.astext(), block=False))
    if isinstance(node, nodes.Text):
        return escape(str(node))
    inner = Markup("").join(map(html, node.children))
    tag = TAGS.get(type(node))
    return Markup(f"<{tag}>{{}}</{tag}>").format(inner) if tag else inner


def cut(text: Markup) -> Markup:
    """Return the beginning of a text, cut after a sentence where it is long.

    >>> cut(Markup("One. Two."))
    Markup('One. Two.')
    """
    if len(text.striptags()) <= LONGEST:
        return text
    sentences = text.split(". ")
    while len(sentences) > 1 and len(Markup(". ").join(sentences).striptags()) > LONGEST:
        sentences.pop()
    return Markup(". ").join(sentences).rstrip(".") + Markup(". \u2026")


def write_previews(app: Sphinx, failed: Exception | None) -> None:
    """Write all of them as a script."""
    if failed or app.builder.format != "html":
        return
    everything: dict[str, str] = {}
    for page in sorted(app.env.found_docs):
        everything |= json.loads(kept(app, page).read_text(encoding="utf-8"))
    whole = json.dumps(everything, ensure_ascii=False, separators=(",", ":"))
    target = Path(app.outdir) / "_static" / "previews.js"
    target.write_text(f"globalThis.descentPreviews = {whole};\n", encoding="utf-8")
