"""About a page: how long it takes and what it needs, how to cite it, where to report an error.

A lesson says what it needs in its front matter: ``needs: gradient-descent momentum``, the names of
other lessons beside it.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlsplit

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util import docname_join

import descent

SPEED = 180  # words a minute: slower than a novel
FORMULA = 4.0  # seconds for a formula, beside the words
FIGURE = 45.0  # seconds


def add_about(app: Sphinx) -> None:
    """Register the settings, and what pages are told."""
    app.add_config_value("descent_report", "", "html", str)
    app.add_config_value("descent_downloads", {}, "html", dict)
    app.connect("config-inited", refuse_no_address)
    app.connect("html-page-context", tell_about)


def refuse_no_address(_: Sphinx, config: Config) -> None:
    """Refuse an address for reports that a browser could not open."""
    address = config.descent_report
    if address and urlsplit(address).scheme not in ("https", "http", "mailto"):
        raise ExtensionError(
            "descent_report: needs an address that begins with https: or mailto:, "
            f"with {{page}} where the name of the page goes; got {address!r}"
        )


def tell_about(
    app: Sphinx, pagename: str, _: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Tell the templates, and put its facts below the title of a lesson."""
    if doctree is None:
        return
    context["bibtex"] = bibtex(app.config, pagename, context["title"], context.get("pageurl"))
    context["report"] = app.config.descent_report.replace("{page}", quote(pagename, safe=""))
    context["downloads"] = [
        (name, address if urlsplit(address).scheme else context["pathto"](address, 1))
        for name, address in app.config.descent_downloads.items()
    ]
    needs = app.env.metadata[pagename].get("needs")
    if needs is not None and "body" in context:
        line = facts(app, pagename, minutes(doctree), str(needs).split())
        context["body"] = context["body"].replace("</h1>", f"</h1>\n{line}", 1)


def minutes(doctree: nodes.document) -> int:
    """Return how long a page takes to read, in steps of five minutes, without what is run."""
    words = formulas = 0
    for text in doctree.findall(nodes.Text):
        kind = text.parent
        if isinstance(kind, (nodes.math, nodes.math_block)):
            formulas += 1
        elif not isinstance(kind, (nodes.literal_block, nodes.raw, nodes.comment)):
            words += len(text.split())
    figures = sum(1 for _ in doctree.findall(nodes.figure))
    return max(5, 5 * round((words / SPEED + (formulas * FORMULA + figures * FIGURE) / 60) / 5))


def facts(app: Sphinx, pagename: str, length: int, needs: list[str]) -> Markup:
    """Return the line below the title; lessons that a shorter course leaves out are not named."""
    names = [docname_join(pagename, name) for name in needs]
    links = [
        Markup('<a href="{}">{}</a>').format(
            app.builder.get_relative_uri(pagename, name), title(app.env, pagename, name)
        )
        for name in names
        if name in app.env.found_docs
    ]
    before = Markup(", ").join(links) or "no other lesson"
    return Markup('<p class="facts">About {} minutes to read. Needs {}.</p>').format(length, before)


def title(env: BuildEnvironment, pagename: str, name: str) -> str:
    """Return the title of another page, or say who names one that is not there."""
    if name not in env.titles:
        raise ExtensionError(f"{pagename}: needs {name}, which is no page")
    words: str = env.titles[name].astext()
    return words


def bibtex(config: Config, pagename: str, title: str, address: str | None) -> str:
    """Return a page as an entry of a list of papers."""
    key = re.sub(r"\W+", "-", pagename.rpartition("/")[2])
    where = f",\n  url = {{{address}}}" if address else ""
    return (
        f"@incollection{{descent-{key},\n"
        f"  title = {{{Markup(title).striptags()}}},\n"
        f"  author = {{{{{config.author}}}}},\n"
        f"  booktitle = {{{config.html_title}}},\n"
        f"  edition = {{version {descent.__version__}}},\n"
        f"  year = {{{config.copyright}}}{where}\n}}"
    )
