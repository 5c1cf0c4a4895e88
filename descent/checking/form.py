"""The form of a result that only the grader can judge."""

from __future__ import annotations

from typing import Any

from descent.checking.question import Numbers
from descent.checking.words import short


def unfit(form: Numbers | None, seen: Numbers) -> str:
    """Say what was asked for, if what is for the grader to judge has not even the form of it."""
    if form is None or all(is_fit(form, result) for result in seen["values"]):
        return ""
    return (
        f"expected a list of {form['least']} to {form['most']} numbers, each between "
        f"{form['low']:g} and {form['high']:g}; got {short(seen['values'][0])}"
    )


def is_fit(form: Numbers, result: Any) -> bool:
    """Whether a result is a list of so many numbers, none of them too small or too large."""
    listed = isinstance(result, list) and form["least"] <= len(result) <= form["most"]
    return listed and all(isinstance(x, float) and form["low"] <= x <= form["high"] for x in result)
