"""Formulas, set when the book is built: TeX becomes MathML, which browsers draw by themselves.

Nothing is loaded to draw it but a font (`book.site.fonts`), a formula never moves the text
around it, and a screen reader reads it as a formula.
"""

from __future__ import annotations

import re
from html import escape

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

CONVERTER = LatexToMathML(fancy_error=False)
# Sphinx numbers equations; an environment that would do so too gets its starred form.
NUMBERING = re.compile(r"\\(begin|end)\{(equation|align|gather|multline|alignat|flalign)\}")


def add_maths(app: Sphinx) -> None:
    """Register the renderer under the name that `_config.yml` uses."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))


def mathml(tex: str, block: bool) -> str:
    r"""Return a formula as a `<math>` element.

    >>> mathml("w^2", block=False)
    '<math><msup><mi>w</mi><mn>2</mn></msup></math>'
    >>> mathml(r"\oops", block=False)
    Traceback (most recent call last):
    ...
    sphinx.errors.ExtensionError: no formula: \oops: ...

    Raises
    ------
    ExtensionError
        If `tex` is wrong or means nothing to the converter.
    """
    tex = NUMBERING.sub(r"\\\1{\2*}", tex.strip())
    if r"\\" in tex and r"\begin" not in tex:
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    try:
        return CONVERTER.convert_with_local_state(tex, displaystyle=block)
    except LatexError as error:
        raise ExtensionError(f"no formula: {tex}: {error}") from error


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula that stands in a line.

    Programs take a table's head that holds nothing else for empty: there it gets a name.
    """
    formula = mathml(node.astext(), block=False)
    entry = node.parent.parent
    if isinstance(entry, nodes.entry) and isinstance(entry.parent.parent, nodes.thead):
        formula = formula.replace("<math", f'<math aria-label="{escape(node.astext())}"', 1)
    self.body.append(formula)
    raise nodes.SkipNode


def visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula that stands by itself, with its number if it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(mathml(node.astext(), block=True))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode
