"""How an answer is tried: handed inputs, and nothing but plain data taken back.

Two sides meet here. The *examiner* (`observe`) chooses inputs, lends an oracle and keeps what
comes back. The *respondent* (`RESPONSES`) sits where the student's code is: in the same notebook
for `check`, in another process for the grader. Only plain data passes between them.
"""

from __future__ import annotations

import copy
import inspect
import linecache
import numbers
import time
import traceback
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from descent.checking.driven import drive
from descent.checking.inputs import (
    AnswerError,
    BudgetSpentError,
    Oracle,
    Tuning,
    a,
    given,
    plain,
    real,
)
from descent.checking.memory import remembered, same
from descent.checking.question import Case, Kind, Numbers
from descent.checking.views import VIEWS
from descent.optimizer import Gradient

Ask = Callable[..., Numbers]
"""Ask the respondent: name of the response, then its arguments."""

HOLD = 1.0  # seconds after which what is answered goes back, as each answer has a limit of time
LONGEST = 400  # characters of an error's text worth repeating


def observe(kind: Kind, case: Case, ask: Ask) -> Numbers:
    """Try one case and return what was seen; examiner's side."""
    inputs = case.inputs
    if kind == "value":
        return ask("value", inputs.get("entry"))
    if kind == "function":
        return _viewed(ask("call", inputs["arguments"], inputs.get("at")), inputs)
    if kind == "tuner":
        tuning = Tuning(inputs["curvatures"], inputs["steps"], inputs["budget"])
        seen = ask("tune", tuning, inputs["low"], inputs["high"], inputs["budget"])
        if "error" in seen:
            return seen
        reached = float(tuning.final(seen["chosen"]))
        return {"reached": reached, "asked": len(tuning.rates), "span": tuning.span}
    oracle = Oracle(inputs["curvature"], inputs["centre"], inputs.get("tilt", 0.0))
    with np.errstate(all="ignore"):
        seen = ask("run", inputs["hyper"], inputs["w0"], oracle, inputs["steps"], inputs["pair"])
    return seen if "error" in seen else {**seen, "asked": oracle.asked}


def _viewed(seen: Numbers, inputs: Numbers) -> Numbers:
    """Look at results through the view that the case names, if it names one; see `views`."""
    if "error" in seen or "view" not in inputs:
        return seen
    try:
        return {**seen, "values": VIEWS[inputs["view"]](seen["values"], inputs["arguments"])}
    except (TypeError, ValueError, IndexError):
        text = f"the result is not of the form that was asked for: {str(seen['values'])[:100]}"
        return {"error": {"kind": "AnswerError", "text": text, "line": ""}}


def run(
    make: Any, hyper: dict[str, Any], w0: Any, grad: Gradient, steps: int, pair: bool
) -> Numbers:
    """Walk `steps` steps with the optimizer `make(**hyper)` and return its path.

    With `pair`, the same optimizer drives a second run, step by step in turn with the first:
    whoever keeps memory on the object mixes the two up.
    """
    if not inspect.isclass(make):
        raise AnswerError(f"expected a class with the methods init and step; got {a(make)}")
    missing = [name for name in ("init", "step") if not callable(getattr(make, name, None))]
    if missing:
        raise AnswerError(f"the class {make.__name__} lacks the method {' and '.join(missing)}")
    rule: Any = made(make, hyper)
    starts = [np.array(w0, dtype=float)] + [2 * np.array(w0, dtype=float)] * pair
    runs = [(start, rule.init(start.copy())) for start in starts]
    path = [np.array(starts[0])]
    kept = state_kept = True
    for number in range(1, steps + 1):
        for i, (w, state) in enumerate(runs):
            lent, before = np.array(w), remembered(state)
            answer = _step(rule, lent, grad, state)
            if not isinstance(answer, tuple) or len(answer) != 2:
                raise AnswerError(f"step must return the pair (w, state); it returned {a(answer)}")
            kept = kept and same(lent, w)
            state_kept = state_kept and same(before, remembered(state))
            if answer[0] is None:
                raise AnswerError(
                    "the place that step returned is nothing (None); the pair is (w, state), in "
                    "this order"
                )
            place = np.array(real(answer[0]), dtype=float)
            if place.shape != starts[i].shape:
                was, became = starts[i].shape, place.shape
                raise AnswerError(f"step {number} turned w of shape {was} into shape {became}")
            runs[i] = (place, answer[1])
        path.append(runs[0][0])
    return {"path": np.array(path).tolist(), "kept": bool(kept), "state_kept": state_kept}


def _step(rule: Any, w: Any, grad: Gradient, state: Any) -> Any:
    """Take one step; a state of nothing that the step cannot use is the fault of what gave it."""
    try:
        return rule.step(w, grad, state)
    except (AttributeError, TypeError) as error:
        if state is None and "NoneType" in str(error):
            raise AnswerError(
                "step was handed the state None and could not use it: do init and step return the "
                f"memory? It stopped with {type(error).__name__}: {error}"
            ) from error
        raise


def made(make: Any, hyper: Numbers) -> Any:
    """Return an optimizer with settings that are plain data; see `inputs.given`."""
    return make(**{name: _setting(name, data) for name, data in hyper.items()})


def _setting(name: str, data: Any) -> Any:
    """Return the value of a hyper-parameter: a dict stands for a function or an optimizer."""
    if name == "layers":
        return tuple(slice(*pair) for pair in data)
    return given(data) if isinstance(data, dict) else data


def call(function: Any, arguments: list[Any], at: list[Any] | None = None) -> Numbers:
    """Call `function` once for each list of arguments and return the results.

    With `at`, a result is itself a function, and what counts are its values there.
    """
    if inspect.isclass(function) or not callable(function):
        raise AnswerError(f"expected a function; got {a(function)}")
    values, kept = [], True
    for row in arguments:
        lent = [given(data) for data in row]
        before = [copy.copy(item) for item in lent]
        result = function(*lent)
        if at is not None and not callable(result):
            raise AnswerError(f"expected a function of k to be returned; got {a(result)}")
        values.append(plain(result) if at is None else [plain(result(k)) for k in at])
        arrays = [(x, y) for x, y in zip(before, lent, strict=True) if isinstance(x, np.ndarray)]
        kept = kept and all(np.array_equal(x, y) for x, y in arrays)
    return {"values": values, "kept": kept}


def calls(function: Any, rows: list[Any]) -> Numbers:
    """Return a response to `call` for each row, or for as many as begin within `HOLD`."""
    end = time.monotonic() + HOLD
    found: list[Numbers] = []
    for row in rows:
        if found and time.monotonic() > end:
            break
        found.append(respond("call", function, *row))
    return {"calls": found}


def tune(
    function: Any, objective: Callable[[Any], Any], low: float, high: float, budget: int
) -> Numbers:
    """Have `function` look for a good rate and return its choice."""
    if inspect.isclass(function) or not callable(function):
        raise AnswerError(f"expected a function; got {a(function)}")

    def ask(lr: Any) -> float:
        rate = float(lr)
        try:
            return float(objective(rate))
        except ValueError as error:  # from the other side of the wire only its words come back
            raise BudgetSpentError(str(error)) from None

    chosen = plain(function(ask, low, high, budget))
    if not isinstance(chosen, float):
        raise AnswerError(f"expected one rate to be returned; got {a(chosen)}")
    return {"chosen": chosen}


def value(answer: Any, entry: str | None = None) -> Numbers:
    """Return a committed answer: text, a number, or None if there is none yet.

    With `entry`, the answer is a dict and that entry of it is meant.
    """
    if entry is not None and answer is not None:
        if not isinstance(answer, dict):
            raise AnswerError(f"expected a dict with an entry {entry!r}; got {a(answer)}")
        answer = answer.get(entry)
    if answer is None or isinstance(answer, bool):
        return {"value": answer}
    if isinstance(answer, str):
        return {"value": str(answer).strip()}
    if isinstance(answer, numbers.Rational):
        below = "" if answer.denominator == 1 else f"/{answer.denominator}"
        return {"value": f"{answer.numerator}{below}"}
    try:
        return {"value": float(real(answer))}
    except AnswerError:
        raise
    except (TypeError, ValueError):
        point = " (in a decimal, write a point and no comma)" if isinstance(answer, tuple) else ""
        raise AnswerError(f"expected a text or a number; got {a(answer)}{point}") from None


def driven(make: Any, runs: list[Any], places: Any, slopes: Any) -> Numbers:
    """Drive the optimizer `make(**hyper)` through several runs; see `descent.checking.driven`."""
    return drive(lambda run: made(make, run["hyper"]), runs, places, slopes)


RESPONSES: dict[str, Callable[..., Numbers]] = {
    "run": run,
    "drive": driven,
    "call": call,
    "calls": calls,
    "tune": tune,
    "value": value,
}


def respond(name: str, answer: Any, *arguments: Any) -> Numbers:
    """Give one response for `answer`; respondent's side. An error becomes plain data too."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return RESPONSES[name](answer, *arguments)
    except (Exception, SystemExit) as error:
        return {"error": describe(error, answer)}


def describe(error: BaseException, answer: Any) -> dict[str, str]:
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
