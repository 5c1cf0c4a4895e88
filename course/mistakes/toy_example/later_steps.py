"""Usual mistakes with what becomes of the toy example after its first two steps."""

from __future__ import annotations

from typing import Any

from course.mistakes.toy_example.runs import late
from course.task import Misconception

FURTHER, LATER = "toy-example#further-rules", "toy-example#two-hundred-steps"
SECOND = "toy-example#second-problem"
RING = "momentum#damping"


def _late(**numbers: float) -> dict[str, float]:
    names = dict(zip(("descent", "lamb", "swing", "factor"), late(), strict=True))
    return {**late(), **{names[name]: x for name, x in numbers.items()}}


TOY_LATE = [
    Misconception(
        "the loss in the place of w",
        "The question is about w; the loss, its square, is below a millionth much earlier.",
        "toy-example#plain-descent",
        _late(descent=9, lamb=22),
    ),
    Misconception(
        "the start left out",
        "The path begins at 2, not at 1: it takes some steps more.",
        "toy-example#setup",
        _late(lamb=39),
    ),
    Misconception(
        "gradient descent with 1 - lr",
        "Each step multiplies w by 1 - 2 lr, as the slope is 2w.",
        "toy-example#plain-descent",
        _late(descent=41),
    ),
    Misconception(
        "LAMB with 1 - 2 lr",
        "LAMB's step is the rate times the length of w, whatever the slope.",
        FURTHER,
        _late(lamb=16),
    ),
    Misconception(
        "RMSProp taken to arrive",
        "Near the minimum g over the root of E tends to 1 or -1: the steps do not become shorter.",
        LATER,
        _late(swing=0),
    ),
    Misconception(
        "the whole step taken for the swing",
        "A step of one rate leads from one side to the other: half of it lies on each.",
        LATER,
        _late(swing=0.3),
    ),
    Misconception(
        "momentum: beta itself",
        "The product of the two eigenvalues is beta; each has the size of its root.",
        RING,
        _late(factor=0.75),
    ),
    Misconception(
        "momentum: gradient descent's factor",
        "This is the factor without momentum.",
        RING,
        _late(factor=0.4),
    ),
    Misconception(
        "momentum: half the sum of the eigenvalues",
        "They are complex: their size is the root of their product, not half of their sum.",
        RING,
        _late(factor=0.8),
    ),
]

PLACES = ("bowl, nearest", "bowl, farthest", "ravine, lowest", "ravine, highest")


def _order(*said: str) -> dict[str, Any]:
    return dict(zip(PLACES, said, strict=True))


TOY_ORDER = [
    Misconception(
        "trusting the first two steps",
        "Adagrad was farthest after two steps, as its steps are short, but it goes on; RMSProp, "
        "nearer at first, ends in a swing of half a rate.",
        LATER,
        _order("gradient descent", "Adagrad", "momentum", "gradient descent"),
    ),
    Misconception(
        "the bowl's order on the ravine",
        "The order belongs to the pair of method and problem: with two curvatures that differ a "
        "hundredfold one rate must fit both, and memory pays.",
        SECOND,
        _order("gradient descent", "RMSProp", "gradient descent", "RMSProp"),
    ),
    Misconception(
        "Adam taken to win everywhere",
        "On the bowl Adam overshoots and swings; on the ravine momentum comes lower by many "
        "orders.",
        LATER,
        _order("Adam", "RMSProp", "Adam", "gradient descent"),
    ),
    Misconception(
        "momentum taken to be faster on the bowl",
        "One curvature needs one rate: on the bowl memory only makes the path overshoot.",
        LATER,
        _order("momentum", "RMSProp", "momentum", "gradient descent"),
    ),
    Misconception(
        "momentum taken to be lost in its swings",
        "It swings, but the swings fade by the same factor each step; those of RMSProp do not.",
        LATER,
        _order("gradient descent", "momentum", "momentum", "gradient descent"),
    ),
    Misconception(
        "Adagrad taken to stall on the ravine",
        "Its rate falls, but from a larger one; gradient descent must keep to what the steep side "
        "allows.",
        SECOND,
        _order("gradient descent", "RMSProp", "momentum", "Adagrad"),
    ),
    Misconception(
        "a rate for each coordinate taken to help across the axes",
        "The ravine is turned by 45 degrees: neither axis is the steeper one, and there is "
        "nothing to adapt to.",
        SECOND,
        _order("gradient descent", "RMSProp", "Adagrad", "gradient descent"),
    ),
]
