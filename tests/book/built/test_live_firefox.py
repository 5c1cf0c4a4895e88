"""The same page in Firefox: written, checked, stopped, kept, and opened from a disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.firefox import FIREFOX, Window, firefox
from tests.helpers.lacking import lacking
from tests.helpers.live_page import PAGE, key, need_live
from tests.helpers.visit import SITE

pytestmark = pytest.mark.slow


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    need_live()
    if not FIREFOX:
        lacking("there is no Firefox here: install Debian's package firefox-esr")
    with firefox(tmp_path) as opened:
        yield opened


def write(window: Window, label: str, text: str) -> None:
    area = f"document.querySelector('textarea[aria-label=\"{label}\"]')"
    event = f"{area}.dispatchEvent(new Event('input'))"
    window.do(f"({area}.value = {json.dumps(text)}, {event})")


def press(window: Window, button: str) -> None:
    window.do(
        "[...document.querySelectorAll('button')].find((one) => one.textContent === "
        f"{json.dumps(button)}).click()"
    )


def said(window: Window) -> str:
    """Check Momentum, and return what is said."""
    press(window, "Check Momentum")
    window.wait_for("!document.body.classList.contains('running')")
    return str(
        window.do(
            "[...document.querySelectorAll('.said')].map((one) => one.textContent)"
            ".find((text) => text.startsWith('Momentum:')) ?? ''"
        )
    )


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_an_answer_is_checked_and_kept(window: Window, site: str, scheme: str) -> None:
    window.open(f"{site if scheme == 'http' else SITE.as_uri()}/{PAGE}")
    assert said(window).startswith("Momentum: 0 of 2 points")
    write(window, "Your answer: Momentum", key()["Momentum"])
    assert said(window).startswith("Momentum: 2 of 2 points")
    write(window, "A place to try things", "while True: pass")
    press(window, "Run")
    window.wait_for("document.body.classList.contains('running')")
    press(window, "Stop")
    window.wait_for("!document.body.classList.contains('running')")
    assert said(window).startswith("Momentum: 2 of 2 points")
    window.do("location.reload()")
    window.wait_for(
        "document.querySelector('textarea[aria-label=\"Your answer: Momentum\"]')?.value"
        ".includes('self.beta')"
    )
