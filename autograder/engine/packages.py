"""What a student's process is made of: the packages that it may import, and its environment."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from autograder.engine import folders, users

HERE = Path(__file__).resolve().parent
START = "import sys; sys.path[:] = sys.argv[2:] + sys.path; from engine import worker; "
NEVER = 2.0**32  # seconds: in the next century
CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds") and sys.platform != "darwin"


class Packages:
    """What students' code may import besides what is installed, copied to a place of its own."""

    def __init__(self, kit: Sequence[Path]) -> None:
        self.names = [package.name for package in kit]
        self.folder = folders.temporary("kit")
        for package in [*kit, HERE]:
            skipped = shutil.ignore_patterns("__pycache__")
            shutil.copytree(package, self.folder / package.name, ignore=skipped)
        self._never_noted()
        self.folder.chmod(0o755)
        self.user = users.own(sys.prefix, sys.base_prefix) if CAN_FORK else None

    def _never_noted(self) -> None:
        """Keep the kernel from noting when a file here is read, which another child could see.

        It notes that where the last time is older than a day.
        """
        for path in self.folder.rglob("*"):
            os.utime(path, (NEVER, path.stat().st_mtime))

    def hand_over(self, folder: Path) -> None:
        """Give a folder to the user who runs students' code."""
        if self.user is not None:
            os.chown(folder, self.user, self.user)

    @property
    def readable(self) -> list[str]:
        """The folders that a child may read."""
        return [str(self.folder), sys.prefix, sys.base_prefix]

    def command(self, then: str, argument: str = "") -> list[str]:
        """Return the command that starts Python with these packages and nothing of the project's.

        -S: the files that put the project's own folder on the path are not read.
        """
        installed = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
        start = [sys.executable, "-I", "-S", "-B", "-c", START + then, argument]
        return [*start, str(self.folder), *installed]


def environment(home: Path) -> dict[str, str]:
    """Return a bare environment; matplotlib's list of fonts is carried along: it takes seconds."""
    import matplotlib

    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "MPLCONFIGDIR": matplotlib.get_cachedir(),
        "OPENBLAS_NUM_THREADS": "1",
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),  # Windows will not start without
    }
