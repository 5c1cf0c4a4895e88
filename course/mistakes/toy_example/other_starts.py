"""Usual mistakes with four more methods by hand, and with other starts and scales."""

from __future__ import annotations

from course.mistakes.toy_example.runs import AVERAGES, further, scaled, squares, velocity, walk
from course.task import Misconception
from solutions import Adam

CANCELS = "In Adam the factor 100 stands in the average above and in the root below, and cancels."

FURTHER = "toy-example#further-rules"


def _but(**numbers: float) -> dict[str, float]:
    """Return the right entries of four more methods, but for those given, by the method's name."""
    given = {
        next(entry for entry in further() if entry.startswith(k)): x for k, x in numbers.items()
    }
    return {**further(), **given}


ADAM = {n: walk(Adam, AVERAGES, steps=n).w for n in (1, 2)}

TOY_FURTHER = [
    Misconception(
        "Adadelta: epsilon only in the divisor",
        "Epsilon is added to the average of past moves as well; without it the first move is zero.",
        FURTHER,
        _but(Adadelta=2.0),
    ),
    Misconception(
        "Adadelta: the rate of the others",
        "Adadelta's rate is 1 here: its moves have a length of their own.",
        FURTHER,
        _but(Adadelta=2 - 0.3 * 4 * (0.01 / 4.01) ** 0.5),
    ),
    Misconception(
        "Adadelta: the ratio the wrong way up",
        "The root of past moves is above, that of the gradients below.",
        FURTHER,
        _but(Adadelta=2 - 4 * (4.01 / 0.01) ** 0.5),
    ),
    Misconception(
        "Adadelta: no root",
        "The move is the gradient times the ratio of two roots.",
        FURTHER,
        _but(Adadelta=2 - 4 * 0.01 / 4.01),
    ),
    Misconception(
        "Adadelta: the square taken whole",
        "The average of squares starts at zero: the first square enters with 1 - rho.",
        FURTHER,
        _but(Adadelta=2 - 4 * (0.01 / 16.01) ** 0.5),
    ),
    Misconception(
        "Nadam: one correction for both terms",
        "Of the two terms m is corrected one step ahead, with 1 - beta1^(t+1); only g with "
        "1 - beta1^t.",
        FURTHER,
        _but(Nadam=2 - 0.3 * (0.75 * 1 + 0.25 * 4) / 0.25 / 4),
    ),
    Misconception(
        "Nadam: no correction",
        "Both terms are corrected for the start at zero, as in Adam.",
        FURTHER,
        _but(Nadam=2 - 0.3 * (0.75 * 1 + 0.25 * 4) / 4),
    ),
    Misconception(
        "RAdam: with the root",
        "In its first steps RAdam leaves out the root and follows the corrected average alone.",
        FURTHER,
        _but(RAdam=ADAM[2]),
    ),
    Misconception(
        "RAdam: no correction",
        "RAdam leaves out the root, but the average is corrected for its start at zero.",
        FURTHER,
        _but(RAdam=velocity()["momentum, w2"]),
    ),
    Misconception(
        "RAdam: the gradient alone",
        "The first steps follow the corrected average of the gradients, not the newest one.",
        FURTHER,
        _but(RAdam=velocity()["gradient descent, w2"]),
    ),
    Misconception(
        "LAMB: the first length kept",
        "Each step is the rate times the length that the layer has now, not that of the start.",
        FURTHER,
        _but(LAMB=2 - 2 * 0.3 * 2),
    ),
    Misconception(
        "LAMB: the length left out",
        "The step has the length of the rate times that of the layer; here it is Adam's.",
        FURTHER,
        _but(LAMB=ADAM[2]),
    ),
    Misconception(
        "LAMB: the length in the divisor",
        "The ratio is the layer's length over the step's, not the other way round.",
        FURTHER,
        _but(LAMB=(2 - 0.3 / 2) - 0.3 / (2 - 0.3 / 2)),
    ),
    Misconception(
        "Adam's steps",
        "These are Adam's own places; each of the others changes one thing in its step.",
        FURTHER,
        _but(Nadam=ADAM[1], RAdam=ADAM[2], LAMB=ADAM[2]),
    ),
]


def _from(**numbers: float) -> dict[str, float]:
    names = {"descent": 0, "adagrad": 1, "thrown": 2, "adam": 3}
    right = scaled()
    return {**right, **{list(right)[names[name]]: x for name, x in numbers.items()}}


TOY_SCALED = [
    Misconception(
        "every place doubled",
        "Gradient descent is linear in w, so a doubled start doubles its path. Adagrad's first "
        "step is one rate long from anywhere.",
        "toy-example#adagrad-by-hand",
        _from(adagrad=2 * squares()["Adagrad, w2"]),
    ),
    Misconception(
        "the same way from anywhere",
        "Near the minimum the slope is small, so gradient descent's steps are in proportion to w.",
        "toy-example#plain-descent",
        _from(descent=4 - (2 - velocity()["gradient descent, w2"])),
    ),
    Misconception(
        "Adagrad's second step taken to be as before",
        "Only the first step is the same from anywhere: the second depends on how far the slope "
        "has fallen, and from 4 it has fallen less.",
        "toy-example#adagrad-by-hand",
        _from(adagrad=4 - (2 - squares()["Adagrad, w2"])),
    ),
    Misconception(
        "a steeper loss taken not to matter",
        "For gradient descent a loss times 100 is a rate times 100.",
        "toy-example#plain-descent",
        _from(thrown=velocity()["gradient descent, w2"]),
    ),
    Misconception(
        "Adam thrown as well",
        CANCELS,
        "toy-example#adam-by-hand",
        _from(adam=scaled()["gradient descent, on 100 w^2"]),
    ),
    Misconception(
        "Adam's steps a hundred times longer",
        CANCELS,
        "toy-example#adam-by-hand",
        _from(adam=2 - 100 * (2 - ADAM[2])),
    ),
    Misconception(
        "Adam's steps a hundred times shorter",
        CANCELS,
        "toy-example#adam-by-hand",
        _from(adam=2 - (2 - ADAM[2]) / 100),
    ),
    Misconception(
        "the steep loss's sign lost",
        "Each step multiplies w by 1 - 0.3 times 200, which is negative; its square is not.",
        "toy-example#plain-descent",
        _from(thrown=-scaled()["gradient descent, on 100 w^2"]),
    ),
    Misconception(
        "the loss taken for its slope",
        "The slope of 100 w^2 is 200 w.",
        "toy-example#setup",
        _from(thrown=2 * (1 - 0.3 * 100) ** 2),
    ),
]
