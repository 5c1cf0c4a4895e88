"""Usual mistakes with what is predicted, counted and converted on adaptive methods."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from course.task import Misconception

DECAY, MEMORY = "adam-and-adamw#adamw", "adam-and-adamw#state-memory"
ADAGRAD, RMSPROP, FAILS = "adaptive#adagrad", "adaptive#rmsprop", "adam-and-adamw#adam-fails"
BIAS = "adam-and-adamw#bias-correction"

ADAMW_BUG = [
    Misconception(
        "taking a missing rate for the bug",
        "In the gradient the decay is a penalty's slope, which has no rate of its own; Adam "
        "multiplies its step by the rate in any case.",
        DECAY,
        "A",
    ),
    Misconception(
        "taking the sign for the bug",
        "Adding decay times w to the gradient does shrink w, by way of the averages.",
        DECAY,
        "B",
    ),
    Misconception(
        "taking the new object for the bug",
        "An optimizer is only its rule and its numbers: the memory travels in the state, which is "
        "handed on.",
        "adam-and-adamw#adam",
        "D",
    ),
]

FIRST_STEPS = ("Adagrad", "RMSProp", "Adam", "Adam, uncorrected")

FIRST_STEP = [
    Misconception(
        "multiplied by the slope",
        "The size of the slope cancels between numerator and root, whatever it is.",
        ADAGRAD,
        {"Adagrad": 0.3, "RMSProp": 3, "Adam": 0.3, "Adam, uncorrected": 0.9487},
    ),
    Misconception(
        "divided by the square of the slope",
        "The step is divided by the root of the squares, not by the squares.",
        ADAGRAD,
        {"Adagrad": 0.0333, "RMSProp": 3.3333, "Adam": 0.0333, "Adam, uncorrected": 3.3333},
    ),
    Misconception(
        "the averages taken to be full at once",
        "An average that starts at zero holds only 1 - beta of what came in first; Adam alone "
        "makes up for it.",
        RMSPROP,
        {"Adagrad": 0.1, "RMSProp": 0.1, "Adam": 0.1, "Adam, uncorrected": 0.1},
    ),
    Misconception(
        "the root of 1 - beta forgotten",
        "The factor 1 - beta stands under the root: divide by its root.",
        BIAS,
        {"Adagrad": 0.1, "RMSProp": 10, "Adam": 0.1, "Adam, uncorrected": 10},
    ),
    Misconception(
        "beta in the place of 1 - beta",
        "The old average, zero, keeps the share beta; the first square enters with 1 - beta.",
        RMSPROP,
        {"Adagrad": 0.1, "RMSProp": 0.1005, "Adam": 0.1, "Adam, uncorrected": 0.09},
    ),
    Misconception(
        "m taken whole in the uncorrected form",
        "The uncorrected m holds only 1 - beta1 of the first gradient.",
        BIAS,
        {"Adagrad": 0.1, "RMSProp": 1, "Adam": 0.1, "Adam, uncorrected": 3.1623},
    ),
    Misconception(
        "v taken whole in the uncorrected form",
        "The uncorrected v holds only 1 - beta2 of the first square, so its root is small too.",
        BIAS,
        {"Adagrad": 0.1, "RMSProp": 1, "Adam": 0.1, "Adam, uncorrected": 0.01},
    ),
]

# What goes wrong in one of the two numbers comes first.
RARE_WORD = [
    Misconception(
        "the longer steps left out of the way",
        "The rare word takes a hundredth of the steps, but each is longer: its k-th step is as "
        "long as the frequent word's k-th.",
        ADAGRAD,
        {"rate": 10, "moved": 0.01},
    ),
    Misconception(
        "the way taken for equal",
        "Steps ten times as long, but a hundred times fewer: that does not balance.",
        ADAGRAD,
        {"rate": 10, "moved": 1},
    ),
    Misconception(
        "the way times the ratio of rates",
        "The rare word moves less than the frequent one: longer steps do not make up for fewer.",
        ADAGRAD,
        {"rate": 10, "moved": 10},
    ),
    Misconception(
        "all rates equal",
        "Adagrad divides by the root of a sum of squares, and the rare word has the smaller sum.",
        ADAGRAD,
        {"rate": 1, "moved": 0.01},
    ),
    Misconception(
        "the root forgotten",
        "The sums differ by this factor; the rates by its root.",
        ADAGRAD,
        {"rate": 100, "moved": 1},
    ),
    Misconception(
        "the rare word slower",
        "It is the other way round: the less a weight was moved, the longer are its steps.",
        ADAGRAD,
        {"rate": 0.1, "moved": 0.001},
    ),
]

KEPT = {"gradient descent": 0, "momentum": 1, "Adagrad": 1, "RMSProp": 1, "Adam": 2, "AMSGrad": 3}
"""Numbers that each method keeps for each weight, to make wrong counts from."""


def _weights(widths: Sequence[int]) -> int:
    """Return how many weights a network has, offsets included."""
    return int(sum((inputs + 1) * outputs for inputs, outputs in pairwise(widths)))


STATE_BYTES = [
    Misconception(
        "the weights counted as well",
        "The question is about what the optimizer remembers; the weights themselves are there "
        "anyway.",
        MEMORY,
        lambda method, widths, size: (KEPT[method] + 1) * _weights(widths) * size,
    ),
    Misconception(
        "numbers instead of bytes",
        "Each number takes several bytes: multiply by `size`.",
        MEMORY,
        lambda method, widths, size: KEPT[method] * _weights(widths),
    ),
    Misconception(
        "the offsets forgotten",
        "Each unit has an offset besides its weights, and it is trained too.",
        MEMORY,
        lambda method, widths, size: (
            KEPT[method] * size * int(sum(a * b for a, b in pairwise(widths)))
        ),
    ),
    Misconception(
        "offsets of the inputs counted",
        "Inputs have no offset: only the units of the later layers do.",
        MEMORY,
        lambda method, widths, size: KEPT[method] * size * (_weights(widths) + int(widths[0])),
    ),
    Misconception(
        "units counted instead of weights",
        "Each pair of units in neighbouring layers has a weight.",
        MEMORY,
        lambda method, widths, size: KEPT[method] * size * int(sum(widths)),
    ),
    Misconception(
        "one number a weight for every method",
        "Gradient descent remembers nothing; Adam keeps two averages.",
        MEMORY,
        lambda method, widths, size: _weights(widths) * size,
    ),
    Misconception(
        "AMSGrad taken for Adam",
        "AMSGrad keeps the largest v beside the two averages: three numbers a weight.",
        MEMORY,
        lambda method, widths, size: min(KEPT[method], 2) * _weights(widths) * size,
    ),
    Misconception(
        "a second number for RMSProp",
        "Without centring RMSProp keeps one average, that of the squares.",
        MEMORY,
        lambda method, widths, size: (
            (KEPT[method] + (method == "RMSProp")) * _weights(widths) * size
        ),
    ),
    Misconception(
        "one number for Adam",
        "Adam keeps two averages, of the gradients and of their squares.",
        MEMORY,
        lambda method, widths, size: (KEPT[method] - (method == "Adam")) * _weights(widths) * size,
    ),
]

PAPER_DECAY = [
    Misconception(
        "the conversion the other way round",
        "The library multiplies its decay by the rate, so the paper's number is the smaller one.",
        DECAY,
        lambda decay, lr: decay / lr,
    ),
    Misconception(
        "the same number",
        "In the paper the decay is taken off as it is, in the library times the rate.",
        DECAY,
        lambda decay, lr: decay,
    ),
    Misconception(
        "the share that is left",
        "This is the factor by which w shrinks; the question asks for what is taken off.",
        DECAY,
        lambda decay, lr: 1 - lr * decay,
    ),
    Misconception(
        "the rate subtracted",
        "The two numbers are multiplied.",
        DECAY,
        lambda decay, lr: decay - lr,
    ),
    Misconception(
        "a factor of one half",
        "The half in the penalty goes as its slope is taken; nothing of it is left in the decay.",
        DECAY,
        lambda decay, lr: decay * lr / 2,
    ),
]

UNPLAYABLE = "no list of 2 to 50 numbers between -100 and 100"
NOT_UP = "slopes that add up to 0 or less"

FOOLING_SLOPES = [
    Misconception(
        "Adam not fooled",
        "Adam comes out on the left as well, as with the slopes of the lesson: this Adam remembers "
        "about ten squares, so a round of three blurs into one average. The small slopes need time "
        "in which the large square is forgotten.",
        FAILS,
        lambda: [3.0, -1.0, -1.0],
    ),
    Misconception(
        "a best place on the wrong side",
        "The slopes of a round must add up to more than 0, or the left end is not the best place.",
        FAILS,
        lambda: [3.0, -1.0, -1.0, -1.0, -1.0],
    ),
    Misconception(
        "Adam undecided",
        "Adam ends between the two ends: nearly fooled. Give the small slopes more time.",
        FAILS,
        lambda: [7.0] + [-1.0] * 6,
    ),
    Misconception(
        "gradient descent undecided",
        "Here gradient descent does not reach the left end either: let a round add up to more.",
        FAILS,
        lambda: [11.001] + [-1.0] * 11,
    ),
    Misconception(
        "no round of slopes",
        "Return a list of 2 to 50 numbers, each between -100 and 100.",
        FAILS,
        lambda: [3.0],
    ),
]
