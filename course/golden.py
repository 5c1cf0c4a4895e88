"""What the kit carries of the key: numbers worked out from it, and no code.

The visible cases of the checks, and for the playground the hyper-parameters
of every rule that it races, what they may be, and a loss of real data.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, asdict, fields
from pathlib import Path
from typing import Any

import numpy as np

import solutions
from course.digits_plane import plane
from course.paths import ROOT
from course.questions import TASKS
from descent.checking.question import dump
from solutions.validated import RANGES, Range

CASES = ROOT / "descent" / "checking" / "cases"
METHODS = ROOT / "descent" / "playground" / "methods.json"
DIGITS = METHODS.with_name("digits.json")


def texts() -> dict[Path, str]:
    """Return each file with what it should hold."""
    cases = {
        CASES / f"{assignment}.json": dump(
            [task.public_question() for task in tasks if task.kind != "essay"]
        )
        for assignment, tasks in TASKS.items()
    }
    known = {"methods": methods(), "ranges": ranges()}
    return cases | {
        METHODS: json.dumps(known, indent=1) + "\n",
        DIGITS: json.dumps(plane(), separators=(",", ":")) + "\n",
    }


def methods() -> dict[str, dict[str, Any]]:
    """Return every rule of the key that can walk a surface, with its numbers and defaults."""
    found = {}
    for name in sorted(solutions.__all__):
        rule = getattr(solutions, name)
        if not hasattr(rule, "step") or any(field.default is MISSING for field in fields(rule)):
            continue  # a function, or what is put around a rule
        try:
            rule().init(np.zeros(2))
        except ValueError:
            continue  # for matrices only
        numbers = (field for field in fields(rule) if isinstance(field.default, int | float))
        found[name] = {field.name: field.default for field in numbers}
    return found


def ranges() -> dict[str, dict[str, Any]]:
    """Return what each number of the key may be: the ends of its range that are set, and words."""
    return {name: {**_set(allowed), "wanted": allowed.wanted} for name, allowed in RANGES.items()}


def _set(allowed: Range) -> dict[str, Any]:
    return {k: x for k, x in asdict(allowed).items() if x != getattr(Range, k)}


def write() -> list[Path]:
    """Write the files and return those that changed."""
    changed = []
    for path, text in texts().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path)
    return changed
