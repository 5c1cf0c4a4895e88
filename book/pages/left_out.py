"""A shorter course: pages that `_toc.yml` leaves out, and the links to them on those that stay.

A line of a list or a row of a table that begins with such a link is taken out; anywhere else the
words stay and the link goes. A link to what is no page at all is an error as before.
"""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

CHAPTERS = "chapters"
EXERCISES = f"{CHAPTERS}/exercises/"
GLOSSARY = f"{CHAPTERS}/glossary"
# The labels of each left-out page, kept with Sphinx's own pickled environment.
LEFT_OUT = "descent_left_out"
LABEL = re.compile(r"^\(([\w-]+)\)=$", re.MULTILINE)


def pages(env: BuildEnvironment) -> dict[str, Path]:
    """Return the pages that are written and left out, by their names in the site."""
    root = Path(env.srcdir)
    written = {str(path.relative_to(root).with_suffix("")): path
               for path in sorted((root / CHAPTERS).rglob("*.md"))}  # fmt: skip
    return {name: path for name, path in written.items() if name not in env.found_docs}


def shown(env: BuildEnvironment, assignments: list[str]) -> list[str]:
    """Return those assignments whose exercise is a page of the site."""
    return [name for name in assignments if f"{EXERCISES}{name}" in env.found_docs]


class Unlink(SphinxPostTransform):
    """Takes links to left-out pages away before MyST looks for them, and warns."""

    default_priority = 8

    def run(self, **_: object) -> None:
        """Change one page."""
        gone: dict[str, list[str]] = getattr(self.env, LEFT_OUT)
        if not gone:
            return
        labels = {label for of_page in gone.values() for label in of_page}
        for link in list(self.document.findall(addnodes.pending_xref)):
            target = link["reftarget"]
            if link["reftype"] == "doc":
                target = docname_join(link.get("refdoc", self.env.docname), target)
            term = link["reftype"] == "term" and GLOSSARY in gone
            if term or target in gone or (target in labels and link.get("refdomain") != "doc"):
                _take_out(link)


def _take_out(link: addnodes.pending_xref) -> None:
    """Take out what begins with a link, or else the link alone."""
    line = link.parent
    while line and not isinstance(line, (nodes.list_item, nodes.row)):
        line = line.parent
    if line and line.parent and _first_words(line) is _first_words(link):
        line.parent.remove(line)
    elif link.parent:
        link.replace_self(link.children)


def _first_words(node: nodes.Element) -> nodes.Text | None:
    return next(iter(node.findall(nodes.Text)), None)


def pages_of_another_course(
    _: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Take every page up again when other pages are left out than before."""
    gone = {name: LABEL.findall(path.read_text()) for name, path in pages(env).items()}
    other = {*getattr(env, LEFT_OUT, gone)} != {*gone}  # an older build kept a list of names
    setattr(env, LEFT_OUT, gone)
    return sorted(env.found_docs - added - changed - removed) if other else []


def add_unlinking(app: Sphinx) -> None:
    """Register the transform."""
    app.connect("env-get-outdated", pages_of_another_course)
    app.add_post_transform(Unlink)
