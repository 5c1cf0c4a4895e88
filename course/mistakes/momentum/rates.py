"""Usual mistakes with rates and limits in the assignment on momentum."""

from __future__ import annotations

from course.mistakes.momentum.momentum import LIMITS, TWO
from course.task import Misconception

SETTLES = (
    "Compare the two velocities after many equal gradients: one settles at g, the other at "
    "g / (1 - beta)."
)

HEAVY_BALL_LR = [
    Misconception(
        "the conversion the other way round",
        "This turns a heavy ball's rate into a running average's; the question asks for the "
        "reverse.",
        TWO,
        lambda lr, beta: lr / (1 - beta),
    ),
    Misconception(
        "the same rate for both",
        "With equal rates the two forms walk different paths: their velocities differ by a "
        "constant factor.",
        TWO,
        lambda lr, beta: lr,
    ),
    Misconception(
        "beta in the place of 1 - beta",
        SETTLES,
        TWO,
        lambda lr, beta: lr * beta,
    ),
    Misconception(
        "divided by beta",
        SETTLES,
        TWO,
        lambda lr, beta: lr / beta,
    ),
]

DIVERGES = [
    Misconception(
        "trusting the look-ahead to be safer",
        "The look-ahead damps small overshoots, but its own limit is the smaller one: beyond it "
        "the gradient asked ahead overcorrects.",
        LIMITS,
        "A",
    ),
    Misconception(
        "judging momentum by the limit of gradient descent",
        "A rate of 8 is far beyond gradient descent's limit on this bowl, but each gradient "
        "enters a running average with only 1 - beta of its weight.",
        LIMITS,
        "both",
    ),
    Misconception(
        "taking a running average to be safe at any rate",
        "Averaging widens the range of rates that converge; it does not make it endless.",
        LIMITS,
        "neither",
    ),
]

ETA_MAX = [
    Misconception(
        "gradient descent's limit",
        "2 / curvature is the limit without momentum.",
        LIMITS,
        lambda curvature, beta: 2 / curvature,
    ),
    Misconception(
        "the heavy ball's limit",
        "2 (1 + beta) / curvature is right for the accumulating form; convert the rate to the "
        "running average.",
        LIMITS,
        lambda curvature, beta: 2 * (1 + beta) / curvature,
    ),
    Misconception(
        "Nesterov's limit",
        "This is the limit of the look-ahead form; the question is about momentum.",
        LIMITS,
        lambda curvature, beta: 2 * (1 + beta) / ((1 - beta) * (1 + 2 * beta) * curvature),
    ),
    Misconception(
        "a factor of two missing",
        "At the limit the map's eigenvalue is -1, not 0: that is where the 2 comes from.",
        LIMITS,
        lambda curvature, beta: (1 + beta) / ((1 - beta) * curvature),
    ),
    Misconception(
        "gradient descent's limit, only converted",
        "Dividing by 1 - beta converts the rate, but momentum itself widens the limit as well.",
        LIMITS,
        lambda curvature, beta: 2 / ((1 - beta) * curvature),
    ),
    Misconception(
        "the conversion the other way round",
        "To reach the running average's rate the heavy ball's is divided by 1 - beta, not "
        "multiplied.",
        TWO,
        lambda curvature, beta: 2 * (1 + beta) * (1 - beta) / curvature,
    ),
    Misconception(
        "1 + beta and 1 - beta swapped",
        "More memory must allow a larger rate; here the limit falls as beta grows.",
        LIMITS,
        lambda curvature, beta: 2 * (1 - beta) / ((1 + beta) * curvature),
    ),
    Misconception(
        "the edge of overshooting",
        "Beyond this rate the path begins to overshoot; it still converges until much later.",
        "momentum#damping",
        lambda curvature, beta: (1 - beta**0.5) ** 2 / ((1 - beta) * curvature),
    ),
]
