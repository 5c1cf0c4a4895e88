"""Where bubblewrap is present: a file system with nothing in it but what students' code needs.

Landlock keeps files from being opened, but not their names and sizes from being asked for. In here
they do not exist, nor does any network or process but the fork server's own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache

from autograder.engine.landlock import SYSTEM

BARE = ("--unshare-all", "--die-with-parent", "--dev", "/dev")


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
    return ["bwrap", *BARE, *(word for how, path in binds for word in (how, path, path))]


@cache
def works() -> bool:
    """Whether bubblewrap is there, and the system lets it make namespaces."""
    if sys.platform != "linux" or not shutil.which("bwrap"):
        return False
    tried = ["bwrap", *BARE, "--ro-bind", "/", "/", "true"]
    return subprocess.run(tried, capture_output=True, timeout=30, check=False).returncode == 0
