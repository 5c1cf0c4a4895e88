"""Usual mistakes with what is counted, converted and predicted in the assignment beyond Adam."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from course.mistakes.beyond_adam.radam import HALF_RHO, T_MISSING, TWO_MISSING
from course.task import Misconception

RADAM, ADADELTA = "beyond-adam#radam", "beyond-adam#adadelta"
LAMB = "beyond-adam#lamb"


def _waits(
    taken_off: Callable[[int, float], float] = lambda t, b: 2 * t * b**t / (1 - b**t),
    rho: Callable[[float], float] = lambda b: 2 / (1 - b) - 1,
    most: int = 200,
) -> Callable[[float, float], float]:
    """Return a count with another formula, which gives up after `most` steps."""

    def steps(beta2: float, threshold: float) -> float:
        return next(
            t - 1 for t in count(1) if t > most or rho(beta2) - taken_off(t, beta2) > threshold
        )

    return steps


RIGHT = _waits()

WAITING_STEPS = [
    Misconception(
        "the first step that uses v",
        "That step does not wait any more: the answer is the number of steps before it.",
        RADAM,
        lambda beta2, threshold: RIGHT(beta2, threshold) + 1,
    ),
    Misconception(
        "counted from t = 0",
        "The first update is t = 1; at t = 0 the formula would divide by zero.",
        RADAM,
        lambda beta2, threshold: RIGHT(beta2, threshold) - 1,
    ),
    Misconception(
        "always four",
        "Four is the answer at the defaults. Count: rho_t depends on beta2, and the threshold is "
        "given.",
        RADAM,
        lambda beta2, threshold: 4,
    ),
    Misconception(
        "the threshold taken for the number of steps",
        "The number rho_t grows more slowly than t, so the wait may be longer than the threshold.",
        RADAM,
        lambda beta2, threshold: int(threshold),
    ),
    Misconception(
        "the threshold left at 4",
        "Compare rho_t with the threshold that is given.",
        RADAM,
        lambda beta2, threshold: RIGHT(beta2, 4.0),
    ),
    Misconception(
        "the factor t missing",
        T_MISSING,
        RADAM,
        _waits(lambda t, b: 2 * b**t / (1 - b**t)),
    ),
    Misconception(
        "the factor 2 missing",
        TWO_MISSING,
        RADAM,
        _waits(lambda t, b: t * b**t / (1 - b**t)),
    ),
    Misconception(
        "rho too small by half",
        HALF_RHO,
        RADAM,
        _waits(rho=lambda b: 1 / (1 - b) - 1),
    ),
]

RESCALED_EPS = [
    Misconception(
        "the factor itself",
        "Epsilon is added to an average of squared moves, so it changes with the square of the "
        "unit.",
        ADADELTA,
        lambda eps, factor: eps * factor,
    ),
    Misconception(
        "the conversion the other way round",
        "The numbers in w grow by the factor, and so do the moves: epsilon must grow too.",
        ADADELTA,
        lambda eps, factor: eps / factor**2,
    ),
    Misconception(
        "divided by the factor",
        "The moves grow by the factor, and epsilon stands beside their squares.",
        ADADELTA,
        lambda eps, factor: eps / factor,
    ),
    Misconception(
        "the same epsilon",
        "The lesson measures it: with the same epsilon the path is another in another unit.",
        ADADELTA,
        lambda eps, factor: eps,
    ),
    Misconception(
        "the root of the factor",
        "The moves themselves grow by the factor; what stands beside epsilon are their squares.",
        ADADELTA,
        lambda eps, factor: eps * factor**0.5,
    ),
    Misconception(
        "the square of epsilon as well",
        "Only the factor is squared: epsilon is a squared length already.",
        ADADELTA,
        lambda eps, factor: (eps * factor) ** 2,
    ),
]


def _all(**other: str) -> dict[str, str]:
    """Return the same answer for all pairs but those of one unit."""
    loss = ("Adadelta, loss", "Nadam, loss", "RAdam, loss", "LAMB, loss")
    return dict.fromkeys(loss, other["loss"]) | dict.fromkeys(
        ("Adadelta, w", "LAMB, w"), other["w"]
    )


SAME_PATH = [
    Misconception(
        "RAdam taken to divide from the start",
        "RAdam's first steps are not divided by the root of v, so they grow with the gradient.",
        RADAM,
        _all(loss="same", w="other") | {"LAMB, w": "same"},
    ),
    Misconception(
        "Adadelta's epsilon forgotten",
        "Adadelta's move has the unit of w, but epsilon is a fixed number beside squared moves: in "
        "another unit it is another one.",
        ADADELTA,
        _all(loss="same", w="same") | {"RAdam, loss": "other"},
    ),
    Misconception(
        "LAMB taken for Adam in the unit of w",
        "Adam moves by about lr, whatever the unit; LAMB moves by a share of the length of w, "
        "which grows with the numbers.",
        LAMB,
        _all(loss="same", w="other") | {"RAdam, loss": "other"},
    ),
    Misconception(
        "the size of the loss taken to matter",
        "Where the gradient is divided by the root of its average square, a factor on the loss "
        "stands above and below, and cancels.",
        "beyond-adam#what-they-buy",
        _all(loss="other", w="other") | {"LAMB, w": "same"},
    ),
    Misconception(
        "every change taken to be harmless",
        "Two of the six paths change: one has first steps that are not divided, one an epsilon "
        "with a unit.",
        ADADELTA,
        _all(loss="same", w="same"),
    ),
]
