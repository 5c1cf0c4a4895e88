"""The page of the playground, opened in a state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

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
