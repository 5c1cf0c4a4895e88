"""Usual mistakes with slopes by trying, and with what they are good for."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.mistakes.common.changed import changed
from course.mistakes.common.wordings import EARLY_RETURN
from course.task import Misconception
from solutions import finite_difference

AGREE = (
    "There the two agree but for rounding. Print the slope, the one by trying, and their "
    "difference."
)

TRYING = "why-descent#finite-difference"
BARE = "value(up) - value(down) / apart"
COPIES = "up, down = w.astype(float), w.astype(float)"


def _at_once(value: Any, w: Any, h: float = 1e-6) -> Any:
    w = np.asarray(w)
    return (value(w + h) - value(w - h)) / (2 * h)


def _one_number(value: Any, w: Any, h: float = 1e-6) -> Any:
    w = np.asarray(w, dtype=float)
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        g[i] = (value(w[i] + h) - value(w[i] - h)) / (2 * h)
    return g


def _lines(value: Any, w: Any, h: float = 1e-6) -> Any:
    g = np.zeros(w.shape)
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[i] += h
        down[i] -= h
        g[i] = (value(up) - value(down)) / (2 * h)
    return g


def _rows(value: Any, w: Any, h: float = 1e-6) -> Any:
    return _lines(value, np.asarray(w, dtype=float), h)


def _first(g: Any) -> Any:
    g.flat[1:] = 0
    return g


def _in_place(value: Any, w: Any, h: float = 1e-6) -> Any:
    w = np.asarray(w) if np.asarray(w).dtype.kind == "f" else np.array(w, dtype=float)
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        w[i] += h
        up = value(w)
        w[i] -= 2 * h
        g[i] = (up - value(w)) / (2 * h)
    return g


FINITE_DIFFERENCE = [
    Misconception(
        "a step to one side only",
        "This compares w + h with w itself, the forward difference. Step to both sides: the errors "
        "of the two halves cancel.",
        TRYING,
        changed(finite_difference, ("down[i] -= h", "pass")),
    ),
    Misconception(
        "a step backward only",
        "This compares w with w - h, the backward difference. Step to both sides: the errors of "
        "the two halves cancel.",
        TRYING,
        changed(finite_difference, ("up[i] += h", "pass")),
    ),
    Misconception(
        "divided by h",
        "Every slope is twice too steep: w + h and w - h are 2 h apart, not h.",
        TRYING,
        changed(finite_difference, ("/ apart", "/ h")),
    ),
    Misconception(
        "a bracket missing",
        "Only the second height is divided: the difference needs a bracket around it, "
        "(up - down) / (2 h).",
        TRYING,
        changed(finite_difference, ("(value(up) - value(down)) / apart", BARE)),
    ),
    Misconception(
        "multiplied by h",
        "Python reads / 2 * h from the left: it divides by 2 and multiplies by h. Write / (2 * h).",
        TRYING,
        changed(finite_difference, ("/ apart", "/ 2 * h")),
    ),
    Misconception(
        "a step to one side, divided by 2 h",
        "The two places compared, w + h and w, are h apart, but the fall is divided by 2 h.",
        TRYING,
        changed(finite_difference, ("down[i] -= h", "pass"), ("/ apart", "/ (2 * h)")),
    ),
    Misconception(
        "the slope with the wrong sign",
        "The order is the wrong way round: the height at w + h comes first, minus that at w - h.",
        TRYING,
        changed(finite_difference, ("value(up) - value(down)", "value(down) - value(up)")),
    ),
    Misconception(
        "all coordinates moved together",
        "Adding h to w moves every coordinate, and the result is one number. The slope along a "
        "coordinate needs a step along that one alone, and there is one slope for each.",
        TRYING,
        _at_once,
    ),
    Misconception(
        "the same number for every coordinate",
        "Each turn of the loop moves all coordinates by h. Move only the one of that turn.",
        TRYING,
        changed(finite_difference, ("up[i] += h", "up += h"), ("down[i] -= h", "down -= h")),
    ),
    Misconception(
        "every slope zero",
        "The two heights are always equal. After up = w and down = w both are one array under two "
        "names, moved up and down again. Make copies: w.copy().",
        TRYING,
        changed(
            finite_difference,
            (COPIES, "up = down = w.astype(float)"),
            ("/ apart", "/ (2 * h)"),
        ),
    ),
    Misconception(
        "two names for the caller's array",
        "After up = w and down = w all three are one array, the caller's: moved up and down again, "
        "its two heights are one. Make copies: np.array(w, dtype=float).",
        TRYING,
        changed(
            finite_difference,
            (", dtype=float", ""),
            (COPIES, "up = down = w"),
            ("/ apart", "/ (2 * h)"),
        ),
    ),
    Misconception(
        "only the last slope",
        "Each turn of the loop overwrites the slope of the turn before. Keep them all: make an "
        "array shaped like w first, and fill its place i.",
        TRYING,
        lambda value, w, h=1e-6: finite_difference(value, w, h).flat[-1],
    ),
    Misconception(
        "only the first slope",
        EARLY_RETURN,
        TRYING,
        lambda value, w, h=1e-6: _first(finite_difference(value, w, h)),
    ),
    Misconception(
        "coordinates not put back",
        "The coordinates of earlier turns are still moved when the next is tried. Begin every turn "
        "with fresh copies of w.",
        TRYING,
        changed(
            finite_difference,
            ("g = np.zeros_like(w)", f"g = np.zeros_like(w); {COPIES}"),
            (f"        {COPIES}", "        pass"),
        ),
    ),
    Misconception(
        "a whole row moved at once",
        "A loop over len(w) goes over the rows of a matrix, and not over its numbers. Use "
        "np.ndindex(w.shape), which works for every shape.",
        TRYING,
        _rows,
    ),
    Misconception(
        "made for vectors of floats",
        "A loop over len(w) goes over the rows of a matrix: use np.ndindex(w.shape), which works "
        "for every shape. And h cannot be added to whole numbers in place: make copies of floats, "
        "with np.array(w, dtype=float).",
        TRYING,
        _lines,
    ),
    Misconception(
        "the loss asked at a single number",
        "With value(w[i] + h) one number is handed to a loss of all of them. Hand it a whole copy "
        "of w in which coordinate i is moved.",
        TRYING,
        _one_number,
    ),
    Misconception(
        "whole numbers stay whole",
        "Copies of whole numbers hold whole numbers: what h adds to one is cut off again. Make "
        "copies of floats, with np.array(w, dtype=float).",
        TRYING,
        changed(
            finite_difference,
            (", dtype=float", ""),
            (COPIES, "up, down = w.copy(), w.copy()"),
            ("/ apart", "/ (2 * h)"),
        ),
    ),
    Misconception(
        "slopes cut to whole numbers",
        "The result is made with np.zeros_like(w), or as a copy of w, and so holds whole numbers "
        "if w does: the slopes are cut off. Use np.zeros(w.shape).",
        TRYING,
        lambda value, w, h=1e-6: finite_difference(value, w, h).astype(np.asarray(w).dtype),
    ),
    Misconception(
        "an h of its own",
        "The step that is tried is 1e-6, whatever is asked for; use the argument h.",
        TRYING,
        lambda value, w, h=1e-6: finite_difference(value, w, 1e-6),
    ),
    Misconception(
        "the result flattened",
        "The slopes are right, but in one row: return an array shaped like w.",
        TRYING,
        lambda value, w, h=1e-6: np.ravel(finite_difference(value, w, h)),
    ),
    Misconception(
        "the caller's array changed",
        "The slopes are right, but w is not what it was: w[i] += h works in the array that was "
        "handed in. Work in copies.",
        "why-descent#optimizer",
        _in_place,
    ),
]

WRONG_SLOPE = [
    Misconception(
        "taking w[0] for the wrong one",
        AGREE,
        TRYING,
        "w[0]",
    ),
    Misconception(
        "taking w[2] for the wrong one",
        AGREE,
        TRYING,
        "w[2]",
    ),
]
