"""Usual mistakes with clips: by norm and by value."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import clip_by_norm, clip_by_value

CLIPPING = "choosing#clipping"

by_norm = partial(changed, clip_by_norm)
by_value = partial(changed, clip_by_value)

WHOLE = "unit * np.linalg.norm(g / unit)"
FLOATS = "np.asarray(g, dtype=float)"
VALUE = f"np.clip({FLOATS}, -most, most)"
CHOICE = "g if norm <= most else g * (most / norm)"


def measured(norm: str) -> Any:
    """Clip by another measure of length."""
    return by_norm((WHOLE, norm))


def in_pieces(g: Any, most: float, axis: int = -1) -> Any:
    """Clip each row of a matrix by itself, or each column."""
    norms = np.linalg.norm(g, axis=axis, keepdims=True)
    return g * np.where(norms > most, most / np.where(norms > most, norms, 1), 1)


def in_place(g: Any, most: float) -> Any:
    """Clip in the array that was handed in."""
    norm = np.linalg.norm(g)
    if norm > most:
        g *= most / norm
    return g


BY_NORM = [
    Misconception(
        "normalising",
        "A gradient that is short enough should stay as it is. Here every gradient gets the length "
        "`most`, and from zero comes nan.",
        CLIPPING,
        by_norm((CHOICE, "g * (most / norm) if norm else g * np.nan")),
    ),
    Misconception(
        "normalising, with zero spared",
        "A gradient that is short enough should stay as it is; here it is lengthened to `most`.",
        CLIPPING,
        by_norm((CHOICE, "g * (most / (norm or 1))")),
    ),
    Misconception(
        "clipping by value",
        "Each number is cut by itself, which turns the gradient. By norm the whole gradient is "
        "shortened, and its direction stays.",
        CLIPPING,
        clip_by_value,
    ),
    Misconception(
        "row by row",
        "The norm is that of the whole gradient, over all its numbers at once, whatever its shape.",
        CLIPPING,
        in_pieces,
    ),
    Misconception(
        "column by column",
        "The norm is that of the whole gradient, over all its numbers at once, whatever its shape: "
        "leave axis= out.",
        CLIPPING,
        partial(in_pieces, axis=0),
    ),
    Misconception(
        "the spectral norm of a matrix",
        "Of a matrix numpy.linalg.norm(g, 2) is the largest singular value; what is meant is the "
        "root of the sum of all squares.",
        CLIPPING,
        measured("np.linalg.norm(g, 2)"),
    ),
    Misconception(
        "the sum of sizes for the length",
        "The length is the root of the sum of squares; here the absolute values are added.",
        CLIPPING,
        measured("np.abs(g).sum()"),
    ),
    Misconception(
        "the largest number for the length",
        "The length is the root of the sum of squares; here only the largest number counts.",
        CLIPPING,
        measured("np.abs(g).max()"),
    ),
    Misconception(
        "the squared length",
        "The root is missing: the sum of squares is compared with `most`, and divided by.",
        CLIPPING,
        measured("(g**2).sum()"),
    ),
    Misconception(
        "the mean in the place of the sum",
        "The length is the root of the sum of squares, not of their mean.",
        CLIPPING,
        measured("np.sqrt((g**2).mean())"),
    ),
    Misconception(
        "always to the length 1",
        "What is too long gets the length `most`; here it gets the length 1.",
        CLIPPING,
        by_norm(("(most / norm)", "(1 / norm)")),
    ),
    Misconception(
        "the quotient upside down",
        "A gradient that is too long gets longer: the factor is most / norm.",
        CLIPPING,
        by_norm(("(most / norm)", "(norm / most)")),
    ),
    Misconception(
        "the comparison upside down",
        "What is short is lengthened and what is long stays: the factor belongs to the long ones.",
        CLIPPING,
        by_norm(("norm <= most", "norm >= most or not norm")),
    ),
    Misconception(
        "too long, so thrown away",
        "A gradient that is too long is shortened, not replaced by zero.",
        CLIPPING,
        by_norm(("g * (most / norm)", "0 * g")),
    ),
    Misconception(
        "the caller's array changed",
        "The numbers are right, but g *= ... changes the array that was handed in; make a new one.",
        CLIPPING,
        in_place,
    ),
]  # fmt: skip

BY_VALUE = [
    Misconception(
        "clipping by norm",
        "The whole gradient is shortened; by value each number is cut by itself.",
        CLIPPING,
        clip_by_norm,
    ),
    Misconception(
        "cut from above only",
        "Large negative numbers pass: the lower limit is -most.",
        CLIPPING,
        by_value((VALUE, f"np.minimum({FLOATS}, most)")),
    ),
    Misconception(
        "negative numbers cut at 0",
        "The lower limit is -most, not 0: a gradient has two signs.",
        CLIPPING,
        by_value(("-most, most", "0, most")),
    ),
    Misconception(
        "the sign lost",
        "The size is cut, but every number comes out positive.",
        CLIPPING,
        by_value((VALUE, "np.minimum(np.abs(g), most)")),
    ),
    Misconception(
        "too large, so thrown away",
        "A number that is too large becomes `most`; here it becomes 0.",
        CLIPPING,
        by_value((VALUE, "np.where(np.abs(g) > most, 0.0, g)")),
    ),
    Misconception(
        "the whole scaled by its largest number",
        "The gradient keeps its direction; by value each number is cut by itself.",
        CLIPPING,
        by_value((VALUE, "g * min(1, most / np.max(np.abs(g)))")),
    ),
    Misconception(
        "every number at the limit",
        "Small numbers should stay as they are; here each one becomes most or -most.",
        CLIPPING,
        by_value((VALUE, "most * np.sign(g)")),
    ),
    Misconception(
        "always cut at 1",
        "The limits are -most and most, not -1 and 1.",
        CLIPPING,
        by_value(("-most, most", "-1, 1")),
    ),
    Misconception(
        "the caller's array changed",
        "The numbers are right, but they were written into the array that was handed in.",
        CLIPPING,
        by_value((f"{FLOATS}, -most, most", "g, -most, most, out=g")),
    ),
]
