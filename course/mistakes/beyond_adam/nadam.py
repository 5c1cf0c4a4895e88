"""Usual mistakes with Nadam: the key's text with one piece exchanged."""

from __future__ import annotations

from typing import Any

from course.mistakes.common.adam_family import adam_family
from course.mistakes.common.any_optimizer import common
from course.mistakes.common.around import Around
from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import Adam, Nadam, NadamScheduled

WEIGHTS = "In n the average has the weight beta1 and the newest gradient 1 - beta1."

RULE = "beyond-adam#nadam"

AHEAD = "self.beta1 * m / (1 - self.beta1 ** (t + 1))"
NEWEST = "(1 - self.beta1) * g / (1 - self.beta1**t)"
ROOT = "np.sqrt(v / (1 - self.beta2**t)) + self.eps"


class AsTorch(Around):
    """Lets the momentum rise, as torch does."""

    reference = NadamScheduled


class AsKeras(Around):
    """Lets the momentum rise, as Keras does."""

    def __init__(self, **hyper: Any) -> None:
        self.rule = NadamScheduled(**hyper, psi=1.0)


NADAM = [
    Misconception(
        "plain Adam (m alone)",
        "The step goes along m alone; Nadam adds the newest gradient once more, as if the next one "
        "had come already.",
        RULE,
        Adam,
    ),
    Misconception(
        "a rising momentum, as in torch",
        "These are the numbers of torch's NAdam, whose momentum coefficient rises with t; here it "
        "is beta1 at every step.",
        RULE,
        AsTorch,
    ),
    Misconception(
        "a rising momentum, as in Keras",
        "These are the numbers of Keras's Nadam, whose momentum coefficient rises with t; here it "
        "is beta1 at every step.",
        RULE,
        AsKeras,
    ),
    Misconception(
        "both terms corrected with the same power",
        "The m that stands in n is the one of the step after: its divisor has the power t + 1.",
        RULE,
        changed(Nadam, ("self.beta1 ** (t + 1)", "self.beta1**t")),
    ),
    Misconception(
        "the power t + 1 in both terms",
        "Only the term with m is of the step after; the gradient has come in at t and is divided "
        "by 1 - beta1^t.",
        RULE,
        changed(Nadam, ("g / (1 - self.beta1**t)", "g / (1 - self.beta1 ** (t + 1))")),
    ),
    Misconception(
        "the powers t and t + 1 exchanged",
        "The m in n is that of the step after, with the power t + 1; the gradient has come in at "
        "t.",
        RULE,
        changed(
            Nadam,
            ("self.beta1 ** (t + 1)", "self.beta1**T"),
            (NEWEST, NEWEST.replace("beta1**t", "beta1 ** (t + 1)")),
            ("beta1**T", "beta1**t"),
        ),
    ),
    Misconception(
        "the newest gradient not corrected",
        "Both terms of n are corrected: the one with g is divided by 1 - beta1^t.",
        RULE,
        changed(Nadam, (NEWEST, "(1 - self.beta1) * g")),
    ),
    Misconception(
        "the average not corrected",
        "Both terms of n are corrected: the one with m is divided by 1 - beta1^(t + 1).",
        RULE,
        changed(Nadam, (AHEAD, "self.beta1 * m")),
    ),
    Misconception(
        "the weights of m and g exchanged",
        WEIGHTS,
        RULE,
        changed(Nadam, ("self.beta1 * m /", "(1 - self.beta1) * m /"), (NEWEST, "self.beta1 * g")),
    ),
    Misconception(
        "the weights of m and g exchanged, both corrected",
        WEIGHTS,
        RULE,
        changed(
            Nadam,
            ("self.beta1 * m /", "(1 - self.beta1) * m /"),
            ("(1 - self.beta1) * g /", "self.beta1 * g /"),
        ),
    ),
    Misconception(
        "the newest gradient taken whole",
        "In n the newest gradient has the weight 1 - beta1.",
        RULE,
        changed(Nadam, (NEWEST, "g / (1 - self.beta1**t)")),
    ),
    Misconception(
        "the newest gradient on top of m",
        "In n the average has the weight beta1; only together do the two weights make 1.",
        RULE,
        changed(Nadam, ("self.beta1 * m /", "m /")),
    ),
    Misconception(
        "the old average in n",
        "The sum n is made of the new m, which has the gradient in it already.",
        RULE,
        changed(Nadam, (AHEAD, "self.beta1 * state.m / (1 - self.beta1 ** (t + 1))")),
    ),
    Misconception(
        "only the newest gradient",
        "The momentum term is missing: n is a mixture of m and g.",
        RULE,
        changed(Nadam, ("n = ahead + (1 - self.beta1) * g", "n = (1 - self.beta1) * g")),
    ),
    Misconception(
        "a gradient asked for ahead",
        "Nadam asks for its gradient at w; only Nesterov's method asks at a point ahead.",
        RULE,
        changed(Nadam, ("grad(w)", "grad(w - self.lr * self.beta1 * state.m)")),
    ),
    Misconception(
        "beta2 left in the numerator of v",
        "The corrected v is v / (1 - beta2^t), without a further beta2; that factor is a slip in "
        "one version of the paper.",
        RULE,
        changed(Nadam, ("np.sqrt(v / (1", "np.sqrt(self.beta2 * v / (1")),
    ),
    *adam_family(Nadam, RULE),
    *common(Nadam, RULE),
]
