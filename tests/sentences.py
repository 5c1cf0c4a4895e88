"""What students are told, the first time and the second: ``python -m tests.sentences``.

One mutant of each of twenty questions, as `check` answers it.
"""

from __future__ import annotations

import contextlib
import io
from itertools import islice
from typing import Any

from descent import check
from tests.helpers.asked import examined, public_question
from tests.mutants import run
from tests.mutants.judged import made
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
            answer = made(task.reference, changed)
            verdict = examined(task, public_question(task), answer)
            if verdict.mistake or verdict.symptoms:
                print(f"--- {task.name}, {change}")
                print("first: ", said(task.name, answer))
                print("second:", said(task.name, answer), end="\n\n")
                break


if __name__ == "__main__":
    main()
