"""A Jupyter server on loopback that ends with whoever asked for it, and is waited for in bounds."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

PATIENCE = 240  # seconds for a server to start


@contextlib.contextmanager
def serving(
    application: list[str], folder: Path, environment: dict[str, str], ready: str
) -> Iterator[str]:
    """Serve a folder by an application of Jupyter; its address, once the path `ready` answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", *application, "--allow-root", "--no-browser",
               "--ip=127.0.0.1", f"--port={port}", f"--ServerApp.root_dir={folder}"]  # fmt: skip
    said = folder / "server.log"
    with open(said, "w") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            if not _answers(address + ready, server):
                pytest.fail(said.read_text()[-3000:])
            yield address
        finally:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(20)
            server.kill()
            server.wait(10)


def _answers(address: str, server: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=30).close()
            return True
        time.sleep(0.5)
    return False
