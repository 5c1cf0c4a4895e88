"""What was found of a question's mutants, kept until code changes: a long run can be cut off."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache

from course.digest import digest
from course.paths import ROOT
from tests.mutants.judged import Judged

FOLDER = ROOT / "_build" / "mutants"
DECIDES = ("solutions", "descent/checking", "course", "tests/mutants")


def kept(question: str, share: float, judge: Callable[[], list[Judged]]) -> list[Judged]:
    """Return what was found of a question's mutants by this very code, or judge them now."""
    file = FOLDER / f"{question}-{share:g}-{code()}.json"
    if not file.exists():
        rows = [asdict(found) for found in judge()]
        FOLDER.mkdir(parents=True, exist_ok=True)
        new = file.with_suffix(".new")
        new.write_text(json.dumps(rows), encoding="utf-8")
        new.replace(file)
    return [_judged(row) for row in json.loads(file.read_text(encoding="utf-8"))]


def _judged(row: dict[str, object]) -> Judged:
    # JSON knows lists only.
    return Judged(**{n: tuple(x) if isinstance(x, list) else x for n, x in row.items()})  # type: ignore[arg-type]


@cache
def code() -> str:
    """Return a short name of all code that decides over what is found."""
    return digest([ROOT / part for part in DECIDES], "*.py", "*.json")[:12]
