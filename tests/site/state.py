"""What the page of the playground says of itself."""

from __future__ import annotations

from typing import Any


def state(page: Any) -> dict[str, str]:
    """What the address says, once the page has drawn a frame."""
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    return dict(pair.split("=", 1) for pair in page.evaluate("location.hash.slice(1)").split("&"))
