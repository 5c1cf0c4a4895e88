"""Usual mistakes with the heavy ball, which is given with a bug, and with the shifted form."""

from __future__ import annotations

from typing import Any

from course.mistakes.common.any_optimizer import common
from course.mistakes.common.wordings import OLD_VELOCITY
from course.mistakes.momentum.momentum import AHEAD, SHIFTED, TWO
from course.mistakes.momentum.parts import ahead, here, rule
from course.task import Misconception
from descent.optimizer import Array
from solutions import HeavyBall, Momentum, Nesterov, NesterovShifted


def total(self: Any, v: Array, g: Array, t: int) -> Array:
    """Return the sum with a fading memory, as it should be."""
    v = self.beta * v + g
    return v


def shifted(self: Any, w: Array, u: Array, v: Array, g: Array, t: int) -> Array:
    """Return the next look-ahead point, as it should be."""
    w = w - self.lr * (g + self.beta * u)
    return w


HEAVY_BALL = [
    Misconception(
        "the bug left in: the rate applied twice",
        "The rate enters the velocity and then the step as well; it belongs in one of the two.",
        TWO,
        rule(
            velocity=lambda s, v, g, t: s.beta * v + s.lr * g,
        ),
        given=True,
    ),
    Misconception(
        "the running average",
        "The gradient enters with the factor 1 - beta; the heavy ball takes it whole.",
        TWO,
        Momentum,
    ),
    Misconception(
        "the old velocity used for the step",
        OLD_VELOCITY,
        TWO,
        rule(velocity=total, place=lambda s, w, u, v, g, t: w - s.lr * v),
    ),
    Misconception(
        "beta multiplies everything",
        "Only the old velocity fades; the new gradient is not multiplied by beta.",
        TWO,
        rule(velocity=lambda s, v, g, t: s.beta * (v + g)),
    ),
    Misconception(
        "no memory",
        "The velocity is forgotten at each step: this is gradient descent.",
        TWO,
        rule(velocity=lambda s, v, g, t: g),
    ),
    Misconception(
        "Nesterov's look-ahead",
        "The gradient is asked for at the look-ahead point; the heavy ball asks where it stands.",
        AHEAD,
        rule(ahead, velocity=total),
    ),
    Misconception(
        "a velocity that never fades",
        "The old velocity is multiplied by beta before the gradient is added; here it is kept "
        "whole.",
        TWO,
        rule(velocity=lambda s, v, g, t: v + g),
    ),
    Misconception(
        "1 - beta of the old velocity kept",
        "The old velocity keeps the share beta.",
        TWO,
        rule(velocity=lambda s, v, g, t: (1 - s.beta) * v + g),
    ),
    Misconception(
        "the gradient added on top of the velocity",
        "The place moves by lr v, and the gradient is inside v already.",
        TWO,
        rule(velocity=total, place=lambda s, w, u, v, g, t: w - s.lr * (u + g)),
    ),
    *common(HeavyBall, TWO, but=("the learning rate applied twice", "the memory forgotten")),
]

HEAVY_BALL_BUG = [
    Misconception(
        "taking the missing factor for the bug",
        "The heavy ball has no factor 1 - beta before the gradient: it is a sum, not an average.",
        TWO,
        "A",
    ),
    Misconception(
        "taking the order for the bug",
        "Updating v first and then w with the new v is what the rule says.",
        TWO,
        "B",
    ),
    Misconception(
        "taking the state for the bug",
        "The state is the velocity alone, and the class does return it.",
        TWO,
        "D",
    ),
]

NESTEROV_SHIFTED = [
    Misconception(
        "the heavy ball",
        "The place moves by lr v; the shifted form moves by lr (g + beta v).",
        SHIFTED,
        HeavyBall,
    ),
    Misconception(
        "the look-ahead form with running averages",
        "This is the course's own form, which returns w and averages gradients; the question asks "
        "for the point that libraries keep.",
        SHIFTED,
        Nesterov,
    ),
    Misconception(
        "the look-ahead form of sums",
        "The gradient is asked for ahead and w is returned; the shifted form keeps the point ahead "
        "and asks there.",
        SHIFTED,
        rule(ahead, velocity=total),
    ),
    Misconception(
        "the gradient added to the whole velocity",
        "The step is lr (g + beta v); here the factor beta is missing.",
        SHIFTED,
        rule(velocity=total, place=lambda s, w, u, v, g, t: w - s.lr * (g + u)),
    ),
    Misconception(
        "the gradient left out of the step",
        "The step is lr (g + beta v); here only lr beta v is left.",
        SHIFTED,
        rule(velocity=total, place=lambda s, w, u, v, g, t: w - s.lr * s.beta * u),
    ),
    Misconception(
        "averages in the place of sums",
        "The shape of the step is right, but the velocity is a running average; libraries add up.",
        TWO,
        rule(here, place=lambda s, w, u, v, g, t: w - s.lr * ((1 - s.beta) * g + s.beta * u)),
    ),
    Misconception(
        "a sum that never fades",
        "The old sum is multiplied by beta before the gradient is added.",
        SHIFTED,
        rule(velocity=lambda s, v, g, t: v + g, place=shifted),
    ),
    Misconception(
        "1 - beta of the old sum kept",
        "The old sum keeps the share beta; here it keeps the rest.",
        SHIFTED,
        rule(velocity=lambda s, v, g, t: (1 - s.beta) * v + g, place=shifted),
    ),
    *common(NesterovShifted, SHIFTED),
]
