"""Usual mistakes with schedules that fall: by steps, and along a cosine."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import sin

from course.mistakes.common.changed import changed
from course.mistakes.common.wordings import HALF_COSINE
from course.task import Misconception
from solutions import cosine, step_decay

SCHEDULES = "choosing#schedules"
FROM_ONE = (
    "The first update has k = 0: it is made at the first rate, and k counts the updates before it."
)

decay = partial(changed, step_decay)
wave = partial(changed, cosine)


def on_every_call(lr: float, gamma: float, every: int) -> Callable[[int], float]:
    """Count how often it was asked, in the place of k."""
    asked = -1

    def rate(k: int) -> float:
        nonlocal asked
        asked += 1
        return float(lr * gamma ** (asked // every))

    return rate


STEP_DECAY = [
    Misconception(
        "k counted from 1",
        FROM_ONE,
        SCHEDULES,
        decay(("(k // every)", "((k + 1) // every)")),
    ),
    Misconception(
        "a smooth decay",
        "The rate shrinks at every update; in between two drops it should stay: k / every is to "
        "be rounded down.",
        SCHEDULES,
        decay(("k // every", "k / every")),
    ),
    Misconception(
        "rounded to the nearest",
        "The first drop comes too early: k / every is rounded, and should be rounded down.",
        SCHEDULES,
        decay(("(k // every)", "round(k / every)")),
    ),
    Misconception(
        "rounded up",
        "Already k = 1 is at the second rate: k / every is rounded up, and should be rounded down.",
        SCHEDULES,
        decay(("(k // every)", "-(-k // every)")),
    ),
    Misconception(
        "the drops one update late",
        "At k = every the new rate is due; here it comes one update later.",
        SCHEDULES,
        decay(("(k // every)", "max((k - 1) // every, 0)")),
    ),
    Misconception(
        "one drop only",
        "The rate drops once and never again: each further stretch of updates needs one more "
        "factor gamma.",
        SCHEDULES,
        decay(("** (k // every)", "** (k >= every)")),
    ),
    Misconception(
        "the drop only at the multiples",
        "The rate is low at k = every, 2 every, ... and back at lr in between; it should stay low.",
        SCHEDULES,
        decay(("** (k // every)", "** (k % every == 0)")),
    ),
    Misconception(
        "the remainder in the place of the quotient",
        "How far into a stretch we are is k % every; the number of drops so far is k // every.",
        SCHEDULES,
        decay(("k // every", "k % every")),
    ),
    Misconception(
        "a factor in the place of a power",
        "Two drops leave gamma times gamma of the rate, so gamma is raised to a power; here it is "
        "multiplied by the number of drops.",
        SCHEDULES,
        decay(("gamma **", "gamma *")),
    ),
    Misconception(
        "gamma taken away, not multiplied",
        "The share of the rate that is left after a drop is gamma, not 1 - gamma.",
        SCHEDULES,
        decay(("gamma **", "(1 - gamma) **")),
    ),
    Misconception(
        "a growing rate",
        "The rate is divided by gamma, which is below 1, and grows.",
        SCHEDULES,
        decay(("lr * gamma", "lr / gamma")),
    ),
    Misconception(
        "gamma at each update",
        "The number of drops is k // every, not k.",
        SCHEDULES,
        decay(("(k // every)", "k")),
    ),
    Misconception(
        "calls counted in the place of updates",
        "The rate depends on how often it was asked for. It must depend on k alone: a plot that "
        "asks for it would change the training.",
        SCHEDULES,
        on_every_call,
    ),
]

HALF = "(1 + cos(pi * min(k, steps) / steps)) / 2"
COSINE = [
    Misconception(
        "climbing again after the end",
        "After `steps` updates the rate stays at its lowest; a cosine by itself climbs again.",
        SCHEDULES,
        wave(("min(k, steps)", "k")),
    ),
    Misconception(
        "no rate after the end",
        "After `steps` updates the rate stays at `lowest`; here it is 0.",
        SCHEDULES,
        wave(("lowest + ", "(k <= steps) * (lowest + "), (HALF, HALF + ")")),
    ),
    Misconception(
        "k counted from 1",
        FROM_ONE,
        SCHEDULES,
        wave(("min(k, steps)", "min(k + 1, steps)")),
    ),
    Misconception(
        "the end one update early",
        "The lowest rate is due at k = steps; dividing by steps - 1 reaches it at k = steps - 1.",
        SCHEDULES,
        wave(("min(k, steps) / steps", "min(k, steps - 1) / (steps - 1)")),
    ),
    Misconception(
        "the lowest rate ignored",
        "The rate falls to 0; it should fall to `lowest`.",
        SCHEDULES,
        wave(("lowest + (lr - lowest)", "lr")),
    ),
    Misconception(
        "the lowest rate added on top",
        "At k = 0 the rate is lr + lowest: what shrinks is the part above `lowest`, lr - lowest.",
        SCHEDULES,
        wave(("(lr - lowest)", "lr")),
    ),
    Misconception(
        "the lowest rate as a floor",
        "Near the end the curve is cut off at `lowest`; it should be squeezed to end there.",
        SCHEDULES,
        wave(("lowest + (lr - lowest)", "max(lowest, lr"), (HALF, HALF + ")")),
    ),
    Misconception(
        "a straight line",
        "The rate falls evenly; a cosine is flat at both ends and steepest half-way.",
        SCHEDULES,
        wave((HALF, "(1 - min(k, steps) / steps)")),
    ),
    Misconception(
        "a whole period",
        "Half a period, from 1 down to -1, is pi; here the rate is back at the top at the end.",
        SCHEDULES,
        wave(("pi * ", "2 * pi * ")),
    ),
    Misconception(
        "a quarter of a period",
        "The slope is not flat at the end: the angle runs to pi, and 1 is added to the cosine, so "
        "that it stays at or above 0.",
        SCHEDULES,
        wave((HALF, "cos(pi * min(k, steps) / steps / 2)")),
    ),
    Misconception(
        "the half forgotten",
        HALF_COSINE,
        SCHEDULES,
        wave((HALF, HALF.removesuffix(" / 2"))),
    ),
    Misconception(
        "the 1 forgotten",
        "A cosine runs from 1 to -1, so that the rate falls below `lowest`: it needs 1 + cos, "
        "halved.",
        SCHEDULES,
        wave((HALF, "cos(pi * min(k, steps) / steps)")),
    ),
    Misconception(
        "climbing from the lowest rate",
        "The rate begins at `lowest` and grows to lr: a sign before the cosine is wrong.",
        SCHEDULES,
        wave(("1 + cos", "1 - cos")),
    ),
    Misconception(
        "a sine for the cosine",
        "A sine begins half-way, rises and comes back; the cosine falls from 1 to -1.",
        SCHEDULES,
        wave(("cos(", "sin("), sin=sin),
    ),
    Misconception(
        "degrees",
        "The cosine takes radians: half a period is pi, not 180.",
        SCHEDULES,
        wave(("pi * ", "180 * ")),
    ),
    Misconception(
        "whole numbers divided",
        "The share of the way is k / steps; rounded down, with k // steps, it is 0 until the end.",
        SCHEDULES,
        wave(("min(k, steps) / steps", "min(k, steps) // steps")),
    ),
]
