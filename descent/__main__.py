"""``python -m descent doctor`` says what is wrong with an installation of the kit."""

from __future__ import annotations

import sys
from pathlib import Path

from descent.doctor import report

if sys.argv[1:] != ["doctor"]:
    raise SystemExit("usage: python -m descent doctor")
lines, well = report(Path.cwd())
print("\n".join(lines))
sys.exit(not well)
