"""What tells one state of some files from another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(folders: Iterable[Path], pattern: str = "*") -> str:
    """Return a hash of all files below these folders whose names are like `pattern`."""
    found = sorted(path for folder in folders for path in folder.rglob(pattern) if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in found)).hexdigest()
