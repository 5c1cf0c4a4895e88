"""A box in a lesson: a few lines that run with the class that the student wrote in an exercise.

A page asks for it by::

    ```{yours} momentum Momentum
    print(minimize(Momentum(lr=0.02), losses.ravine(50)).final)
    ```

The first word names the exercise. In a live page the lines can be changed and run
(`book/theme/static/live/lesson.js`). The class is the one that was checked, never the key's.
"""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from book.pages.left_out import shown

BOX = 'class="yours"'
PRELUDE = "from descent import losses, minimize\n\n"
"""What the lines stand on, besides the exercise's own cells."""


class Yours(SphinxDirective):
    """The directive ``yours``."""

    required_arguments = 2  # the exercise, and the class
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the box: its lines as a listing, and what it takes to run them."""
        assignment, name = self.arguments
        if not shown(self.env, [assignment]):
            return []
        listing = PRELUDE + "\n".join(self.content)
        data = f'data-assignment="{escape(assignment)}" data-name="{escape(name)}"'
        words = (
            f"The same with *your* `{name}`, as you wrote it in the "
            f"[exercise](exercises/{assignment}.md):"
        )
        return [
            *self.parse_text_to_nodes(words),
            nodes.raw("", f"<div {BOX} {data}>", format="html"),
            nodes.literal_block(listing, listing, language="python"),
            nodes.raw("", "</div>", format="html"),
        ]


def add_boxes(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("yours", Yours)
