"""What students are told, the first time and the second: ``python -m tests.sentences``.

One mutant of each of twenty questions, as `check` answers it.
"""

from __future__ import annotations

import contextlib
import io
from itertools import islice
from typing import Any

from descent import check
from tests.mutants import run
from tests.mutants.judged import judged, made
from tests.mutants.mutate import mutants, student_text

SENTENCES, LINES, EVERY = 20, 4, 17


def said(name: str, answer: Any) -> str:
    """Return what `check` prints of an answer, its first lines."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        check(**{name: answer})
    return "\n".join(out.getvalue().splitlines()[:LINES])


def main() -> None:
    """Print twenty answers with what is said of them."""
    for task in run.asked()[: 2 * SENTENCES : 2]:
        text = student_text(task.reference)
        for change, changed in islice(mutants(text), EVERY, None):
            # Some come to no end, which is seen to there.
            if judged(task, change, changed).told in ("cause", "symptom"):
                answer = made(task.reference, changed)
                print(f"--- {task.name}, {change}")
                print("first: ", said(task.name, answer))
                print("second:", said(task.name, answer), end="\n\n")
                break


if __name__ == "__main__":
    main()
