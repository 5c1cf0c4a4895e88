"""What a process is refused once it has confined itself, tried within namespaces of its own.

Run as a program by `tried`: every system call there is is made twice, by a confined process and by
one that is not, so that a refusal is known to be the filter's. The arguments make no call do
anything, and what one might do in spite of that stays within namespaces that end with the program.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from autograder.engine import bubblewrap, landlock, sandbox, syscalls
from course.paths import ROOT

NOWHERE = [ctypes.c_long(-1)] * 6  # no address, no file, no process
LATER = 20  # calls of later kernels tried


def tried() -> dict[str, Any]:
    """Return what `report` found, within namespaces; it has all rights there."""
    around = [*bubblewrap.BARE, "--ro-bind", str(ROOT), str(ROOT), "--chdir", str(ROOT)]
    python = {sys.prefix, os.path.realpath(sys.prefix), sys.base_prefix}
    for folder in {*landlock.SYSTEM, *python}:
        around += ["--ro-bind-try", folder, folder]
    command = ["bwrap", *around, "--cap-add", "ALL", sys.executable, "-B", "-m", __name__]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def report() -> dict[str, Any]:
    """Return the error of every system call by its number, and every limit."""
    numbers = range(syscalls.NEWEST + LATER)
    return {
        "level": apart(lambda: int(confine())),
        "capabilities": apart(lambda: (confine(), capabilities())[1]),
        "confined": {n: apart(lambda n=n: (confine(), error(n))[1]) for n in numbers},
        "free": {n: apart(lambda n=n: error(n)) for n in numbers},
        "limits": {
            name: apart(lambda name=name: (confine(), limit(name))[1])
            for name in dir(resource)
            if name.startswith("RLIMIT_")
        },
    }


def confine() -> sandbox.Level:
    """Confine this process, which has its files open already."""
    return sandbox.confine([], [])


def capabilities() -> str:
    """Return the capabilities that this process has, may have or hands on."""
    held = ctypes.create_string_buffer(24)
    ctypes.CDLL(None).capget(b"\x22\x05\x08\x20\0\0\0\0", held)
    return held.raw.hex()


def error(number: int) -> int:
    """Return the error of a system call, 0 if it has none; a fork's child ends at once."""
    libc = ctypes.CDLL(None, use_errno=True)
    here = os.getpid()
    signal.alarm(1)  # for those that wait
    answer = libc.syscall(ctypes.c_long(number), *NOWHERE)
    if os.getpid() != here:
        os._exit(0)
    return ctypes.get_errno() if answer == -1 else 0


def limit(name: str) -> tuple[int, int]:
    """Return a limit of this process, and the most that it could raise it to."""
    return resource.getrlimit(getattr(resource, name))


def apart(work: Callable[[], Any]) -> Any:
    """Return what `work` returns in a process of its own, or None if it ended without a word."""
    back, there = os.pipe()
    child = os.fork()
    if child == 0:
        os.setsid()  # what signals its group meets nobody else
        os.write(there, json.dumps(work()).encode())
        os._exit(0)
    os.close(there)
    os.waitpid(child, 0)
    with os.fdopen(back, "rb") as pipe:
        said = pipe.read()
    return json.loads(said) if said else None


if __name__ == "__main__":
    print(json.dumps(report()))
