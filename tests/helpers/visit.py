"""One page in one window: how it looks, what it asked for, and what went wrong."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import BrowserContext, Response

ROOT = Path(__file__).parents[2]
SITE = ROOT / "_build" / "html"
PICTURES = ROOT / "_build" / "screenshots"
COLOURS = ["color-contrast", "link-in-text-block"]  # axe's names
# A page has two thousand pieces of text and fifty ways to set one: axe is shown one of each, as it
# takes milliseconds for each piece to see what lies beneath it.
ONE_OF_EACH = """() => {
  const CLEAR = "rgba(0, 0, 0, 0),none,1,none";
  const seen = new Set();
  const grounds = new Map([[null, ""]]);
  const ground = (element) => {
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, opacity, filter].join();
      grounds.set(element, ground(element.parentElement) + (own === CLEAR ? "" : own + ";"));
    }
    return grounds.get(element);
  };
  const LETTERS = ["color", "fontSize", "fontWeight", "textShadow", "textDecorationLine"];
  const letters = (element) => LETTERS.map((name) => getComputedStyle(element)[name]).join();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode()); ) {
    if (!text.data.trim() || !text.parentElement.checkVisibility()) continue;
    const link = text.parentElement.closest("a[href]"); // is told from the text around it
    const around = link ? letters(link) + letters(link.parentElement) : "";
    const key = [letters(text.parentElement), ground(text.parentElement), around].join("/");
    if (seen.has(key)) continue;
    seen.add(key);
    for (const one of [text.parentElement, link]) one?.setAttribute("data-one-of-each", "");
  }
  axe.configure({ rules: [
    { id: "color-contrast", selector: "[data-one-of-each]" },
    { id: "link-in-text-block", selector: "a[href][data-one-of-each]" },
  ] });
}"""
# A page that has just been given other colours has them from the next picture on.
DRAWN = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done())))"""
PACKED = (".woff2", ".png", ".webp")  # compressed as they are
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) window.shifted += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    dark: bool = False
    width: int = 1280

    def context(self) -> dict[str, Any]:
        return {
            "viewport": {"width": self.width, "height": 760},
            "color_scheme": "dark" if self.dark else "light",
            "has_touch": self.width < 500,
        }


LOOKS = {
    "light": Look(),
    "dark": Look(dark=True),
    "phone": Look(width=360),
}


class Visit:
    """A page, opened, at rest, with a note of all that it did."""

    def __init__(self, window: BrowserContext, address: str) -> None:
        self.page = window.new_page()
        self.wrong: list[str] = []
        self.host = urlsplit(address).netloc
        self.responses: list[Response] = []
        self.page.add_init_script(SHIFTS)
        self.page.on("console", lambda said: said.type == "error" and self.note(said.text))
        self.page.on("pageerror", lambda error: self.note(str(error)))
        self.page.on("requestfailed", lambda asked: self.note(f"failed: {asked.url}"))
        self.page.on("request", lambda asked: self.look_where(asked.url))
        self.page.on("response", self.receive)
        self.page.goto(address, wait_until="load")
        self.page.evaluate("document.fonts.ready.then(() => null)")

    def note(self, what: str) -> None:
        self.wrong.append(what)

    def look_where(self, url: str) -> None:
        if urlsplit(url).netloc != self.host and urlsplit(url).scheme not in ("data", "blob"):
            self.note(f"foreign: {url}")

    def receive(self, response: Response) -> None:
        self.responses.append(response)
        if response.status >= 400:
            self.note(f"{response.status}: {response.url}")

    def weight(self) -> dict[str, int]:
        """Return the bytes of everything that was sent, as a static host compresses it."""
        return {
            urlsplit(sent.url).path: packed(urlsplit(sent.url).path, sent.body())
            for sent in self.responses
            if sent.url.startswith("http")
        }

    def shifts(self) -> float:
        return float(self.page.evaluate("window.shifted"))

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def obstacles(self, colours: bool = True, others: bool = True) -> list[str]:
        """Return what axe-core finds that keeps people out, in colours and in all else."""
        asked: dict[str, Any] = {"resultTypes": ["violations"]}  # what is right is not described
        if not others:
            asked["runOnly"] = {"type": "rule", "values": COLOURS}
        if not colours:
            asked["rules"] = {rule: {"enabled": False} for rule in COLOURS}
        self.page.evaluate(DRAWN)
        if not self.page.evaluate("'axe' in window"):
            self.page.add_script_tag(path=AXE_FILE_PATH)
        if colours:
            self.page.evaluate(ONE_OF_EACH)
        found = self.page.evaluate(
            "asked => axe.run(document, asked).then((results) => results.violations)", asked
        )
        return [
            f"{rule['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for rule in found
            for node in rule["nodes"]
        ]


def packed(path: str, body: bytes) -> int:
    return len(body) if path.endswith(PACKED) else len(gzip.compress(body, 9))
