"""A mistake as it is made: the key's own text with one piece of it exchanged."""

from __future__ import annotations
import __future__

import inspect
import sys
import textwrap
from functools import cache
from typing import Any, TypeVar

from course.student_version import student_version

T = TypeVar("T")


def changed(reference: T, *changes: tuple[str, str], **names: Any) -> T:
    """Return a class or function of the key with pieces of its source exchanged.

    The source is the student's version of it, without what the key refuses.

    Parameters
    ----------
    reference : class or function
        What the key exports.
    *changes : pairs of str
        What stands there, letter by letter, and what shall stand there instead. Every place where
        it stands is changed.
    **names
        What the new text uses and the key's module does not import, such as ``np=numpy``.

    Raises
    ------
    LookupError
        If it does not stand there: the key has been rewritten since.
    """
    whole: Any = reference
    text = source_text(whole)
    for old, new in changes:
        if old not in text:
            raise LookupError(f"{whole.__name__} does not hold {old!r}")
        text = text.replace(old, new)
    known = {**vars(sys.modules[whole.__module__]), **names}
    flags = __future__.annotations.compiler_flag
    exec(compile(text, f"<changed {whole.__name__}>", "exec", flags=flags), known)
    made: T = known[whole.__name__]
    return made


@cache  # a thousand mistakes are made of forty texts
def source_text(reference: Any) -> str:
    """Return the source of a class or function as a student would write it."""
    return student_version(textwrap.dedent(inspect.getsource(reference)))
