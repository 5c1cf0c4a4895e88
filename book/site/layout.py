"""The theme, `book/theme`: what its templates are told, and only what a page needs."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from markupsafe import Markup, escape
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

import descent
from book.site.mathml import mathml
from book.site.styles import NAME
from course.digest import digest
from course.paths import ROOT

THEME = ROOT / "book" / "theme"
SCRIPTS = (
    *("descent.js", "questions.js", "exercises.js", "search/search.js"),
    *("preview.js", "dragged.js", "symbols.js", "copied.js", "filter.js"),
)
LONGEST = 160  # characters of a description; search engines cut what is longer


def add_theme(app: Sphinx) -> None:
    """Register the theme under the name that `_config.yml` uses."""
    app.add_html_theme("descent", str(THEME))
    # Sphinx would not write anything anew only because a style sheet or a template has changed.
    app.add_config_value("descent_theme", f"{digest([THEME])} {descent.__version__}", "html")
    app.add_config_value("descent_colours", {}, "html", dict)
    for script in SCRIPTS:
        app.add_js_file(script, loading_method="defer")


def tell_page(
    app: Sphinx, pagename: str, _: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add to what a template knows: its place in the book, its sections, what it needs."""
    context["author"] = app.config.author
    context["kit"] = descent.__version__
    context["parts"] = parts(app.env)
    context["sections"] = sections(doctree)
    context["description"] = escape(description(doctree))
    keep_what_is_used(context)


def parts(env: BuildEnvironment) -> list[dict[str, Any]]:
    """Return the table of contents: parts with a caption, each with its pages."""
    root = env.config.root_doc
    front = {"caption": "", "pages": [{"name": root, "title": title(env, root)}]}
    trees = env.get_doctree(root).findall(addnodes.toctree)
    return [
        front,
        *(
            {
                "caption": tree["caption"],
                "pages": [{"name": name, "title": title(env, name)} for _, name in tree["entries"]],
            }
            for tree in trees
        ),
    ]


def title(env: BuildEnvironment, name: str) -> Markup:
    """Return the title of a page as HTML."""
    return inline(env.titles[name])


def sections(doctree: nodes.document | None) -> list[dict[str, Any]]:
    """Return the sections right below the title of a page."""
    if not doctree or not (top := next(doctree.findall(nodes.section), None)):
        return []
    return [
        {
            "anchor": section["ids"][0],
            "title": inline(section[section.first_child_matching_class(nodes.title)]),
        }
        for section in top.children
        if isinstance(section, nodes.section)
    ]


def inline(heading: nodes.Element) -> Markup:
    """Return a heading as HTML that can stand in a link: text and formulas."""
    return Markup("").join(
        Markup(mathml(part.astext(), block=False))
        if isinstance(part, nodes.math)
        else part.astext()
        for part in heading.children
    )


def description(doctree: nodes.document | None) -> str:
    """Return the beginning of a page's text, cut after a word."""
    for paragraph in doctree.findall(nodes.paragraph) if doctree else ():
        if isinstance(paragraph.parent, nodes.section):
            text = " ".join(paragraph.astext().split())
            return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + "…"
    return ""


def keep_what_is_used(context: dict[str, Any]) -> None:
    """Drop the styles and scripts that extensions put on every page, used or not."""
    ours = tuple(f"_static/{name}" for name in (NAME, *SCRIPTS))
    for kind in ("css_files", "script_files"):
        context[kind] = [
            file for file in context[kind] if str(getattr(file, "filename", file)).startswith(ours)
        ]
