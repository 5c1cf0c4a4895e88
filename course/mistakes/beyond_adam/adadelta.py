"""Usual mistakes with Adadelta: the key's text with one piece exchanged."""

from __future__ import annotations

from course.mistakes.common.any_optimizer import common
from course.mistakes.common.changed import changed
from course.task import Misconception
from solutions import Adadelta

SQUARED_MOVES = "D averages the squares of the moves; only then is its root a length."
SHARES = "The old average keeps the share rho, and the new square enters with 1 - rho."

RULE = "beyond-adam#adadelta"

E = "square = self.rho * state.square + (1 - self.rho) * g**2"
U = "u = np.sqrt(state.move + self.eps) / np.sqrt(square + self.eps) * g"
D = "move = self.rho * state.move + (1 - self.rho) * u**2"
PLACE = "return w - self.lr * u, "


def _wrong(name: str, feedback: str, *changes: tuple[str, str]) -> Misconception:
    return Misconception(name, feedback, RULE, changed(Adadelta, *changes))


ADADELTA = [
    _wrong(
        "epsilon missing from the divisor",
        "Epsilon stands inside both roots; in the divisor it keeps a coordinate without slope from "
        "dividing by zero.",
        (U, "u = np.sqrt(state.move + self.eps) / np.sqrt(square) * g"),
    ),
    _wrong(
        "epsilon outside both roots",
        "Epsilon is added under the roots: sqrt(D + eps) / sqrt(E + eps).",
        (U, "u = (np.sqrt(state.move) + self.eps) / (np.sqrt(square) + self.eps) * g"),
    ),
    _wrong(
        "epsilon outside the upper root",
        "Epsilon is added under both roots; outside the upper one the first move is far too short.",
        (U, "u = (np.sqrt(state.move) + self.eps) / np.sqrt(square + self.eps) * g"),
    ),
    _wrong(
        "epsilon outside the lower root",
        "Epsilon is added under both roots, the lower one too.",
        (U, "u = np.sqrt(state.move + self.eps) / (np.sqrt(square) + self.eps) * g"),
    ),
    _wrong(
        "an epsilon of its own",
        "Use self.eps in both roots; here it is fixed at the default.",
        ("+ self.eps", "+ 1e-6"),
    ),
    _wrong(
        "one average only (RMSProp)",
        "The numerator is missing: the root of the average of earlier moves. This is RMSProp.",
        (U, "u = g / np.sqrt(square + self.eps)"),
    ),
    _wrong(
        "the two roots exchanged",
        "The root of the moves stands above, that of the gradients below.",
        (U, "u = np.sqrt(square + self.eps) / np.sqrt(state.move + self.eps) * g"),
    ),
    _wrong(
        "no roots",
        "Both averages are of squares, and it is their roots that are divided.",
        (U, "u = (state.move + self.eps) / (square + self.eps) * g"),
    ),
    _wrong(
        "a root over the lower average only",
        "Both averages are of squares; the upper one needs its root as well.",
        (U, "u = (state.move + self.eps) / np.sqrt(square + self.eps) * g"),
    ),
    _wrong(
        "the sign of the gradient in the place of the gradient",
        "The ratio of the two roots multiplies g itself.",
        (U, "u = np.sqrt(state.move + self.eps) / np.sqrt(square + self.eps) * np.sign(g)"),
    ),
    _wrong(
        "D made of gradients",
        "D averages the squares of the moves u, not those of the gradients.",
        (D, "move = self.rho * state.move + (1 - self.rho) * g**2"),
    ),
    _wrong(
        "D made of places",
        "D averages the squares of the moves u, not those of w.",
        (D, D.replace("u**2", "w**2")),
    ),
    _wrong(
        "the rate inside D",
        "D averages u^2; the rate multiplies the move only afterwards.",
        (D, "move = self.rho * state.move + (1 - self.rho) * (self.lr * u) ** 2"),
    ),
    _wrong(
        "moves in D, not their squares",
        SQUARED_MOVES,
        (D, "move = self.rho * state.move + (1 - self.rho) * u"),
    ),
    _wrong(
        "sizes of moves in D, not their squares",
        SQUARED_MOVES,
        (D, "move = self.rho * state.move + (1 - self.rho) * np.abs(u)"),
    ),
    _wrong(
        "D updated before it is used",
        "The move of this step is made with the old D, and enters D afterwards.",
        (
            U,
            f"{U}; u = np.sqrt(self.rho * state.move + (1 - self.rho) * u**2 + self.eps)"
            " / np.sqrt(square + self.eps) * g",
        ),
    ),
    _wrong(
        "the old E used",
        "Take the new gradient into E first; the divisor is made of the new E.",
        (U, "u = np.sqrt(state.move + self.eps) / np.sqrt(state.square + self.eps) * g"),
    ),
    _wrong(
        "D never changed",
        "The average of squared moves must be handed on as well, or every move is made of epsilon.",
        (D, "move = state.move"),
    ),
    _wrong(
        "E never changed",
        "The average of squared gradients must be handed on, not only used.",
        ("AdadeltaState(square, move)", "AdadeltaState(state.square, move)"),
    ),
    _wrong(
        "rho and 1 - rho swapped in E",
        SHARES,
        (E, "square = (1 - self.rho) * state.square + self.rho * g**2"),
    ),
    _wrong(
        "rho and 1 - rho swapped in D",
        SHARES,
        (D, "move = (1 - self.rho) * state.move + self.rho * u**2"),
    ),
    _wrong(
        "rho and 1 - rho swapped in both",
        SHARES,
        (E, "square = (1 - self.rho) * state.square + self.rho * g**2"),
        (D, "move = (1 - self.rho) * state.move + self.rho * u**2"),
    ),
    _wrong(
        "E a sum instead of an average",
        "The squared gradient enters E with the factor 1 - rho.",
        (E, "square = self.rho * state.square + g**2"),
    ),
    _wrong(
        "D a sum instead of an average",
        "The squared move enters D with the factor 1 - rho.",
        (D, "move = self.rho * state.move + u**2"),
    ),
    _wrong(
        "sizes in E, not squares",
        "E averages the squares of the gradients.",
        (E, "square = self.rho * state.square + (1 - self.rho) * np.abs(g)"),
    ),
    _wrong(
        "one E for all coordinates",
        "Each coordinate has averages of its own; here E is shared.",
        (E, "square = self.rho * state.square + (1 - self.rho) * np.mean(g**2)"),
    ),
    _wrong(
        "E started with the first gradient",
        "E starts at zero, so the first square enters with the factor 1 - rho like all others.",
        (E, f"{E}; square = np.where(state.square == 0, g**2, square)"),
    ),
    _wrong(
        "the rate left out",
        "The move is multiplied by lr; only the paper has no rate.",
        (PLACE, "return w - u, "),
    ),
    *common(Adadelta, RULE, but=("the rate left out",)),
]
