"""A slow machine: the renderers of a browser run a quarter of the time, workers and all.

The throttle of the developer tools slows a page's main thread only.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

import psutil

HELD, FREE = 0.030, 0.010  # seconds


@contextlib.contextmanager
def throttled() -> Iterator[None]:
    """Hold every renderer that this process has started, three quarters of the time."""
    ended = threading.Event()

    def hold() -> None:
        while not ended.is_set():
            held = list(_renderers())
            for process in held:
                with contextlib.suppress(psutil.Error):
                    process.suspend()
            time.sleep(HELD)
            for process in held:
                with contextlib.suppress(psutil.Error):
                    process.resume()
            time.sleep(FREE)

    thread = threading.Thread(target=hold, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _renderers() -> Iterator[psutil.Process]:
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if "--type=renderer" in process.cmdline():
                yield process
