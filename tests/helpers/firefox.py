"""Debian's Firefox, driven by WebDriver BiDi, which it speaks itself; it stops with its window."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websocket import WebSocket, create_connection

from tests.helpers.environment import isolated

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
PATIENCE = 120  # seconds


class Window:
    """One window, which is told what to do by scripts."""

    def __init__(self, line: WebSocket) -> None:
        self._line, self._number = line, 0
        self._ask("session.new", capabilities={})
        self._context = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address: str) -> None:
        self._ask("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def do(self, script: str) -> Any:
        """Return the value of an expression; of a promise, what it comes to."""
        found = self._ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({script}) ?? null))()",
            target={"context": self._context},
            awaitPromise=True,
        )
        assert found["type"] == "success", found
        return json.loads(found["result"]["value"])

    def wait_for(self, script: str) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + PATIENCE
        while not self.do(script):
            assert time.monotonic() < end, script
            time.sleep(0.1)

    def _ask(self, method: str, **params: Any) -> Any:
        self._number += 1
        self._line.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while (said := json.loads(self._line.recv())).get("id") != self._number:
            pass  # an event, which nobody asked for
        assert "error" not in said, said
        return said["result"]


@contextmanager
def firefox(profile: Path) -> Iterator[Window]:
    """Start Firefox with an empty profile, and yield its window."""
    assert FIREFOX
    options = ["--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", profile]
    process = subprocess.Popen(
        [FIREFOX, *options, "about:blank"],
        env=isolated(HOME=profile),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"{_address(profile, process)}/session"
        line = create_connection(address, timeout=PATIENCE, suppress_origin=True)
        yield Window(line)
        line.close()
    finally:
        process.terminate()
        process.wait(30)


def _address(profile: Path, process: subprocess.Popen[bytes]) -> str:
    """Where it listens, which it writes into its profile."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        for path in profile.glob("WebDriverBiDiServer.json"):
            try:
                server = json.loads(path.read_text(encoding="utf-8"))
            except ValueError:
                continue  # half written
            return f"ws://{server['ws_host']}:{server['ws_port']}"
        time.sleep(0.1)
    raise AssertionError("Firefox did not start")
