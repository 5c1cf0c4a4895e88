"""What a notebook had shown when its process was first told a hidden input.

From then on no output of it may change: a process that was told may leave a trace that a later one
prints. If what runs the notebook is lost before the end, with all that it knew, whoever begins anew
on this machine takes what was shown from here. On another machine there is no trace.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

LEFT = 7 * 24 * 3600  # seconds for which a batch that was ended may be taken up again


class Told:
    """The record of one notebook, by the name of its job; without a name none is kept."""

    def __init__(self, name: str) -> None:
        folder = _folder() if name else None
        self.path = folder / f"{name}.json" if folder else None

    def load(self) -> dict[str, Any] | None:
        """Return what was recorded by an earlier run that did not come to its end."""
        with contextlib.suppress(OSError, ValueError):
            if self.path is not None:
                kept: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
                return kept
        return None

    def save(self, shown: dict[str, Any]) -> None:
        """Record what has been shown, before the first hidden input is told."""
        if self.path is not None:
            part = self.path.with_suffix(f".{os.getpid()}")
            part.write_text(json.dumps(shown), encoding="utf-8")
            os.replace(part, self.path)

    def forget(self) -> None:
        """Drop the record: the notebook is done."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)


@cache
def _folder() -> Path | None:
    """Return a folder of this user's on this machine; None if somebody else has one of the name."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"descent-told-{user}"
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    about = folder.lstat()
    if not stat.S_ISDIR(about.st_mode) or (os.name == "posix" and about.st_uid != user):
        return None
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < time.time() - LEFT:
                path.unlink()
    return folder
