"""Usual mistakes with what is looked at before a network is trained."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import chance_losses, relative_error

GRADIENT, CHANCE = "training#gradient-check", "training#loss-at-chance"


def _whole(g: Any, measured: Any) -> Any:
    a, b = np.linalg.norm(g), np.linalg.norm(measured)
    return np.linalg.norm(np.subtract(g, measured)) / max(a, b)


RELATIVE_ERROR = [
    Misconception(
        "an absolute error",
        "The difference is not divided by anything: 0.01 is nothing beside a slope of 100 and all "
        "of a slope of 0.01.",
        GRADIENT,
        lambda g, measured: np.max(np.abs(np.subtract(g, measured))),
    ),
    Misconception(
        "one share for the whole gradient",
        "The lengths of the two gradients are compared, so a wrong slope of one small weight is "
        "lost among the large ones. Take the share weight by weight.",
        GRADIENT,
        _whole,
    ),
    Misconception(
        "divided by the sum of both",
        "The difference is divided by |a| + |b|; asked for is the larger of the two.",
        GRADIENT,
        changed(
            relative_error,
            ("np.maximum(np.abs(g), np.abs(measured))", "np.abs(g) + np.abs(measured)"),
        ),
    ),
    Misconception(
        "divided by the smaller",
        "The difference is divided by the smaller of the two slopes, which may be nearly 0.",
        GRADIENT,
        changed(relative_error, ("np.maximum(np.abs(g)", "np.minimum(np.abs(g)")),
    ),
    Misconception(
        "divided by the formula's slope",
        "The formula's own slope is the measure. It is what may be wrong, so the larger of both "
        "is taken.",
        GRADIENT,
        changed(relative_error, ("np.maximum(np.abs(g), np.abs(measured))", "np.abs(g)")),
    ),
    Misconception(
        "divided by the measured slope",
        "The measured slope is the measure; the rule takes the larger of the two slopes.",
        GRADIENT,
        changed(relative_error, ("np.maximum(np.abs(g), np.abs(measured))", "np.abs(measured)")),
    ),
    Misconception(
        "a difference with its sign",
        "A slope that is too small gives a share below 0, and the largest of such shares hides it: "
        "take the size of the difference.",
        GRADIENT,
        changed(relative_error, ("np.abs(g - measured)", "(measured - g)")),
    ),
    Misconception(
        "the mean share",
        "The shares are averaged, so one wrong weight among a thousand does not show. The worst "
        "one counts.",
        GRADIENT,
        changed(relative_error, ("np.max(apart)", "np.mean(apart)")),
    ),
    Misconception(
        "the best share",
        "This is the share of the weight that agrees best; the worst one counts.",
        GRADIENT,
        changed(relative_error, ("np.max(apart)", "np.min(apart)")),
    ),
]

CHANCE_LOSSES = [
    Misconception(
        "bits in the place of nats",
        "The logarithm has the base 2, which counts in bits. The course's losses are in nats.",
        CHANCE,
        changed(chance_losses, ("np.log(", "np.log2(")),
    ),
    Misconception(
        "the logarithm of base ten",
        "The logarithm has the base 10; cross-entropy is in nats, with the natural one.",
        CHANCE,
        changed(chance_losses, ("np.log(", "np.log10(")),
    ),
    Misconception(
        "the probability, and not its logarithm",
        "The first number is a probability. The loss is minus the logarithm of it.",
        CHANCE,
        changed(chance_losses, ("np.log(len(counts))", "1 / len(counts)")),
    ),
    Misconception(
        "the minus forgotten",
        "A logarithm of a share is below 0, and a loss is minus the logarithm: it is above 0.",
        CHANCE,
        changed(chance_losses, ("-np.sum(", "np.sum(")),
    ),
    Misconception(
        "every class weighted alike",
        "The logarithms are averaged over the classes. A mean over the samples weights each class "
        "by its share.",
        CHANCE,
        changed(chance_losses, ("-np.sum(share * np.log(share))", "-np.mean(np.log(share))")),
    ),
    Misconception(
        "a sum over the samples",
        "The second loss grows with the number of samples: it is a sum, where a mean is asked for.",
        CHANCE,
        changed(chance_losses, ("-np.sum(share *", "-np.sum(counts *")),
    ),
    Misconception(
        "the two the other way round",
        "Both losses are right, and stand in the wrong order: first the even guess.",
        CHANCE,
        lambda counts: chance_losses(counts)[::-1],
    ),
    Misconception(
        "samples taken for classes",
        "The even guess depends on the number of samples; its probability is 1 / the number of "
        "classes.",
        CHANCE,
        changed(chance_losses, ("np.log(len(counts))", "np.log(counts.sum())")),
    ),
]
