"""Right answers to the assignment on the toy example, by algebra in exact fractions."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, log, sqrt
from typing import Any

from tests.course.right import styles

LR, BETA, BETA2 = Fraction(3, 10), Fraction(3, 4), Fraction(24, 25)

# Each path begins at 2, where the slope is 4.
DESCENT = 2 * (1 - 2 * LR) ** 2
V1 = (1 - BETA) * 4
MOMENTUM1 = 2 - LR * V1
V2 = BETA * V1 + (1 - BETA) * 2 * MOMENTUM1
HEAVY1 = 2 - LR * 4
ASKED = MOMENTUM1 - LR * BETA * V1
NESTEROV = MOMENTUM1 - LR * (BETA * V1 + (1 - BETA) * 2 * ASKED)

VELOCITY = {
    "gradient descent, w2": DESCENT,
    "momentum, v2": V2,
    "momentum, w2": MOMENTUM1 - LR * V2,
    "heavy ball, w2": HEAVY1 - LR * (BETA * 4 + 2 * HEAVY1),
    "Nesterov, g2 asked at": ASKED,
    "Nesterov, w2": NESTEROV,
}


def adagrad(start: Fraction) -> tuple[Fraction, float]:
    """Return G2 and w2: the first step is one rate long, whatever the slope."""
    place = start - LR
    total = (2 * start) ** 2 + (2 * place) ** 2
    return total, place - LR * 2 * place / sqrt(total)


ROOT1 = 2 - LR * 4 / 2  # RMSProp: E1 = 16 / 4, whose root is 2
E2 = BETA * 4 + (1 - BETA) * (2 * ROOT1) ** 2

SQUARES = {
    "Adagrad, G2": adagrad(Fraction(2))[0],
    "Adagrad, w2": adagrad(Fraction(2))[1],
    "RMSProp, E2": E2,
    "RMSProp, w2": ROOT1 - LR * 2 * ROOT1 / sqrt(E2),
}


def adam(decay: Fraction = Fraction(0)) -> tuple[Fraction, Fraction, float]:
    """Return m2, v2 and w2 of AdamW; the first step is one rate long, besides the decay."""
    w = 2 - LR - LR * decay * 2
    m = BETA * (1 - BETA) * 4 + (1 - BETA) * 2 * w
    v = BETA2 * (1 - BETA2) * 16 + (1 - BETA2) * (2 * w) ** 2
    step = LR * (m / (1 - BETA**2)) / sqrt(v / (1 - BETA2**2))
    return m, v, w - step - LR * decay * w


ADAM = dict(zip(("m2", "v2", "Adam, w2"), adam(), strict=True)) | {
    "AdamW, w2": adam(Fraction(1, 10))[2]
}

RADAM1 = 2 - LR * 4
RADAM = RADAM1 - LR * (BETA + (1 - BETA) * 2 * RADAM1) / (1 - BETA**2)

FURTHER = {
    "Adadelta, w1": 2 - 4 * sqrt(0.01 / (16 / 4 + 0.01)),
    "Nadam, w1": 2 - LR * (BETA / (1 - BETA**2) + 4) / 4,
    "RAdam, w2": RADAM,
    "LAMB, w2": 2 * (1 - LR) ** 2,
}

SCALED = {
    "gradient descent, from 4": 2 * DESCENT,
    "Adagrad, from 4": adagrad(Fraction(4))[1],
    "gradient descent, on 100 w^2": 2 * (1 - 200 * LR) ** 2,
    "Adam, on 100 w^2": adam()[2],
}

ORDER = {
    "bowl, nearest": "gradient descent",
    "bowl, farthest": "RMSProp",
    "ravine, lowest": "momentum",
    "ravine, highest": "gradient descent",
}

LATE = {
    "gradient descent, steps": ceil(log(2e6) / -log(1 - 2 * LR)),
    "LAMB, steps": ceil(log(2e6) / -log(1 - LR)),
    "swing of the farthest": LR / 2,
    "momentum, factor": sqrt(BETA),
}

RIGHT: dict[str, list[Any]] = {
    "toy_velocity": styles.by_hand(VELOCITY, 4),
    "toy_squares": styles.by_hand(SQUARES, 4),
    "toy_adam": styles.by_hand(ADAM, 4),
    "toy_further": styles.by_hand(FURTHER, 4),
    "toy_scaled": styles.by_hand(SCALED, 4),
    "toy_order": [
        ORDER,
        {place: name.upper() for place, name in ORDER.items()},
        {place: f" {name} " for place, name in ORDER.items()},
        {place: f"{name}." for place, name in ORDER.items()},
        dict(reversed(ORDER.items())),
        ORDER | {"a note": "checked by a run"},
    ],
    "toy_late": styles.by_hand(LATE, 4),
}
