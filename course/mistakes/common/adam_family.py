"""Mistakes that Adam shares with what is built upon it, each worded once."""

from __future__ import annotations

from typing import Any

from course.mistakes.common.around import Around
from course.mistakes.common.roots import roots
from course.mistakes.common.slip import Slip
from course.task import Misconception

BIAS = "adam-and-adamw#bias-correction"

# Lines of the key.
M = "m = self.beta1 * state.m + (1 - self.beta1) * g"
V = "v = self.beta2 * state.v + (1 - self.beta2) * g**2"
SQUARE = "(1 - self.beta2) * g**2"
M_HAT, V_HAT = "m / (1 - self.beta1**t)", "v / (1 - self.beta2**t)"
AHEAD, NEWEST = "self.beta1 * m / (1 - self.beta1 ** (t + 1))", "g / (1 - self.beta1**t)"
UNCORRECTED = "np.sqrt(v) / (1 - self.beta2**t)"

CORRECTION = [
    Slip(
        "no bias correction",
        "Both averages start at zero and are too small at first; each needs its divisor "
        "1 - beta^t.",
        [[(M_HAT, "m"), (V_HAT, "v")], [(AHEAD, "self.beta1 * m"), (NEWEST, "g"), (V_HAT, "v")]],
        BIAS,
    ),
    Slip(
        "only m corrected",
        "The average of squares starts at zero as well: divide v by 1 - beta2^t.",
        [[(V_HAT, "v")]],
        BIAS,
    ),
    Slip(
        "only v corrected",
        "The average of gradients starts at zero as well: divide m by 1 - beta1^t.",
        [[(M_HAT, "m")]],
        BIAS,
    ),
    Slip(
        "t one too large",
        "At the first update t is 1: one gradient has come in by then.",
        [[("state.t + 1", "state.t + 2"), (", t)", ", t - 1)")]],
        BIAS,
    ),
    Slip(
        "t always 1",
        "The correction fades: the power t in 1 - beta^t must grow by one with each update; return "
        "the new t in the state.",
        [[(", t)", ", 0)")]],
        BIAS,
    ),
    Slip(
        "both corrections with beta1",
        "The average of squares is corrected with its own beta2.",
        [[(V_HAT, "v / (1 - self.beta1**t)")]],
        BIAS,
    ),
    Slip(
        "both corrections with beta2",
        "The average of gradients is corrected with its own beta1.",
        [[(M_HAT, "m / (1 - self.beta2**t)")]],
        BIAS,
    ),
    Slip(
        "corrected with 1 - beta t",
        "The correction is one minus a power of beta, beta**t, not beta times t.",
        [[(M_HAT, "m / (1 - self.beta1 * t)"), (V_HAT, "v / (1 - self.beta2 * t)")]],
        BIAS,
    ),
    Slip(
        "multiplied by the correction",
        "The averages are too small at first: divide them by 1 - beta^t, which makes them larger.",
        [[(M_HAT, "m * (1 - self.beta1**t)"), (V_HAT, "v * (1 - self.beta2**t)")]],
        BIAS,
    ),
    Slip(
        "the root taken before the correction",
        "Correct v first and take the root then; here the root is divided by 1 - beta2^t.",
        [
            [("np.sqrt(v_hat)", UNCORRECTED)],
            [(f"np.sqrt({V_HAT})", UNCORRECTED)],
        ],
        BIAS,
    ),
    Slip(
        "the corrected averages kept as the memory",
        "What is remembered are the averages as they are; the corrected ones serve for one step.",
        [
            [
                ("AdamState(m, v, t)", "AdamState(m_hat, v_hat, t)"),
                ("m_hat, v_hat =", "m_hat, v_hat ="),
            ]
        ],
        BIAS,
    ),
]

AVERAGES = [
    Slip(
        "beta1 and beta2 swapped",
        "The share beta1 belongs to the gradients and beta2 to their squares.",
        [[("beta1", "beta3"), ("beta2", "beta1"), ("beta3", "beta2")]],
    ),
    Slip(
        "v and its correction with beta1",
        "The average of squares keeps the share beta2, in its correction too.",
        [[(V, V.replace("beta2", "beta1")), (V_HAT, V_HAT.replace("beta2", "beta1"))]],
    ),
    Slip(
        "beta and 1 - beta swapped in m",
        "The old average keeps the share beta1, and the new gradient enters with 1 - beta1.",
        [[(M, "m = (1 - self.beta1) * state.m + self.beta1 * g")]],
    ),
    Slip(
        "beta and 1 - beta swapped in v",
        "The old average keeps the share beta2, and the new square enters with 1 - beta2.",
        [[(V, "v = (1 - self.beta2) * state.v + self.beta2 * g**2")]],
    ),
    Slip(
        "m a sum instead of an average",
        "The gradient enters m with the factor 1 - beta1.",
        [[(M, "m = self.beta1 * state.m + g")]],
    ),
    Slip(
        "v a sum instead of an average",
        "The squared gradient enters v with the factor 1 - beta2.",
        [[(V, "v = self.beta2 * state.v + g**2")]],
    ),
    Slip(
        "m made of places instead of gradients",
        "The average m is one of gradients g; here it averages w.",
        [[(M, "m = self.beta1 * state.m + (1 - self.beta1) * w")]],
    ),
    Slip(
        "v an average of sizes, not of squares",
        "The average v is one of squared gradients; only then is its root in their unit.",
        [[(SQUARE, "(1 - self.beta2) * np.abs(g)")]],
    ),
    Slip(
        "v an average of gradients",
        "The average v is one of g^2; an average of g itself can be negative and then has no root.",
        [[(SQUARE, "(1 - self.beta2) * g")]],
    ),
    Slip(
        "v made from m",
        "The average v is one of squared gradients, not the square of their average.",
        [[(SQUARE, "(1 - self.beta2) * m**2")]],
    ),
    Slip(
        "v an average of deviations (AdaBelief)",
        "The average v is one of g^2; that of (g - m)^2 makes another method, AdaBelief.",
        [[(SQUARE, "(1 - self.beta2) * (g - m) ** 2")]],
    ),
    Slip(
        "one v for all coordinates",
        "Each coordinate has its own average of squares; here they share their mean.",
        [[(SQUARE, "(1 - self.beta2) * np.mean(g**2)")]],
    ),
    Slip(
        "a v that never falls (AMSGrad)",
        "The average v may fall again; keeping its largest value makes another method, AMSGrad.",
        [[(V, V.replace("v = ", "v = np.maximum(state.v, ") + ")")]],
    ),
    Slip(
        "the gradient in the place of m",
        "The step goes along the average m, not along the newest gradient.",
        [[(M_HAT, "g")]],
    ),
    Slip(
        "the old m used for the step",
        "Update m with the new gradient first, then step along it.",
        [[(M_HAT, "state.m / (1 - self.beta1**t)")]],
    ),
    Slip(
        "the old v used for the step",
        "Update v with the new gradient first, then divide by its root.",
        [[(V_HAT, "state.v / (1 - self.beta2**t)")]],
    ),
]


class CountsOnTheObject(Around):
    """Keeps the averages in the state, but the number of the step on itself."""

    t = 0

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the next place and the next averages."""
        w, state = self.rule.step(w, grad, state._replace(t=self.t))
        self.t += 1
        return w, state


def adam_family(reference: Any, section: str) -> list[Misconception]:
    """Return the mistakes with Adam's averages, their corrections and the root that fit a rule."""
    slips = [made for slip in CORRECTION + AVERAGES for made in slip.made(reference, section)]
    counter = Misconception(
        "the number of the step kept on the object",
        "Only t lives on self, but two runs with one optimizer then count together; hand it on in "
        "the state.",
        section,
        type(reference.__name__, (CountsOnTheObject,), {"reference": reference}),
    )
    return [*slips, *roots(reference, section), counter]
