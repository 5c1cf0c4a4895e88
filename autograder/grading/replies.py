"""What a student's process sent, made into plain data of known form, or into an error."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from descent.checking.driven import PARTS
from descent.checking.question import Numbers

# Colours first, as their first character is one of the others too.
CONTROL = re.compile(r"\x1b\[[0-9;]*m|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LARGEST, DEEPEST = 100_000, 6  # numbers in one answer, and lists within lists


def validate_reply(reply: Any) -> Numbers:
    """Return a reply of the student's process if it has the form of an answer, else an error.

    Nothing is believed of it: every text and number is made anew, but for those of a list of plain
    floats, which `wire` has just made.
    """
    try:
        if "calls" in reply:
            return {"calls": [_one(each) for each in reply["calls"]]}
        return _one(reply)
    except TypeError:
        return _unreadable()


def _one(reply: Any) -> Numbers:
    try:
        if "error" in reply:
            words = {k: clean(str(reply["error"][k]), 500) for k in ("kind", "text", "line")}
            return {"error": words}
        left = [LARGEST]
        kept: dict[str, Any] = {}
        if "path" in reply:
            kept["path"] = np.array(_plain(reply["path"], left), dtype=float).tolist()
        if "values" in reply:
            kept["values"] = _plain(reply["values"], left)
        if "chosen" in reply:
            kept["chosen"] = float(reply["chosen"])
        for manner in ("kept", "state_kept"):
            if manner in reply:
                kept[manner] = reply[manner] is True
        for moved in PARTS:
            if moved in reply:
                kept[moved] = _plain(reply[moved], left)
        if "value" in reply:
            value = reply["value"]
            kept["value"] = value if value is None else _plain(value, left)
        if not kept:
            raise ValueError("nothing known in it")
        return kept
    except (KeyError, TypeError, ValueError, RecursionError, OverflowError):
        return _unreadable()


def _unreadable() -> Numbers:
    return error_reply("your code sent an answer that cannot be read")


def error_reply(text: str, kind: str = "AnswerError") -> Numbers:
    """Return an error as an answer."""
    return {"error": {"kind": kind, "text": text, "line": ""}}


def clean(text: str, most: int) -> str:
    """Return a text without control characters, cut to a length."""
    text = CONTROL.sub("", text)
    return text if len(text) <= most else text[:most] + " ..."


def _plain(data: Any, left: list[int], depth: int = 0) -> Any:
    numbers = isinstance(data, list) and set(map(type, data)) == {float}  # as nearly all are
    left[0] -= 1 + len(data) if numbers else 1
    if left[0] < 0 or depth + numbers > DEEPEST:
        raise ValueError("too large")
    if numbers:
        return data
    if isinstance(data, list):
        return [_plain(item, left, depth + 1) for item in data]
    return clean(data, 100) if isinstance(data, str) else float(data)
