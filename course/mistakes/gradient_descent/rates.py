"""Usual mistakes about the best rate, and how many steps it takes."""

from __future__ import annotations

from math import ceil, floor, log
from typing import Any

import numpy as np

from course.task import Misconception
from solutions import steps_needed

RATE = "gradient-descent#rate-and-curvature"

FASTEST = [
    Misconception(
        "the edge of divergence",
        "At 2 / high the steepest direction jumps from side to side for ever.",
        RATE,
        lambda low, high: 2 / high,
    ),
    Misconception(
        "the best rate for the steepest direction",
        "At 1 / high the steepest direction arrives at once, but the gentlest one is left behind: "
        "a somewhat larger rate overshoots the one and speeds up the other.",
        RATE,
        lambda low, high: 1 / high,
    ),
    Misconception(
        "the best rate for the gentlest direction",
        "At 1 / low the steepest direction diverges as soon as it is more than twice as steep.",
        RATE,
        lambda low, high: 1 / low,
    ),
    Misconception(
        "upside down",
        "The steeper the loss, the smaller the rate: the curvatures belong below the line.",
        RATE,
        lambda low, high: (low + high) / 2,
    ),
    Misconception(
        "the best rate with momentum",
        "This is the best rate of the heavy ball, together with the momentum that suits it.",
        RATE,
        lambda low, high: 4 / (low**0.5 + high**0.5) ** 2,
    ),
    Misconception(
        "the share left per step",
        "This is the share of the distance that is left after a step at the best rate; the "
        "question asks for the rate.",
        RATE,
        lambda low, high: (high - low) / (high + low),
    ),
    Misconception(
        "a factor of two missing",
        "Setting 1 - lr low equal to lr high - 1 gives 2 = lr (low + high).",
        RATE,
        lambda low, high: 1 / (low + high),
    ),
    Misconception(
        "the difference of the curvatures",
        "The steepest direction overshoots, so its factor is negative: set 1 - lr low equal to "
        "lr high - 1.",
        RATE,
        lambda low, high: 2 / (high - low),
    ),
    Misconception(
        "the mean of two rates",
        "What has to be balanced are the factors 1 - lr low and 1 - lr high, and not the rates "
        "that suit each direction.",
        RATE,
        lambda low, high: (1 / low + 1 / high) / 2,
    ),
    Misconception(
        "the geometric mean",
        "One over the geometric mean of the curvatures is more than 2 / high as soon as one is "
        "more than four times the other: there it diverges.",
        RATE,
        lambda low, high: 1 / np.sqrt(low * high),
    ),
]


def _steps(kept: float, share: float) -> Any:
    return ceil(log(share) / log(kept))


STEPS = [
    Misconception(
        "not a whole number of steps",
        "The number of steps is whole: round it up.",
        RATE,
        lambda low, high, share: log(share) / log((high - low) / (high + low)),
    ),
    Misconception(
        "rounded down",
        "After this many steps a little more than the share is left: round up.",
        RATE,
        lambda low, high, share: floor(log(share) / log((high - low) / (high + low))),
    ),
    Misconception(
        "rounded to the nearest",
        "Rounding to the nearest is down in half of all cases, and then a little more than the "
        "share is left: round up.",
        RATE,
        lambda low, high, share: round(log(share) / log((high - low) / (high + low))),
    ),
    Misconception(
        "the condition number",
        "The number of steps is in proportion to the condition number, and it depends on the share "
        "as well.",
        RATE,
        lambda low, high, share: high / low,
    ),
    Misconception(
        "one step more than needed",
        "One step fewer is enough. Look at how you count the last one.",
        RATE,
        lambda low, high, share: steps_needed(low, high, share) + 1,
    ),
    Misconception(
        "the rate 1 / high",
        "This is how many it takes at the rate 1 / high, where a step leaves 1 - low / high of the "
        "gentlest direction. At the best rate a step leaves less.",
        RATE,
        lambda low, high, share: _steps(1 - low / high, share),
    ),
    Misconception(
        "the share of the loss",
        "The loss goes with the square of the distance, so it takes half as many steps to a share "
        "of the loss. The question is about the distance.",
        RATE,
        lambda low, high, share: _steps(((high - low) / (high + low)) ** 2, share),
    ),
    Misconception(
        "the root of the condition number",
        "With the root of the condition number this is how many momentum needs at its best.",
        RATE,
        lambda low, high, share: _steps((high**0.5 - low**0.5) / (high**0.5 + low**0.5), share),
    ),
    Misconception(
        "a straight line for a geometric one",
        "Each step leaves a share of what is left, and not of the first distance: shares multiply.",
        RATE,
        lambda low, high, share: ceil((1 - share) / (1 - (high - low) / (high + low))),
    ),
    Misconception(
        "the rule of thumb",
        "Half the condition number times the logarithm is near for large condition numbers only: "
        "use the share that a step leaves.",
        RATE,
        lambda low, high, share: ceil(-log(share) * high / low / 2),
    ),
]
