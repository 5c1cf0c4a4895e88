"""Stock nbgrader beside this course's grader: ``python -m tests.benchmarks.grading [MOST]``.

Both grade the same submissions by the same commands, taking turns, gradebook written. A number is
the median of the turns, of what one submission more costs: what a command costs anyway, such as
its imports, is out. The floor is what remains without nbgrader: the sandboxed runs, and the rows.
The second table shows whole commands, and how their cost grows up to MOST submissions (100).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

from autograder.integration import class_folder
from autograder.integration.demo import submission
from autograder.integration.gradebook_session import BatchGradebook
from autograder.integration.steps.grade import Grade
from autograder.scheduling.executors import executor
from autograder.scheduling.job import Job, work
from tests.helpers.cluster import Cluster
from tests.helpers.cost import Cost, cost

TEXTS = Path(__file__).parents[1] / "submissions" / "momentum"
KINDS = ("right", "right_other_style", "mistaken", "untouched")  # none runs into a limit
STOCK = 'c = get_config()\nc.CourseDirectory.course_id = "descent"\n'
TURNS = 3
FEW = "student0000[0-3]"  # one of each kind
BESIDE = {"stock": 12, "ours": 60}  # submissions; stock's cost for each does not depend on them
# Pages of feedback, of the same class: few of ours would take less than the start of a command.
PAGES = {"stock": ("student000[0-3]?", 40), "ours": ("student00???", 240)}
SIZES = (10, 100, 1000, 5000)
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def nbgrader(folder: Path, *arguments: str) -> Cost:
    """Run a stock command in a class's folder."""
    return cost(folder, "/usr/bin/env", "nbgrader", *arguments, "--log-level=ERROR")


def a_class(place: Path, number: int, stock: bool = False) -> Path:
    """Return a class's folder with so many submissions handed in, no two the same."""
    place.mkdir()
    class_folder.make(place)
    nbgrader(place, "generate_assignment", "momentum")
    stub = place / "release" / "momentum" / "momentum.ipynb"
    texts = [submission(TEXTS / f"{kind}.py", stub) for kind in KINDS]
    for n in range(number):
        target = place / "submitted" / f"student{n:05d}" / "momentum"
        target.mkdir(parents=True)
        text = texts[n % len(texts)].replace("class Momentum:", f"class Momentum:  # {n}")
        (target / "momentum.ipynb").write_text(text, encoding="utf-8")
    settings(place, stock)
    shutil.copy(place / "gradebook.db", place / "gradebook.new")
    return place


def afresh(folder: Path) -> None:
    """Make a class one in which nothing has been graded."""
    for made in ("autograded", "feedback", ".descent-results"):
        shutil.rmtree(folder / made, ignore_errors=True)
    shutil.copy(folder / "gradebook.new", folder / "gradebook.db")


def one_more(few: float, every: float, number: int) -> float:
    """Return the ms of one submission more, from the seconds of a few and of all."""
    return 1000 * (every - few) / (number - len(KINDS))


def settings(folder: Path, stock: bool) -> None:
    """Have a class graded by stock nbgrader, or by this course."""
    config = folder / "nbgrader_config.py"
    config.write_text(STOCK if stock else class_folder.CONFIG, encoding="utf-8")


def graded(folder: Path, *options: str) -> tuple[Cost, Cost]:
    """Grade a few of a class, and then all of it."""
    afresh(folder)
    few = nbgrader(folder, "autograde", "momentum", "--student", FEW, *options)
    afresh(folder)
    return few, nbgrader(folder, "autograde", "momentum", *options)


def autograde(folder: Path, number: int) -> float:
    """Grade a class, and return what one submission more costs."""
    few, every = graded(folder)
    return one_more(few.seconds, every.seconds, number)


def elsewhere(folder: Path, number: int) -> float:
    """Return the ms of the command's own processor time for one submission run by Dask."""
    with tempfile.TemporaryDirectory() as name, closing(Cluster(Path(name))) as cluster:
        few, every = graded(folder, f"--Batch.executor={cluster.address()}")
    return one_more(few.processor, every.processor, number)


def feedback(folder: Path, side: str) -> float:
    """Make feedback of a graded class, and return what one page more costs."""
    settings(folder, stock=side == "stock")
    students, number = PAGES[side]
    few, many = (
        nbgrader(folder, "generate_feedback", "momentum", "--student", who, "--force").seconds
        for who in (FEW, students)
    )
    settings(folder, stock=False)
    return one_more(few, many, number)


def floor(folder: Path) -> dict[str, float]:
    """Return the seconds of a sandboxed run on all cores, and of the rows of one submission."""
    afresh(folder)
    url = f"sqlite:///{(folder / 'gradebook.db').resolve()}"
    paths = sorted(folder.glob("submitted/*/momentum/momentum.ipynb"))
    jobs: list[Job] = [
        job for path in paths for job in Grade().expected(str(path), "momentum", url)
    ]
    with executor("processes", CORES) as (processes, _):
        list(processes.map(work, jobs[: len(KINDS)]))  # everything is warm
        start = time.perf_counter()
        list(processes.map(work, jobs))
        run = (time.perf_counter() - start) / len(jobs)
    gradebook_session = BatchGradebook(url, "descent")
    start = time.perf_counter()
    for path in paths:
        names = ("momentum", "momentum", path.parts[-3])
        gradebook_session.update_or_create_student(names[2])
        for notebook in gradebook_session.update_or_create_submission(*names[1:]).notebooks:
            for grade in notebook.grades:
                grade.auto_score, grade.needs_manual_grade = 1.0, False
        gradebook_session.flush_submission()
    rows = (time.perf_counter() - start) / len(paths)
    gradebook_session.end()
    return {"run": run, "rows": rows}


def marked(folder: Path) -> Path:
    """Return a class's folder of which everything is graded, and its look of feedback is made."""
    nbgrader(folder, "autograde", "momentum")
    nbgrader(folder, "generate_feedback", "momentum", "--student", FEW)
    return folder


def beside(place: Path, say: Callable[[str], None]) -> None:
    """Print the table of stock beside ours."""
    sides = {
        side: a_class(place / side, number, stock=side == "stock")
        for side, number in BESIDE.items()
    }
    pages = marked(a_class(place / "pages", PAGES["ours"][1]))
    turns: list[dict[str, dict[str, float]]] = []
    floors, alone = [], []
    for _ in range(TURNS):
        graded = {side: autograde(folder, BESIDE[side]) for side, folder in sides.items()}
        alone.append(elsewhere(sides["ours"], BESIDE["ours"]))
        read = {side: feedback(pages, side) for side in sides}
        turns.append({"autograde": graded, "generate_feedback": read})
        floors.append(floor(sides["ours"]))
    say(
        f"{BESIDE['stock']} submissions by stock and {BESIDE['ours']} by ours, "
        f"{PAGES['stock'][1]} pages and {PAGES['ours'][1]}, {TURNS} turns, {CORES} cores, "
        f"load {os.getloadavg()[0]:.1f}; ms for one more"
    )
    say(f"{'':<18} {'stock':>7} {'ours':>7} {'times':>6}")
    each = {}
    for what in turns[0]:
        stock, ours = (median(turn[what][side] for turn in turns) for side in sides)
        each[what] = ours
        say(f"{what:<18} {stock:>7.0f} {ours:>7.0f} {stock / ours:>6.1f}")
    run, rows = (1000 * median(f[part] for f in floors) for part in ("run", "rows"))
    say(
        f"floor: {run:.0f} ms for the sandboxed run + {rows:.0f} for the rows; "
        f"autograde takes {each['autograde'] / (run + rows):.1f} times that"
    )
    say(f"with the sandboxes on a Dask cluster: {median(alone):.0f} ms of the command's processor")


def growth(place: Path, most: int, say: Callable[[str], None]) -> None:
    """Print the table of how the cost grows."""
    say(f"\n{'':>11} {'autograde':>9} {'':>8} {'':>6} {'feedback':>9} {'':>8} {'':>6}")
    columns = f" {'seconds':>9} {'ms each':>8} {'MB':>6}"
    say(f"{'submissions':>11}{columns}{columns}")
    for number in (size for size in SIZES if size <= most):
        folder = a_class(place / str(number), number)
        columns = ""
        for command in ("autograde", "generate_feedback"):
            used = nbgrader(folder, command, "momentum")
            each = 1000 * used.seconds / number
            columns += f" {used.seconds:>9.1f} {each:>8.0f} {used.memory:>6.0f}"
        say(f"{number:>11}{columns}")
        shutil.rmtree(folder)


def main(most: int) -> None:
    """Print both tables."""

    def say(line: str) -> None:
        print(line, flush=True)

    with tempfile.TemporaryDirectory() as name:
        beside(Path(name), say)
        growth(Path(name), most, say)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
