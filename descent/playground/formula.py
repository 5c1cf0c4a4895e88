"""A formula that a reader typed, as a function with its slope; nothing of it is run as code.

The grammar is that of `js/formula.js`: numbers, x, y, pi, e, + - * / ^, brackets, `FUNCTIONS`,
`PAIRS`, and products without a sign, as in 2x. Slopes come by forward differentiation: every part
can answer (height, slope along x, slope along y). `typed_rule` reads rules by the same grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from descent.optimizer import Array

Dual = tuple[Any, Any, Any]

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
    "sign": (np.sign, np.zeros_like),
}
"""What can be called, each with its derivative."""

Operator = tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any], Callable[[Any, Any], Any]]
OPERATORS: dict[str, Operator] = {
    "+": (lambda a, b: a + b, lambda a, b: 1, lambda a, b: 1),
    "-": (lambda a, b: a - b, lambda a, b: 1, lambda a, b: -1),
    "*": (lambda a, b: a * b, lambda a, b: b, lambda a, b: a),
    "/": (lambda a, b: a / b, lambda a, b: 1 / b, lambda a, b: -a / b**2),
    "^": (
        lambda a, b: a**b,
        lambda a, b: np.where(b == 0, 0, b * a ** (b - 1)),
        lambda a, b: np.log(a) * a**b,
    ),
}
"""What stands between two: the value, and the slope along each of them."""

PAIRS: dict[str, Operator] = {
    "max": (np.maximum, lambda a, b: a >= b, lambda a, b: a < b),
    "min": (np.minimum, lambda a, b: a <= b, lambda a, b: a > b),
}
"""What is called with two, as in max(x, y), in the same way."""

CONSTANTS = {"pi": np.pi, "e": np.e}
VARIABLES = {"x": 0, "y": 1, "w": 0, "w[0]": 0, "w[1]": 1}
SAME = {"−": "-", "·": "*", "×": "*", "²": "^2", "³": "^3", "π": "pi", "**": "^"}  # noqa: RUF001
NAME = re.compile("[a-z][a-z0-9_]*", re.ASCII)
TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)"
    r"|(?P<name>w\[[01]\]|[a-z][a-z0-9_]*)|(?P<sign>[-+*/^(),]))\s*",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True)
class Part:
    """A piece of a formula: its value, where the variables are `w`, and its dual number."""

    value: Callable[[Any], Any]
    dual: Callable[[Array], Dual]


@dataclass(frozen=True)
class Formula:
    """A function of one or two variables: its number of `axes`, and what it says."""

    axes: int
    part: Part

    def value(self, w: Array) -> Array:
        """Return the height at `w`, coordinates along the first axis, as `Loss.value` does."""
        with np.errstate(all="ignore"):
            height: Array = self.part.value(w if self.axes == 2 else np.stack([w, w]))
        return height

    def gradient(self, w: Array) -> Array:
        """Return the slope at `w`, shaped like it."""
        with np.errstate(all="ignore"):
            _, *slope = self.part.dual(w if self.axes == 2 else np.stack([w, w]))
        return np.stack(slope) if self.axes == 2 else np.asarray(slope[0])


def parse(text: str) -> Formula:
    """Return what a formula says.

    Raises
    ------
    ValueError
        With a sentence for the reader that says what is wrong.
    """
    if not text.strip():
        raise ValueError("it is empty: write something like x^2 + 3y^2")
    part, met = read(text, VARIABLES, "x, y")
    if not met:
        raise ValueError("it is the same everywhere: it needs an x, or x and y")
    return Formula(max(VARIABLES[name] for name in met) + 1, part)


def read(text: str, variables: Mapping[str, int], offered: str) -> tuple[Part, set[str]]:
    """Return what an expression says, and the variables it names.

    Parameters
    ----------
    text : str
        The expression; longer ones than `MOST_LETTERS` are refused.
    variables : mapping
        The place of each name among the values that the part will be given.
    offered : str
        How a sentence lists these names, where another was typed.

    Raises
    ------
    ValueError
        With a sentence for the reader that says what is wrong.
    """
    reader = _Reader(_split(text), variables, offered)
    part = reader.sum()
    if reader.next == ")":
        raise ValueError('a "(" is missing')
    if reader.next == ",":
        raise ValueError('"," means nothing here')
    if reader.next:
        raise ValueError(f'an operator is missing before "{reader.next}"')
    return part, reader.met


def plainly(text: str) -> str:
    """Return a text with one sign for what keyboards write in several ways."""
    return re.sub(r"\*\*|[^\x00-\x7f]", lambda one: SAME.get(one[0], one[0]), text.strip())


def _split(text: str) -> list[tuple[str, str]]:
    if len(text) > MOST_LETTERS:
        raise ValueError(f"it may have {MOST_LETTERS} characters")
    plain = plainly(text)
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
    """The grammar, a method a rule; `met` are the variables met."""

    def __init__(
        self, tokens: list[tuple[str, str]], variables: Mapping[str, int], offered: str
    ) -> None:
        self.tokens = [*tokens, ("", "")]
        self.variables = variables
        self.offered = offered
        self.met: set[str] = set()
        self.depth = 0

    @property
    def next(self) -> str:
        return self.tokens[0][1]

    def takes(self, *wanted: str) -> str:
        return self.tokens.pop(0)[1] if self.next in wanted else ""

    def sum(self) -> Part:
        found = self.product()
        while sign := self.takes("+", "-"):
            found = _joined(OPERATORS[sign], found, self.product())
        return found

    def product(self) -> Part:
        found = self.signed()
        while True:
            if sign := self.takes("*", "/"):
                found = _joined(OPERATORS[sign], found, self.signed())
            elif self.tokens[0][0] == "name" or self.next == "(":
                found = _joined(OPERATORS["*"], found, self.power())
            else:
                return found

    def signed(self) -> Part:
        if self.takes("-"):
            return _applied(np.negative, lambda a: -np.ones_like(a), self.signed())
        return self.signed() if self.takes("+") else self.power()

    def power(self) -> Part:
        base = self.atom()
        return _joined(OPERATORS["^"], base, self.signed()) if self.takes("^") else base

    def atom(self) -> Part:
        kind, name = self.tokens[0]
        if not kind:
            raise ValueError("something is missing at the end")
        self.tokens.pop(0)
        if kind == "number":
            return _constant(float(name))
        if name == "(":
            return self.inside()[0]
        if kind == "sign":
            raise ValueError(f'something is missing before "{name}"')
        if name in self.variables:
            self.met.add(name)
            return _variable(self.variables[name])
        if name in CONSTANTS:
            return _constant(CONSTANTS[name])
        if name not in FUNCTIONS and name not in PAIRS:
            there = ", ".join([*FUNCTIONS, *PAIRS])
            raise ValueError(f'there is no "{name}": there are {self.offered}, pi, e and {there}')
        if not self.takes("("):
            raise ValueError(f'"{name}" needs brackets, as in {name}(...)')
        parts = self.inside(2 if name in PAIRS else 1)
        return _joined(PAIRS[name], *parts) if name in PAIRS else _applied(*FUNCTIONS[name], *parts)

    def inside(self, count: int = 1) -> list[Part]:
        """What stands in brackets: so many expressions, with commas between them."""
        self.depth += 1
        if self.depth > MOST_BRACKETS:
            raise ValueError(f"it may have {MOST_BRACKETS} brackets one within the other")
        found = [self.sum()]
        while len(found) < count:
            if not self.takes(","):
                raise ValueError("max and min compare two, as in max(..., ...)")
            found.append(self.sum())
        self.depth -= 1
        if not self.takes(")"):
            if self.next == ",":
                raise ValueError('"," means nothing here')
            missing = f'an operator is missing before "{self.next}"'
            raise ValueError(missing if self.next else 'a ")" is missing')
        return found


def _constant(x: float) -> Part:
    number = np.float64(x)  # which divides by zero without a fuss

    def dual(w: Array) -> Dual:
        none = np.zeros(np.shape(w[0]))
        return none + number, none, none

    return Part(lambda w: number, dual)


def _variable(i: int) -> Part:
    def dual(w: Array) -> Dual:
        shape = np.shape(w[0])
        along = (np.full(shape, float(i == 0)), np.full(shape, float(i == 1)))
        return np.asarray(w[i], dtype=float), *along

    return Part(lambda w: w[i], dual)


def _chain(slope: Any, inner: Any) -> Any:
    """What does not change has no slope, even where the rule for it knows none."""
    return np.where(inner == 0, 0.0, slope * inner)


def _applied(f: Callable[[Any], Any], slope: Callable[[Any], Any], a: Part) -> Part:
    def dual(w: Array) -> Dual:
        x, p, q = a.dual(w)
        return f(x), _chain(slope(x), p), _chain(slope(x), q)

    return Part(lambda w: f(a.value(w)), dual)


def _joined(operator: Operator, a: Part, b: Part) -> Part:
    f, left, right = operator

    def dual(w: Array) -> Dual:
        (x, p, q), (y, r, s) = a.dual(w), b.dual(w)
        along, also = left(x, y), right(x, y)
        return f(x, y), _chain(along, p) + _chain(also, r), _chain(along, q) + _chain(also, s)

    return Part(lambda w: f(a.value(w), b.value(w)), dual)
