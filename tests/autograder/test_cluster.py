"""The same batch over a Dask scheduler and two workers, one of which is killed half-way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.demo import submission
from autograder.gradebook import rows
from tests.autograder.conftest import nbgrader

Client = pytest.importorskip("distributed", reason="the extra `cluster` is missing").Client

TEXTS = Path(__file__).parents[1] / "submissions" / "momentum"
POINTS = {"right": 25, "mistaken": 1, "untouched": 0}
NUMBER = 24
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
        with Client(scheduler_file=str(self.file), set_as_default=False) as client:
            client.wait_for_workers(len(self.workers), timeout=PATIENCE)
            return str(client.scheduler.address)

    def worker(self) -> subprocess.Popen[bytes]:
        return self.run(
            "worker", "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny",
            "--death-timeout", str(PATIENCE), "--local-directory", str(self.folder),
        )  # fmt: skip

    def run(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", what, "--no-dashboard",
             "--scheduler-file", str(self.file), *options],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


def wait(until: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "dask"
    folder.mkdir()
    cluster = Cluster(folder)
    yield cluster
    cluster.end()


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "class"
    shutil.copytree(released, folder)
    stub = folder / "release" / "momentum" / "momentum.ipynb"
    texts = {kind: submission(TEXTS / f"{kind}.py", stub) for kind in POINTS}
    for n in range(NUMBER):
        kind = list(POINTS)[n % len(POINTS)]
        target = folder / "submitted" / f"{kind}{n:02d}" / "momentum"
        target.mkdir(parents=True)
        text = texts[kind].replace("class Momentum:", f"class Momentum:  # {n}")
        (target / "momentum.ipynb").write_text(text, encoding="utf-8")
    return folder


def test_a_batch_outlives_a_worker(course: Path, cluster: Cluster) -> None:
    command = ["autograde", "momentum", f"--Batch.executor={cluster.address()}"]
    bin_folder = Path(sys.executable).parent
    batch = subprocess.Popen(
        [bin_folder / "nbgrader", *command],
        cwd=course,
        env={**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait(lambda: len([*course.glob(".descent-results/*.json")]) >= NUMBER // 3)
    cluster.workers[0].send_signal(signal.SIGKILL)
    done = len([*course.glob("autograded/*/momentum/momentum.ipynb")])
    _, said = batch.communicate(timeout=PATIENCE)
    assert batch.returncode == 0, said
    assert done < NUMBER, "the worker was killed too late to matter"
    assert cluster.workers[1].poll() is None
    found = rows(course)
    assert {row.student: row.points for row in found} == {
        path.name: POINTS[path.name[:-2]] for path in course.glob("submitted/*")
    }
    assert len(found) == NUMBER, "none twice"
    assert len([*course.glob(".descent-results/*.json")]) == NUMBER
    assert [*course.glob(".descent-results/*.begun")] == []


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("tcp://127.0.0.1:9", "no Dask scheduler answers at tcp://127.0.0.1:9"),
        ("many-cores", "c.Batch.executor is 'many-cores'; it can be"),
    ],
)
def test_without_a_scheduler_nothing_is_graded_and_it_says_why(
    course: Path, address: str, says: str
) -> None:
    done = nbgrader(course, "autograde", "momentum", f"--Batch.executor={address}")
    assert done.returncode != 0
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert rows(course) == []
