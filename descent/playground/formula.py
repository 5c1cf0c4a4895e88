"""A formula that a reader typed, as a function with its slope; nothing of it is run as code.

The grammar is that of `js/formula.js`: numbers, x, y, pi, e, + - * / ^, brackets, `FUNCTIONS`, and
products without a sign, as in 2x. Slopes come by forward differentiation: every part answers
(height, slope along x, slope along y).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from descent.optimizer import Array

Dual = tuple[Any, Any, Any]
Part = Callable[[Array], Dual]

MOST_LETTERS = 200
MOST_BRACKETS = 25  # one within the other

FUNCTIONS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "exp": (np.exp, np.exp),
    "ln": (np.log, lambda a: 1 / a),
    "sqrt": (np.sqrt, lambda a: 0.5 / np.sqrt(a)),
    "abs": (np.abs, np.sign),
    "sin": (np.sin, np.cos),
    "cos": (np.cos, lambda a: -np.sin(a)),
    "tan": (np.tan, lambda a: 1 / np.cos(a) ** 2),
    "tanh": (np.tanh, lambda a: 1 - np.tanh(a) ** 2),
}
"""What can be called, each with its derivative."""

CONSTANTS = {"pi": np.pi, "e": np.e}
VARIABLES = {"x": 0, "y": 1, "w": 0, "w[0]": 0, "w[1]": 1}
SAME = {"−": "-", "·": "*", "×": "*", "²": "^2", "³": "^3", "π": "pi", "**": "^"}  # noqa: RUF001
TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)"
    r"|(?P<name>w\[[01]\]|[a-z]+)|(?P<sign>[-+*/^()]))\s*",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class Formula:
    """A function of one or two variables: its number of `axes`, and its dual numbers."""

    axes: int
    dual: Part

    def value(self, w: Array) -> Array:
        """Return the height at `w`, coordinates along the first axis, as `Loss.value` does."""
        with np.errstate(all="ignore"):
            height: Array = self.dual(w if self.axes == 2 else np.stack([w, w]))[0]
        return height

    def gradient(self, w: Array) -> Array:
        """Return the slope at `w`, shaped like it."""
        with np.errstate(all="ignore"):
            _, *slope = self.dual(w if self.axes == 2 else np.stack([w, w]))
        return np.stack(slope) if self.axes == 2 else np.asarray(slope[0])


def parse(text: str) -> Formula:
    """Return what a formula says.

    Raises
    ------
    ValueError
        With a sentence for the reader that says what is wrong.
    """
    reader = _Reader(_split(text))
    part = reader.sum()
    if reader.next == ")":
        raise ValueError('a "(" is missing')
    if reader.next:
        raise ValueError(f'an operator is missing before "{reader.next}"')
    if reader.last < 0:
        raise ValueError("it is the same everywhere: it needs an x, or x and y")
    return Formula(reader.last + 1, part)


def _split(text: str) -> list[tuple[str, str]]:
    if len(text) > MOST_LETTERS:
        raise ValueError(f"it may have {MOST_LETTERS} characters")
    plain = re.sub(r"\*\*|[^\x00-\x7f]", lambda one: SAME.get(one[0], one[0]), text.strip())
    if not plain:
        raise ValueError("it is empty: write something like x^2 + 3y^2")
    tokens, at = [], 0
    while at < len(plain):
        found = TOKEN.match(plain, at)
        if not found:
            raise ValueError(f'"{plain[at]}" means nothing here')
        kind = str(found.lastgroup)
        tokens.append((kind, found[kind].lower()))
        at = found.end()
    return tokens


class _Reader:
    """The grammar, a method a rule; `last` is the highest variable met."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = [*tokens, ("", "")]
        self.last = -1
        self.depth = 0

    @property
    def next(self) -> str:
        return self.tokens[0][1]

    def takes(self, *wanted: str) -> str:
        return self.tokens.pop(0)[1] if self.next in wanted else ""

    def sum(self) -> Part:
        found = self.product()
        while sign := self.takes("+", "-"):
            found = _joined(sign, found, self.product())
        return found

    def product(self) -> Part:
        found = self.signed()
        while True:
            if sign := self.takes("*", "/"):
                found = _joined(sign, found, self.signed())
            elif self.tokens[0][0] == "name" or self.next == "(":
                found = _joined("*", found, self.power())
            else:
                return found

    def signed(self) -> Part:
        if self.takes("-"):
            return _applied(np.negative, lambda a: -np.ones_like(a), self.signed())
        return self.signed() if self.takes("+") else self.power()

    def power(self) -> Part:
        base = self.atom()
        return _joined("^", base, self.signed()) if self.takes("^") else base

    def atom(self) -> Part:
        kind, name = self.tokens[0]
        if not kind:
            raise ValueError("something is missing at the end")
        self.tokens.pop(0)
        if kind == "number":
            return _constant(float(name))
        if name == "(":
            return self.inside()
        if kind == "sign":
            raise ValueError(f'something is missing before "{name}"')
        if name in VARIABLES:
            self.last = max(self.last, VARIABLES[name])
            return _variable(VARIABLES[name])
        if name in CONSTANTS:
            return _constant(CONSTANTS[name])
        if name not in FUNCTIONS:
            there = ", ".join(FUNCTIONS)
            raise ValueError(f'there is no "{name}": there are x, y, pi, e and {there}')
        if not self.takes("("):
            raise ValueError(f'"{name}" needs brackets, as in {name}(x)')
        return _applied(*FUNCTIONS[name], self.inside())

    def inside(self) -> Part:
        self.depth += 1
        if self.depth > MOST_BRACKETS:
            raise ValueError(f"it may have {MOST_BRACKETS} brackets one within the other")
        found = self.sum()
        self.depth -= 1
        if not self.takes(")"):
            missing = f'an operator is missing before "{self.next}"'
            raise ValueError(missing if self.next else 'a ")" is missing')
        return found


def _constant(x: float) -> Part:
    return lambda w: (np.full(np.shape(w[0]), x), np.zeros(np.shape(w[0])), np.zeros_like(w[0]))


def _variable(i: int) -> Part:
    return lambda w: (
        np.asarray(w[i], dtype=float),
        np.full(np.shape(w[0]), float(i == 0)),
        np.full(np.shape(w[0]), float(i == 1)),
    )


def _chain(slope: Any, inner: Any) -> Any:
    """What does not change has no slope, even where the rule for it knows none."""
    return np.where(inner == 0, 0.0, slope * inner)


def _applied(f: Callable[[Any], Any], slope: Callable[[Any], Any], a: Part) -> Part:
    def dual(w: Array) -> Dual:
        x, p, q = a(w)
        return f(x), _chain(slope(x), p), _chain(slope(x), q)

    return dual


def _joined(sign: str, a: Part, b: Part) -> Part:
    def dual(w: Array) -> Dual:
        (x, p, q), (y, r, s) = a(w), b(w)
        height, left, right = _OPERATORS[sign](x, y)
        return height, _chain(left, p) + _chain(right, r), _chain(left, q) + _chain(right, s)

    return dual


_OPERATORS: dict[str, Callable[[Any, Any], Dual]] = {
    "+": lambda a, b: (a + b, 1, 1),
    "-": lambda a, b: (a - b, 1, -1),
    "*": lambda a, b: (a * b, b, a),
    "/": lambda a, b: (a / b, 1 / b, -a / b**2),
    "^": lambda a, b: (a**b, np.where(b == 0, 0, b * a ** (b - 1)), np.log(a) * a**b),
}
