"""Pages of the built site, looked at; and that of the playground, opened in a state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.browser import served
from tests.helpers.visit import Look, Visit

PAGE = "chapters/playground.html"
WIDE = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
ONE = "#surface=ravine&condition=50&start=-9,1&steps=60&race=GradientDescent(lr=0.03)"


@pytest.fixture
def open_at(site: str, visit: Callable[..., Any]) -> Callable[..., Any]:
    """Open the playground's page in a state, and wait until it is drawn."""

    def open_page(state: str = "", **options: Any) -> Any:
        page = visit(f"{site}/{PAGE}{state}", **{**WIDE, **options})
        page.locator(".dp-card").first.wait_for()
        return page

    return open_page


@pytest.fixture
def look_at(browser: Any) -> Iterator[Callable[..., Visit]]:
    """Open an address in a fresh window and note all that happens."""
    windows = []

    def open_window(address: str, look: Look = Look()) -> Visit:  # noqa: B008 - it is frozen
        windows.append(browser.new_context(**look.context()))
        return Visit(windows[-1], address)

    yield open_window
    for window in windows:
        window.close()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[str]:
    """The address of an empty folder, to put pages into."""
    with served(tmp_path) as address:
        yield address
