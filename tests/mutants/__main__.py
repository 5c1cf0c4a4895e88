"""Judge the mutants of every question: ``python -m tests.mutants [SHARE] [QUESTION ...]``.

With a SHARE below 1 only that share of them, the same at each call. Prints a table, what survives
and is not in `survivors.toml`, what is told nothing and what is told anything false, and ends with
an error unless the bars are met.
"""

from __future__ import annotations

import sys

from tests.mutants import run
from tests.mutants.table import table

if __name__ == "__main__":
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    found = run.judge_all(share, sys.argv[2:])
    print(table(found))
    complaints = run.complaints(found)
    print("\n".join(complaints))
    sys.exit(bool(complaints))
