"""How an answer is tried: handed inputs, and nothing but numbers taken back.

Two sides meet here. The *examiner* (`observe`) chooses inputs, lends a gradient oracle and keeps
what comes back. The *respondent* (`RESPONSES`) sits where the student's code is: in the same
notebook for `check`, in another process for the grader. Only plain data passes between them.
"""

from __future__ import annotations

import inspect
import linecache
import traceback
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from descent.optimizer import Array, Gradient
from descent.question import Case, Kind, Numbers

Ask = Callable[..., Numbers]
"""Ask the respondent: name of the response, then its arguments."""

LONGEST = 400  # characters of an error's text worth repeating


class Unfit(TypeError):
    """An answer that cannot be tried, with what was expected instead."""


class Oracle:
    """The slope of sum(curvature * (w - centre)^2) / 2, counting how often it is asked."""

    def __init__(self, curvature: Any, centre: Any) -> None:
        self.curvature = np.array(curvature, dtype=float)
        self.centre = np.array(centre, dtype=float)
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
        slope: Array = self.curvature * (w - self.centre)
        return slope


def observe(kind: Kind, case: Case, ask: Ask) -> Numbers:
    """Try one case and return what was seen; examiner's side."""
    inputs = case.inputs
    if kind == "value":
        return ask("value")
    if kind == "function":
        return ask("call", inputs["arguments"])
    oracle = Oracle(inputs["curvature"], inputs["centre"])
    with np.errstate(all="ignore"):
        seen = ask("run", inputs["hyper"], inputs["w0"], oracle, inputs["steps"], inputs["pair"])
    return seen if "error" in seen else {**seen, "asked": oracle.asked}


def run(
    make: Any, hyper: dict[str, float], w0: list[Any], grad: Gradient, steps: int, pair: bool
) -> Numbers:
    """Walk `steps` steps with the optimizer `make(**hyper)` and return its path.

    With `pair`, the same optimizer drives a second run, step by step in turn with the first:
    whoever keeps memory on the object mixes the two up.
    """
    if not inspect.isclass(make):
        raise Unfit(f"expected a class with the methods init and step; got {_a(make)}")
    missing = [name for name in ("init", "step") if not callable(getattr(make, name, None))]
    if missing:
        raise Unfit(f"the class {make.__name__} lacks the method {' and '.join(missing)}")
    rule: Any = make(**hyper)
    starts = [np.array(w0, dtype=float)] + [2 * np.array(w0, dtype=float)] * pair
    runs = [(start, rule.init(start.copy())) for start in starts]
    path = [np.array(starts[0])]
    kept = True
    for number in range(1, steps + 1):
        for i, (w, state) in enumerate(runs):
            lent = np.array(w)
            answer = rule.step(lent, grad, state)
            if not isinstance(answer, tuple) or len(answer) != 2:
                raise Unfit(f"step must return the pair (w, state); it returned {_a(answer)}")
            kept = kept and np.array_equal(lent, w, equal_nan=True)
            place = np.array(answer[0], dtype=float)
            if place.shape != starts[i].shape:
                was, became = starts[i].shape, place.shape
                raise Unfit(f"step {number} turned w of shape {was} into shape {became}")
            runs[i] = (place, answer[1])
        path.append(runs[0][0])
    return {"path": np.array(path).tolist(), "kept": bool(kept)}


def call(function: Any, arguments: list[list[float]]) -> Numbers:
    """Call `function` once for each list of arguments and return the results."""
    if inspect.isclass(function) or not callable(function):
        raise Unfit(f"expected a function; got {_a(function)}")
    return {"values": [float(function(*values)) for values in arguments]}


def value(answer: Any) -> Numbers:
    """Return a committed answer: text, a number, or None if there is none yet."""
    if answer is None or isinstance(answer, str | bool | int | float):
        return {"value": answer.strip() if isinstance(answer, str) else answer}
    raise Unfit(f"expected a text; got {_a(answer)}")


def _a(thing: Any) -> str:
    if thing is None:
        return "nothing (None)"
    if inspect.isclass(thing):
        return f"the class {thing.__name__}"
    kind = type(thing).__name__
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


RESPONSES: dict[str, Callable[..., Numbers]] = {"run": run, "call": call, "value": value}


def respond(name: str, answer: Any, *arguments: Any) -> Numbers:
    """Give one response for `answer`; respondent's side. An error becomes plain data too."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return RESPONSES[name](answer, *arguments)
    except Exception as error:
        return {"error": describe(error, answer)}


def describe(error: Exception, answer: Any) -> dict[str, str]:
    """Return kind and text of an error, and the line of the student's code it rose from."""
    where = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename != __file__ and frame.filename == _home(answer):
            line = (linecache.getline(frame.filename, frame.lineno or 0) or "").strip()
            where = line or where
    return {"kind": type(error).__name__, "text": str(error)[:LONGEST], "line": where[:LONGEST]}


def _home(answer: Any) -> str:
    """The file (or notebook cell) in which an answer was written."""
    body = getattr(answer, "step", answer) if inspect.isclass(answer) else answer
    code = getattr(body, "__code__", None)
    return code.co_filename if code else ""
