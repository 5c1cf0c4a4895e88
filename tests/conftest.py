"""What tests of several folders need: a browser, the built site, a class that is released."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.browser import CHROMIUM, FLAGS, ONCE, served
from tests.helpers.lacking import lacking
from tests.helpers.nbgrader import release
from tests.helpers.once import once

SITE = Path(__file__).parents[1] / "_build" / "html"
PATIENCE = 20_000  # milliseconds until a test gives up waiting for a page
SLOW = {"browser", "built", "released", "site"}  # fixtures; whatever needs one of them is slow
LONGEST = (  # files that take a minute or more; begun last, one would keep all others waiting
    "tests/book/built/test_pages.py", "tests/book/live/test_every_answer.py",
    "tests/mutants/test_mutants.py", "tests/autograder/engine/test_attacks.py",
    "tests/autograder/integration/test_autograde.py", "tests/book/built/test_pdf.py",
)  # fmt: skip


@pytest.hookimpl(tryfirst=True)  # before `-m "not slow"` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow by what it needs, and begin with what takes longest."""
    for item in items:
        if SLOW.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("slow")
    items.sort(key=_place)


def _place(item: pytest.Item) -> tuple[bool, int]:
    file = item.nodeid.partition("::")[0]
    long = LONGEST.index(file) if file in LONGEST else len(LONGEST)
    return item.get_closest_marker("slow") is None, long


def pytest_xdist_auto_num_workers() -> int:
    """Two more than cores, as many tests wait: for pages, for processes, for endless loops."""
    return len(os.sched_getaffinity(0)) + 2


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium; where there is none the test says so and is skipped."""
    if not CHROMIUM:
        lacking("there is no Chromium here: install Debian's package chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, ONCE])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the built book, served on this machine."""
    if not (SITE / "index.html").exists():
        pytest.fail("the site is not there: run `make` first", pytrace=False)
    with served(SITE) as address:
        yield address


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open an address in a window of its own; complain at the end of all that went wrong there.

    With `before`, that is done with the page first, and it is not waited for the page to be whole.
    """
    wrong: list[str] = []
    contexts = []

    def open_page(address: str, before: Callable[[Any], None] | None = None, **options: Any) -> Any:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on(
            "console",
            lambda message: message.type in ("error", "warning") and wrong.append(message.text),
        )
        page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
        here = address.split("/", 3)[2]
        page.on(
            "request",
            lambda request: (
                request.url.startswith("http")
                and request.url.split("/", 3)[2] != here
                and wrong.append(f"foreign: {request.url}")
            ),
        )
        if before:
            before(page)
        page.goto(address, wait_until="commit" if before else "load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder with every assignment released; copy before you write to it."""
    return once(tmp_path_factory, "released", release)
