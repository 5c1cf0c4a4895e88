"""All mutants judged, or a share of them that is the same at each call."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from course.questions import TASKS
from course.task import Task
from tests.mutants.judged import Judged, judged, prepare
from tests.mutants.kept import kept
from tests.mutants.mutate import changes, mutants, student_text

SURVIVORS = Path(__file__).parent / "survivors.toml"
MOST_SURVIVORS = 0.003  # of those that are different, all of them reviewed
LEAST_TOLD = 0.97
MOST = 500  # mutants of one question; of more a share is taken


def asked() -> list[Task]:
    """Return the questions whose answer is code of the key."""
    return [
        task
        for tasks in TASKS.values()
        for task in tasks
        if task.kind in ("optimizer", "function", "tuner")
        and getattr(task.reference, "__module__", "").startswith("solutions.")
    ]


def judge_all(share: float = 1.0, only: Sequence[str] = ()) -> Iterator[list[Judged]]:
    """Judge that share of the mutants of every question, or of some, and yield them by question."""
    for task in asked():
        if not only or task.name in only:
            yield kept(task.name, share, partial(_judge, task, share))


def _judge(task: Task, share: float) -> list[Judged]:
    prepare(task)
    return [judged(task, change, text) for change, text in sample(task, share)]


def sample(task: Task, share: float) -> Iterator[tuple[str, str]]:
    """Yield the mutants of a question, as many as are wanted."""
    text = student_text(task.reference)
    most = share * min(1, MOST / len(changes(text))) * 2**32

    def wanted(change: str) -> bool:
        chance = hashlib.sha256(f"{task.name}/{change}".encode()).digest()
        return int.from_bytes(chance[:4], "big") < most

    return mutants(text, wanted)


def reviewed() -> dict[str, str]:
    """Return the survivors that were looked at, each with the reason why it may survive."""
    text = SURVIVORS.read_text(encoding="utf-8")
    rows = tomllib.loads(text).get("survivor", [])
    return {
        f"{row['question']} | {change}": row["reason"] for row in rows for change in row["changes"]
    }


def complaints(found: Sequence[Judged]) -> list[str]:
    """Return where the bars are not met, in sentences."""
    killed = [m for m in found if m.fate == "killed"]
    survived = [f"{m.question} | {m.change}" for m in found if m.fate == "survived"]
    known = reviewed()
    new = [f"survives: {name}" for name in survived if name not in known]
    many = len(survived) > MOST_SURVIVORS * (len(killed) + len(survived)) + 1
    untold = [m for m in killed if not m.told]
    few = len(untold) > (1 - LEAST_TOLD) * len(killed)
    false = [f"false of {m.question} | {m.change}: {said}" for m in found for said in m.false]
    return [
        *new,
        *[f"{len(survived)} of {len(killed) + len(survived)} survive"] * many,
        *[f"told nothing: {m.question} | {m.change}" for m in untold if few],
        *false,
    ]
