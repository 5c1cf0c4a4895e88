"""What a factor is called that a result is too large by: a setting, or what is made of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

Formula = Callable[[Mapping[str, Any], int], float]
CLOSE = 3e-6

OF_ONE: dict[str, Callable[[float], float]] = {
    "{x}": lambda x: x,
    "1 - {x}": lambda x: 1 - x,
    "1 / {x}": lambda x: 1 / x,
    "1 / (1 - {x})": lambda x: 1 / (1 - x),
    "1 + {x}": lambda x: 1 + x,
    "1 / (1 + {x})": lambda x: 1 / (1 + x),
    "{x} / (1 - {x})": lambda x: x / (1 - x),
    "(1 - {x}) / {x}": lambda x: (1 - x) / x,
    "{x}^2": lambda x: x**2,
    "1 / {x}^2": lambda x: x**-2,
    "the root of {x}": lambda x: x**0.5,
    "the root of 1 - {x}": lambda x: (1 - x) ** 0.5,
    "1 over the root of 1 - {x}": lambda x: (1 - x) ** -0.5,
}
OF_TIME: dict[str, Callable[[float, int], float]] = {
    "1 - {x}^t": lambda x, t: 1 - x**t,
    "1 / (1 - {x}^t)": lambda x, t: 1 / (1 - x**t),
    "the root of 1 - {x}^t": lambda x, t: (1 - x**t) ** 0.5,
    "1 over the root of 1 - {x}^t": lambda x, t: (1 - x**t) ** -0.5,
    "{x}^t": lambda x, t: x**t,
    "(1 - {x}^(t+1)) / (1 - {x}^t)": lambda x, t: (1 - x ** (t + 1)) / (1 - x**t),
    "(1 - {x}^t) / (1 - {x}^(t+1))": lambda x, t: (1 - x**t) / (1 - x ** (t + 1)),
}
PLAIN = {"-1": -1.0, "2": 2.0, "1/2": 0.5, "4": 4.0, "1/4": 0.25, "3": 3.0, "1/3": 1 / 3}


def named(settings: Sequence[Mapping[str, Any]], factors: Sequence[Sequence[float]]) -> list[str]:
    """Return what a factor may be called, if one formula gives it in every run and at every step.

    Parameters
    ----------
    settings : sequence of mappings
        The numbers that each run had, by name.
    factors : sequence of sequences
        The factor at each step t = 1, 2, ... of each run.
    """
    return [
        name
        for name, formula in _formulas(settings[0])
        if all(_fits(formula, run, row) for run, row in zip(settings, factors, strict=True))
    ]


def value(called: Sequence[str], setting: Mapping[str, Any]) -> float | None:
    """Return the factor that is called so; None if it is no number, or another at each step."""
    formula = dict(_formulas(setting)).get(called[0]) if called else None
    found = {formula(setting, t) for t in (1, 2)} if formula else {None}
    return found.pop() if len(found) == 1 else None


def _formulas(setting: Mapping[str, Any]) -> Iterator[tuple[str, Formula]]:
    for name, number in PLAIN.items():
        yield name, partial(_plain, number)
    for x, value in setting.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        for form, of in OF_ONE.items():
            yield form.format(x=x), partial(_of_one, x, of)
        if x.startswith(("beta", "rho")):
            for form, at in OF_TIME.items():
                yield form.format(x=x), partial(_of_time, x, at)
    if {"beta1", "beta2"} <= set(setting):
        yield "(1 - beta1^t) over the root of (1 - beta2^t)", _uncorrected


def _plain(number: float, run: Mapping[str, Any], t: int) -> float:
    return number


def _of_one(x: str, of: Callable[[float], float], run: Mapping[str, Any], t: int) -> float:
    return of(run[x])


def _of_time(x: str, at: Callable[[float, int], float], run: Mapping[str, Any], t: int) -> float:
    return at(run[x], t)


def _uncorrected(run: Mapping[str, Any], t: int) -> float:
    share: float = (1 - run["beta1"] ** t) / (1 - run["beta2"] ** t) ** 0.5
    return share


def _fits(formula: Formula, run: Mapping[str, Any], row: Sequence[float]) -> bool:
    try:
        return all(abs(formula(run, t) - x) <= CLOSE * abs(x) for t, x in enumerate(row, start=1))
    except (ZeroDivisionError, OverflowError, TypeError, KeyError):
        return False  # a root of what is negative is complex
