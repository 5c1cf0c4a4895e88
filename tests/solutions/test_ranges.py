"""What the docstrings say of a number is what the key accepts."""

from __future__ import annotations

import inspect
import re
from dataclasses import is_dataclass
from typing import Any

import pytest

import solutions
from solutions.validated import RANGES, Range

OPTIMIZERS = [x for name in solutions.__all__ if is_dataclass(x := getattr(solutions, name))]
ENTRY = re.compile(r"^(\w[\w, ]*) : .*\n((?: {4}.*\n?)+)", re.MULTILINE)
SAID = re.compile(r"(above|at least) (\d+)|(\d+) <= \w+ < (\d+)|in \[(\d+), (\d+)\)", re.IGNORECASE)


def said() -> list[tuple[str, str, tuple[Any, ...]]]:
    """Every range in a docstring: whose, of which number, and the words taken apart."""
    found = []
    for cls in OPTIMIZERS:
        for names, text in ENTRY.findall(inspect.getdoc(cls) or ""):
            match = SAID.search(" ".join(text.split()))
            found += [
                (cls.__name__, name, match.groups())
                for name in re.split(", ", names)
                if match and name in RANGES
            ]
    return found


@pytest.mark.parametrize(("owner", "name", "words"), said())
def test_a_docstring_says_what_is_accepted(owner: str, name: str, words: tuple[Any, ...]) -> None:
    word, end, *pairs = words
    if word:
        due = Range(**{word.lower().removeprefix("at "): int(end)})
    else:
        least, below = (int(x) for x in pairs if x)
        due = Range(least=least, below=below)
    assert due == RANGES[name]


def test_most_docstrings_say_a_range() -> None:
    assert len(said()) > 40
