"""What `check` says of every known answer to every question; any Python can run this.

``python -m tests.helpers.every_answer`` prints it as JSON. `page.mjs` has the page's Python do the
same, with the kit that the pages get.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from course.questions import TASKS
from course.task import Task
from descent import check
from descent.check import WRONG
from tests.course import right


def answers(task: Task) -> Iterator[tuple[str, Any]]:
    """Yield the key's answer, those in other styles, the mistakes, and two that are none."""
    yield "key", task.right
    for number, answer in enumerate(right.answers(task.name)):
        yield f"right {number}", answer
    for known in task.misconceptions:
        yield known.name, known.answer
    yield "open", None
    yield "nonsense", len


def said(task: Task, answer: Any) -> list[str]:
    """Return the report, and where something is wrong the second, with a diagnosis, as well."""
    WRONG.clear()
    reports: list[str] = []
    while len(reports) < 1 + bool(WRONG.total()):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            score = check(**{task.name: answer})
        reports.append(f"{out.getvalue()}-> {score}")
    return reports


def everything(one_in: int = 1) -> dict[str, dict[str, list[str]]]:
    """Return all reports, by question and answer; or those of one answer in so many."""
    tasks = [task for tasks in TASKS.values() for task in tasks if task.kind != "essay"]
    return {
        task.name: {
            name: said(task, a) for name, a in islice(answers(task), n % one_in, None, one_in)
        }
        for n, task in enumerate(tasks)
    }


if __name__ == "__main__":
    print(json.dumps(everything()))
