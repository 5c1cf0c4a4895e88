"""Usual mistakes with the two optimizers of the assignment on momentum.

Each is the reference with one thing wrong, so that a student's numbers can be matched with it;
the order is that in which they are offered.
"""

from __future__ import annotations

from course.mistakes.common.any_optimizer import common
from course.mistakes.common.wordings import OLD_VELOCITY
from course.mistakes.momentum.parts import Asked, ahead, average, here, rule
from course.task import Misconception
from solutions import HeavyBall, Momentum, Nesterov, NesterovShifted

RULE = "momentum#running-average"
TWO = "momentum#two-conventions"
AHEAD = "momentum#look-ahead"
SHIFTED = "momentum#shifted-form"
LIMITS = "momentum#stability-limits"


def _common(asked: Asked, section: str) -> list[Misconception]:
    """Mistakes that both methods share; they differ in where the gradient is asked."""
    return [
        Misconception(
            "beta and 1 - beta swapped",
            "The old velocity has the weight beta, the new gradient 1 - beta; here it is the "
            "other way round.",
            section,
            rule(asked, velocity=lambda s, v, g, t: (1 - s.beta) * v + s.beta * g),
        ),
        Misconception(
            "the old velocity used for the step",
            OLD_VELOCITY,
            section,
            rule(asked, place=lambda s, w, u, v, g, t: w - s.lr * v),
        ),
        Misconception(
            "the velocity forgotten",
            "Each step starts from a velocity of zero again; return the new velocity as the state.",
            section,
            rule(asked, velocity=lambda s, v, g, t: (1 - s.beta) * g),
        ),
        Misconception(
            "a bias correction added",
            "The average is divided by 1 - beta^t. Adam does that; momentum in this course does "
            "not.",
            section,
            rule(asked, place=lambda s, w, u, v, g, t: w - s.lr * u / (1 - s.beta**t)),
        ),
        Misconception(
            "the first gradient taken whole",
            "The first velocity is the gradient itself instead of 1 - beta of it: the average "
            "starts from v = 0. (torch's dampening behaves like this.)",
            TWO,
            rule(asked, velocity=lambda s, v, g, t: g if t == 1 else average(s, v, g, t)),
        ),
        Misconception(
            "the gradient added on top of the velocity",
            "The place moves by lr (v + g); the gradient is already inside v.",
            section,
            rule(asked, place=lambda s, w, u, v, g, t: w - s.lr * (u + g)),
        ),
        Misconception(
            "beta raised to the power t",
            "The weight is beta itself at every step; a power of it appears only when the "
            "recursion is unrolled.",
            section,
            rule(asked, velocity=lambda s, v, g, t: s.beta**t * v + (1 - s.beta**t) * g),
        ),
    ]


# Said above, of the velocity.
OTHERWISE = ("the memory forgotten",)

MOMENTUM = [
    Misconception(
        "the accumulating form (heavy ball)",
        "The gradient enters whole, without the factor 1 - beta: v adds gradients up instead of "
        "averaging them.",
        TWO,
        HeavyBall,
    ),
    Misconception(
        "plain gradient descent",
        "The step follows the gradient alone; the velocity plays no part in it.",
        RULE,
        rule(velocity=lambda s, v, g, t: g),
    ),
    *_common(here, RULE),
    Misconception(
        "Nesterov's look-ahead",
        "The gradient is asked for at the look-ahead point; momentum asks where it stands.",
        AHEAD,
        Nesterov,
    ),
    *common(Momentum, RULE, but=OTHERWISE),
]

NESTEROV = [
    Misconception(
        "no look-ahead (plain momentum)",
        "The gradient is asked for at w; Nesterov's method asks at w - lr beta v.",
        AHEAD,
        Momentum,
    ),
    Misconception(
        "the accumulating form",
        "The gradient enters whole, without the factor 1 - beta.",
        TWO,
        rule(ahead, velocity=lambda s, v, g, t: s.beta * v + g),
    ),
    Misconception(
        "the step taken from the look-ahead point",
        "The look-ahead point is only for asking; the step itself starts from w.",
        AHEAD,
        rule(ahead, place=lambda s, w, u, v, g, t: w - s.lr * s.beta * v - s.lr * u),
    ),
    Misconception(
        "a look-ahead without the learning rate",
        "The gradient is asked for at w - beta v; the look-ahead is lr beta v long.",
        AHEAD,
        rule(lambda s, w, v, grad: w - s.beta * v),
    ),
    Misconception(
        "a look-ahead without beta",
        "The gradient is asked for at w - lr v; the look-ahead is lr beta v long.",
        AHEAD,
        rule(lambda s, w, v, grad: w - s.lr * v),
    ),
    Misconception(
        "a look-ahead in the wrong direction",
        "The gradient is asked for at w + lr beta v, behind the place instead of ahead of it.",
        AHEAD,
        rule(lambda s, w, v, grad: w + s.lr * s.beta * v),
    ),
    Misconception(
        "a look-ahead along the new velocity",
        "The gradient at w is first averaged into v and only then the look-ahead is taken; that "
        "costs two gradients. Look ahead along the old velocity.",
        AHEAD,
        rule(lambda s, w, v, grad: w - s.lr * s.beta * average(s, v, grad(w), 0)),
    ),
    Misconception(
        "the shifted form, as torch has it",
        "These are the look-ahead points of the accumulating form, which torch, optax and Keras "
        "keep; the question asks for w itself, in the running-average form.",
        SHIFTED,
        NesterovShifted,
    ),
    Misconception(
        "the shifted form with running averages",
        "The place moves by lr (beta v + (1 - beta) g) with the gradient asked at w: those are "
        "the look-ahead points. The question asks for w itself.",
        SHIFTED,
        rule(place=lambda s, w, u, v, g, t: w - s.lr * (s.beta * u + (1 - s.beta) * g)),
    ),
    *_common(ahead, AHEAD),
    *common(Nesterov, AHEAD, but=OTHERWISE),
]
