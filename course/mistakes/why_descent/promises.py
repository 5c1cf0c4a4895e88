"""Usual mistakes about what a step promises, and in which units."""

from __future__ import annotations

import numpy as np

from course.task import Misconception

SAFE_RATE = "The more curved the loss, the smaller the safe rate: divide by the curvature."
STEEPER = "A sum is steeper than a mean, so it needs the smaller rate: divide."

LEMMA = "why-descent#descent-lemma"
SLOPE = "why-descent#gradient"
SCALE = "why-descent#loss-scale"

RANDOM_DIRECTIONS = [
    Misconception(
        "hardly any direction going down at all",
        "With many weights a random direction is nearly level. But it tips down as often as up: on "
        "a very short step half of all directions lower the loss, each by very little.",
        SLOPE,
        {"short": "nearly none"},
    ),
    Misconception(
        "every short step going down",
        "A short step lowers the loss if it points down at all, and half of all directions point "
        "up.",
        SLOPE,
        {"short": "nearly all"},
    ),
    Misconception(
        "half at every length",
        "Half is right for a very short step. On a long one the little fall along a nearly level "
        "direction is lost to the curvature, which lifts every direction alike.",
        SLOPE,
        {"long": "about half"},
    ),
    Misconception(
        "every long step going down",
        "A long step has to point rather well at the minimum to end lower, and in a thousand "
        "dimensions hardly any random direction does.",
        SLOPE,
        {"long": "nearly all"},
    ),
    Misconception(
        "a hundred tries worth a slope",
        "Nine tenths of the fall take a direction within 26 degrees of the steepest. With two "
        "weights the best of a hundred comes there; with a thousand, none.",
        "why-descent#dimension",
        {"best of 100": "about nine tenths"},
    ),
    Misconception(
        "one over the dimension",
        "A typical cosine is one over the root of the dimension, about a thirtieth, and the best "
        "of a hundred is some three times that.",
        SLOPE,
        {"best of 100": "about a thousandth"},
    ),
]

LIMIT = [
    Misconception(
        "the rate of the deepest promise",
        "At 1 / curvature the promise is the largest; the loss still falls up to twice that rate.",
        LEMMA,
        lambda curvature: 1 / curvature,
    ),
    Misconception(
        "upside down",
        SAFE_RATE,
        LEMMA,
        lambda curvature: curvature / 2,
    ),
    Misconception(
        "multiplied by the curvature",
        SAFE_RATE,
        LEMMA,
        lambda curvature: 2 * curvature,
    ),
    Misconception(
        "the curvature left out",
        "2 is the limit for a curvature of 1; for others it is another.",
        LEMMA,
        lambda curvature: 2.0,
    ),
    Misconception(
        "the root of the curvature",
        "A rate is in units of one over curvature; with a root the units do not fit.",
        LEMMA,
        lambda curvature: 2 / np.sqrt(curvature),
    ),
    Misconception(
        "half the rate of the deepest promise",
        "The loss of the question is curvature w^2 / 2, with the half, and its slope is "
        "curvature w.",
        LEMMA,
        lambda curvature: 1 / (2 * curvature),
    ),
]

FALL = [
    Misconception(
        "the straight line alone",
        "A slope that stays as it is gives a fall of lr |g|^2. The curvature takes some of it "
        "back, the more the longer the step.",
        LEMMA,
        lambda lr, curvature, g: lr * np.sum(np.square(g)),
    ),
    Misconception(
        "the half forgotten",
        "The curvature's part is lr^2 curvature |g|^2 / 2: integrating twice brings the half.",
        LEMMA,
        lambda lr, curvature, g: lr * (1 - lr * curvature) * np.sum(np.square(g)),
    ),
    Misconception(
        "the curvature's part added",
        "The curvature bends the loss up, so its part is taken away from the fall, not added.",
        LEMMA,
        lambda lr, curvature, g: lr * (1 + lr * curvature / 2) * np.sum(np.square(g)),
    ),
    Misconception(
        "the gradient missing in the curvature's part",
        "The step is lr |g| long, so the curvature's part has |g| squared in it as well.",
        LEMMA,
        lambda lr, curvature, g: lr * np.sum(np.square(g)) - lr**2 * curvature / 2,
    ),
    Misconception(
        "the rate forgotten in front",
        "The straight part is lr |g|^2: both parts have the rate in them.",
        LEMMA,
        lambda lr, curvature, g: (1 - lr * curvature / 2) * np.sum(np.square(g)),
    ),
    Misconception(
        "a product of matrices",
        "For a matrix np.dot(g, g) and g @ g are products of matrices. The square of the length, "
        "for any shape, is np.sum(g**2).",
        LEMMA,
        lambda lr, curvature, g: lr * (1 - lr * curvature / 2) * np.dot(g, g),
    ),
    Misconception(
        "the change instead of the fall",
        "The size is right; the question asks how far the loss falls, which is positive for a safe "
        "rate.",
        LEMMA,
        lambda lr, curvature, g: -lr * (1 - lr * curvature / 2) * np.sum(np.square(g)),
    ),
    Misconception(
        "the length not squared",
        "The gradient counts twice, once for the length of the step and once for its slope: take "
        "|g| squared.",
        LEMMA,
        lambda lr, curvature, g: lr * (1 - lr * curvature / 2) * np.sqrt(np.sum(np.square(g))),
    ),
    Misconception(
        "a promise for each coordinate",
        "The loss is one number, and so is its fall: add up the squares of g.",
        LEMMA,
        lambda lr, curvature, g: lr * (1 - lr * curvature / 2) * np.square(g),
    ),
    Misconception(
        "the mean of the squares",
        "The square of the length |g| is the sum of the squares, not their mean.",
        LEMMA,
        lambda lr, curvature, g: lr * (1 - lr * curvature / 2) * np.mean(np.square(g)),
    ),
    Misconception(
        "the square of the sum",
        "The square of the length |g| is the sum of the squares, not the square of the sum: slopes "
        "of opposite sign do not cancel.",
        LEMMA,
        lambda lr, curvature, g: lr * (1 - lr * curvature / 2) * np.sum(g) ** 2,
    ),
    Misconception(
        "the rate squared in the first part",
        "The straight part is lr |g|^2; only the curvature's part has lr squared.",
        LEMMA,
        lambda lr, curvature, g: lr**2 * (1 - curvature / 2) * np.sum(np.square(g)),
    ),
    Misconception(
        "the fall at the best rate",
        "This is the promise at the rate 1 / curvature; use the rate that is given.",
        LEMMA,
        lambda lr, curvature, g: np.sum(np.square(g)) / (2 * curvature),
    ),
    Misconception(
        "nothing less than nothing",
        "Beyond the safe rates the formula is negative: the loss may rise by that much. Do not cut "
        "it off at 0.",
        LEMMA,
        lambda lr, curvature, g: max(lr * (1 - lr * curvature / 2) * np.sum(np.square(g)), 0.0),
    ),
]

SUMMED_LR = [
    Misconception(
        "the other way round",
        STEEPER,
        SCALE,
        lambda lr, n: 2 * n * lr,
    ),
    Misconception(
        "the half forgotten",
        "Summing instead of averaging makes the slope n times as steep, and leaving out the half "
        "makes it twice as steep again.",
        SCALE,
        lambda lr, n: lr / n,
    ),
    Misconception(
        "the number of samples forgotten",
        "Leaving out the half makes the slope twice as steep; summing instead of averaging makes "
        "it n times as steep again.",
        SCALE,
        lambda lr, n: lr / 2,
    ),
    Misconception(
        "multiplied by the number of samples",
        STEEPER,
        SCALE,
        lambda lr, n: lr * n,
    ),
    Misconception(
        "the half on the wrong side",
        "The sum of r^2 has no half in it, so it is twice as steep, not half as steep.",
        SCALE,
        lambda lr, n: 2 * lr / n,
    ),
    Misconception(
        "the same rate",
        "The two losses have their minimum at the same place, but their slopes differ by a factor, "
        "and the step is lr times the slope.",
        SCALE,
        lambda lr, n: lr,
    ),
]
