"""Debian's Chromium, driven by Playwright, and servers on this machine that stop by themselves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from book.chromium import CHROMIUM, FLAGS

__all__ = ["CHROMIUM", "FLAGS", "ONCE", "Quiet", "served"]

# Each window has an empty cache and compiles all of Python anew. Once and plainly is enough: to do
# it a second time, for speed, takes longer than what the tests run with it (2 s of 4 a start).
# Nor is any script of a page at work for so long that the last and dearest compiler pays.
ONCE = "--js-flags=--liftoff-only,--no-turbofan,--min-semi-space-size=32"


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that keeps its requests to itself."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve a folder on this machine only, and yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
