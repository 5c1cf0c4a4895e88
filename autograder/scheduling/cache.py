"""Finished results, kept by the hash of what they were made from, so that none is made twice."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from autograder.grading.outputs import Outputs
from course.digest import digest
from course.paths import CHAPTERS, ROOT
from course.sources import packages

GRADING = ("autograder.grading.notebook", "course.questions")
# Code, and what it reads: the digits, the visible cases, what the chapters' sections are called.
READ = ("*.py", "*.txt", "*.json", "*.md")


@cache
def code() -> str:
    """Return what tells one state of engine, questions and answer key from another."""
    folders = [ROOT / name for name in packages(*GRADING)]
    return digest([*folders, CHAPTERS], *READ)


def key(*made_from: Any) -> str:
    """Return the name under which a result is kept, given all that it was made from."""
    return hashlib.sha256(json.dumps(made_from).encode()).hexdigest()


class Store:
    """A folder of results; a file is there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, key: str) -> bool:
        """Whether there is such a result."""
        return self._path(key).exists()

    def get(self, key: str) -> Outputs | None:
        """Return a result, or None if there is none that can be read."""
        try:
            found: Outputs = json.loads(self._path(key).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found

    def put(self, key: str, outputs: Outputs) -> None:
        """Keep a result."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(outputs))  # at once: `dump` writes piece by piece, in Python
        os.replace(name, self._path(key))

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"
