"""Usual mistakes about what a few samples say: on average, and how far off."""

from __future__ import annotations

import numpy as np

from course.task import Misconception

BALANCE = "On the floor the steps down and the noise are in balance. More steps do not change that."

AVERAGE = "gradient-descent#unbiased"
WEIGHT = "gradient-descent#importance-sampling"
NOISE = "gradient-descent#noise"
FLOOR = "gradient-descent#noise-floor"

SAMPLED = [
    Misconception(
        "no weight at all",
        "Rows that are drawn often then count more on average. Write down the average over all "
        "draws, each with its probability, and see what is missing.",
        WEIGHT,
        lambda g, p, n: np.asarray(g),
    ),
    Misconception(
        "the sum over the rows",
        "On average this is the sum of all gradients; the question asks for their mean.",
        WEIGHT,
        lambda g, p, n: np.asarray(g) / p,
    ),
    Misconception(
        "multiplied by the number of rows",
        "Dividing by the probability gives the sum over the rows on average; their mean is one "
        "n-th of it, not n times.",
        WEIGHT,
        lambda g, p, n: np.asarray(g) * n / p,
    ),
    Misconception(
        "multiplied by the probability",
        "A row that is drawn rarely has to count more when it comes, not less: divide by its "
        "probability.",
        WEIGHT,
        lambda g, p, n: np.asarray(g) * p,
    ),
    Misconception(
        "upside down",
        "The factor is the other way up: for n equal probabilities of 1/n both give 1, for others "
        "they do not.",
        WEIGHT,
        lambda g, p, n: np.asarray(g) * n * p,
    ),
    Misconception(
        "divided by the number of rows alone",
        "The average over draws is a sum with probabilities, and these are not cancelled here.",
        WEIGHT,
        lambda g, p, n: np.asarray(g) / n,
    ),
    Misconception(
        "a mean with the probability left in",
        "The probability stands above the line and belongs below it.",
        WEIGHT,
        lambda g, p, n: np.asarray(g) * p / n,
    ),
]

VARIANCE = [
    Misconception(
        "drawn with replacement",
        "This is right if the same row may come several times. The rows of a batch are different "
        "ones: with all of them in it, nothing is left to chance.",
        NOISE,
        lambda variance, n, m: variance / m,
    ),
    Misconception(
        "n for n - 1",
        "Nearly: a batch of a single row must have the whole variance, and here it has a little "
        "less.",
        NOISE,
        lambda variance, n, m: variance / m * (n - m) / n,
    ),
    Misconception(
        "the sample's variance in the place of the rows'",
        "The variance that is given is divided by n already, not by n - 1.",
        NOISE,
        lambda variance, n, m: variance * n / (n - 1) / m * (n - m) / (n - 1),
    ),
    Misconception(
        "the root of the batch size",
        "The standard deviation falls with the root of m; the variance falls with m itself.",
        NOISE,
        lambda variance, n, m: variance / m**0.5 * (n - m) / (n - 1),
    ),
    Misconception(
        "the root of the variance",
        "This is the standard deviation: the question asks for its square.",
        NOISE,
        lambda variance, n, m: (variance / m * (n - m) / (n - 1)) ** 0.5,
    ),
    Misconception(
        "the square of the batch size",
        "One over m squared is how the variance of a sum of m rows becomes that of their mean; but "
        "the sum has m times the variance of one row.",
        NOISE,
        lambda variance, n, m: variance / m**2 * (n - m) / (n - 1),
    ),
    Misconception(
        "a sum for a mean",
        "The variance of the sum of m rows grows with m; that of their mean falls.",
        NOISE,
        lambda variance, n, m: variance * m * (n - m) / (n - 1),
    ),
    Misconception(
        "the correction alone",
        "The factor for different rows is right, but one over m is missing.",
        NOISE,
        lambda variance, n, m: variance * (n - m) / (n - 1),
    ),
    Misconception(
        "the root of the correction",
        "The correction (n - m) / (n - 1) belongs to the variance as it is; its root belongs to "
        "the standard deviation.",
        NOISE,
        lambda variance, n, m: variance / m * ((n - m) / (n - 1)) ** 0.5,
    ),
    Misconception(
        "the same for every batch",
        "Batches of any size are right on average, but larger ones are less far off.",
        AVERAGE,
        lambda variance, n, m: variance,
    ),
]

NOISE_FLOOR = [
    Misconception(
        "the rate squared",
        "The noise of one step is in proportion to the rate squared; but at half the rate it takes "
        "twice as many steps to forget it, so the floor falls about as the rate.",
        FLOOR,
        {"half the rate": "about a quarter"},
    ),
    Misconception(
        "a floor that does not depend on the rate",
        "The floor is where the steps down and the noise are in balance, and the rate scales them "
        "differently.",
        FLOOR,
        {"half the rate": "the same"},
    ),
    Misconception(
        "a low rate that arrives",
        "At a constant rate, however low, fresh noise comes with every step.",
        FLOOR,
        {"half the rate": "zero"},
    ),
    Misconception(
        "the error for its square",
        "Four times the batch halves the typical error of the gradient; but the loss is a square, "
        "and so the floor goes with the variance.",
        FLOOR,
        {"four times the batch": "about half"},
    ),
    Misconception(
        "a floor that does not depend on the batch",
        "A larger batch has a gradient with less noise, and the floor is in proportion to the "
        "variance of that.",
        FLOOR,
        {"four times the batch": "the same"},
    ),
    Misconception(
        "a batch that leaves no noise",
        "Only a batch of all rows has no noise. Four times a part is still a part.",
        NOISE,
        {"four times the batch": "zero"},
    ),
    Misconception(
        "patience in the place of a lower rate",
        BALANCE,
        FLOOR,
        {"twice the steps": "about half"},
    ),
    Misconception(
        "much patience in the place of a lower rate",
        BALANCE,
        FLOOR,
        {"twice the steps": "about a quarter"},
    ),
    Misconception(
        "arriving in the end",
        "SGD at a constant rate does not arrive: on the floor the steps down and the noise are in "
        "balance for ever.",
        FLOOR,
        {"twice the steps": "zero"},
    ),
]
