"""Make what live pages fetch: ``python -m book.live OUT CACHE``."""

from __future__ import annotations

import sys
from pathlib import Path

from book.live.build import build
from book.live.parts import PartError

try:
    print(build(Path(sys.argv[1]), Path(sys.argv[2])))
except PartError as error:
    raise SystemExit(f"{error}; the pages offer the download only") from None
