"""A Dask cluster on this machine."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 120  # seconds; the processes end by themselves after that


class Cluster:
    """A scheduler and workers on the loopback interface, bounded in time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.run("scheduler", "--host", "127.0.0.1", "--port", "0", "--idle-timeout", "120s")
        self.workers = [self.worker() for _ in range(2)]

    def address(self) -> str:
        """Where the scheduler is, once both workers are there."""
        wait(lambda: self.file.exists() and self.file.read_text().endswith("}"))
        from distributed import Client

        with Client(scheduler_file=str(self.file), set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=PATIENCE)
            return str(client.scheduler.address)

    def worker(self) -> subprocess.Popen[bytes]:
        """Start a worker of one thread."""
        return self.run(
            "worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny",
            "--death-timeout", str(PATIENCE), "--local-directory", str(self.folder),
        )  # fmt: skip

    def run(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        """Start a part of the cluster."""
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", what, "--no-dashboard",
             "--scheduler-file", str(self.file), *options],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def close(self) -> None:
        """End everything."""
        for process in self.processes:
            process.kill()
            process.wait()


def wait(until: Callable[[], object]) -> None:
    """Return as soon as something is so."""
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)
