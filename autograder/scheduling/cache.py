"""Finished results, kept by the hash of what they were made from, so that none is made twice."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from autograder.grading.cell import Outputs
from course.digest import digest
from course.paths import CHAPTERS, ROOT
from course.sources import packages

# The files of questions are imported by their names, which nobody sees who reads the imports.
GRADING = (
    "autograder.grading.notebook",
    "course.questions",
    *(f"course.questions.{path.stem}" for path in (ROOT / "course" / "questions").glob("[!_]*.py")),
)
# Code, and what it reads: the digits, the visible cases, what the chapters' sections are called.
READ = ("*.py", "*.txt", "*.json", "*.md")

LIBRARIES = ("numpy", "matplotlib", "ipython", "msgpack")


@cache
def code() -> str:
    """Return what tells one state of engine, questions and answer key from another."""
    folders = [ROOT / name for name in packages(*GRADING)]
    return digest([*folders, CHAPTERS], *READ)


def key(*made_from: Any) -> str:
    """Return the name under which a result is kept, given all that it was made from."""
    return hashlib.sha256(json.dumps(made_from).encode()).hexdigest()


@cache
def libraries() -> list[str]:
    """Return the versions of what results are made with besides this code."""
    return [sys.version, *(f"{name} {version(name)}" for name in LIBRARIES)]


class Store:
    """A folder of results; a file is there whole or not at all, and as it was written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, key: str) -> bool:
        """Whether there is such a result."""
        return self._path(key).exists()

    def get(self, key: str) -> Outputs | None:
        """Return a result, or None if there is none that is as it was written."""
        try:
            checksum, _, text = self._path(key).read_text(encoding="utf-8").partition("\n")
        except (OSError, ValueError):
            return None
        if checksum != _checksum(key, text):
            return None
        found: Outputs = json.loads(text)
        return found

    def put(self, key: str, outputs: Outputs) -> None:
        """Keep a result."""
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(outputs)  # at once: `dump` writes piece by piece, in Python
        handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{_checksum(key, text)}\n{text}")
        if self.folder.stat().st_mode & stat.S_IWGRP:  # several share the class
            Path(name).chmod(0o660)
        os.replace(name, self._path(key))

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"


def _checksum(key: str, text: str) -> str:
    """Return what tells a damaged file, or one that was kept under another name."""
    return hashlib.sha256(f"{key}\n{text}".encode()).hexdigest()
