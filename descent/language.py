"""What is said to a student in another language: `DESCENT_LANGUAGE` names it, such as ``de``.

The English sentence is the key, in the code as in the catalogue ``languages/de.toml``. What varies
in it stands there as ``{}`` and is looked up in its turn. What a catalogue lacks stays English.
"""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache
from pathlib import Path

VARIABLE = "DESCENT_LANGUAGE"
FOLDER = Path(__file__).parent / "languages"


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are besides English."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def chosen() -> str:
    """Return the language that the variable names; empty, for English, if there is none such."""
    named = os.environ.get(VARIABLE, "")
    return named if named in languages() else ""


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return the sentences of a language by the English ones."""
    found: dict[str, str] = {}
    for part in tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8")).values():
        found |= part
    return found


def said(text: str, language: str = "") -> str:
    """Return what is said instead of an English text, line by line.

    Parameters
    ----------
    text : str
        In English; how far its lines stand in is kept.
    language : str, optional
        Which; by default that of the variable, and English if there is no such language here.
    """
    language = language or chosen()
    if language not in languages():
        return text
    return "\n".join(_line(line, language) for line in text.split("\n"))


def _line(line: str, language: str) -> str:
    own = line.lstrip(" ")
    return line[: len(line) - len(own)] + _sentence(own, language)


@cache
def _sentence(english: str, language: str) -> str:
    known = catalogue(language)
    if english in known:
        return known[english]
    for pattern, instead in _patterns(language):
        if found := pattern.fullmatch(english):
            return instead.format(*(_sentence(part, language) for part in found.groups()))
    return english


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], str]]:
    """Return the sentences in which something varies, those that say the most first."""
    varied = {key: text for key, text in catalogue(language).items() if "{}" in key}
    return [
        (re.compile(re.escape(key).replace(r"\{\}", "(.+)")), varied[key])
        for key in sorted(varied, key=len, reverse=True)
    ]
