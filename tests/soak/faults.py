"""What is done to a running batch. Each returns what it was, or "" if there was nothing to do."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from tests.soak import clock
from tests.soak.batch import Batch

ASLEEP = 1.5  # seconds for which a process is stopped at most; a cell has 10
SPARE = 4 << 20  # bytes of memory that a process may still take when it is short of it
BACK = 7200  # seconds that the clock is set back, or forth again, at most


def killed(batch: Batch, course: Path, chance: random.Random) -> str:
    """Have a process end at once, as the system does when its memory is used up."""
    what, victims = _some(batch, chance)
    for victim in victims:
        with contextlib.suppress(psutil.NoSuchProcess):
            victim.kill()
    return f"{what} killed" if victims else ""


def stopped(batch: Batch, course: Path, chance: random.Random) -> str:
    """Have a process stand still for a while, as on a machine that has gone to sleep."""
    what, victims = _some(batch, chance)
    for victim in victims:
        with contextlib.suppress(psutil.NoSuchProcess):
            victim.suspend()
    time.sleep(chance.uniform(0.1, ASLEEP))
    for victim in victims:
        with contextlib.suppress(psutil.NoSuchProcess):
            victim.resume()
    return f"{what} stopped" if victims else ""


def full_disk(batch: Batch, course: Path, chance: random.Random) -> str:
    """Fill the class's disk for a while, if it has one of its own."""
    if not os.path.ismount(course.parent):
        return ""
    ballast = course.parent / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 20))
    time.sleep(chance.uniform(0.1, 1.0))
    ballast.unlink(missing_ok=True)
    return "disk full"


def out_of_memory(batch: Batch, course: Path, chance: random.Random) -> str:
    """Have the system refuse memory to the batch or to a worker, for a while."""
    what, victims = _some(batch, chance, ("batch", "worker"))
    before = []
    for victim in victims:
        with contextlib.suppress(psutil.Error):
            before.append((victim, victim.rlimit(psutil.RLIMIT_AS)))
            most = victim.memory_info().vms + SPARE
            victim.rlimit(psutil.RLIMIT_AS, (most, before[-1][1][1]))
    time.sleep(chance.uniform(0.1, 0.6))
    for victim, limits in before:
        with contextlib.suppress(psutil.Error):
            victim.rlimit(psutil.RLIMIT_AS, limits)
    return f"{what} out of memory" if before else ""


def clock_set(batch: Batch, course: Path, chance: random.Random) -> str:
    """Set the clock back, or forth again."""
    clock.set_to(-chance.uniform(0, BACK))
    return "clock set back"


def gradebook_replaced(batch: Batch, course: Path, chance: random.Random) -> str:
    """Put another gradebook in the place of the one that is being written, or write over it."""
    fresh, gradebook = course / "gradebook.new", course / "gradebook.db"
    handed_in, graded = course.glob("submitted/*"), course.glob("autograded/*")
    if "--force" in batch.options or len([*handed_in]) - len([*graded]) < 5:
        return ""  # all may be there by now, or anew
    if chance.random() < 0.5:
        other = course / "gradebook.other"
        shutil.copy(fresh, other)
        os.replace(other, gradebook)
    else:
        shutil.copy(fresh, gradebook)
    return "gradebook replaced"


def _some(
    batch: Batch, chance: random.Random, among: tuple[str, ...] = ()
) -> tuple[str, list[psutil.Process]]:
    """Return some processes of a batch, and what they are for."""
    try:
        parts = batch.parts()
    except psutil.NoSuchProcess:
        return "", []
    what = chance.choice(among or tuple(parts))
    several = what == "tree" or not parts[what]
    return what, parts[what] if several else [chance.choice(parts[what])]


Fault = Callable[[Batch, Path, random.Random], str]
FAULTS: tuple[Fault, ...] = (
    killed, killed, killed, stopped, full_disk, out_of_memory, clock_set, gradebook_replaced,
)  # fmt: skip
