"""Usual mistakes with AMSGrad."""

from __future__ import annotations

from course.mistakes.common.adam_family import adam_family
from course.mistakes.common.any_optimizer import common
from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import Adam, AMSGrad

AFTER = "beyond-adam#after-adam"

LARGEST = "largest = np.maximum(state.largest, v / (1 - self.beta2**t))"
ROOT = "np.sqrt(largest) + self.eps"

AMSGRAD = [
    Misconception(
        "plain Adam (a v that falls again)",
        "The divisor follows v down again; AMSGrad keeps the largest corrected v so far.",
        AFTER,
        Adam,
    ),
    Misconception(
        "the largest v corrected afterwards, as in torch",
        "Correct v first and then compare; corrected afterwards the divisor may fall.",
        AFTER,
        changed(
            AMSGrad,
            (LARGEST, "largest = np.maximum(state.largest, v)"),
            (ROOT, "np.sqrt(largest / (1 - self.beta2**t)) + self.eps"),
        ),
    ),
    Misconception(
        "the largest not handed on",
        "The largest v so far belongs to the memory; here it is forgotten after the step.",
        AFTER,
        changed(AMSGrad, ("AMSGradState(m, v, largest, t)", "AMSGradState(m, v, v, t)")),
    ),
    Misconception(
        "the largest put back into v",
        "The average v stays a running average; its largest corrected value is kept beside it.",
        AFTER,
        changed(
            AMSGrad, ("AMSGradState(m, v, largest, t)", "AMSGradState(m, largest, largest, t)")
        ),
    ),
    Misconception(
        "the largest of all coordinates",
        "Each coordinate has a largest v of its own: np.maximum compares element by element, "
        "np.max does not.",
        AFTER,
        changed(AMSGrad, (LARGEST, f"{LARGEST}; largest = np.full_like(v, np.max(largest))")),
    ),
    Misconception(
        "the largest squared gradient",
        "Kept is the largest of the averages v, not of the single squares.",
        AFTER,
        changed(AMSGrad, (LARGEST, "largest = np.maximum(state.largest, g**2)")),
    ),
    Misconception(
        "the smallest v",
        "The divisor must never fall: it is the larger of the two that is kept.",
        AFTER,
        changed(
            AMSGrad,
            (
                LARGEST,
                "largest = v / (1 - self.beta2**t) if t == 1 else "
                "np.minimum(state.largest, v / (1 - self.beta2**t))",
            ),
        ),
    ),
    *(known for known in adam_family(AMSGrad, AFTER) if "(AMSGrad)" not in known.name),
    *common(AMSGrad, AFTER),
]
