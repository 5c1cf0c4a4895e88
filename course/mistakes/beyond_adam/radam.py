"""Usual mistakes with RAdam: the key's text with one piece exchanged."""

from __future__ import annotations

from course.mistakes.common.adam_family import BIAS, M_HAT, V_HAT, adam_family
from course.mistakes.common.any_optimizer import common
from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import Adam, RAdam

T_MISSING = "What is taken off rho is 2 t beta2^t / (1 - beta2^t), with a t."
TWO_MISSING = "What is taken off rho is 2 t beta2^t / (1 - beta2^t), with a 2."
HALF_RHO = "It is rho = 2 / (1 - beta2) - 1; here the 2 is a 1."

RULE = "beyond-adam#radam"

EARLY = "return w - self.lr * m_hat, "
LATE = "self.lr * r * m_hat / (np.sqrt(v_hat) + self.eps)"
AGE = "rho - 2 * t * self.beta2**t / (1 - self.beta2**t)"
FACTOR = "((rho_t - 4) * (rho_t - 2) * rho / ((rho - 4) * (rho - 2) * rho_t)) ** 0.5"


class AdamTaken(Adam):
    """Knows of no threshold, and does not need to."""

    def __init__(self, threshold: float = 4.0, **hyper: float) -> None:
        super().__init__(**hyper)


RADAM = [
    Misconception(
        "no rectification (plain Adam)",
        "This is Adam: the factor r is missing, and so are the first steps that do without v.",
        RULE,
        AdamTaken,
    ),
    Misconception(
        "v used from the first step",
        "While rho_t is at most the threshold, v plays no part: the step is lr times the "
        "corrected m.",
        RULE,
        changed(RAdam, (EARLY, "return w - self.lr * m_hat / (np.sqrt(v_hat) + self.eps), ")),
    ),
    Misconception(
        "v never used",
        "At no step that was tried does v play a part: either the branch with its root is missing, "
        "or rho_t as you compute it stays at or below the threshold. Print rho_t.",
        RULE,
        changed(RAdam, ("if rho_t <= self.threshold", "if True")),
    ),
    Misconception(
        "the factor r left out",
        "The waiting is right; from then on the step is also multiplied by r.",
        RULE,
        changed(RAdam, ("self.lr * r * m_hat", "self.lr * m_hat")),
    ),
    Misconception(
        "no root over r",
        "The formula gives r^2; the step is multiplied by its root.",
        RULE,
        changed(RAdam, (") ** 0.5", ")")),
    ),
    Misconception(
        "r upside down",
        "The factor r is below 1 and grows towards it; here it is turned upside down.",
        RULE,
        changed(RAdam, (FACTOR, f"1 / {FACTOR}")),
    ),
    Misconception(
        "rho and rho_t exchanged in one place of r",
        "In r^2 the single rho stands above the fraction line and the single rho_t below it.",
        RULE,
        changed(
            RAdam,
            (FACTOR, "((rho_t - 4) * (rho_t - 2) * rho_t / ((rho - 4) * (rho - 2) * rho)) ** 0.5"),
        ),
    ),
    Misconception(
        "the last pair left out of r",
        "The square of r has three factors above and three below: rho / rho_t is missing.",
        RULE,
        changed(RAdam, (FACTOR, "((rho_t - 4) * (rho_t - 2) / ((rho - 4) * (rho - 2))) ** 0.5")),
    ),
    Misconception(
        "rho too small by half",
        HALF_RHO,
        RULE,
        changed(RAdam, ("2 / (1 - self.beta2) - 1", "1 / (1 - self.beta2) - 1")),
    ),
    Misconception(
        "rho without its - 1",
        "It is rho = 2 / (1 - beta2) - 1; here the 1 is not subtracted.",
        RULE,
        changed(RAdam, ("2 / (1 - self.beta2) - 1", "2 / (1 - self.beta2)")),
    ),
    Misconception(
        "rho made from beta1",
        "The number rho tells how long v remembers, so it is made from beta2.",
        RULE,
        changed(RAdam, ("2 / (1 - self.beta2) - 1", "2 / (1 - self.beta1) - 1")),
    ),
    Misconception(
        "the factor t missing in rho_t",
        T_MISSING,
        RULE,
        changed(RAdam, (AGE, "rho - 2 * self.beta2**t / (1 - self.beta2**t)")),
    ),
    Misconception(
        "the factor 2 missing in rho_t",
        TWO_MISSING,
        RULE,
        changed(RAdam, (AGE, "rho - t * self.beta2**t / (1 - self.beta2**t)")),
    ),
    Misconception(
        "the threshold fixed at 4",
        "Compare rho_t with self.threshold, which need not be 4.",
        RULE,
        changed(RAdam, ("rho_t <= self.threshold", "rho_t <= 4")),
    ),
    Misconception(
        "the threshold fixed at 5, as in torch",
        "Compare rho_t with self.threshold; torch and optax wait for 5, this course for 4.",
        RULE,
        changed(RAdam, ("rho_t <= self.threshold", "rho_t <= 5")),
    ),
    Misconception(
        "the rate rectified while waiting",
        "While v is not used the step is lr times the corrected m, without any r.",
        RULE,
        changed(RAdam, (EARLY, "return w - self.lr * rho_t / rho * m_hat, ")),
    ),
    Misconception(
        "the gradient while waiting",
        "While v is not used the step goes along the corrected m, not along the newest gradient.",
        RULE,
        changed(RAdam, (EARLY, "return w - self.lr * g, ")),
    ),
    Misconception(
        "m not corrected while waiting",
        "The first steps use the corrected m as well: divide by 1 - beta1^t.",
        RULE,
        changed(RAdam, (EARLY, "return w - self.lr * m, ")),
    ),
    Misconception(
        "no step while waiting",
        "While v is not used RAdam does move: by lr times the corrected m.",
        RULE,
        changed(RAdam, (EARLY, "return w, ")),
    ),
    Misconception(
        "the averages not kept while waiting",
        "All of m, v and t grow in the first steps too: hand them on in both branches.",
        RULE,
        changed(
            RAdam,
            (
                "return w - self.lr * m_hat, AdamState(m, v, t)",
                "return w - self.lr * m_hat, AdamState(state.m, state.v, t)",
            ),
        ),
    ),
    Misconception(
        "the power left out of both corrections",
        "The correction fades: it is 1 - beta^t with the number t of the update.",
        BIAS,
        changed(RAdam, (M_HAT, "m / (1 - self.beta1)"), (V_HAT, "v / (1 - self.beta2)")),
    ),
    Misconception(
        "the old v divided by beta2",
        "The old average of squares is multiplied by beta2. (The algorithm as printed in the paper "
        "has 1 / beta2 there, which is a slip.)",
        RULE,
        changed(RAdam, ("self.beta2 * state.v", "state.v / self.beta2")),
    ),
    *adam_family(RAdam, RULE),
    *common(RAdam, RULE),
]
