"""A Sphinx extension: how the book looks, as a site that asks nothing of anybody else.

A theme of our own, formulas that are set when the book is built, fonts cut down to what the pages
use, and what search engines and links from afar want to know. What the pages say is the business
of `book.pages`.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from book.site.about import add_about
from book.site.fonts import write_fonts
from book.site.layout import add_theme, tell_page
from book.site.lean import make_lean
from book.site.leftovers import remove_leftovers
from book.site.markup import add_markup
from book.site.mathml import add_maths
from book.site.notation import write_notation
from book.site.previews import read_previews, write_previews
from book.site.publish import know_address, name_card, publish
from book.site.search_index import no_other_search, read_page, search_page, write_index
from book.site.styles import write_sheet


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    for add in (add_theme, add_maths, add_markup, add_about):
        add(app)
    app.connect("config-inited", know_address)
    for begin in (write_sheet, no_other_search):
        app.connect("builder-inited", begin)
    app.connect("html-collect-pages", search_page)
    for read in (read_page, read_previews):
        app.connect("doctree-resolved", read)
    for tell in (tell_page, name_card):
        # After the extensions have said which styles and scripts they would put on the page.
        app.connect("html-page-context", tell, priority=900)
    for write in (write_previews, write_notation, write_fonts, write_index, publish):
        app.connect("build-finished", write)
    for finish in (remove_leftovers, make_lean):
        app.connect("build-finished", finish, priority=900)
    # Jupyter Book always sets this, and Sphinx warns of it where the extension is left out.
    app.add_config_value("comments_config", {}, "")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
