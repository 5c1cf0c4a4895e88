"""Which kit this is: the release, and a digest of everything that is in it."""

from __future__ import annotations

import hashlib
import time
from functools import cache
from pathlib import Path

RELEASE = "0.1.0"


@cache
def digest(folder: Path = Path(__file__).parent) -> str:
    """Return what tells the kit in `folder` from one of which any file is another."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    found = hashlib.sha256()
    for path in files:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        found.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return f"k{found.hexdigest()[:10]}"  # with a letter: a part of digits only is read as a number


def version() -> str:
    """Return the release and the digest: the same wherever the kit is the same."""
    return f"{RELEASE}+{digest()}"


def built() -> str:
    """Return the version of a wheel that is built now; with its day it grows, as pip asks."""
    return f"{RELEASE}+{time.strftime('%Y%m%d', time.gmtime())}.{digest()}"
