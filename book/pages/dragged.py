"""Numbers of the text that move a playground: ``{drag}`lr=0.15` `` shows 0.15.

In a page that lives the reader drags it, or uses the arrow keys; it moves what bears that name and
stands at that very number in the nearest playground, and follows it (`theme/static/dragged.js`).
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

WRITTEN = re.compile(r"([a-z]+\d?)=(-?\d+(?:\.\d+)?(?:e-?\d+)?)")


class Dragged(SphinxRole):
    """The role of such a number."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number, which names what it moves by a class."""
        found = WRITTEN.fullmatch(self.text)
        if not found:
            words = f"a number to drag is written as lr=0.15, not as {self.text}"
            return [], [self.inliner.reporter.error(words, line=self.lineno)]
        name, value = found.groups()
        return [nodes.inline(self.rawtext, value, classes=["dragged", f"of-{name}"])], []


def add_dragged(app: Sphinx) -> None:
    """Register the role."""
    app.add_role("drag", Dragged())
