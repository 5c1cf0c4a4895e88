"""Formulas, set when the book is built: TeX becomes MathML, which browsers draw by themselves.

Nothing is loaded to draw it but a font (`book.site.fonts`), a formula never moves the text
around it, and a screen reader reads it as a formula.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from book import formulas

# A formula, and what stands behind it without a space: punctuation, or the end of "k-th".
MARKED = re.compile(
    r"(<math\b[^>]*>(?:(?!</math>).)*</math>)((?:[^\s\w<&]|&\w+;)+(?:(?<=-)\w+)?)", re.DOTALL
)


def add_maths(app: Sphinx) -> None:
    """Register the renderer under the name that `_config.yml` uses."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    app.connect("html-page-context", keep_marks)


def mathml(tex: str, block: bool) -> str:
    """Return a formula as a `<math>` element; one that is wrong fails the build."""
    try:
        return formulas.mathml(tex, block)
    except formulas.FormulaError as error:
        raise ExtensionError(str(error)) from error


def annotated(tex: str, block: bool) -> str:
    """Return a formula that holds its own TeX: what whoever copies it gets (`copied.js`).

    >>> annotated("<w>", block=False).partition("<annotation")[2]
    ' encoding="application/x-tex">&lt;w&gt;</annotation></semantics></math>'
    """
    formula = mathml(tex, block)
    start, drawn = formula.index(">") + 1, formula.removesuffix("</math>")
    return (
        f"{drawn[:start]}<semantics><mrow>{drawn[start:]}</mrow>"
        f'<annotation encoding="application/x-tex">{escape(tex.strip(), quote=False)}</annotation>'
        "</semantics></math>"
    )


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula that stands in a line.

    Programs take a table's head that holds nothing else for empty: there it gets a name.
    """
    formula = annotated(node.astext(), block=False)
    entry = node.parent.parent
    if isinstance(entry, nodes.entry) and isinstance(entry.parent.parent, nodes.thead):
        formula = formula.replace("<math", f'<math aria-label="{escape(node.astext())}"', 1)
    self.body.append(formula)
    raise nodes.SkipNode


def keep_marks(_: Sphinx, __: str, ___: str, context: dict[str, Any], ____: Any) -> None:
    """Keep a formula with the marks right behind it, which would else begin the next line."""
    if "body" in context:
        context["body"] = MARKED.sub(r'<span class="with-formula">\1\2</span>', context["body"])


def visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula that stands by itself, with its number if it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(annotated(node.astext(), block=True))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode
