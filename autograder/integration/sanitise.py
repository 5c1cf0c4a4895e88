"""What students write, as HTML that can do nothing in the instructor's browser.

nbgrader's feedback and formgrader put a notebook's markdown and a student's name on their pages as
they are, scripts included. This takes the place of their filter.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any

import bleach
from bleach.css_sanitizer import CSSSanitizer
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
# Mathematics is typeset from the text, which needs no tag. Highlighted code needs its classes.
ATTRIBUTES = {
    "*": ["class", "title"],
    "a": ["href"],
    "img": ["alt", "src"],
    "td": ["style"],
    "th": ["style"],
}
ALIGNMENT = CSSSanitizer(allowed_css_properties=["text-align"])


# A picture without a description; what bleach writes has no ">" within a tag.
BARE = re.compile(r"<img(?![^>]*\salt=)")


@lru_cache(maxsize=500)  # most cells of a class are the same
def markdown(source: str) -> str:
    """Return markdown as HTML of harmless tags; pictures only such as are inside the notebook."""
    cleaned = bleach.clean(
        markdown2html_mistune(source),
        tags=TAGS,
        attributes=_allowed,
        protocols=["http", "https", "mailto", "data"],
        css_sanitizer=ALIGNMENT,
    )
    return BARE.sub('<img alt="A picture without a description."', str(cleaned))


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


def _allowed(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stay. A picture from elsewhere would tell who looks at it."""
    if name not in ATTRIBUTES["*"] + ATTRIBUTES.get(tag, []):
        return False
    if name == "src":
        return value.startswith(("data:image/png;", "data:image/jpeg;"))
    return not (name == "href" and value.strip().lower().startswith("data:"))
