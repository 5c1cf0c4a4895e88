"""What the page of the playground says of itself."""

from __future__ import annotations

from typing import Any

from tests.helpers.visit import DRAWN

# The page's own clock: however slow the machine, what the page has put off by half a second is done
# before.
A_WHILE = "() => new Promise((done) => setTimeout(done, 600))"


def at_rest(page: Any) -> None:
    """Wait until a playground has been left alone for the half second that it waits for."""
    page.evaluate(DRAWN)
    page.evaluate(A_WHILE)


def state(page: Any) -> dict[str, str]:
    """What the address says of it."""
    at_rest(page)
    return dict(pair.split("=", 1) for pair in page.evaluate("location.hash.slice(1)").split("&"))


def start(page: Any) -> list[float]:
    """Where the race begins."""
    return [float(x) for x in state(page)["start"].split(",")]


def rows(page: Any) -> list[list[str]]:
    """The table of the present step."""
    if not page.locator(".dp-foot .dp-scroll").is_visible():
        page.locator("summary", has_text="Numbers at this step").click()
        page.locator(".dp-foot .dp-scroll tbody tr").first.wait_for()  # filled once it is open
    return page.eval_on_selector_all(
        ".dp-foot .dp-scroll tr",
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.textContent))",
    )


def numbers(texts: list[str]) -> list[float]:
    """Numbers as the table writes them."""
    return [float(text.replace("\N{MINUS SIGN}", "-")) for text in texts]
