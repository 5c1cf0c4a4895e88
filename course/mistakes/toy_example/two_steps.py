"""Usual mistakes in two steps by hand: each walks as the right method does, with one thing wrong.

What goes wrong in the rule itself is taken from the catalogues of the optimizers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from course.mistakes.adaptive.adagrad import ADAGRAD
from course.mistakes.adaptive.adam import ADAM as ADAM_RULE
from course.mistakes.adaptive.adamw import ADAMW as ADAMW_RULE
from course.mistakes.adaptive.rmsprop import RMSPROP
from course.mistakes.common.changed import changed
from course.mistakes.momentum.heavy_ball import HEAVY_BALL
from course.mistakes.momentum.momentum import MOMENTUM, NESTEROV
from course.mistakes.toy_example.runs import Entries, Slope, averages, squares, velocity
from course.task import Misconception
from solutions import Adagrad, Adam, AdamW

VELOCITY = "toy-example#velocity"
SUMS, MEANS = "toy-example#adagrad-by-hand", "toy-example#rmsprop-by-hand"
ADAM = "toy-example#adam-by-hand"


def pick(known: Sequence[Misconception], name: str) -> Misconception:
    """Return the mistake of that name."""
    return next(one for one in known if one.name == name)


def said(known: Misconception) -> str:
    """Return what is told of a mistake, without what is meant for code."""
    return BY_HAND.get(known.name, known.feedback)


BY_HAND = {
    "the velocity forgotten": "The second velocity is made from the first, not from zero again.",
    "the squares not added up": "The second square is added to the first; here it stands alone.",
}


def table(section: str, entries: Callable[..., Entries]) -> list[Misconception]:
    """Return the mistakes that can be made in every table by hand."""
    return [
        Misconception(
            "the slope taken to be w",
            "The loss is w^2, so its slope is 2w.",
            "toy-example#setup",
            entries(slope=Slope(1.0)),
        ),
        Misconception(
            "the first slope used twice",
            "The second step asks for the slope where the first one has led.",
            section,
            entries(slope=Slope(fixed=True)),
        ),
        Misconception(
            "one step instead of two",
            "These are the numbers after the first step; go on once more.",
            section,
            entries(steps=1),
        ),
        Misconception(
            "one step too many",
            "These are the numbers after the third step.",
            section,
            entries(steps=3),
        ),
        Misconception(
            "the numbers of the lesson",
            "These are the lesson's own results; start, rate and betas are others here.",
            "toy-example#setup",
            entries(lesson=True),
        ),
        Misconception(
            "a start from 1",
            "The chapter starts from 1; here w is 2 at first.",
            "toy-example#setup",
            entries(start=1.0),
        ),
    ]


def _both(name: str) -> Misconception:
    """A mistake that can be made with momentum and Nesterov's method alike."""
    known, other = pick(MOMENTUM, name), pick(NESTEROV, name)
    numbers = velocity(momentum=known.answer, nesterov=other.answer)
    return Misconception(name, said(known), VELOCITY, numbers)


def _ahead(name: str) -> Misconception:
    known = pick(NESTEROV, name)
    return Misconception(name, known.feedback, VELOCITY, velocity(nesterov=known.answer))


def _heavy(name: str) -> Misconception:
    known = pick(HEAVY_BALL, name)
    return Misconception(
        f"heavy ball: {name}",
        known.feedback,
        VELOCITY,
        velocity(heavy=known.answer),
    )


TOY_VELOCITY = [
    *map(
        _both,
        (
            "beta and 1 - beta swapped",
            "the velocity forgotten",
            "the old velocity used for the step",
            "a step up the slope",
            "a bias correction added",
            "the first gradient taken whole",
            "the gradient added on top of the velocity",
            "the learning rate applied twice",
        ),
    ),
    Misconception(
        "the heavy ball taken for momentum",
        "Momentum averages: the gradient enters with the factor 1 - beta.",
        VELOCITY,
        velocity(momentum=pick(MOMENTUM, "the accumulating form (heavy ball)").answer),
    ),
    Misconception(
        "the look-ahead form of sums",
        "Nesterov's method averages as momentum does: the gradient enters with the factor "
        "1 - beta.",
        VELOCITY,
        velocity(nesterov=pick(NESTEROV, "the accumulating form").answer),
    ),
    *map(
        _ahead,
        (
            "no look-ahead (plain momentum)",
            "the step taken from the look-ahead point",
            "a look-ahead without the learning rate",
            "a look-ahead without beta",
            "a look-ahead in the wrong direction",
        ),
    ),
    *map(_heavy, ("the running average", "beta multiplies everything", "no memory")),
    *table(VELOCITY, velocity),
]


def _sum(name: str) -> Misconception:
    known = pick(ADAGRAD, name)
    return Misconception(f"Adagrad: {name}", said(known), SUMS, squares(adagrad=known.answer))


def _mean(name: str) -> Misconception:
    known = pick(RMSPROP, name)
    return Misconception(f"RMSProp: {name}", known.feedback, MEANS, squares(rmsprop=known.answer))


def _rooted(entries: Entries) -> Entries:
    """Return the same places, but the root of each memory."""
    return {name: x**0.5 if name[-2:] in ("G2", "E2") else x for name, x in entries.items()}


TOY_SQUARES = [
    Misconception(
        "the root given for the memory",
        "The memory holds squares; their root is taken only in the step.",
        SUMS,
        _rooted(squares()),
    ),
    Misconception(
        "no root",
        "The step is divided by the root of the memory, not by the memory.",
        SUMS,
        squares(adagrad=pick(ADAGRAD, "no root").answer, rmsprop=pick(RMSPROP, "no root").answer),
    ),
    Misconception(
        "sizes instead of squares",
        "Both memories are made of squared gradients.",
        SUMS,
        squares(
            adagrad=pick(ADAGRAD, "sizes instead of squares").answer,
            rmsprop=pick(RMSPROP, "sizes instead of squares").answer,
        ),
    ),
    Misconception(
        "Adagrad: an average instead of the sum",
        "Adagrad adds the squares up; averaging them is RMSProp.",
        SUMS,
        squares(adagrad=changed(Adagrad, ("state + g**2", "0.75 * state + 0.25 * g**2"))),
    ),
    *map(
        _sum,
        (
            "the squares not added up",
            "the square of the sum",
            "the mean of the squares",
            "a step up the slope",
        ),
    ),
    *map(
        _mean,
        (
            "a sum instead of the average",
            "the factor 1 - beta missing",
            "beta and 1 - beta swapped",
            "a bias correction added",
            "the average started at the first square",
            "the average of gradients squared",
            "the sign of the gradient",
            "a step up the slope",
        ),
    ),
    *table(SUMS, squares),
]

SLIPPED = (
    "no bias correction",
    "only m corrected",
    "only v corrected",
    "t one too large",
    "t always 1",
    "both corrections with beta1",
    "both corrections with beta2",
    "multiplied by the correction",
    "the root taken before the correction",
    "the corrected averages kept as the memory",
    "beta1 and beta2 swapped",
    "beta and 1 - beta swapped in m",
    "beta and 1 - beta swapped in v",
    "m a sum instead of an average",
    "v a sum instead of an average",
    "no root",
    "v an average of gradients",
    "v made from m",
    "the gradient in the place of m",
)


def _slipped(name: str) -> Misconception:
    """A mistake that can be made with Adam and AdamW alike."""
    adam, adamw = pick(ADAM_RULE, name), pick(ADAMW_RULE, name)
    return Misconception(name, adam.feedback, ADAM, averages(adam.answer, adamw.answer))


FADES = (
    ("1 - self.beta1**t", "1 - self.beta1**t * (t == 1)"),
    ("1 - self.beta2**t", "1 - self.beta2**t * (t == 1)"),
)

TOY_ADAM = [
    Misconception(
        "the second step not corrected",
        "The averages are divided by 1 - beta^t at every step, not only at the first.",
        ADAM,
        averages(changed(Adam, *FADES), changed(AdamW, *FADES)),
    ),
    *map(_slipped, SLIPPED),
    *(
        Misconception(
            f"AdamW: {name}", feedback, ADAM, averages(adamw=pick(ADAMW_RULE, known).answer)
        )
        for name, known, feedback in (
            (
                "the place where Adam is",
                "no decay at all",
                "The decay is left out, or put into the gradient, where Adam divides it away; "
                "AdamW takes lr times decay times w off, beside Adam's step.",
            ),
            (
                "the decay without the rate",
                "the decay without the rate",
                "The decay is multiplied by the rate: lr times decay times w comes off.",
            ),
            (
                "the decay taken off the new place",
                "the decay taken off the new place",
                "Both terms of the step start from the old w.",
            ),
            (
                "half the decay",
                "half the decay",
                "The weights shrink by lr times decay, without a factor one half.",
            ),
        )
    ),
    *table(ADAM, averages),
]
