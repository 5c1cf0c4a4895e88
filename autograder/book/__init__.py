"""A Sphinx extension: the book's pages are completed from what is said elsewhere, once.

An exercise is shown as the released stub, a convention card is a docstring's, the errata are
those that the tests hold to what they measure, the table of assignments is counted; and pages run
again when the code has changed.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from autograder.book.assignments import count_assignments
from autograder.book.cards import deal_cards
from autograder.book.errata import list_errata
from autograder.book.fonts import write_fonts
from autograder.book.fresh import digest, forget_stale_runs, pages_of_changed_code
from autograder.book.markup import add_markup
from autograder.book.maths import add_maths
from autograder.book.publish import name_card, publish
from autograder.book.stubs import show_stub
from autograder.book.theme import add_theme, tell_page
from autograder.book.widgets import add_widgets


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.connect("builder-inited", forget_stale_runs)
    app.connect("env-get-outdated", pages_of_changed_code)
    for complete in (show_stub, deal_cards, list_errata, count_assignments):
        app.connect("source-read", complete)
    for add in (add_theme, add_maths, add_markup, add_widgets):
        add(app)
    for tell in (tell_page, name_card):
        # After the extensions have said which styles and scripts they would put on the page.
        app.connect("html-page-context", tell, priority=900)
    for write in (write_fonts, publish):
        app.connect("build-finished", write)
    app.add_config_value("descent_code", digest(), "")
    # Jupyter Book always sets this, and Sphinx warns of it where the extension is left out.
    app.add_config_value("comments_config", {}, "")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
