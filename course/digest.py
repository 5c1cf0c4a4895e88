"""What tells one state of some files from another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(folders: Iterable[Path], *patterns: str) -> str:
    """Return a hash of the files below these folders: of their names, and of what is in them.

    Parameters
    ----------
    folders : iterable of Path
        Where to look; where they lie themselves does not count.
    *patterns : str
        What the names of the files are like, such as ``"*.py"``; without any, all count.
    """
    found = {
        path.relative_to(folder.parent).as_posix(): path
        for folder in folders
        for pattern in patterns or ("*",)
        for path in folder.rglob(pattern)
        if path.is_file()
    }
    whole = hashlib.sha256()
    for name in sorted(found):
        content = found[name].read_bytes()
        whole.update(f"{name}\n{len(content)}\n".encode() + content)
    return whole.hexdigest()
