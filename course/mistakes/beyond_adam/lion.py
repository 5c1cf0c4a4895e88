"""Usual mistakes with Lion."""

from __future__ import annotations

from course.mistakes.common.any_optimizer import common
from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import Lion

AFTER = "norms#lion"

C, M = (
    "c = self.beta1 * state + (1 - self.beta1) * g",
    "m = self.beta2 * state + (1 - self.beta2) * g",
)
MOVE = "self.lr * (np.sign(c) + self.decay * w)"

LION = [
    Misconception(
        "the sign of the newest gradient alone",
        "The sign is that of a mixture of memory and gradient. Either the memory is left out of "
        "it, or the memory stays empty: the new one must be handed on.",
        AFTER,
        changed(Lion, ("np.sign(c)", "np.sign(g)")),
    ),
    Misconception(
        "the sign of the new memory",
        "There are two mixtures: the step uses the one with beta1, the memory keeps the one with "
        "beta2.",
        AFTER,
        changed(Lion, ("np.sign(c)", "np.sign(m)")),
    ),
    Misconception(
        "the sign of the old memory",
        "The newest gradient takes part in the step: mix it in with 1 - beta1 before the sign.",
        AFTER,
        changed(Lion, ("np.sign(c)", "np.sign(state)")),
    ),
    Misconception(
        "the mixture of the step kept as the memory",
        "The memory is made with beta2; the mixture with beta1 serves for one step.",
        AFTER,
        changed(Lion, (M, "m = c")),
    ),
    Misconception(
        "beta1 and beta2 swapped",
        "The share beta1 mixes for the step, beta2 for the memory.",
        AFTER,
        changed(Lion, ("beta1", "beta3"), ("beta2", "beta1"), ("beta3", "beta2")),
    ),
    Misconception(
        "no sign",
        "Only the sign of the mixture counts; here its size does too.",
        AFTER,
        changed(Lion, ("np.sign(c)", "c")),
    ),
    Misconception(
        "the sign before mixing",
        "First mix, then take the sign.",
        AFTER,
        changed(
            Lion,
            ("np.sign(c)", "(self.beta1 * np.sign(state) + (1 - self.beta1) * np.sign(g))"),
        ),
    ),
    Misconception(
        "beta1 and 1 - beta1 swapped",
        "In the mixture for the step the memory has the weight beta1.",
        AFTER,
        changed(Lion, (C, "c = (1 - self.beta1) * state + self.beta1 * g")),
    ),
    Misconception(
        "beta2 and 1 - beta2 swapped",
        "The memory keeps the share beta2 of what it was.",
        AFTER,
        changed(Lion, (M, "m = (1 - self.beta2) * state + self.beta2 * g")),
    ),
    Misconception(
        "the memory a sum instead of an average",
        "The gradient enters the memory with the factor 1 - beta2.",
        AFTER,
        changed(Lion, (M, "m = self.beta2 * state + g")),
    ),
    Misconception(
        "sign(0) taken as 1",
        "Where nothing pulls, nothing moves: the sign of 0 is 0, as np.sign has it.",
        AFTER,
        changed(Lion, ("np.sign(c)", "np.where(c >= 0, 1.0, -1.0)")),
    ),
    Misconception(
        "the decay left out",
        "The step has a second term, lr times decay times w.",
        AFTER,
        changed(Lion, (MOVE, "self.lr * np.sign(c)")),
    ),
    Misconception(
        "the decay not multiplied by lr",
        "The rate lr multiplies both terms, the sign and the decay.",
        AFTER,
        changed(Lion, (MOVE, "self.lr * np.sign(c) - self.decay * w")),
    ),
    Misconception(
        "the decay under the sign",
        "The decay is added to the sign, not mixed in before it.",
        AFTER,
        changed(Lion, (MOVE, "self.lr * np.sign(c + self.decay * w)")),
    ),
    Misconception(
        "the decay in the gradient",
        "The decay stands beside the sign; here it is an L2 penalty, of which the sign leaves "
        "little.",
        AFTER,
        changed(
            Lion,
            ("g = grad(w)", "g = grad(w) + self.decay * w"),
            (MOVE, "self.lr * np.sign(c)"),
        ),
    ),
    # Without its memory Lion is the sign of the gradient.
    *common(Lion, AFTER, but=("the memory forgotten",)),
]
