"""What students write, as HTML that can do nothing in the instructor's browser.

nbgrader's feedback and formgrader put a notebook's markdown and a student's name on their pages as
they are, scripts included. This takes the place of their filter. Formulas become MathML, so that no
page needs a script from elsewhere to draw them.

What looks like a tag and is none of `TAGS` is shown as text, and so is a comment: whoever writes
`<your name>`, `List<int>` or `a<b and c>d` loses no word, and nobody hides one from the grader.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any

import nh3
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from pygments.token import STANDARD_TYPES

from book.formulas import FormulaError, mathml

TAGS = frozenset(
    [
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "div", "span", "pre", "blockquote"),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
        *("a", "abbr", "b", "code", "del", "em", "i", "img", "kbd", "mark", "s", "small"),
        *("strong", "sub", "sup", "u", "details", "summary"),
    ]
)
# Highlighted code needs its classes, and those only: others would lay a page over the page.
ATTRIBUTES = {
    "*": {"title"},
    "div": {"class"},
    "span": {"class"},
    "a": {"href"},
    "img": {"alt", "src"},
    "td": {"style"},
    "th": {"style"},
}
SCHEMES = {"http", "https", "mailto", "data"}  # of data, only what `_kept` lets pass
STYLES = {"text-align"}
CLASSES = frozenset(["highlight", *STANDARD_TYPES.values()]) - {""}
PICTURES = ("data:image/png;", "data:image/jpeg;")  # an SVG is a document, with scripts

# A "<" that begins none of our tags; a word behind a tag's name is an attribute if it has a value.
VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
TEXT = re.compile(rf"<(?!/?(?:{'|'.join(TAGS)})(?:\s+(?:open|[\w:-]+\s*=\s*{VALUE}))*\s*/?>)", re.I)
FORMULA = re.compile(
    r"\$\$(?P<block>.+?)\$\$|\$(?P<inline>[^$\n]+?)\$"
    r"|(?P<environment>\\begin\{(\w+\*?)\}.*?\\end\{\4\})",
    re.DOTALL,
)
CODE = re.compile(r"(<(?:pre|code)\b.*?</(?:pre|code)>|<[^>]*>)", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
# What the converter writes: elements of MathML, and attributes that no script, link or place is in.
DRAWING = re.compile(
    r"</?(?:math|m(?:i|n|o|s|text|space|row|frac|sqrt|root|style|padded|phantom|sup|sub|subsup|under"
    r"|over|underover|multiscripts|table|tr|td|enclose|prescripts|error))"
    r'(?: (?!on|href|src|id\b|class\b)[a-z]+="(?:(?!url|position)[^"])*")*/?>'
)
# What nbconvert puts behind a heading leads nowhere, as headings keep no name here.
ANCHOR = re.compile(r'<a href="#[^"]*">¶</a>')
# A picture without a description; what nh3 writes has no ">" within a tag.
BARE = re.compile(r"<img(?![^>]*\salt=)")


@lru_cache(maxsize=500)  # most cells of a class are the same
def markdown(source: str) -> str:
    """Return markdown as HTML of harmless tags; pictures only such as are inside the notebook."""
    cleaned = nh3.clean(
        TEXT.sub("&lt;", markdown2html_mistune(source)),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes=SCHEMES,
        filter_style_properties=STYLES,
        link_rel=None,
    )
    cleaned = ANCHOR.sub("", cleaned)
    cleaned = BARE.sub('<img alt="A picture without a description."', cleaned)
    pieces = CODE.split(cleaned)  # every second one is code
    return "".join(
        piece if number % 2 else FORMULA.sub(_formula, piece) for number, piece in enumerate(pieces)
    )


def _formula(found: re.Match[str]) -> str:
    """Return what stands between dollars as MathML, or as it is if it is no formula."""
    tex = html.unescape(found["block"] or found["inline"] or found["environment"])
    try:
        drawn = mathml(tex, block=not found["inline"])
    except (FormulaError, RecursionError):
        return found[0]
    named = TAG.findall(drawn)
    return drawn if all(DRAWING.fullmatch(tag) for tag in named) else found[0]


class EscapeNames(Preprocessor):  # type: ignore[misc]
    """Names of people and their folders as text; formgrader's template takes them as HTML."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Escape what a student, or a file that came from one, may be called."""
        for name in ("student", "first_name", "last_name", "notebook_path"):
            if isinstance(resources.get(name), str):
                resources[name] = html.escape(resources[name])
        return nb, resources


def _kept(tag: str, name: str, value: str) -> str | None:
    """Return an attribute's value, or None. A picture from elsewhere would tell who looks at it."""
    address = re.sub(r"[\x00-\x20]", "", value).lower()  # what a browser does not read in it
    if name == "class":
        return value if value in CLASSES else None
    if name == "src":
        return value if address.startswith(PICTURES) else None
    return None if name == "href" and address.startswith("data:") else value
