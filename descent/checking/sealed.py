"""Numbers that can be recognised but not read: how the kit keeps results worked out by hand."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from typing import Any

SURE = 50  # units of the last digit: from here on one of them is little beside the number


def number(given: Any) -> Fraction:
    """Return a number given as such or as text, "9/10" or "0.9", exactly.

    Raises
    ------
    ValueError
        If it is none, or not finite.
    """
    try:
        if not isinstance(given, str):
            return Fraction(given)
        text = given.replace(" ", "").replace("\u2212", "-")
        # By way of float, an exponent cannot ask for a number of a billion digits.
        return Fraction(float(text)) if "e" in text.lower() else Fraction(text)
    except (ValueError, TypeError, OverflowError, ZeroDivisionError):
        point = ": write a point and no comma" if "," in str(given) else ""
        raise ValueError(f"{given!r} is not a number{point}") from None


def rounded(given: Fraction, digits: int) -> int:
    """Return a number in units of its last digit after the point."""
    units: int = round(given * 10**digits)
    return units


def seal(name: str, units: int) -> str:
    """Return what stands for a rounded number: the start of a hash, salted with its name."""
    return hashlib.sha256(f"{name}/{units}".encode()).hexdigest()[:16]


def near(given: Fraction, digits: int) -> set[int]:
    """Return what a number may be taken for, in units of its last digit after the point.

    It may be off by one there, where that is at most a fiftieth of it. Without digits after the
    point it is a count, which is exact.
    """
    if digits == 0:
        return {given.numerator} if given.denominator == 1 else set()
    units = rounded(given, digits)
    return {units - 1, units, units + 1} if abs(units) >= SURE else {units}


def fits(name: str, given: Fraction, digits: int, sealed: str) -> bool:
    """Whether a number is the sealed one; see `near`."""
    return sealed in {seal(name, units) for units in near(given, digits)}
