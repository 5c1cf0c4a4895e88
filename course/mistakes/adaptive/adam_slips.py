"""Usual mistakes in Adam's step: the key's text with one piece exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import Adam

RULE = "adaptive#adam"
BIAS = "adaptive#bias-correction"
EPS = "adaptive#epsilon"

M = "m = self.beta1 * state.m + (1 - self.beta1) * g"
V = "v = self.beta2 * state.v + (1 - self.beta2) * g**2"
M_HAT, V_HAT = "m / (1 - self.beta1**t)", "v / (1 - self.beta2**t)"
STEP = "self.lr * m_hat / (np.sqrt(v_hat) + self.eps)"


@dataclass(frozen=True)
class Slip:
    """A `Misconception` of Adam's step that can be had of whatever is built upon it."""

    name: str
    feedback: str
    section: str
    changes: Sequence[tuple[str, str]]
    partial_credit: float = 0.0

    def wrong(self) -> Misconception:
        """Return it as a mistake with Adam."""
        return Misconception(
            self.name,
            self.feedback,
            self.section,
            changed(Adam, *self.changes),
            self.partial_credit,
        )


SLIPS = [
    Slip(
        "no bias correction",
        "Both averages start at zero and are too small at first; divide each by 1 - beta^t.",
        BIAS,
        [(M_HAT, "m"), (V_HAT, "v")],
        partial_credit=0.5,
    ),
    Slip(
        "only m corrected",
        "The average of squares starts at zero as well; without its correction the first steps are "
        "far too long.",
        BIAS,
        [(V_HAT, "v")],
        partial_credit=0.5,
    ),
    Slip(
        "only v corrected",
        "The average of gradients starts at zero as well; without its correction the first steps "
        "are too short.",
        BIAS,
        [(M_HAT, "m")],
        partial_credit=0.5,
    ),
    Slip(
        "t one too large",
        "At the first update t is 1: one gradient has come in, so divide by 1 - beta.",
        BIAS,
        [
            ("1 - self.beta1**t", "1 - self.beta1**(t + 1)"),
            ("1 - self.beta2**t", "1 - self.beta2**(t + 1)"),
        ],
        partial_credit=0.5,
    ),
    Slip(
        "t counted from 0",
        "At the first update t is 1, not 0: 1 - beta^0 is zero, and dividing by it gives NaN. "
        "Count the step first, then correct.",
        BIAS,
        [
            ("1 - self.beta1**t", "1 - self.beta1**state.t"),
            ("1 - self.beta2**t", "1 - self.beta2**state.t"),
        ],
        partial_credit=0.5,
    ),
    Slip(
        "t always 1",
        "The correction fades: it is 1 - beta^t with the number t of the update, not 1 - beta.",
        BIAS,
        [("self.beta1**t", "self.beta1"), ("self.beta2**t", "self.beta2")],
        partial_credit=0.5,
    ),
    Slip(
        "both corrections with beta1",
        "The average of squares is corrected with its own beta2.",
        BIAS,
        [("self.beta2**t", "self.beta1**t")],
        partial_credit=0.5,
    ),
    Slip(
        "both corrections with beta2",
        "The average of gradients is corrected with its own beta1.",
        BIAS,
        [("self.beta1**t", "self.beta2**t")],
        partial_credit=0.5,
    ),
    Slip(
        "corrected with 1 - beta t",
        "The correction is one minus a power of beta, beta**t, not beta times t.",
        BIAS,
        [("beta1**t", "beta1 * t"), ("beta2**t", "beta2 * t")],
        partial_credit=0.25,
    ),
    Slip(
        "multiplied by the correction",
        "The averages are too small at first: divide them by 1 - beta^t, which makes them larger.",
        BIAS,
        [
            ("m / (1 - self.beta1**t)", "m * (1 - self.beta1**t)"),
            ("v / (1 - self.beta2**t)", "v * (1 - self.beta2**t)"),
        ],
        partial_credit=0.25,
    ),
    Slip(
        "the root taken before the correction",
        "Correct v first and take the root then; here the root is divided by 1 - beta2^t.",
        BIAS,
        [("np.sqrt(v_hat)", "np.sqrt(v) / (1 - self.beta2**t)")],
        partial_credit=0.5,
    ),
    Slip(
        "the corrected averages kept as the memory",
        "What is remembered are the averages as they are; the corrected ones serve for one step.",
        BIAS,
        [("AdamState(m, v, t)", "AdamState(m_hat, v_hat, t)")],
        partial_credit=0.25,
    ),
    Slip(
        "beta1 and beta2 swapped",
        "The share beta1 belongs to the gradients and beta2 to their squares.",
        RULE,
        [("beta1", "beta3"), ("beta2", "beta1"), ("beta3", "beta2")],
        partial_credit=0.25,
    ),
    Slip(
        "beta and 1 - beta swapped in m",
        "The old average keeps the share beta1, and the new gradient enters with 1 - beta1.",
        RULE,
        [(M, "m = (1 - self.beta1) * state.m + self.beta1 * g")],
    ),
    Slip(
        "beta and 1 - beta swapped in v",
        "The old average keeps the share beta2, and the new square enters with 1 - beta2.",
        RULE,
        [(V, "v = (1 - self.beta2) * state.v + self.beta2 * g**2")],
    ),
    Slip(
        "m a sum instead of an average",
        "The gradient enters m with the factor 1 - beta1.",
        RULE,
        [(M, "m = self.beta1 * state.m + g")],
    ),
    Slip(
        "v a sum instead of an average",
        "The squared gradient enters v with the factor 1 - beta2.",
        RULE,
        [(V, "v = self.beta2 * state.v + g**2")],
    ),
    Slip(
        "epsilon inside the root",
        "Epsilon is added to the root, not under it.",
        EPS,
        [("np.sqrt(v_hat) + self.eps", "np.sqrt(v_hat + self.eps)")],
        partial_credit=0.75,
    ),
    Slip(
        "epsilon added to the uncorrected root",
        "The root of the corrected average is taken first; epsilon is added to that. This is how "
        "Keras and the second form of the paper have it.",
        EPS,
        [(STEP, "self.lr * m_hat * np.sqrt(1 - self.beta2**t) / (np.sqrt(v) + self.eps)")],
        partial_credit=0.75,
    ),
    Slip(
        "epsilon fixed at 1e-8",
        "Epsilon is a hyper-parameter: add self.eps, whatever its value.",
        EPS,
        [("np.sqrt(v_hat) + self.eps", "np.sqrt(v_hat) + 1e-8")],
        partial_credit=0.75,
    ),
    Slip(
        "epsilon left out",
        "Without epsilon a coordinate that has no slope is divided by zero and becomes NaN; add "
        "self.eps to the root.",
        EPS,
        [("np.sqrt(v_hat) + self.eps", "np.sqrt(v_hat)")],
        partial_credit=0.5,
    ),
    Slip(
        "no root",
        "The step is divided by the root of v, not by v.",
        RULE,
        [("np.sqrt(v_hat)", "v_hat")],
    ),
    Slip(
        "the gradient not squared",
        "What v averages is g^2; an average of g itself can be negative and then has no root.",
        RULE,
        [("(1 - self.beta2) * g**2", "(1 - self.beta2) * g")],
    ),
    Slip(
        "v an average of sizes, not of squares",
        "What v averages are the squares of the gradients.",
        RULE,
        [("(1 - self.beta2) * g**2", "(1 - self.beta2) * np.abs(g)")],
    ),
    Slip(
        "v made from m",
        "What v averages are the squared gradients, not the square of their average.",
        RULE,
        [("(1 - self.beta2) * g**2", "(1 - self.beta2) * m**2")],
    ),
    Slip(
        "v an average of deviations (AdaBelief)",
        "What v averages is g^2; the average of (g - m)^2 makes another method, AdaBelief.",
        RULE,
        [("(1 - self.beta2) * g**2", "(1 - self.beta2) * (g - m) ** 2")],
    ),
    Slip(
        "one v for all coordinates",
        "Each coordinate has its own average of squares; here they share their mean.",
        RULE,
        [("(1 - self.beta2) * g**2", "(1 - self.beta2) * np.mean(g**2)")],
        partial_credit=0.25,
    ),
    Slip(
        "the gradient in the place of m",
        "The step goes along the average m, not along the newest gradient: this is RMSProp.",
        RULE,
        [(M_HAT, "g")],
        partial_credit=0.25,
    ),
    Slip(
        "the old m used for the step",
        "Update m with the new gradient first, then step along it.",
        RULE,
        [(M_HAT, "state.m / (1 - self.beta1**t)")],
        partial_credit=0.25,
    ),
    Slip(
        "the old v used for the step",
        "Update v with the new gradient first, then divide by its root.",
        RULE,
        [(V_HAT, "state.v / (1 - self.beta2**t)")],
        partial_credit=0.25,
    ),
    Slip(
        "m an average of places",
        "What m averages are gradients; here the place w has been averaged.",
        RULE,
        [("(1 - self.beta1) * g", "(1 - self.beta1) * w")],
    ),
]
