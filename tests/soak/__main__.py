"""Disturb batches at random moments: ``python -m tests.soak FAULTS [SEED]``.

Each round grades one class. While it runs something is done to it (`faults`): processes are killed
or stand still, the disk or the memory is full, the clock is set back, another gradebook is put in
the place of its own; some rounds have their notebooks run by Dask, whose scheduler goes away, or
their gradebook in PostgreSQL, which is restarted. The batch is started again until it has come to
its end. It may end early by a sentence; the gradebook must then be the one of a batch that nobody
disturbed, and no process may be left.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from autograder.integration.report import SubmissionRow, rows
from tests.benchmarks.grading import a_class, nbgrader
from tests.helpers.cluster import Cluster
from tests.helpers.postgres import SERVERS, Server
from tests.soak import clock
from tests.soak.batch import PASSED_OVER, Batch
from tests.soak.disk import mount, unmount
from tests.soak.faults import FAULTS, Fault, gradebook_replaced

SUBMISSIONS = 30
A_ROUND = 15  # faults, after which a batch is left alone
LONGEST = 0.8  # seconds between two faults
ELSEWHERE = 8  # every so many rounds one with Dask, and one with PostgreSQL:
CLUSTER, DATABASE = 1, 2


def a_round(
    course: Path,
    most: int,
    chance: random.Random,
    counts: Counter[str],
    faults: Sequence[Fault] = FAULTS,
    options: Sequence[str] = (),
) -> None:
    """Grade a class, disturbing it up to `most` times."""
    happened: list[str] = []
    force = False
    while True:
        batch = Batch(course, *options, *["--force"] * force)
        replaced = False
        while len(happened) < most:
            end = time.monotonic() + chance.uniform(0.0, LONGEST)
            while time.monotonic() < end and not batch.over:
                time.sleep(0.01)
            if batch.over:
                break
            fault = chance.choice(faults)
            if what := fault(batch, course, chance):
                counts[what] += 1
                happened.append(what)
                replaced |= fault is gradebook_replaced
        try:
            whole = batch.end()
        except RuntimeError as error:
            raise SystemExit(f"after {happened}: {error}") from error
        clock.set_to(0)
        if alive := batch.left():
            raise SystemExit(f"left behind: {[process.cmdline() for process in alive]}")
        # Another gradebook before a batch opened its own lacks what earlier ones wrote; it says so.
        if whole and PASSED_OVER not in batch.said:
            return
        force |= replaced or PASSED_OVER in batch.said
        options = ()  # where there is no scheduler any more, a person takes this machine
        if "put a copy of it in its place" in batch.said:
            shutil.copy(course / "gradebook.new", course / "gradebook.db")
            force = True


def with_dask(course: Path, most: int, chance: random.Random, counts: Counter[str]) -> None:
    """Have the notebooks of a class run on a cluster, and kill parts of it."""
    with tempfile.TemporaryDirectory() as name, contextlib.closing(Cluster(Path(name))) as cluster:
        parts = [("worker", cluster.workers[0]), ("scheduler", cluster.processes[0])]

        def killed(*_: object) -> str:
            if not parts:
                return ""
            what, process = parts.pop(chance.randrange(len(parts)))
            process.kill()
            process.wait()
            return f"Dask {what} killed"

        address = f"--Batch.executor={cluster.address()}"
        a_round(course, min(most, len(parts)), chance, counts, [killed], [address])


def with_postgres(
    server: Server, course: Path, most: int, chance: random.Random, counts: Counter[str]
) -> None:
    """Have the gradebook of a class in a database whose server is restarted now and then."""

    def restarted(*_: object) -> str:
        server.pg_ctl("restart")
        return "PostgreSQL restarted"

    in_database(course, server.create("course", template="fresh"))
    a_round(course, min(most, 4), chance, counts, [restarted])


def in_database(course: Path, url: str) -> None:
    """Have the gradebook of a class at an address."""
    with open(course / "nbgrader_config.py", "a", encoding="utf-8") as config:
        config.write(f"\nc.CourseDirectory.db_url = {url!r}\n")


def server_with(fresh: Path, stack: contextlib.ExitStack) -> Server | None:
    """Return a server with a database "fresh", in which the class's assignment is; or None."""
    if not SERVERS or find_spec("psycopg") is None:
        return None
    server = stack.enter_context(contextlib.closing(Server()))
    course = fresh.with_name("postgres")
    shutil.copytree(fresh, course)
    in_database(course, server.create("fresh", template="template0"))
    nbgrader(course, "generate_assignment", "momentum", "--force")
    return server


def main(faults: int, seed: int = 0, submissions: int = SUBMISSIONS) -> Counter[str]:
    """Print what was done; end with an error at the first gradebook that came out otherwise."""
    chance, counts, rounds = random.Random(seed), Counter[str](), 0
    with contextlib.ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        fresh = a_class(place / "fresh", submissions)
        whole = place / "alone" / "course"
        shutil.copytree(fresh, whole)
        a_round(whole, 0, chance, Counter())
        due: list[SubmissionRow] = rows(whole)
        assert len(due) == submissions
        disk = place / "disk"
        disk.mkdir()
        mount(disk)
        stack.callback(unmount, disk)
        server: Server | None = None
        begun = time.monotonic()
        while counts.total() < faults:
            print(f"\r{counts.total()} faults", end="", file=sys.stderr)
            course = disk / "course"
            shutil.copytree(fresh, course)
            number = rounds % ELSEWHERE
            if number == DATABASE and server is None:  # a short soak never comes to it
                server = server_with(fresh, stack)
            grade = with_dask if number == CLUSTER else a_round
            if number == DATABASE and server:
                grade = partial(with_postgres, server)
            grade(course, min(A_ROUND, faults - counts.total()), chance, counts)
            found = rows(course)
            if found != due:
                raise SystemExit(f"round {rounds}, seed {seed}: {found}\ninstead of {due}")
            shutil.rmtree(course)
            rounds += 1
        took = time.monotonic() - begun
    print(f"{counts.total()} faults in {rounds} batches of {submissions}, {took:.0f} s")
    for what, number in sorted(counts.items()):
        print(f"{number:>6} {what}")
    print("every gradebook as from a batch that was left alone; no process left")
    return counts


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
