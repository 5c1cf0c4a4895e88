"""The browser that looks at the pages and prints them: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil

NAMES = (
    "chromium-headless-shell",  # the same without a window's own pages: a quarter faster
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = [  # nothing of its own on the network, no graphics card
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
