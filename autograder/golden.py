"""The visible cases as the kit carries them: numbers worked out from the key, and no code."""

from __future__ import annotations

from pathlib import Path

from autograder.chapters import ROOT
from autograder.questions import TASKS
from descent.question import dump

CASES = ROOT / "descent" / "cases"


def texts() -> dict[Path, str]:
    """Return each file of visible cases with what it should hold."""
    return {
        CASES / f"{assignment}.json": dump([task.sheet() for task in tasks if task.kind != "essay"])
        for assignment, tasks in TASKS.items()
    }


def write() -> list[Path]:
    """Write the files of visible cases and return those that changed."""
    changed = []
    for path, text in texts().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed
