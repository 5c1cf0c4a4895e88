"""Who may race: a rule that the playground knows, by name, or any optimizer, run by Python."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from numbers import Integral, Real
from pathlib import Path
from typing import Any

import numpy as np

from descent.playground.typed_rule import FREE, USUAL, TypedRule

Spec = dict[str, Any]

_KEY = json.loads((Path(__file__).parent / "methods.json").read_text(encoding="utf-8"))

METHODS: dict[str, dict[str, float | bool]] = _KEY["methods"]
"""Every rule that the playground knows, with its usual hyper-parameters: as the key has them."""

RANGES: dict[str, dict[str, Any]] = {**_KEY["ranges"], "a": FREE, "b": FREE, "c": FREE}
"""What each number may be, as the key has it: at "least", "above", "below" and at "most" these
ends, as far as there are any; whether "whole"; and what is "wanted", in words."""

EXTRAS: dict[str, dict[str, float]] = {
    "step_decay": {"gamma": 0.5, "every": 20},
    "cosine": {"steps": 100, "lowest": 0.0},
    "warm_restarts": {"first": 20, "factor": 2, "lowest": 0.0},
    "warm_up": {"steps": 20},
    "clip_by_norm": {"most": 1.0},
    "clip_by_value": {"most": 1.0},
    "WithL2": {"decay": 0.01},
    "Decoupled": {"decay": 0.01},
}
"""What may be put around a rule, by the name it has in the key, with numbers to begin with."""

TYPED = "YourOwn"
"""The name, among those of rules, of one that is typed: its line is the racer's "rule"."""

MOST_RACERS = 6
NOT_SET = {"name", "method", "around", "own", "rule"}


def spec(given: Any) -> Spec | None:
    """Return how the playground itself can run a racer, or None if only Python can.

    Parameters
    ----------
    given : str, mapping or optimizer
        A name of `METHODS`; a mapping with that name as "method", hyper-parameters, and perhaps
        "name" (for the legend) and "around" (a mapping with a name of `EXTRAS` as "kind"); the
        same with `TYPED` as "method", the line as "rule" and the numbers it names; or an object
        with `init` and `step`, which is None here unless it is one of the course's own.

    Raises
    ------
    ValueError
        With a sentence that says what is wrong and what there is.
    """
    if isinstance(given, str):
        return checked({"method": given})
    if isinstance(given, TypedRule):
        return checked({"method": TYPED, "rule": given.text, **given.numbers})
    if isinstance(given, Mapping):
        return checked(dict(given))
    if not (callable(getattr(given, "init", None)) and callable(getattr(given, "step", None))):
        raise ValueError(
            f"a racer is a name, a dictionary or an optimizer with init and step, got {given!r}"
            + (": write it with brackets, as an object" if isinstance(given, type) else "")
        )
    if isinstance(given, type):
        raise ValueError(f"{given.__name__} is a class: write {given.__name__}() for an optimizer")
    return _course_own(given)


def _course_own(optimizer: Any) -> Spec | None:
    """Recognise an optimizer of the answer key, which is where the rules here come from."""
    name = type(optimizer).__name__
    ours = type(optimizer).__module__.partition(".")[0] == "solutions" and name in METHODS
    if not ours or not is_dataclass(optimizer):
        return None
    values = {field.name: getattr(optimizer, field.name) for field in fields(optimizer)}
    if any(value != () for key, value in values.items() if key not in METHODS[name]):
        return None  # LAMB with layers
    numbers = {k: x for k, x in values.items() if METHODS[name].get(k) != x and k in METHODS[name]}
    return {"method": name, **numbers}


def checked(racer: Spec) -> Spec:
    """Return a racer with plain numbers, or say which of its entries is wrong."""
    if "own" in racer:
        return racer
    if "method" not in racer:
        raise ValueError(f'a racer needs a "method", such as "Adam", got {racer!r}')
    owner = known("optimizer", racer["method"], [*METHODS, TYPED])
    if owner != TYPED and "rule" in racer:
        raise ValueError(f'a "rule" belongs to the method {TYPED!r}, got it with {owner!r}')
    usual = usual_numbers(racer)
    clean: Spec = {k: _value(owner, k, x, usual) for k, x in racer.items() if k not in NOT_SET}
    around = racer.get("around")
    if around:
        if "lr" not in usual:
            raise ValueError('"around" needs a rule that names lr')
        if not isinstance(around, Mapping):
            raise ValueError(f'"around" must be like {{"kind": "cosine"}}, got {around!r}')
        kind = known("extra", around.get("kind", ""), EXTRAS)
        rest = {k: x for k, x in around.items() if k != "kind"}
        numbers = {k: _value(kind, k, x, EXTRAS[kind]) for k, x in rest.items()}
        clean["around"] = {"kind": kind, **EXTRAS[kind], **numbers}
    name = {"name": str(racer["name"])} if racer.get("name") else {}
    line = {"rule": racer.get("rule", USUAL)} if owner == TYPED else {}
    return {"method": owner, **name, **line, **clean}


def usual_numbers(racer: Mapping[str, Any]) -> Mapping[str, float | bool]:
    """Return the numbers that a racer's rule has, with what they usually are."""
    if racer["method"] != TYPED:
        return METHODS[racer["method"]]
    try:
        return TypedRule(racer.get("rule", USUAL)).numbers
    except ValueError as error:
        raise ValueError(f"the rule cannot be read: {error}") from None


def _value(owner: str, name: str, value: Any, usual: Mapping[str, Any]) -> float | bool:
    known(f"hyper-parameter of {owner}", name, usual)
    if isinstance(usual[name], bool):
        if not isinstance(value, bool | np.bool_):
            raise ValueError(f"{name} of {owner} must be True or False, got {value!r}")
        return bool(value)
    return real(f"{name} of {owner}", value, **RANGES[name])


def real(
    what: str,
    value: Any,
    wanted: str = "a finite number",
    *,
    least: float = -np.inf,
    above: float = -np.inf,
    below: float = np.inf,
    most: float = np.inf,
    whole: bool = False,
) -> float:
    """Return a finite number within its range, whole ones as such, or say what is `wanted`."""
    fine = isinstance(value, Integral if whole else Real) and not isinstance(value, bool | np.bool_)
    if not fine or not (least <= value <= most and above < value < below):
        raise ValueError(f"{what} must be {wanted}, got {value!r}")
    return int(value) if isinstance(value, Integral) else float(value)


def known(what: str, name: Any, names: Iterable[str]) -> str:
    """Return `name` if there is such a thing, or raise with what there is."""
    names = list(names)
    if name in names:
        return str(name)
    near = get_close_matches(str(name), names, 1, 0.5)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}"
    raise ValueError(f"there is no {what} {name!r}: {hint}")
