"""The pages of the site beside those of stock Jupyter Book, made of the same text in the same run.

Prints for each page what it transfers (compressed by `gzip -9`), how many requests it makes and how
many of them to other hosts, and what Lighthouse says of it as a telephone sees it. Where the other
hosts cannot be reached, the stock pages weigh less here than a reader's do.

    python -m tests.benchmarks.site [PAGE ...]
"""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import sync_playwright

from tests.helpers.browser import CHROMIUM, FLAGS, Quiet, served
from tests.helpers.visit import PACKED, ROOT, SITE, Look, Visit

LIGHTHOUSE = "lighthouse@12.8.2"  # 13 needs a newer node than Debian has
TOOLS = ROOT / "_build" / "lighthouse"
STOCK = ROOT / "_build" / "stock"
PAGES = [
    "chapters/index.html",
    "chapters/why-descent.html",
    "chapters/adaptive.html",
    "chapters/playground.html",
    "chapters/exercises/momentum.html",
    "chapters/interview.html",
    "search.html",
    "404.html",
]
KEPT = ("language", "bibtex_reference_style", "bibtex_default_style")


class Compressed(Quiet):
    """A server that compresses, as every host of static pages does."""

    def send_head(self) -> Any:
        """Send the head of an answer and return its body, compressed if that helps."""
        path = Path(self.translate_path(self.path))
        if not path.is_file() or path.suffix in PACKED:
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


def build_stock() -> Path:
    """Build the same text with Jupyter Book's own theme and return where the pages are."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    kept = {name: value for name, value in config["sphinx"]["config"].items() if name in KEPT}
    config["sphinx"] = {"extra_extensions": ["book.pages"], "config": kept}
    STOCK.mkdir(parents=True, exist_ok=True)
    file = STOCK / "_config.yml"
    file.write_text(yaml.safe_dump(config), encoding="utf-8")
    command = ["jupyter-book", "build", "-q", ".", "--path-output", str(STOCK)]
    subprocess.run(
        [*command, "--config", str(file), "--toc", "_toc.yml"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return STOCK / "_build" / "html"


def lighthouse(address: str) -> dict[str, Any]:
    """Return Lighthouse's report on one page, seen by a telephone on a slow connection."""
    tool = TOOLS / "node_modules" / ".bin" / "lighthouse"
    if not tool.exists():
        subprocess.run(
            ["npm", "install", "--silent", "--prefix", str(TOOLS), LIGHTHOUSE], check=True
        )
    with tempfile.TemporaryDirectory() as profile:
        flags = ["--headless", f"--user-data-dir={profile}", *FLAGS]
        run = subprocess.run(
            [str(tool), address, "--quiet", "--output=json", f"--chrome-flags={' '.join(flags)}"],
            env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
            capture_output=True,
            text=True,
            timeout=300,
            check=True,
        )
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def measure(browser: Any, base: str, page: str) -> str:
    """Return one line of the table."""
    window = browser.new_context(**Look().context())
    visit = Visit(window, f"{base}/{page}")
    weight = visit.weight()
    foreign = sum(line.startswith("foreign") for line in visit.wrong)
    window.close()
    report = lighthouse(f"{base}/{page}")
    scores = [round(100 * (part["score"] or 0)) for part in report["categories"].values()]
    shift = report["audits"]["cumulative-layout-shift"]["numericValue"]
    return (
        f"{sum(weight.values()) / 1000:9.0f} kB {len(weight) + foreign:5} {foreign:5}  "
        + "".join(f"{score:5}" for score in scores)
        + f"  {shift:.3f}"
    )


def lines(pages: list[str]) -> Iterator[str]:
    """Yield the table."""
    yield f"{'page':36}{'':7}{'weight':>9}    asked other  perf a11y best  seo  shift"
    with (
        served(SITE, Compressed) as ours,
        served(build_stock(), Compressed) as stock,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for page in pages:
            for name, base in (("ours", ours), ("stock", stock)):
                if name == "ours" or page != "404.html":  # the stock book has none
                    yield f"{page:36}{name:7}{measure(browser, base, page)}"
        browser.close()


if __name__ == "__main__":
    if not CHROMIUM or not shutil.which("npm"):
        sys.exit("bench-site needs Chromium and npm: apt-get install chromium npm")
    for line in lines(sys.argv[1:] or PAGES):
        print(line, flush=True)
