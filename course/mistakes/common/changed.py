"""A mistake as it is made: the key's own text with one piece of it exchanged."""

from __future__ import annotations
import __future__

import inspect
import re
import sys
import textwrap
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")

KEY_ONLY = re.compile(r"^@validated\n", re.MULTILINE)


def changed(reference: T, *changes: tuple[str, str]) -> T:
    """Return a class or function of the key with pieces of its source exchanged.

    Parameters
    ----------
    reference : class or function
        What the key exports.
    *changes : pairs of str
        What stands there, exactly and in one line, and what shall stand there instead. Every
        place where it stands is changed.

    Raises
    ------
    LookupError
        If it does not stand there: the key has been rewritten since.
    """
    whole: Any = reference
    text = _text(whole)
    for old, new in changes:
        if old not in text:
            raise LookupError(f"{whole.__name__} does not hold {old!r}")
        text = text.replace(old, new)
    names = dict(vars(sys.modules[whole.__module__]))
    flags = __future__.annotations.compiler_flag
    exec(compile(text, f"<changed {whole.__name__}>", "exec", flags=flags), names)
    made: T = names[whole.__name__]
    return made


@cache  # to find it again for every mistake takes a third of a second of each nbgrader command
def _text(reference: Any) -> str:
    """Return the source of a class or function as a student would write it."""
    return KEY_ONLY.sub("", textwrap.dedent(inspect.getsource(reference)))
