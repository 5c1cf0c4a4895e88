"""Usual mistakes with LAMB: the key's text with one piece exchanged."""

from __future__ import annotations

import solutions
from course.mistakes.common.adam_family import adam_family
from course.mistakes.common.any_optimizer import common
from course.mistakes.common.changed import changed
from course.task import Misconception

RULE = "beyond-adam#lamb"

DIRECTION = "u = m_hat / (np.sqrt(v_hat) + self.eps) + self.decay * w"
SIZES = "size, length = np.linalg.norm(w[layer]), np.linalg.norm(u[layer])"
LAYERS = "for layer in self.layers or (...,)"
START = "ratio = np.ones_like(w)"
NO_STEP = "ratio = np.ones_like(w) * bool(self.layers)"
GUARD = "if size > 0 and length > 0"
RATIO = "ratio[layer] = size / length"
ROWS = "np.linalg.norm(np.atleast_1d(x[layer]), axis=-1, keepdims=True)"
MOVE = "w - self.lr * ratio * u"

LAMB = [
    Misconception(
        "no trust ratio",
        "The direction is right, but its length is not set anew: multiply by |w| / |u| of the "
        "layer.",
        RULE,
        changed(solutions.LAMB, (MOVE, "w - self.lr * u")),
    ),
    Misconception(
        "the ratio upside down",
        "The ratio is the length of the weights over that of the direction, |w| / |u|.",
        RULE,
        changed(solutions.LAMB, (RATIO, "ratio[layer] = length / size")),
    ),
    Misconception(
        "only divided by the length of u",
        "The length of the weights is missing from the ratio |w| / |u|: every layer moves by lr.",
        RULE,
        changed(solutions.LAMB, (RATIO, "ratio[layer] = 1 / length")),
    ),
    Misconception(
        "only multiplied by the length of w",
        "The length of u is missing from the ratio |w| / |u|.",
        RULE,
        changed(solutions.LAMB, (RATIO, "ratio[layer] = size")),
    ),
    Misconception(
        "one ratio for all layers",
        "Each slice of self.layers has a ratio of its own; here all of w counts as one layer.",
        RULE,
        changed(solutions.LAMB, (LAYERS, "for layer in (...,)")),
    ),
    Misconception(
        "the first layer only",
        "The loop ends after the first slice of self.layers; the others keep the ratio 1.",
        RULE,
        changed(solutions.LAMB, (LAYERS, "for layer in self.layers[:1] or (...,)")),
    ),
    Misconception(
        "no layers taken for nothing to do",
        "If self.layers is empty, the whole array is one layer.",
        RULE,
        changed(solutions.LAMB, (LAYERS, "for layer in self.layers")),
    ),
    Misconception(
        "no step without layers, and nothing done about lengths of zero",
        "Two things are missing: if self.layers is empty, the whole array is one layer; and where "
        "|w| or |u| is zero the ratio is 1.",
        RULE,
        changed(
            solutions.LAMB,
            (LAYERS, "for layer in self.layers"),
            (START, NO_STEP),
            (GUARD, "if True"),
        ),
    ),
    Misconception(
        "a ratio for each coordinate",
        "The lengths are those of whole layers; here each number is its own layer.",
        RULE,
        changed(
            solutions.LAMB,
            (RATIO, "ratio[layer] = np.abs(w[layer]) / np.where(u[layer] == 0, 1, abs(u[layer]))"),
        ),
    ),
    Misconception(
        "a ratio for each row",
        "A layer has one length, taken over all of its numbers, also if it is a matrix.",
        RULE,
        changed(
            solutions.LAMB,
            (SIZES, f"size, length = ({ROWS} for x in (w, u))"),
            (GUARD, "if np.all(size > 0) and np.all(length > 0)"),
        ),
    ),
    Misconception(
        "the largest singular value for a length",
        "For a matrix, np.linalg.norm(a, 2) is the largest singular value; the length is the root "
        "of the sum of all squares, which np.linalg.norm(a) is.",
        RULE,
        changed(
            solutions.LAMB,
            (SIZES, "size, length = (np.linalg.norm(np.atleast_1d(x[layer]), 2) for x in (w, u))"),
        ),
    ),
    Misconception(
        "sums of sizes for lengths",
        "A length is the root of the sum of squares, not the sum of absolute values.",
        RULE,
        changed(
            solutions.LAMB, (SIZES, "size, length = np.abs(w[layer]).sum(), np.abs(u[layer]).sum()")
        ),
    ),
    Misconception(
        "squared lengths",
        "The root is missing: the ratio is made of lengths, not of their squares.",
        RULE,
        changed(
            solutions.LAMB, (SIZES, "size, length = (w[layer] ** 2).sum(), (u[layer] ** 2).sum()")
        ),
    ),
    Misconception(
        "the length of the gradient in the ratio",
        "What is measured beside w is the direction u, not the gradient.",
        RULE,
        changed(solutions.LAMB, (SIZES, SIZES.replace("u[layer]", "g[layer]"))),
    ),
    Misconception(
        "nothing done about lengths of zero",
        "Where |w| or |u| is zero the ratio is 1; here it is zero, or not a number.",
        RULE,
        changed(solutions.LAMB, (GUARD, "if True")),
    ),
    Misconception(
        "a layer of zeros left where it is",
        "Where |w| is zero the ratio is 1, or such a layer could never leave zero. A tiny number "
        "added to |u| does not help it.",
        RULE,
        changed(solutions.LAMB, (GUARD, "if length > 0")),
    ),
    Misconception(
        "a ratio of at most 1",
        "The ratio may be above 1: long weights make long steps.",
        RULE,
        changed(solutions.LAMB, (RATIO, "ratio[layer] = min(size / length, 1.0)")),
    ),
    Misconception(
        "the length of w cut at 1",
        "The paper allows a bound on the length of w; here there is none.",
        RULE,
        changed(solutions.LAMB, (RATIO, "ratio[layer] = min(size, 1.0) / length")),
    ),
    Misconception(
        "the length of w cut at 10",
        "Many codes cut the length of w at 10, as the paper allows; here there is no bound.",
        RULE,
        changed(solutions.LAMB, (RATIO, "ratio[layer] = min(size, 10.0) / length")),
    ),
    Misconception(
        "the decay left out",
        "The direction u has a second term, decay w, inside the ratio.",
        RULE,
        changed(solutions.LAMB, (DIRECTION, "u = m_hat / (np.sqrt(v_hat) + self.eps)")),
    ),
    Misconception(
        "the decay outside the ratio, as in Keras",
        "The decay belongs to u, so that it is measured and scaled with it.",
        RULE,
        changed(
            solutions.LAMB,
            (DIRECTION, "u = m_hat / (np.sqrt(v_hat) + self.eps)"),
            (MOVE, "w - self.lr * (ratio * u + self.decay * w)"),
        ),
    ),
    Misconception(
        "the decay added after measuring",
        "The ratio is worked out with the decay in u already.",
        RULE,
        changed(
            solutions.LAMB,
            (DIRECTION, "u = m_hat / (np.sqrt(v_hat) + self.eps)"),
            (MOVE, "w - self.lr * ratio * (u + self.decay * w)"),
        ),
    ),
    Misconception(
        "the decay in the gradient",
        "The decay is added to u at the end; here it goes through both averages (an L2 penalty).",
        RULE,
        changed(
            solutions.LAMB,
            ("grad(w), state", "grad(w) + self.decay * w, state"),
            (DIRECTION, "u = m_hat / (np.sqrt(v_hat) + self.eps)"),
        ),
    ),
    Misconception(
        "the decay with a minus",
        "The decay is added to u, so that the step takes it off w; here w grows.",
        RULE,
        changed(
            solutions.LAMB, (DIRECTION, "u = m_hat / (np.sqrt(v_hat) + self.eps) - self.decay * w")
        ),
    ),
    *adam_family(solutions.LAMB, RULE),
    *common(solutions.LAMB, RULE),
]
