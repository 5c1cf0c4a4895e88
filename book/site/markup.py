"""Small mends of the HTML that others write, made where it is written."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode, depart_HideCellInput
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


class Pages(HTML5Translator):
    """Sphinx's writer; tables scroll by themselves where the screen is narrow."""

    def visit_table(self, node: nodes.Element) -> None:
        """Open a box around the table."""
        self.body.append('<div class="scroll">')
        super().visit_table(node)

    def depart_table(self, node: nodes.Element) -> None:
        """Close the box around the table."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_citation(self, node: nodes.Element) -> None:
        """Open a citation as an item of a list, which every screen reader knows."""
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append('<div role="list" class="citation-list">\n')
        self.body.append(self.starttag(node, "div", CLASS="citation", role="listitem"))


def add_markup(app: Sphinx) -> None:
    """Register the writer and what hides the code of a cell."""
    app.set_translator("html", Pages)
    app.add_node(HideCodeCellNode, override=True, html=(show_hidden, depart_HideCellInput))


def show_hidden(self: Any, node: nodes.Element) -> None:
    """Open the fold over a cell; its name is what can be read on it, for voice control too."""
    prompt = node["prompt_hide"], node["prompt_show"]
    self.body.append(f'<details class="{" ".join(["hide", *node["classes"]])}">\n')
    self.body.append(f'<summary><span class="collapsed">{prompt[1]}</span>')
    self.body.append(f'<span class="expanded">{prompt[0]}</span></summary>\n')
