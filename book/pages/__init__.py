"""A Sphinx extension: the book's pages are completed from what is said elsewhere, once.

An exercise is shown as the released stub, and can be done there; a convention card is a
docstring's, the table of all methods is measured, the errata are those that the tests hold to what
they measure, the table of assignments is counted; and pages run again when the code has changed.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from book.pages.assignments import count_assignments
from book.pages.convention_cards import deal_cards
from book.pages.dragged import add_dragged
from book.pages.errata import list_errata
from book.pages.handouts import add_handouts
from book.pages.left_out import add_unlinking
from book.pages.live import add_live_cells
from book.pages.methods import tabulate
from book.pages.own_class import add_boxes
from book.pages.playgrounds import add_widgets
from book.pages.stale_runs import code, forget_stale_runs, pages_of_changed_code
from book.pages.stubs import show_stub
from book.pages.worked_answers import add_answers


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.connect("builder-inited", forget_stale_runs)
    app.connect("env-get-outdated", pages_of_changed_code)
    for complete in (show_stub, deal_cards, list_errata, count_assignments, tabulate):
        app.connect("source-read", complete)
    add_boxes(app)
    add_dragged(app)
    add_handouts(app)
    add_widgets(app)
    add_live_cells(app)
    add_unlinking(app)
    add_answers(app)
    app.add_config_value("descent_code", code(), "")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
