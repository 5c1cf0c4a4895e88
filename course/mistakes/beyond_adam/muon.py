"""Usual mistakes with Muon and its Newton-Schulz iteration."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.mistakes.common.any_optimizer import common
from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import Muon, orthogonalise

AFTER = "norms#muon"

NORM = "(g.T if tall else g) / (np.linalg.norm(g) + eps)"
A = "a = x @ x.T"
X = "x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x"


def _svd(g: Any, rounds: int, eps: float) -> Any:
    u, _, vt = np.linalg.svd(g, full_matrices=False)
    return u @ vt


ORTHOGONALISE = [
    Misconception(
        "an exact decomposition",
        "These are U V^T of a singular value decomposition; the question asks for rounds of the "
        "iteration, whose singular values end near 1, not at 1.",
        AFTER,
        _svd,
    ),
    Misconception(
        "the classical coefficients",
        "3/2 and -1/2 make the classical iteration; this one has three coefficients.",
        AFTER,
        changed(orthogonalise, (X, "x = 1.5 * x - 0.5 * a @ x")),
    ),
    Misconception(
        "not divided by the norm",
        "The iteration needs singular values of at most 1: divide by the Frobenius norm first.",
        AFTER,
        changed(orthogonalise, (NORM, "(g.T if tall else g)")),
    ),
    Misconception(
        "divided by the largest singular value",
        "The norm is the root of the sum of all squares: np.linalg.norm(g), without a 2.",
        AFTER,
        changed(orthogonalise, ("np.linalg.norm(g)", "np.linalg.norm(g, 2)")),
    ),
    Misconception(
        "epsilon left out",
        "The number eps is added to the norm, so that a matrix of zeros stays one.",
        AFTER,
        changed(orthogonalise, ("np.linalg.norm(g) + eps", "np.linalg.norm(g) + 1e-7")),
    ),
    Misconception(
        "always five rounds",
        "How many rounds there are is an argument.",
        AFTER,
        changed(orthogonalise, ("range(rounds)", "range(5)")),
    ),
    Misconception(
        "one round too few",
        "The loop over range(1, rounds) has one number less than range(rounds).",
        AFTER,
        changed(orthogonalise, ("range(rounds)", "range(1, rounds)")),
    ),
    Misconception(
        "A worked out once",
        "A belongs to the X of its round: work it out inside the loop.",
        AFTER,
        changed(
            orthogonalise,
            ("for _ in range(rounds):", "a = x @ x.T; b = a\n    for _ in range(rounds):"),
            (A + "\n        x", "a = b\n        x"),
        ),
    ),
    Misconception(
        "squared element by element",
        "A^2 is the matrix product A @ A.",
        AFTER,
        changed(orthogonalise, ("a @ a)", "a * a)")),
    ),
    Misconception(
        "the signs exchanged",
        "The middle coefficient is negative, -4.7750, and the last positive, 2.0315.",
        AFTER,
        changed(orthogonalise, ("(-4.7750 * a + 2.0315", "(4.7750 * a - 2.0315")),
    ),
    Misconception(
        "the two last coefficients exchanged",
        "The number -4.7750 belongs to A, 2.0315 to A^2.",
        AFTER,
        changed(orthogonalise, (X, "x = 3.4445 * x + (2.0315 * a - 4.7750 * a @ a) @ x")),
    ),
    Misconception(
        "the first term forgotten",
        "Each round keeps 3.4445 X and adds to it.",
        AFTER,
        changed(orthogonalise, (X, "x = (-4.7750 * a + 2.0315 * a @ a) @ x")),
    ),
    Misconception(
        "a tall matrix returned on its side",
        "If you work with the transpose of a tall matrix, turn the result back.",
        AFTER,
        changed(orthogonalise, ("return x.T if tall else x", "return x")),
    ),
    Misconception(
        "nothing done",
        "The matrix comes back as it was, or only divided by its norm.",
        AFTER,
        changed(orthogonalise, ("range(rounds)", "range(0)")),
    ),
]

M = "m = self.beta * state + (1 - self.beta) * g"
MIX = "o = orthogonalise(self.beta * m + (1 - self.beta) * g)"
TALL = "tall = max(1.0, w.shape[0] / w.shape[1]) ** 0.5"
MOVE = "self.lr * (tall * o + self.decay * w)"

MUON = [
    Misconception(
        "momentum without orthogonalising",
        "The mixture goes through orthogonalise before it makes the step.",
        AFTER,
        changed(Muon, (MIX, "o = self.beta * m + (1 - self.beta) * g")),
    ),
    Misconception(
        "no look ahead",
        "What is orthogonalised is beta m + (1 - beta) g, in which the newest gradient counts "
        "twice; here it is m.",
        AFTER,
        changed(Muon, (MIX, "o = orthogonalise(m)")),
    ),
    Misconception(
        "the gradient orthogonalised",
        "What is orthogonalised is the momentum, looked ahead, not the gradient alone; and the new "
        "momentum must be handed on.",
        AFTER,
        changed(Muon, (MIX, "o = orthogonalise(g)")),
    ),
    Misconception(
        "momentum of orthogonal matrices",
        "The gradients are averaged as they are; only what makes the step is orthogonalised.",
        AFTER,
        changed(
            Muon,
            (M, "m = self.beta * state + (1 - self.beta) * orthogonalise(g)"),
            (MIX, "o = m"),
        ),
    ),
    Misconception(
        "the orthogonal matrix kept as the memory",
        "The memory is the average of gradients; the orthogonal matrix serves for one step.",
        AFTER,
        changed(Muon, ("decay * w), m", "decay * w), o")),
    ),
    Misconception(
        "beta and 1 - beta swapped in the memory",
        "The old average keeps the share beta, and the new gradient enters with 1 - beta.",
        AFTER,
        changed(Muon, (M, "m = (1 - self.beta) * state + self.beta * g")),
    ),
    Misconception(
        "a sum in the memory and an average in the step",
        "Either both have the factor 1 - beta before g, or none; here the two do not fit.",
        AFTER,
        changed(Muon, (M, "m = self.beta * state + g")),
    ),
    Misconception(
        "the factor for tall matrices left out",
        "A matrix with more rows than columns gets the factor sqrt(rows / columns).",
        AFTER,
        changed(Muon, (TALL, "tall = 1.0")),
    ),
    Misconception(
        "columns over rows in the factor",
        "The factor is made of rows / columns; optax has it the other way round.",
        AFTER,
        changed(Muon, (TALL, "tall = max(1.0, w.shape[1] / w.shape[0]) ** 0.5")),
    ),
    Misconception(
        "the factor below 1",
        "The factor is at least 1: wide matrices have none.",
        AFTER,
        changed(Muon, (TALL, "tall = (w.shape[0] / w.shape[1]) ** 0.5")),
    ),
    Misconception(
        "the factor without its root",
        "The factor is the root of rows / columns.",
        AFTER,
        changed(Muon, (TALL, "tall = max(1.0, w.shape[0] / w.shape[1])")),
    ),
    Misconception(
        "the decay left out",
        "The step has a second term, lr times decay times W.",
        AFTER,
        changed(Muon, (MOVE, "self.lr * tall * o")),
    ),
    Misconception(
        "the decay not multiplied by lr",
        "The rate lr multiplies both terms, the orthogonal matrix and the decay.",
        AFTER,
        changed(Muon, (MOVE, "self.lr * tall * o - self.decay * w")),
    ),
    Misconception(
        "the decay in the gradient",
        "The decay stands beside the orthogonal matrix; here it is an L2 penalty.",
        AFTER,
        changed(
            Muon, ("g = grad(w)", "g = grad(w) + self.decay * w"), (MOVE, "self.lr * tall * o")
        ),
    ),
    # Without its memory Muon orthogonalises the gradient, whose size does not matter.
    *common(Muon, AFTER, but=("the memory forgotten",)),
]
