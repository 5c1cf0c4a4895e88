"""Usual mistakes with schedule-free descent."""

from __future__ import annotations

from course.mistakes.common.any_optimizer import common
from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import ScheduleFree

AFTER = "norms#schedule-free"

ASK = "y = (1 - self.beta) * state.z + self.beta * w"
STEP = "z = state.z - self.lr * grad(y)"
MEAN = "return w + (z - w) / (t + 1), "

SCHEDULE_FREE = [
    Misconception(
        "the gradient asked for at the average",
        "Ask at y, between the fast point z and the average w.",
        AFTER,
        changed(ScheduleFree, ("grad(y)", "grad(w)")),
    ),
    Misconception(
        "the gradient asked for at the fast point",
        "Ask at y, between the fast point z and the average w; at z this is plain averaging.",
        AFTER,
        changed(ScheduleFree, ("grad(y)", "grad(state.z)")),
    ),
    Misconception(
        "beta and 1 - beta swapped in y",
        "The point y lies near the average: w has the weight beta, z the weight 1 - beta.",
        AFTER,
        changed(ScheduleFree, (ASK, "y = self.beta * state.z + (1 - self.beta) * w")),
    ),
    Misconception(
        "the start left out of the mean",
        "The mean of z_0, ..., z_t has the start in it: the newest z has the weight "
        "1 / (t + 1). The authors' code has 1 / t.",
        AFTER,
        changed(ScheduleFree, ("/ (t + 1)", "/ t")),
    ),
    Misconception(
        "t one too large in the mean",
        "After t updates the mean is over t + 1 points, the start among them.",
        AFTER,
        changed(ScheduleFree, ("/ (t + 1)", "/ (t + 2)")),
    ),
    Misconception(
        "a mean that gives half to the newest",
        "The weight of the newest z is 1 / (t + 1) and falls; t must be counted in the state.",
        AFTER,
        changed(ScheduleFree, ("/ (t + 1)", "/ 2")),
    ),
    Misconception(
        "a running average with beta in the place of the mean",
        "The place is the plain mean of all z so far; beta only says where the gradient is asked.",
        AFTER,
        changed(ScheduleFree, (MEAN, "return self.beta * w + (1 - self.beta) * z, ")),
    ),
    Misconception(
        "the fast point returned",
        "The place of this optimizer is the average of the z; z itself stays in the memory.",
        AFTER,
        changed(ScheduleFree, (MEAN, "return z, ")),
    ),
    Misconception(
        "the point asked at returned",
        "The place of this optimizer is the average w; y only serves for asking.",
        AFTER,
        changed(ScheduleFree, (MEAN, "return y, ")),
    ),
    Misconception(
        "the old fast point averaged",
        "The mean takes in the new z: update z first.",
        AFTER,
        changed(ScheduleFree, (MEAN, "return w + (state.z - w) / (t + 1), ")),
    ),
    Misconception(
        "the step made from the average",
        "The fast point goes on from the old z, not from w.",
        AFTER,
        changed(ScheduleFree, (STEP, "z = w - self.lr * grad(y)")),
    ),
    Misconception(
        "the step made from the point asked at",
        "The fast point goes on from the old z; y is only where the gradient is asked for.",
        AFTER,
        changed(ScheduleFree, (STEP, "z = y - self.lr * grad(y)")),
    ),
    Misconception(
        "the fast point started at zero",
        "The fast point z starts where w starts.",
        AFTER,
        changed(
            ScheduleFree,
            ("ScheduleFreeState(np.array(w), 0)", "ScheduleFreeState(np.zeros_like(w), 0)"),
        ),
    ),
    *common(ScheduleFree, AFTER),
]
