"""Stock nbgrader beside this course's grader: ``python -m tests.benchmarks.grading [MOST]``.

Both autograde the same submissions in the same run, gradebook written, through the same command.
The second table shows how the cost grows, up to MOST submissions (100 unless told).
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder import course
from autograder.demo import submission

TEXTS = Path(__file__).parents[1] / "submissions" / "momentum"
KINDS = ("right", "right_other_style", "mistaken", "untouched")  # none runs into a limit
STOCK = 'c = get_config()\nc.CourseDirectory.course_id = "descent"\n'
BESIDE = 24  # submissions that both grade


def nbgrader(folder: Path, *arguments: str) -> tuple[float, float]:
    """Run a stock command; return its seconds and the most memory of one process, in MB."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    start = time.perf_counter()
    done = subprocess.run(
        ["/usr/bin/env", "nbgrader", *arguments, "--log-level=ERROR"],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return time.perf_counter() - start, memory


def hand_in(folder: Path, number: int) -> None:
    """Put so many submissions into a class, no two the same."""
    stub = folder / "release" / "momentum" / "momentum.ipynb"
    texts = [submission(TEXTS / f"{kind}.py", stub) for kind in KINDS]
    for n in range(number):
        target = folder / "submitted" / f"student{n:05d}" / "momentum"
        target.mkdir(parents=True)
        text = texts[n % len(texts)].replace("class Momentum:", f"class Momentum:  # {n}")
        (target / "momentum.ipynb").write_text(text, encoding="utf-8")


def a_class(place: Path, number: int, stock: bool = False) -> Path:
    """Return a class's folder with the assignment released and handed in."""
    place.mkdir()
    course.make(place)
    nbgrader(place, "generate_assignment", "momentum")
    hand_in(place, number)
    if stock:
        (place / "nbgrader_config.py").write_text(STOCK)
    return place


def per_submission(folder: Path, number: int) -> float:
    """Return the seconds that one more submission takes: what the command costs anyway is out."""
    one, _ = nbgrader(folder, "autograde", "momentum", "--student", "student00000")
    shutil.rmtree(folder / "autograded")
    shutil.rmtree(folder / ".descent-results", ignore_errors=True)
    every, _ = nbgrader(folder, "autograde", "momentum")
    return (every - one) / (number - 1)


def main(most: int) -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        stock = per_submission(a_class(place / "stock", BESIDE, stock=True), BESIDE)
        ours = per_submission(a_class(place / "ours", BESIDE), BESIDE)
        print(f"{BESIDE} submissions, one after the other in one run, {os.cpu_count()} cores")
        print(f"stock nbgrader  {1000 * stock:8.0f} ms each")
        print(f"this course     {1000 * ours:8.0f} ms each   {stock / ours:.1f} times as many")
        print(f"\n{'submissions':>11} {'seconds':>8} {'ms each':>8} {'feedback ms':>12} {'MB':>6}")
        number = 10
        while number <= most:
            folder = a_class(place / str(number), number)
            seconds, _ = nbgrader(folder, "autograde", "momentum")
            pages, memory = nbgrader(folder, "generate_feedback", "momentum")
            each, page = 1000 * seconds / number, 1000 * pages / number
            print(f"{number:>11} {seconds:>8.1f} {each:>8.0f} {page:>12.0f} {memory:>6.0f}")
            number *= 10


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
