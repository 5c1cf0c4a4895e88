"""Disturb batches at random moments: ``python -m tests.soak FAULTS``.

Each round grades one class. While it runs, something of it is killed with SIGKILL: the batch
alone, the batch with all that it started, a process of its pool, the fork server of students'
processes, or one of these. Or one of them is stopped for a while, as by a machine that has gone to
sleep; or, where we are root and may mount one for the class, its disk is full for a while. It is
started again until it has come to its end. The gradebook must then be the one of a batch that
nobody disturbed, and no process may be left.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

import psutil

from autograder.integration.report import SubmissionRow, rows
from tests.benchmarks.grading import a_class

SUBMISSIONS = 40
A_ROUND = 12  # faults, after which a batch is left alone
LONGEST = 1.2  # seconds between two faults
ASLEEP = 3.0  # seconds for which a process is stopped at most; a cell has 10
DISK = 256 << 20  # bytes of the disk that can be full


def start(course: Path) -> psutil.Process:
    """Run `nbgrader autograde` in a fork of this process, which has imported everything."""
    from nbgrader.apps import AutogradeApp

    child = os.fork()
    if child:
        return psutil.Process(child)
    os.setsid()
    os.chdir(course)
    log = os.open(course.with_suffix(".log"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for number, file in ((0, os.open(os.devnull, os.O_RDONLY)), (1, log), (2, log)):
        os.dup2(file, number)
    code = 1
    try:
        AutogradeApp.launch_instance(argv=["momentum", "--log-level=ERROR"])
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def disturb(batch: psutil.Process, course: Path, random: random.Random) -> str:
    """Do something to a running batch and return what it was, or "" if nothing was there."""
    how = random.choice(["killed", "killed", "killed", "stopped", "full disk"])
    if how == "full disk":
        return how if fill(course, random.uniform(0.1, 1.0)) else ""
    what = random.choice(["batch", "tree", "worker", "fork server", "student"])
    with contextlib.suppress(psutil.NoSuchProcess):
        started = batch.children(recursive=True)
        forking = {p.pid: p for p in started if "worker.fork_server" in " ".join(p.cmdline())}
        students = [p for p in forking.values() if p.ppid() in forking]  # forked from a fork server
        fork_servers = [p for p in forking.values() if p.ppid() not in forking]
        workers = [p for p in batch.children() if p not in fork_servers]
        victims = {
            "batch": [batch],
            "tree": [batch, *started],
            "worker": [random.choice(workers)] if workers else [],
            "fork server": [random.choice(fork_servers)] if fork_servers else [],
            "student": [random.choice(students)] if students else [],
        }[what]
        if how == "stopped":
            for victim in victims:
                with contextlib.suppress(psutil.NoSuchProcess):
                    victim.suspend()
            time.sleep(random.uniform(0.1, ASLEEP))
        for victim in victims:
            with contextlib.suppress(psutil.NoSuchProcess):
                victim.kill() if how == "killed" else victim.resume()
        return f"{what} {how}" if victims else ""
    return ""


def mount(place: Path) -> bool:
    """Give a folder a disk of its own, which only this process and its children see."""
    libc = ctypes.CDLL(None)
    if os.geteuid() != 0 or libc.unshare(0x20000) != 0:  # CLONE_NEWNS
        return False
    libc.mount(None, b"/", None, ctypes.c_ulong(0x44000), None)  # MS_REC | MS_PRIVATE
    size = f"size={DISK}".encode()
    return bool(libc.mount(b"soak", str(place).encode(), b"tmpfs", ctypes.c_ulong(0), size) == 0)


def fill(course: Path, seconds: float) -> bool:
    """Fill the class's disk for a while, if it has one of its own."""
    if not os.path.ismount(course.parent):
        return False
    ballast = course.parent / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 20))
    time.sleep(seconds)
    ballast.unlink(missing_ok=True)
    return True


def left(started: set[psutil.Process]) -> list[psutil.Process]:
    """Return what still lives of what a batch had started; it may take a moment to end."""
    _, alive = psutil.wait_procs(list(started), timeout=10)
    return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


def a_round(course: Path, most: int, random: random.Random, counts: Counter[str]) -> None:
    """Grade a class, disturbing it up to `most` times."""
    done = 0
    seen: set[psutil.Process] = set()
    while True:
        batch = start(course)
        counts["starts"] += 1
        while done < most:
            end = time.monotonic() + random.uniform(0.0, LONGEST)
            while time.monotonic() < end and batch.status() != psutil.STATUS_ZOMBIE:
                with contextlib.suppress(psutil.NoSuchProcess):
                    seen |= set(batch.children(recursive=True))
                time.sleep(0.01)
            if batch.status() == psutil.STATUS_ZOMBIE:
                break
            if what := disturb(batch, course, random):
                counts[what] += 1
                done += 1
        code = batch.wait()
        if code == 0:
            break
        said = course.with_suffix(".log").read_text()
        if code != -9 and "the disk is full" not in said:
            raise SystemExit(f"the batch ended with {code}:\n{said}")
    if alive := left(seen):
        raise SystemExit(f"left behind: {[process.cmdline() for process in alive]}")


def main(faults: int, seed: int = 0) -> None:
    """Print what was done; end with an error at the first gradebook that came out otherwise."""
    chance, counts = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        fresh = a_class(Path(name) / "fresh", SUBMISSIONS)
        whole = Path(name) / "whole"
        shutil.copytree(fresh, whole)
        a_round(whole, 0, chance, Counter())
        due: list[SubmissionRow] = rows(whole)
        assert len(due) == SUBMISSIONS
        begun, rounds = time.monotonic(), 0
        disk = Path(name) / "disk"
        disk.mkdir()
        if not mount(disk):
            print("no disk can be mounted here, so none is filled", file=sys.stderr)
        while (done := sum(counts.values()) - counts["starts"]) < faults:
            print(f"\r{done} faults", end="", file=sys.stderr)
            course = disk / "course"
            shutil.copytree(fresh, course)
            a_round(course, min(A_ROUND, faults - done), chance, counts)
            found = rows(course)
            if found != due:
                raise SystemExit(f"round {rounds}, seed {seed}: {found}\ninstead of {due}")
            shutil.rmtree(course)
            rounds += 1
        took = time.monotonic() - begun
    print(
        f"{done} faults in {rounds} batches of {SUBMISSIONS} submissions, {took:.0f} s: "
        f"{dict(counts)}"
    )
    print("every gradebook as from a batch that was left alone; no process left")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
