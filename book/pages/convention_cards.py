"""Convention cards: how papers and libraries differ from the course, as the docstrings say it.

A page asks for the card of an optimizer by two lines::

    ```{card} RMSProp
    ```
"""

from __future__ import annotations

import inspect
import re

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

import solutions

ASKED = re.compile(r"^```\{card\} (\w+)\n```$", re.MULTILINE)
NOTES = re.compile(r"^Notes\n-+\n(.*?)(?=^[A-Z]\w+\n-+$|\Z)", re.MULTILINE | re.DOTALL)


def deal_cards(_: Sphinx, docname: str, source: list[str]) -> None:
    """Put the notes of the docstring in the place of each request for a card."""
    source[0] = ASKED.sub(lambda asked: f"```{{eval-rst}}\n{card(asked[1])}\n```", source[0])


def card(name: str) -> str:
    """Return the notes on the conventions of ``solutions.<name>`` in reStructuredText.

    Raises
    ------
    ExtensionError
        If `solutions` has no such name, or its docstring no notes.
    """
    notes = NOTES.search(inspect.getdoc(getattr(solutions, name, None)) or "")
    if not notes:
        raise ExtensionError(f"solutions.{name} has no docstring with notes to make a card of")
    # In a docstring one backtick marks a name, in reStructuredText two do; and a bar is a length.
    text = re.sub(r"(?<!`)`([^`\n]+)`(?!`)", r"``\1``", notes[1])
    return text.replace("|", r"\|").strip()
