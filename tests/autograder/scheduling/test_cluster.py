"""The same batch over a Dask scheduler and two workers, one of which is killed half-way."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.integration.demo import submission
from autograder.integration.report import history, rows
from tests.helpers.cluster import PATIENCE, Cluster, wait
from tests.helpers.environment import isolated
from tests.helpers.nbgrader import TEXTS, nbgrader
from tests.helpers.worth import SCORES

pytest.importorskip("distributed", reason="the extra `cluster` is missing")

KINDS = "right", "mistaken", "untouched"
NUMBER = 24
SETTINGS = """
[assignment.momentum]
due = 2026-11-20T12:00:00Z

[late]
per_day = 0.1

[[extension]]
student = "right03"
assignment = "momentum"
days = 3

[[override]]
student = "untouched02"
assignment = "momentum"
question = "eta_max"
points = 2
reason = "lost in the post"
"""
LATE = "2026-11-20 13:00:00 UTC"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "dask"
    folder.mkdir()
    cluster = Cluster(folder)
    yield cluster
    cluster.close()


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "class"
    shutil.copytree(released, folder)
    stub = folder / "release" / "momentum" / "momentum.ipynb"
    texts = {kind: submission(TEXTS / f"{kind}.py", stub) for kind in KINDS}
    for n in range(NUMBER):
        kind = KINDS[n % len(KINDS)]
        target = folder / "submitted" / f"{kind}{n:02d}" / "momentum"
        target.mkdir(parents=True)
        text = texts[kind].replace("class Momentum:", f"class Momentum:  # {n}")
        (target / "momentum.ipynb").write_text(text, encoding="utf-8")
    for student in ("right00", "right03"):
        time = folder / "submitted" / student / "momentum" / "timestamp.txt"
        time.write_text(LATE, encoding="utf-8")
    (folder / "class.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def test_a_batch_outlives_a_worker(course: Path, cluster: Cluster) -> None:
    command = ["autograde", "momentum", f"--Batch.executor={cluster.address()}"]
    bin_folder = Path(sys.executable).parent
    batch = subprocess.Popen(
        [bin_folder / "nbgrader", *command],
        cwd=course,
        env=isolated(),
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
    expected = {
        path.name: pytest.approx(SCORES[path.name[:-2]]) for path in course.glob("submitted/*")
    }
    # What the class decided is written where the command is typed, wherever notebooks ran.
    assert {row.student: row.points for row in found} == {
        **expected, "right00": pytest.approx(0.9 * SCORES["right"]), "untouched02": 2
    }  # fmt: skip
    penalties = {row.student: row.penalty for row in found if row.penalty}
    assert penalties == {"right00": pytest.approx(0.1 * SCORES["right"])}
    assert "override: lost in the post" in history(course, "momentum", "untouched02")
    assert len(found) == NUMBER, "none twice"
    assert len([*course.glob(".descent-results/*.json")]) == NUMBER
    assert [*course.glob(".descent-results/*.begun")] == []


@pytest.mark.parametrize(
    ("address", "feedback"),
    [
        ("tcp://127.0.0.1:9", "no Dask scheduler answers at tcp://127.0.0.1:9"),
        ("many-cores", "c.Batch.executor is 'many-cores'; it can be"),
    ],
)
def test_without_a_scheduler_nothing_is_graded_and_it_says_why(
    course: Path, address: str, feedback: str
) -> None:
    done = nbgrader(course, "autograde", "momentum", f"--Batch.executor={address}")
    assert done.returncode != 0
    assert feedback in done.stderr
    assert "Traceback" not in done.stderr
    assert rows(course) == []
