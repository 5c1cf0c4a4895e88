"""How long a press of "Check" takes on a live exercise's page, and what it fetches.

`python -m tests.benchmarks.live [ROUNDS]`; each round is a browser that has never been there, then
the same one again; once with its renderer held three quarters of the time. A static host is played:
gzip, and ten minutes in the cache.
"""

from __future__ import annotations

import gzip
import os
import statistics
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from course.assemble import assemble
from tests.helpers.browser import CHROMIUM, FLAGS, Quiet, served
from tests.helpers.throttle import throttled
from tests.helpers.visit import SITE

PAGES = ("chapters/exercises/momentum.html", "chapters/exercises/adaptive.html")
LESSON = "chapters/momentum.html#race-Momentum"
TYPING = 10_000  # milliseconds between the first sign of writing and the press
MOVES = 30
BARS = {
    "cold: first check, s": 3,
    "warm: first check, s": 2,
    "cold: page and Python, MB": 10,
    "warm: second exercise, MB": 0,
    "warm: check after ten seconds of typing, s": 0.3,
    "warm: later checks, s": 0.15,
    "slowed: first check, s": 10,
    "warm: a class of one's own follows the start, s": 0.1,
}
# Presses the first check, and returns the seconds until nothing runs: by the page's own clock, as
# what drives a browser takes a tenth of a second over a press.
PRESS = """async () => {
  const buttons = [...document.querySelectorAll("article .actions button")];
  const begun = performance.now();
  buttons.find((button) => button.textContent.startsWith("Check")).click();
  await new Promise((done) => {
    const watch = () => document.body.classList.contains("running") || done();
    new MutationObserver(watch).observe(document.body, { attributes: true });
  });
  return (performance.now() - begun) / 1000;
}"""
# Moves the start of a playground, and returns the seconds until the path of a class has followed.
DRAG = """async (moves) => {
  const { model } = document.querySelector(".descent-playground");
  const found = [];
  for (let k = 0; k < moves; k++) {
    const arrived = new Promise((done) => model.on("change:theirs", done));
    const begun = performance.now();
    model.set("start", [-9 + k / 10, 1]);
    await arrived;
    found.push((performance.now() - begun) / 1000);
  }
  return found;
}"""
PLAIN = {".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript",
         ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml",
         ".wasm": "application/wasm"}  # fmt: skip
RIGHT = next(
    cell.source
    for cell in assemble("momentum").cells
    if cell.metadata.get("nbgrader", {}).get("grade_id") == "Momentum-answer"
)


@cache
def body(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.compress(data, 6) if path.suffix in PLAIN else data


class Host(Quiet):
    """A static host, which counts what it sends."""

    sent = 0

    def do_GET(self) -> None:  # noqa: N802 - its name in the library
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            return self.send_error(404)
        data = body(path)
        Host.sent += len(data)
        self.send_response(200)
        self.send_header("Content-Type", PLAIN.get(path.suffix, "application/octet-stream"))
        if path.suffix in PLAIN:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        return None


def press(page: Any) -> float:
    """Return the seconds from a press of the first check to its result."""
    return float(page.evaluate(PRESS))


def main(rounds: int) -> None:
    for path in SITE.rglob("_static/live/py/*.*"):
        body(path)  # compressed beforehand, as a host does
    rows: dict[str, list[float]] = {}
    with served(SITE, Host) as site, sync_playwright() as playwright:
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as profile:
                for state in ("cold", "warm"):
                    visit(playwright, f"{site}/", profile, state, rows)
            with tempfile.TemporaryDirectory() as profile, throttled():
                visit(playwright, f"{site}/", profile, "slowed", rows)
    print(f"load {os.getloadavg()[0]:.1f}, medians of {rounds}")
    for what, found in rows.items():
        bar = f"  (bar: {BARS[what]:g})" if what in BARS else ""
        middle = statistics.median(found)
        print(f"{what:<48} {middle:>8.2f}   {min(found):.2f} to {max(found):.2f}{bar}")


def visit(
    playwright: Any, site: str, profile: str, state: str, rows: dict[str, list[float]]
) -> None:
    """One sitting: the first check, later ones, a second exercise."""

    def note(what: str, value: float) -> None:
        rows.setdefault(what, []).append(value)

    window = playwright.chromium.launch_persistent_context(
        profile, executable_path=CHROMIUM, args=FLAGS
    )
    page = window.new_page()
    Host.sent = 0
    page.goto(site + PAGES[0])
    note(f"{state}: page, MB", Host.sent / 1e6)
    note(f"{state}: first check, s", press(page))
    note(f"{state}: page and Python, MB", Host.sent / 1e6)
    if state == "slowed":
        return window.close()
    page.get_by_label("Your answer: Momentum", exact=True).fill(RIGHT)
    for _ in range(3):
        note(f"{state}: later checks, s", press(page))
    Host.sent = 0
    page.goto(site + PAGES[1])
    page.locator(".editor textarea").first.focus()
    page.wait_for_timeout(TYPING)
    note(f"{state}: check after ten seconds of typing, s", press(page))
    note(f"{state}: second exercise, MB", Host.sent / 1e6)
    page.goto(site + LESSON)
    mine = page.locator(".dp-card", has_text="your Momentum")
    mine.locator("text=loss").wait_for(timeout=300_000)
    for seconds in page.evaluate(DRAG, MOVES):
        note(f"{state}: a class of one's own follows the start, s", seconds)
    return window.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
