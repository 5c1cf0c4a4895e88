"""Usual mistakes in choosing rates, in reading curves, and in a verdict on two methods."""

from __future__ import annotations

from functools import partial

import numpy as np

from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import finer_rates, paired_difference

RATES, CURVES, VERDICT = "training#coarse-to-fine", "training#curves", "training#two-methods"
finer = partial(changed, finer_rates)
compared = partial(changed, paired_difference)

FINER_RATES = [
    Misconception(
        "the luckiest run",
        "The best rate is taken by its luckiest run. A rate is as good as its runs are on average.",
        RATES,
        finer(("np.mean(losses, axis=1)", "np.min(losses, axis=1)")),
    ),
    Misconception(
        "the unluckiest run",
        "Rates are compared by their worst run, where the mean over the seeds is asked for.",
        RATES,
        finer(("np.mean(losses, axis=1)", "np.max(losses, axis=1)")),
    ),
    Misconception(
        "the median run",
        "Rates are compared by the run in the middle, where the mean over the seeds is asked for.",
        RATES,
        finer(("np.mean(losses, axis=1)", "np.median(losses, axis=1)")),
    ),
    Misconception(
        "the first seed alone",
        "Only the first run of each rate is looked at; the others were made to be used.",
        RATES,
        finer(("np.mean(losses, axis=1)", "losses[:, 0]")),
    ),
    Misconception(
        "the highest mean loss",
        "The finer search lies around the highest loss: take the lowest mean.",
        RATES,
        finer(("np.argmin", "np.argmax")),
    ),
    Misconception(
        "evenly spaced rates",
        "The rates lie the same difference apart, so most of them are near the upper neighbour. "
        "Equal factors: numpy.geomspace.",
        RATES,
        finer(("np.geomspace", "np.linspace")),
    ),
    Misconception(
        "the range cut at its end",
        "The best rate is at an end of the range, and the finer search stops right there. What is "
        "better may lie beyond: go one factor further.",
        RATES,
        finer(
            ("else rates[0] ** 2 / rates[1]", "else rates[0]"),
            ("else rates[-1] ** 2 / rates[-2]", "else rates[-1]"),
        ),
    ),
    Misconception(
        "the neighbours left out",
        "The neighbours themselves are missing: the next rates begin and end with them.",
        RATES,
        finer(("np.geomspace(below, above, count)", "np.geomspace(below, above, count + 2)[1:-1]")),
    ),
    Misconception(
        "the whole range again",
        "The next search covers the old range once more, only finer: its runs should lie around "
        "the best rate.",
        RATES,
        finer(("np.geomspace(below, above, count)", "np.geomspace(rates[0], rates[-1], count)")),
    ),
    Misconception(
        "from the best rate upwards",
        "The search begins at the best rate. The lowest loss may as well lie below it.",
        RATES,
        finer(("np.geomspace(below, above, count)", "np.geomspace(rates[best], above, count)")),
    ),
]

WHICH_TROUBLE = [
    Misconception(
        "a dead rate taken for a floor",
        "A noise floor is rough: the loss goes up and down. Here it stands still to the third "
        "digit, because the weights do.",
        CURVES,
        {"A": "noise floor"},
    ),
    Misconception(
        "a dead rate taken for overfitting",
        "The unseen loss does not rise; both have stopped, far above what the network can reach.",
        CURVES,
        {"A": "overfitting"},
    ),
    Misconception(
        "overfitting taken for a floor",
        "The loss on the batches goes down to nothing, and the unseen one rises evenly: no noise "
        "does that.",
        CURVES,
        {"B": "noise floor"},
    ),
    Misconception(
        "overfitting taken for a bug",
        "The batches are learnt better and better; a wrong order shows as batches that are learnt "
        "and forgotten in turn.",
        CURVES,
        {"B": "order of the data"},
    ),
    Misconception(
        "a bug in the order taken for a rate too high",
        "Most batches have a low loss, so the steps do go down. It is what lies outside the batch "
        "that has been forgotten.",
        CURVES,
        {"C": "rate too high"},
    ),
    Misconception(
        "a bug in the order taken for overfitting",
        "The unseen loss has been above that of chance from the first epoch on: nothing was ever "
        "learnt for long.",
        CURVES,
        {"C": "overfitting"},
    ),
    Misconception(
        "a bug in the order taken for noise",
        "Noise makes a loss rough around a mean that is better than chance. Here the batch is good "
        "and all else is worse than chance.",
        CURVES,
        {"C": "noise floor"},
    ),
    Misconception(
        "a rate too high taken for a bug in the order",
        "No batch has a low loss, not even for a moment: each step overshoots by far.",
        CURVES,
        {"D": "order of the data"},
    ),
    Misconception(
        "a rate too high taken for noise",
        "A loss of a hundred is forty times that of chance. A noise floor lies below it.",
        CURVES,
        {"D": "noise floor"},
    ),
    Misconception(
        "noise taken for a bug in the order",
        "Batches of two are rough by themselves, and the unseen loss falls in between: noise.",
        CURVES,
        {"E": "order of the data"},
    ),
    Misconception(
        "noise taken for a rate that flies off",
        "The unseen loss comes down from its start and then wanders; a rate far beyond its limit "
        "never comes down.",
        CURVES,
        {"E": "rate too high"},
    ),
]

PAIRED_DIFFERENCE = [
    Misconception(
        "the spread for the error",
        "The second number is how far one run's difference lies from the mean. The mean of n of "
        "them is surer by the root of n.",
        VERDICT,
        compared((" / np.sqrt(len(apart))", "")),
    ),
    Misconception(
        "divided by n, not by its root",
        "The error falls with the root of the number of seeds, not with the number.",
        VERDICT,
        compared(("np.sqrt(len(apart))", "len(apart)")),
    ),
    Misconception(
        "n in the place of n - 1",
        "The spread is measured from its own mean, so the sum of squares is divided by n - 1: "
        "ddof=1.",
        VERDICT,
        compared((", ddof=1", "")),
    ),
    Misconception(
        "the seeds not paired",
        "The spreads of the two methods are put together as if their runs had nothing in common. "
        "They share seeds: take the difference seed by seed first.",
        VERDICT,
        compared(
            (
                "np.std(apart, ddof=1)",
                "np.sqrt(np.var(first, ddof=1) + np.var(second, ddof=1))",
            )
        ),
    ),
    Misconception(
        "second minus first",
        "The sign of the mean is turned round: below zero is to mean that the first is ahead.",
        VERDICT,
        compared(
            ("np.asarray(first) - np.asarray(second)", "np.asarray(second) - np.asarray(first)")
        ),
    ),
    Misconception(
        "the sizes of the differences",
        "Each difference has lost its sign, so runs that speak for the other method count as if "
        "they spoke for this one.",
        VERDICT,
        compared(
            (
                "np.asarray(first) - np.asarray(second)",
                "np.abs(np.asarray(first) - np.asarray(second))",
            )
        ),
    ),
    Misconception(
        "the variance for the spread",
        "The root over the variance is missing, so the error has the unit of a squared loss.",
        VERDICT,
        compared(("np.std(", "np.var(")),
    ),
    Misconception(
        "the best runs alone",
        "The two best runs are compared. The lowest of several is flattered by luck, and more so "
        "the more it spreads.",
        VERDICT,
        compared(("float(np.mean(apart))", "float(np.min(first) - np.min(second))"), np=np),
    ),
]

NETWORK_VERDICT = [
    Misconception(
        "ahead by less than its error",
        "Adam's mean is lower, by less than one standard error. Ten other seeds may well turn it "
        "round.",
        VERDICT,
        "Adam",
    ),
    Misconception(
        "the lower spread taken for the lower loss",
        "Momentum has neither the lower mean nor a difference that is larger than its error.",
        VERDICT,
        "Momentum",
    ),
]
