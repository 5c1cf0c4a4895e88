"""Functions that a reader types, in Python and in a browser: those of the course, spelt out."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from traitlets import TraitError

from descent import losses, minimize
from descent.playground import Playground
from descent.playground.formula import FUNCTIONS, MOST_BRACKETS, MOST_LETTERS, PAIRS, parse
from descent.playground.surfaces import your_own
from solutions import Adam
from tests.descent.playground.test_parity import points, script

__all__ = ["script"]  # the fixture

SPELT = {
    "bowl": ("x^2", 2),
    "ravine": ("(x^2 + 100 w[1]**2)/2", 10),
    "rosenbrock": ("(1 − x)² + 100(y - x^2)^2", 3),  # noqa: RUF001 - as some keyboards have it
    "himmelblau": ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", 5),
    "beale": ("(1.5-x+x y)^2 + (2.25-x+x y^2)^2 + (2.625-x+x*y^3)^2", 4),
    "saddle": (".5e0x^2 - y^2/2 + y^4/4", 2),
    "plateau": ("1 - exp(-(x^2 + y^2)/2)", 4),
    "double_well": ("w^4 - 3w^2 + w", 2.2),
}
SEEN = """([formula, reach, points]) => {
  const one = playground.surface("your_own", { formula, reach });
  const { start, window, minima, lowest } = one;
  return { start, window, minima, lowest,
           heights: points.map(one.value), slopes: points.map(one.gradient) };
}"""
# A derivative as calculus has it, at x = 0.7, y = 1.3.
X, Y = 0.7, 1.3
SLOPES = {
    "exp(2x)": [2 * np.exp(1.4)],
    "ln(x)": [1 / X],
    "sqrt(x)": [0.5 / np.sqrt(X)],
    "abs(-x)": [1],
    "sin(x)": [np.cos(X)],
    "cos(x)": [-np.sin(X)],
    "tan(x)": [1 / np.cos(X) ** 2],
    "tanh(x)": [1 / np.cosh(X) ** 2],
    "sign(x) y": [0, 1],
    "max(x, 2y)": [0, 2],
    "min(x, 2y) + 0y": [1, 0],
    "x^y": [Y * X ** (Y - 1), np.log(X) * X**Y],
    "x/y": [1 / Y, -X / Y**2],
    "-x^2": [-2 * X],
    "2^-x": [-np.log(2) * 2**-X],
    "x^2^3": [8 * X**7],
    "1/2x": [0.5],
    "(0-x)^2 + 0y": [2 * X, 0],
    "e^x + pi": [np.exp(X)],
    "+x - -y": [1, 1],
}
WRONG = {
    "": "it is empty",
    "x +": "something is missing at the end",
    "7": "it is the same everywhere",
    "x z": 'there is no "z": there are x, y, pi, e and exp, ln',
    "constructor(x)": 'there is no "constructor"',
    "alert(x)": 'there is no "alert"',
    "2 3x": 'an operator is missing before "3"',
    "sin x": '"sin" needs brackets, as in sin(...)',
    "max(x) + y": "max and min compare two, as in max(..., ...)",
    "sin(x, y)": '"," means nothing here',
    "x, y": '"," means nothing here',
    "(x": 'a ")" is missing',
    "(x 3)": 'an operator is missing before "3"',
    "x)": 'a "(" is missing',
    "x * / y": 'something is missing before "/"',
    "x; y": '";" means nothing here',
    "ln(-1 - x^2)": "it has no value anywhere from -3 to 3",
    "x" * (MOST_LETTERS + 1): f"it may have {MOST_LETTERS} characters",
    "(" * MOST_LETTERS: f"it may have {MOST_BRACKETS} brackets",
}


@pytest.mark.parametrize("name", SPELT)
def test_a_surface_spelt_out_is_that_surface(script: Any, name: str) -> None:
    (formula, reach), due = SPELT[name], losses.CATALOGUE[name]()
    typed, places = your_own(formula, reach), points(due)
    seen = script.evaluate(SEEN, [formula, reach, places.tolist()])
    shape = (-1, *due.start.shape)
    where = places.reshape(shape)
    for heights, slopes in (
        (seen["heights"], np.reshape(seen["slopes"], shape)),
        ([typed.value(w) for w in where], [typed.gradient(w) for w in where]),
    ):
        np.testing.assert_allclose(heights, [due.value(w) for w in where], rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(slopes, [due.gradient(w) for w in where], rtol=1e-9, atol=1e-9)
    inside = sorted(np.ravel(w).tolist() for w in due.minima)
    for minima in (seen["minima"], typed.minima):
        found = sorted(np.ravel(w).tolist() for w in minima if shown(due, w))
        np.testing.assert_allclose(found, inside, atol=2e-3 if name == "plateau" else 1e-5)
    np.testing.assert_allclose(np.ravel(typed.start), seen["start"])
    assert [list(pair) for pair in typed.window] == seen["window"]


def shown(loss: Any, w: Any) -> bool:
    """Whether a place is within a surface's window; Beale's has a hollow below it."""
    low, high = np.transpose(loss.window)
    return bool(((low <= np.ravel(w)) & (np.ravel(w) <= high)).all())


@pytest.mark.parametrize("formula", SLOPES)
def test_slopes_are_those_of_calculus(script: Any, formula: str) -> None:
    w = np.array([X, Y][: len(SLOPES[formula])])
    typed = np.ravel(parse(formula).gradient(w if w.size == 2 else w[0]))
    seen = script.evaluate(SEEN, [formula, 3, [w.tolist()]])["slopes"][0]
    np.testing.assert_allclose(typed, SLOPES[formula], rtol=1e-12)
    np.testing.assert_allclose(seen, SLOPES[formula], rtol=1e-12)


def test_every_function_has_its_slope_compared() -> None:
    assert all(any(f"{name}(" in formula for formula in SLOPES) for name in (*FUNCTIONS, *PAIRS))


@pytest.mark.parametrize("formula", WRONG)
def test_what_cannot_be_read_gets_the_same_sentence_in_both(script: Any, formula: str) -> None:
    with pytest.raises(ValueError, match=re.escape(WRONG[formula])) as told:
        your_own(formula)
    address = f"surface=your_own&formula={formula}&race=Adam()"
    state = script.evaluate("(text) => playground.fromAddress(text)", address)
    assert state["complaints"] == [f"the formula cannot be read: {told.value}"]


def test_a_formula_comes_back_from_an_address(script: Any) -> None:
    there = script.evaluate(
        """() => {
          const text = "surface=your_own&formula=x²%20%2B%203y**2&reach=4&start=1,2&race=Adam()";
          const { state } = playground.fromAddress(text);
          return [playground.toAddress(state), playground.toAddress(playground.fromAddress(
            playground.toAddress(state)).state), state.options];
        }"""
    )
    assert there[0] == there[1]
    assert there[2] == {"formula": "x^2 + 3y^2", "reach": 4}


def test_python_races_over_it_too() -> None:
    race = Playground("your_own", ["Adam"], formula="x^2 + 3y^2", reach=4, steps=9, start=[1, 2])
    due = minimize(Adam(), losses.ravine(), np.array([1.0, 2.0]), 9)  # nothing but its shape
    run = race.run(Adam())
    assert run.places.shape == due.places.shape
    w = run.places[-1]
    assert np.isclose(run.losses[-1], w[0] ** 2 + 3 * w[1] ** 2)
    race.options = {"formula": "x^2"}
    race.start = [1.0]
    with pytest.raises(TraitError, match="your_own has 1 coordinates, the start 2"):
        race.start = [1.0, 2.0]
    with pytest.raises(ValueError, match='there is no "z"'):
        Playground("your_own", ["Adam"], formula="z")


def test_the_edge_is_the_lowest_place_of_what_falls_to_it() -> None:
    assert your_own("x y", 5).minima[0].tolist() in ([5, -5], [-5, 5])
    assert your_own("x^3 - 3x", 3).minima[0] == -3
    assert np.isclose(your_own("x^3 - 3x", 3).minima[1], 1)
