"""Where bubblewrap is present: a file system with nothing in it but what students' code needs.

Landlock keeps files from being opened, but not their names and sizes from being asked for. In here
they do not exist, nor does any network or process but the fork server's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from autograder.engine.landlock import SYSTEM

BARE = ("--unshare-all", "--die-with-parent", "--dev", "/dev")
# The fork server mounts students' folders, and as root it becomes another user (`namespaces`,
# `users`), which no namespace of users lets it.
RIGHTS = ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID")


def command(readable: Sequence[str], writable: Sequence[str]) -> list[str]:
    """Return what goes before a command so that it sees these folders only; [] where it cannot.

    Parameters
    ----------
    readable, writable : sequences of str
        Folders, each with all that is below it.
    """
    if not works():
        return []
    binds = [("--ro-bind-try", path) for path in (*SYSTEM, *readable)]
    binds += [("--bind", path) for path in writable]
    places = [word for how, path in binds for word in (how, path, path)]
    above = dict.fromkeys(
        str(folder)
        for path in (*SYSTEM, *readable, *writable)
        for folder in reversed(Path(path).parents)
    )
    return ["bwrap", *_alone(), *(word for folder in above for word in _open(folder)), *places]


@cache
def works() -> bool:
    """Whether bubblewrap is there, and the system lets it make namespaces."""
    if sys.platform != "linux" or not shutil.which("bwrap"):
        return False
    tried = ["bwrap", *_alone(), "--ro-bind", "/", "/", "true"]
    return subprocess.run(tried, capture_output=True, timeout=30, check=False).returncode == 0


def _alone() -> list[str]:
    """Return what makes namespaces of its own, with the rights to mount in them."""
    kept = [word for right in RIGHTS for word in ("--cap-add", right)]
    if os.geteuid() != 0:
        return [*BARE, *kept[:2]]
    spaces = [f"--unshare-{kind}" for kind in ("ipc", "pid", "net", "uts")]
    return [*spaces, *BARE[1:], *kept, *_open("/tmp")]


def _open(folder: str) -> tuple[str, ...]:
    """Return what makes a folder, through which whoever we become there may pass."""
    return ("--perms", "0755", "--dir", folder)
