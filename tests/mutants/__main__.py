"""Judge the mutants of every question: ``python -m tests.mutants [SHARE] [QUESTION ...]``.

With a SHARE below 1 only that share of them, the same at each call. What was found is kept question
by question, so a run that was cut off goes on where it was. Prints a table, what survives
and is not in `survivors.toml`, what is told nothing and what is told anything false, and ends with
an error unless the bars are met.
"""

from __future__ import annotations

import sys

from tests.mutants import run
from tests.mutants.table import heading, row, totals

if __name__ == "__main__":
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    found = []
    print(heading(), flush=True)
    for some in run.judge_all(share, sys.argv[2:]):
        found += some
        if some:
            print(row(some[0].question, some).line, flush=True)
    print(totals(found))
    complaints = run.complaints(found)
    print("\n".join(complaints))
    sys.exit(bool(complaints))
