"""What an answer is given and what it gives back, as plain data: numbers, texts and lists.

Data that stands for a function, an optimizer, or arrays of unequal length is a dict with one key,
such as ``{"loss": {...}}``.
"""

from __future__ import annotations

import numbers
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from descent.echo import Echo
from descent.network import Network
from descent.optimizer import Array
from descent.regression import linear_regression

MOST, DEEPEST = 10_000, 5  # numbers in a result, and lists within lists


class AnswerError(TypeError):
    """An answer that cannot be tried, with what was expected instead."""


class BudgetSpentError(ValueError):
    """Something that was lent was asked for more often than it takes."""


class Oracle:
    """The slope of sum(curvature (w - centre)^2 / 2 + tilt w), counting how often it is asked."""

    def __init__(self, curvature: Any, centre: Any, tilt: Any = 0.0) -> None:
        self.curvature = np.array(curvature, dtype=float)
        self.centre = np.array(centre, dtype=float)
        self.tilt = np.array(tilt, dtype=float)
        self.asked = 0

    def __call__(self, w: Array) -> Array:
        """Return the gradient at `w`; ValueError if `w` is of another shape than it should be."""
        self.asked += 1
        w = np.asarray(w, dtype=float)
        if w.shape != self.centre.shape:
            raise ValueError(
                f"grad was asked at an array of shape {w.shape}, but w is of shape "
                f"{self.centre.shape}"
            )
        slope: Array = self.curvature * (w - self.centre) + self.tilt
        return slope


class Tuning:
    """The loss after some steps of gradient descent from 1 on each curvature, against the rate.

    Each step multiplies a distance by 1 - lr * curvature, so no step has to be taken.
    """

    def __init__(self, curvatures: Any, steps: int, budget: int) -> None:
        self.curvatures = np.array(curvatures, dtype=float)
        self.steps = steps
        self.budget = budget
        self.rates: list[float] = []  # those that were asked for

    def __call__(self, lr: Any) -> Array:
        """Return the final loss at one rate; BudgetSpentError once the budget is used up."""
        if len(self.rates) == self.budget:
            raise BudgetSpentError(f"the budget of {self.budget} runs is used up")
        self.rates.append(float(lr))
        return self.final(lr)

    @property
    def span(self) -> list[float]:
        """The lowest, the middle and the highest rate that was asked for; nothing if none was."""
        rates = sorted(self.rates)
        return [rates[0], rates[len(rates) // 2], rates[-1]] if rates else []

    def final(self, lr: Any) -> Array:
        """Return the final loss at one rate, at no cost; infinite where the run diverges."""
        with np.errstate(all="ignore"):
            left = (1 - float(lr) * self.curvatures) ** (2 * self.steps)
            loss = (self.curvatures * left).sum() / 2
        return np.asarray(np.nan_to_num(loss, nan=np.inf, posinf=np.inf))


def _loss(
    curvature: Any, centre: Any, cubic: float = 0.0, most: int | None = None
) -> Callable[[Array], float]:
    """A loss of any shape: sum(curvature (w - centre)^2 / 2 + cubic (w - centre)^3).

    It can be asked for at most `most` heights.
    """
    c, a = np.array(curvature, dtype=float), np.array(centre, dtype=float)
    left = None if most is None else iter(range(most))

    def value(w: Array) -> float:
        if left is not None and next(left, None) is None:
            raise BudgetSpentError(
                f"the loss was asked for more than {most} heights, and {most} are enough"
            )
        place = np.asarray(w, dtype=float)
        if place.shape != a.shape:
            raise ValueError(
                f"the loss was asked at an array of shape {place.shape}, but places are of shape "
                f"{a.shape}"
            )
        away = place - a
        return float((c * away**2 / 2 + cubic * away**3).sum())

    return value


def _draws(places: list[Any]) -> Callable[[], Any]:
    following = iter(places)

    def draw() -> Any:
        place = next(following, None)
        if place is None:
            raise BudgetSpentError(f"draw was called more than {len(places)} times")
        return given(place)

    return draw


def _rates(rates: list[float]) -> Callable[[int], float]:
    """A schedule given number by number, which stays at the last."""
    return lambda k: rates[min(k, len(rates) - 1)]


def _squash(most: float) -> Callable[[Array], Array]:
    """A soft limit: no clip of the course, but a function that can be put in the place of one."""
    return lambda g: most * np.tanh(g / most)


def _samples(
    x: Any, y: Any, most: int | None = None
) -> Callable[[Array, NDArray[np.integer]], Array]:
    """The mean gradient of a linear regression over some rows, at most `most` at once."""
    problem = linear_regression(_array(x), _array(y))

    def gradient(w: Array, rows: NDArray[np.integer]) -> Array:
        if most is not None and len(rows) > most:
            raise BudgetSpentError(
                f"the gradient was asked for {len(rows)} rows at once; {most} fit in memory"
            )
        return problem.gradient(w, rows)

    return gradient


LENT: dict[str, Callable[[Any], Any]] = {
    "loss": lambda data: _loss(**data),
    "slope": lambda data: Oracle(**data),
    "draws": _draws,
    "samples": lambda data: _samples(**data),
    "arrays": lambda data: [_array(item) for item in data],
    # Asked for late: importing `numpy.random` takes half as long as all else of the kit.
    "generator": lambda seed: np.random.default_rng(seed),
    "rates": _rates,
    "squash": _squash,
    "Echo": lambda data: Echo(**data),
    "network": lambda data: Network(**data),
}


def given(data: Any) -> Any:
    """Return what plain data stands for: a list is an array, a dict one of `LENT`."""
    if isinstance(data, dict):
        ((kind, described),) = data.items()
        return LENT[kind](described)
    return _array(data) if isinstance(data, list) else data


def _array(data: Any) -> Array:
    """Return numbers as an array; whole ones are of 64 bits in a page too, where 32 are usual."""
    made = np.array(data)
    return made.astype(np.int64) if made.dtype.kind == "i" else made


def plain(result: Any, depth: int = 0) -> Any:
    """Return a result as numbers, texts and lists of them; AnswerError if it is nothing so."""
    if isinstance(result, str):
        return str(result)
    if isinstance(result, numbers.Real | np.bool_):
        return float(result)
    if isinstance(result, np.ndarray):
        real(result)
    if isinstance(result, np.ndarray) and result.dtype.kind in "biuf" and result.size <= MOST:
        return result.astype(float).tolist()
    if isinstance(result, Iterable) and not isinstance(result, dict) and depth < DEEPEST:
        items = [plain(item, depth + 1) for item in islice(result, MOST + 1)]
        if len(items) <= MOST:
            return items
    wanted = "expected a number or an array to be returned"
    if result is None:
        raise AnswerError(
            f"{wanted}; got nothing (None): a function that only prints gives back nothing"
        )
    raise AnswerError(f"{wanted}; got {a(result)}")


def real(thing: Any) -> Any:
    """Return what is neither complex nor masked: as a float it would lose a part, or gain one."""
    if type(thing) is float or (type(thing) is np.ndarray and thing.dtype == float):
        return thing  # as nearly always
    if np.ma.is_masked(thing):
        raise AnswerError("expected numbers; got a masked array, in which some are missing")
    if np.iscomplexobj(thing):
        raise AnswerError("expected real numbers; got complex ones")
    return thing


def a(thing: Any) -> str:
    """Return what a thing is, with its article."""
    if thing is None:
        return "nothing (None)"
    if isinstance(thing, type):
        return f"the class {thing.__name__}"
    kind = type(thing).__name__
    spoken = kind[0] in "aeiou" or kind == "ndarray"
    return f"{'an' if spoken else 'a'} {kind}"
