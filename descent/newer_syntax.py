"""Syntax that the Python which grades may not know yet is told before a page runs it."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from collections.abc import Iterator

GRADER = (3, 11)
"""The oldest Python that an answer may meet; as `requires-python` in pyproject.toml."""
FREE_STRINGS = (3, 12)
"""Since this one the expressions in an f-string may hold whatever Python does (PEP 701)."""


def refuse_newer(source: str, file: str) -> None:
    """Raise SyntaxError over what `GRADER` cannot read, and say so; `file` names the text."""
    if sys.version_info[:2] <= GRADER:
        return
    version = ".".join(map(str, GRADER))
    try:
        ast.parse(source, file, feature_version=GRADER)
        if GRADER < FREE_STRINGS <= sys.version_info:
            for token in _free_strings(source):
                place = (file, token.start[0], token.start[1] + 1, token.line)
                raise SyntaxError("this in an f-string is new", place)
    except SyntaxError as error:
        error.msg += f" (answers are graded by Python {version}: write it as that version knows it)"
        raise


def _free_strings(source: str) -> Iterator[tokenize.TokenInfo]:
    """Yield what stands in an expression of an f-string, and could not before.

    That is a backslash, a comment, the quotes that the f-string ends with, and in one of a single
    line a new line.
    """
    quotes: list[str] = []  # of the f-strings around, as they end
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        kind = tokenize.tok_name[token.type]
        if kind in ("FSTRING_END", "TSTRING_END"):
            quotes.pop()
        around = quotes[:-1] if kind.endswith("STRING_MIDDLE") else quotes
        if around and (
            kind == "COMMENT"
            or any(text in token.string for text in ("\\", *around))
            or ("\n" in token.string and any(len(quote) == 1 for quote in around))
        ):
            yield token
        if kind in ("FSTRING_START", "TSTRING_START"):
            quotes.append(token.string.lstrip("fFrRtTbB"))
