"""Numbers that can be recognised but not read: how the kit keeps results worked out by hand.

One number is soon found by trying, as it has few digits. So the entries of an answer are sealed
together, by a hash that takes long, and only where trying all that they may be would take years.
Which of three neighbours each entry is may be known: its rest by three is kept beside the seal, so
that an answer whose last digits are off by one is known as well.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

ROUNDS, LENGTH = 64, 1 << 16  # of the hash, and bytes in each: milliseconds, in a page some more
BITS = 40  # of an answer, without the rounds: fewer can be tried one by one
SURE = 50  # units of the last digit: from here on one of them is little beside the number


def number(given: Any) -> Fraction:
    """Return a number given as such or as text, "9/10" or "0.9", exactly.

    Raises
    ------
    ValueError
        If it is none, or not finite.
    """
    try:
        if isinstance(given, bool):
            raise TypeError("True is no number, though Python reckons with it")
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


def near(given: Fraction, digits: int) -> set[int]:
    """Return what a number may be taken for, in units of its last digit after the point.

    It may be off by one there, where that is at most a fiftieth of it. Without digits after the
    point it is a count, which is exact.
    """
    if digits == 0:
        return {given.numerator} if given.denominator == 1 else set()
    units = rounded(given, digits)
    return {units - 1, units, units + 1} if abs(units) >= SURE else {units}


def bits(units: Sequence[int]) -> float:
    """Return how long it takes to find numbers by trying all that are as large, as a logarithm."""
    return sum(math.log2(2 * abs(number) + 1) for number in units) - len(units) * math.log2(3)


def seal(name: str, units: Sequence[int | None]) -> str:
    """Return what stands for the numbers of an answer: the start of a slow hash, salted."""
    sealed = f"{name}/{','.join(map(str, units))}".encode()
    for _ in range(ROUNDS):  # few and long: Python would take its time, and who tries them all not
        sealed = hashlib.sha256((sealed * (LENGTH // len(sealed) + 1))[:LENGTH]).digest()
    return sealed.hex()[:16]


def snapped(
    given: Sequence[Fraction], digits: Sequence[int], rests: Sequence[int]
) -> list[int | None]:
    """Return numbers in units of their last digits, each as the neighbour that has this rest by 3.

    None stands for a number that cannot be taken for one with this rest.
    """
    return [
        next((units for units in near(said, places) if units % 3 == rest), None)
        for said, places, rest in zip(given, digits, rests, strict=True)
    ]
