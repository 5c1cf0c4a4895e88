"""What the page of the playground says of itself."""

from __future__ import annotations

from typing import Any


def state(page: Any) -> dict[str, str]:
    """What the address says, once it has been left alone for the half second it waits for."""
    page.wait_for_timeout(900)
    return dict(pair.split("=", 1) for pair in page.evaluate("location.hash.slice(1)").split("&"))
