"""Student's names for code that is trusted: calls and plain data pass, and nothing else.

An instructor's own test cell runs on this side. Where it uses a name that it has not made itself,
it gets plain data, or a `Proxy`, which has no `__eq__`, `__array__` or `__len__` of the student's.
"""

from __future__ import annotations

import builtins
import importlib
import sys
from collections.abc import Callable
from typing import Any

from autograder.engine.codec import decode, encode
from autograder.engine.session import Session

# Modules that a trusted cell has of its own, whatever the student calls by their names.
MODULES = {name: importlib.import_module(name) for name in (
    "numpy", "math", "cmath", "statistics", "itertools", "functools", "fractions", "random",
    "collections", "operator", "string", "re", "descent",
)}  # fmt: skip
USUAL = {**MODULES, "np": MODULES["numpy"]}


class StudentError(Exception):
    """Something that the student's code raised."""


class RemoteNamespace:
    """What a trusted cell can do with one student's process."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.callbacks: list[Callable[..., Any]] = []

    def name(self, name: str) -> Any:
        """Return what a name stands for; KeyError if the student has none such."""
        reply = self._ask({"reach": "name", "name": name})
        if reply.get("missing") is True:
            raise KeyError(name)
        return self._value(reply)

    def attribute(self, number: int, name: str) -> Any:
        """Return an attribute of a thing."""
        return self._value(self._ask({"reach": "attribute", "handle": number, "name": name}))

    def call(self, number: int, *given: Any, **named: Any) -> Any:
        """Call a thing."""
        sent = {name: encode(value, self._keep) for name, value in named.items()}
        message = {
            "reach": "call",
            "handle": number,
            "given": [encode(value, self._keep) for value in given],
            "named": sent,
        }
        return self._value(self._ask(message))

    def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        reply: dict[str, Any] = self.session.reach(message, self._consult)
        return reply

    def _value(self, reply: dict[str, Any]) -> Any:
        if "error" in reply:
            raise StudentError(f"{str(reply['error'])[:80]}: {str(reply.get('text'))[:400]}")
        return decode(reply.get("value"), self._stand_in)

    def _keep(self, value: Any) -> list[Any]:
        if isinstance(value, Proxy):
            return ["handle", object.__getattribute__(value, "_number")]
        if callable(value):
            self.callbacks.append(value)
            return ["callback", len(self.callbacks) - 1]
        raise TypeError(f"a {type(value).__name__} cannot be handed to the student's code")

    def _stand_in(self, tag: str, content: Any) -> Any:
        if tag == "handle" and type(content) is int:
            return Proxy(self, content)
        # Nothing is imported by a name that comes from there: to import is to run.
        known = tag == "module" and isinstance(content, str) and content in sys.modules
        if known and content.split(".")[0] in MODULES:
            return sys.modules[content]
        raise StudentError("something that is neither data nor can be called")

    def _consult(self, reply: dict[str, Any]) -> dict[str, Any]:
        """Answer a call of a callback that the student's code was handed."""
        try:
            function = self.callbacks[reply["callback"]]
            given = [decode(value, self._stand_in) for value in reply["given"]]
            return {"value": encode(function(*given), self._keep)}
        except Exception as error:
            return {"error": type(error).__name__, "text": str(error)[:400]}


class Proxy:
    """A thing of the student's: it can be called, and its public attributes looked at."""

    __slots__ = ("_number", "_reach")

    def __init__(self, reach: RemoteNamespace, number: int) -> None:
        self._reach, self._number = reach, number

    def __call__(self, *given: Any, **named: Any) -> Any:
        """Have the student's process call it."""
        return self._reach.call(self._number, *given, **named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._reach.attribute(self._number, name)


class Names(dict[str, Any]):
    """The names of a trusted cell: its own, Python's, the usual modules, then the student's.

    So nothing that a student calls `abs`, `range` or `np` is ever asked.
    """

    def __init__(self, reach: RemoteNamespace, **own: Any) -> None:
        super().__init__({**vars(builtins), **USUAL, **own})
        self._reach = reach

    def __missing__(self, name: str) -> Any:
        if name.startswith("__"):
            raise KeyError(name)
        return self._reach.name(name)
