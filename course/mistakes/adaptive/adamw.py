"""Usual mistakes with AdamW, which is given with a bug."""

from __future__ import annotations

from dataclasses import replace

from course.mistakes.common.adam_family import adam_family
from course.mistakes.common.any_optimizer import common
from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import AdamL2, AdamW

DECAY = "adam-and-adamw#adamw"
BESIDE = "The decay is right, but not the step beside it."

SHRUNK = "shrunk = w - self.lr * self.decay * w"
ADAM_STEP = "self.lr * m_hat / (np.sqrt(v_hat) + self.eps)"
ADAMW = [
    Misconception(
        "the bug left in: the decay inside the gradient",
        "The decay goes through the averages and is divided by the root: that is Adam with L2. "
        "AdamW shrinks w beside the step.",
        DECAY,
        AdamL2,
        given=True,
    ),
    Misconception(
        "no decay at all",
        "The weights are no longer shrunk: this is Adam.",
        DECAY,
        changed(AdamW, (SHRUNK, "shrunk = w")),
    ),
    Misconception(
        "the decay without the rate",
        "Each step shrinks the weights by lr times decay, as in torch; only the paper's own form "
        "leaves the rate out.",
        DECAY,
        changed(AdamW, (SHRUNK, "shrunk = w - self.decay * w")),
    ),
    Misconception(
        "the weights grown instead of shrunk",
        "The decay takes a share of w off; here it is added.",
        DECAY,
        changed(AdamW, (SHRUNK, "shrunk = w + self.lr * self.decay * w")),
    ),
    Misconception(
        "the decay in both places",
        "The decay is beside the step now, but inside the gradient as well.",
        DECAY,
        changed(
            AdamW, ("g, t = grad(w), state.t + 1", "g, t = grad(w) + self.decay * w, state.t + 1")
        ),
    ),
    Misconception(
        "half the decay",
        "The weights shrink by lr times decay, without a factor one half.",
        DECAY,
        changed(AdamW, (SHRUNK, "shrunk = w - self.lr * self.decay / 2 * w")),
    ),
    Misconception(
        "the decay divided by the root",
        "The decay no longer enters the averages, but it is still divided by the root of v with "
        "the rest of the step.",
        DECAY,
        changed(
            AdamW,
            (SHRUNK, "shrunk = w"),
            (ADAM_STEP, ADAM_STEP.replace("m_hat", "(m_hat + self.decay * w)")),
        ),
    ),
    Misconception(
        "the decay taken off the new place",
        "Both terms of the step start from the old w; here the decay is taken off what Adam's step "
        "has left.",
        DECAY,
        changed(
            AdamW,
            (SHRUNK, "shrunk = w"),
            ("shrunk - " + ADAM_STEP, f"(1 - self.lr * self.decay) * (w - {ADAM_STEP})"),
        ),
    ),
    Misconception(
        "the gradient asked for at the shrunk place",
        "The gradient belongs to the old w: ask first, then shrink.",
        DECAY,
        changed(AdamW, ("grad(w)", "grad(w - self.lr * self.decay * w)")),
    ),
    Misconception(
        "the decay of the size of w",
        "The penalty's slope has the sign of w; here the decay is always taken off, and negative "
        "weights grow.",
        DECAY,
        changed(AdamW, (SHRUNK, "shrunk = w - self.lr * self.decay * np.abs(w)")),
    ),
    *(
        replace(known, feedback=f"{BESIDE} {known.feedback}")
        for known in adam_family(AdamW, "adam-and-adamw#adam")
    ),
    *common(AdamW, DECAY),
]
