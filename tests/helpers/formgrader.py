"""A Jupyter server with formgrader, on loopback, that ends with whoever asked for it."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.environment import isolated

TOKEN = "of-the-test"


@contextmanager
def formgrader_of(course: Path) -> Iterator[str]:
    """Start formgrader in a class's folder, and yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    extension = {"nbgrader.server_extensions.formgrader": True}
    command = [sys.executable, "-m", "jupyter", "server", "--allow-root", "--no-browser",
               "--ip=127.0.0.1", f"--port={port}", f"--IdentityProvider.token={TOKEN}",
               "--ServerApp.open_browser=False", f"--ServerApp.root_dir={course}",
               f"--ServerApp.jpserver_extensions={extension}"]  # fmt: skip
    with open(course / "server.log", "w") as log:
        server = subprocess.Popen(command, cwd=course, env=isolated(), stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/formgrader/api/assignments?token={TOKEN}", server, course)
            yield address
        finally:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(20)
            server.kill()


def _wait(address: str, server: subprocess.Popen[bytes], course: Path) -> None:
    for _ in range(480):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=30).close()
            return
        if server.poll() is not None:
            break
        time.sleep(0.5)
    pytest.fail((course / "server.log").read_text()[-3000:])
