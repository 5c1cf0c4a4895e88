"""Whether what was seen is what was due, and in words where the two part."""

from __future__ import annotations

import builtins
from typing import Any

import numpy as np

from descent.checking.form import unfit
from descent.checking.question import MANNERS, Case, Numbers, Question
from descent.checking.sealed import near, number, rounded
from descent.checking.words import array, short

# Wide enough for float32 and for another order of summation. Every named mistake is told apart
# from a right answer by more than this (tests/course/test_mistakes.py).
RELATIVE_TOLERANCE = 1e-5
ABSOLUTE_TOLERANCE = 1e-6
OPEN = "not answered yet"

# Errors whose words say what was done; a mistake is recognised by one if they are the same. Of the
# others, such as a division by zero, one is like another.
WORDED = (
    "AnswerError",
    "AttributeError",
    "BudgetSpentError",
    "FrozenInstanceError",
    "TypeError",
    "UFuncTypeError",
    "ValueError",
)


CAUSES = {
    "BdbQuit": "\na breakpoint() is left in it",
    "FrozenInstanceError": "\nself cannot be written to: hand on what is remembered as the state",
    "SystemExit": "\nexit() or quit() is left in it",
}


def trouble(question: Question, case: Case, seen: Numbers) -> str:
    """Return what is wrong with what was seen, in words; empty if nothing is."""
    if "error" in seen and case.hidden:
        return _unseen_error(seen["error"]["kind"])
    if "error" in seen:
        return _error(seen["error"], case.inputs.get("hyper", {}))
    if question.kind == "value":
        return _value(question, case, seen["value"])
    if not case.expected:
        return unfit(case.inputs.get("form"), seen)
    if question.kind == "tuner":
        return _tuned(case, seen)
    return _path(case, seen) if "path" in case.expected else _values(case, seen)


def alike(case: Case, known: Numbers, seen: Numbers) -> bool:
    """Whether what was seen is what a known mistake shows."""
    if "end" in known and "path" in seen:
        end = np.ravel(seen["path"][-1]).tolist()
        polite = all(known[name] == seen[name] for name in MANNERS if name in known)
        return polite and close(known["end"], end, _size(seen["path"]))
    if not known or not set(known) <= set(seen):
        return False
    if "error" in known:
        due, got = known["error"], seen["error"]
        return bool(due["kind"] == got["kind"] and due["text"] == got["text"])
    if "error" in seen:
        return False
    if "value" in seen:
        return _same(case, known, seen["value"])
    numbers = next(name for name in ("path", "values", "reached") if name in known)
    size = _size(known[numbers]) if numbers == "path" else 1.0
    polite = all(known[name] == seen[name] for name in MANNERS if name in known)
    # Many searches come to the same rate; what they tried tells them apart.
    tried = "span" not in known or close(known["span"], seen["span"])
    return close(known[numbers], seen[numbers], size) and polite and tried


def tells(seen: Numbers) -> bool:
    """Whether a mistake can be known by what was seen: by a finite number, a text, a worded error.

    Of a path that is a place which is not the start. One NaN is like another, as are two answers
    that stand still.
    """
    if "error" in seen:
        return seen["error"]["kind"] in WORDED
    if "path" in seen:
        start, *later = np.array(seen["path"], dtype=float)
        return any(bool(np.any(np.isfinite(w) & (w != start))) for w in later)
    return any(_finite(seen[name]) for name in ("values", "reached", "value") if name in seen)


def _finite(thing: Any) -> bool:
    if isinstance(thing, list):
        return any(map(_finite, thing))
    number = isinstance(thing, int | float) and not isinstance(thing, bool)
    return isinstance(thing, str) or (number and bool(np.isfinite(thing)))


def parting(due: Any, got: Any) -> int | None:
    """Return the first step at which two paths part by more than rounding, if they do.

    NaN is equal to NaN, and infinity to itself.
    """
    due, got = np.array(due, dtype=float), np.array(got, dtype=float)
    if len(due) != len(got) or due.shape[1:] != got.shape[1:]:
        return 0
    with np.errstate(invalid="ignore"):
        bound = ABSOLUTE_TOLERANCE * _size(due) + RELATIVE_TOLERANCE * np.abs(due)
        same = (np.abs(got - due) <= bound) & np.isfinite(bound)
    same |= (got == due) | (np.isnan(got) & np.isnan(due))
    apart = np.flatnonzero(~same.reshape(len(due), -1).all(axis=1))
    return int(apart[0]) if len(apart) else None


def close(due: Any, got: Any, size: float = 1.0) -> bool:
    """Whether two numbers, texts or lists of them are equal but for rounding."""
    if isinstance(due, list) or isinstance(got, list):
        same = isinstance(due, list) and isinstance(got, list) and len(due) == len(got)
        return same and all(close(d, g, size) for d, g in zip(due, got, strict=True))
    if isinstance(due, str | None) or isinstance(got, str | None):
        return bool(due == got)
    # As numpy.isclose, which takes ten times as long over single numbers.
    return bool(
        got == due
        or (got != got and due != due)
        or abs(got - due)
        <= ABSOLUTE_TOLERANCE * size + RELATIVE_TOLERANCE * abs(due)
        < float("inf")
    )


def _unseen_error(kind: str) -> str:
    """Say nothing in the student's own words, as these could hold the inputs."""
    if kind == "NotImplementedError":
        return OPEN
    if kind == "Stopped":
        return "your code came to no end, or crashed, in a case that is not shown"
    error = getattr(builtins, kind, None)
    known = isinstance(error, type) and issubclass(error, Exception)
    return f"your code stopped with {kind if known else 'an error'}, in a case that is not shown"


def _error(error: Numbers, hyper: Numbers) -> str:
    if error["kind"] == "NotImplementedError":
        return OPEN
    if error["kind"] in ("AnswerError", "Stopped", "BudgetSpentError"):
        return str(error["text"])
    said = f"your code stopped with {error['kind']}"
    said += f": {error['text']}" if error["text"] else ""
    said += CAUSES.get(error["kind"], "")
    said += f"\nin the line: {error['line']}" if error["line"] else ""
    fields = [name for name in hyper if error["text"] == f"name '{name}' is not defined"]
    return said + "".join(f"\na setting is a field of the class: self.{name}" for name in fields)


def _path(case: Case, seen: Numbers) -> str:
    due, got = case.expected["path"], seen["path"]
    parted = parting(due, got)
    if parted is not None and case.hidden:
        return f"the path parts at step {parted} of {len(due) - 1}, from a start that is not shown"
    if parted is not None:
        settings = ", ".join(f"{name}={short(x)}" for name, x in case.inputs["hyper"].items())
        return (
            f"with {settings} the path parts at step {parted} of {len(due) - 1}\n"
            f"expected w = {array(due[parted])}\n"
            f"got      w = {array(got[parted])}" + _numberless(got, case.inputs["hyper"])
        )
    if "kept" not in case.expected:
        return ""
    if not seen["kept"]:
        return "the numbers are right, but step changed the array w that it was given"
    if not seen["state_kept"]:
        return (
            "the numbers are right, but step changed the state that it was given: make a new one, "
            "as whoever kept the old one now has another"
        )
    if seen["asked"] != case.expected["asked"]:
        return (
            f"the numbers are right, but grad was called {seen['asked']} times "
            f"where {case.expected['asked']} are enough"
        )
    return ""


def _numberless(path: Any, hyper: Numbers) -> str:
    """Say what is true of a path without a number to go by: it stands still, or is no number."""
    places = np.array(path, dtype=float)
    if np.array_equal(places, np.broadcast_to(places[0], places.shape)):
        return (
            "\nw never leaves its start: is the new place what step returns, and is anything that "
            "the step is multiplied by zero?"
        )
    lost = next((t for t, w in enumerate(places) if np.isnan(w).all()), None)
    if lost is None:
        return ""
    corrected = "; 1 - beta^t is zero for t = 0, so t is 1 at the first update"
    return (
        f"\nw is not a number (NaN) from step {lost} on: something is divided by zero, or the root "
        "is taken of a negative number" + corrected * ("beta1" in hyper and lost == 1)
    )


def _values(case: Case, seen: Numbers) -> str:
    rows = zip(case.inputs["arguments"], case.expected["values"], seen["values"], strict=True)
    for arguments, due, got in rows:
        if not close(due, got):
            if case.hidden:
                return "another result than expected, for arguments that are not shown"
            shown = ", ".join(map(short, arguments))
            at, due, got = _first_of(case.inputs.get("at"), due, got)
            return f"for the arguments ({shown}){at}: expected {short(due)}, got {short(got)}"
    if case.expected.get("kept") and not seen["kept"]:
        return "the result is right, but the function changed an array that it was given"
    return ""


def _first_of(at: Any, due: Any, got: Any) -> tuple[str, Any, Any]:
    """The first place at which two rows of values of a function part."""
    if not at or not isinstance(got, list) or len(got) != len(due):
        return "", due, got
    pairs = zip(at, due, got, strict=True)
    k, due, got = next(pair for pair in pairs if not close(pair[1], pair[2]))
    return f" at k = {k}", due, got


def _tuned(case: Case, seen: Numbers) -> str:
    if not seen["asked"]:
        return "no run was asked for: what a rate leads to is not looked at"
    most = case.inputs["within"] * case.inputs["lowest"]
    if seen["reached"] <= most * (1 + RELATIVE_TOLERANCE):
        return ""
    if case.hidden:
        return "the rate chosen gives a higher loss than was asked for, in a case that is not shown"
    return (
        f"after {seen['asked']} of {case.inputs['budget']} runs the rate chosen gives a loss of "
        f"{seen['reached']:.3g}; {most:.3g} or less was asked for"
    )


def _value(question: Question, case: Case, given: Any) -> str:
    entry = case.inputs.get("entry")
    name = question.name if entry is None else f"{question.name}[{entry!r}]"
    choices = case.inputs.get("choices", question.choices)
    if given is None:
        wanted = " or ".join(f'"{choice}"' for choice in choices)
        return f"{OPEN}: set {name}" + (f" to {wanted}" if wanted else "")
    if choices and _choice(given) not in map(_choice, choices):
        wanted = " or ".join(f'"{choice}"' for choice in choices)
        return f"{name} must be {wanted}; it is {given!r}"
    if "digits" in case.inputs:
        try:
            number(given)
        except ValueError as error:
            return f"{name}: {error}"
    if not case.expected or _same(case, case.expected, given):
        return ""
    if "digits" in case.inputs:
        return f"{name} = {given} is not right to {case.inputs['digits']} digits after the point"
    return f"{name}: you said {given!r}; it is {case.expected['value']!r}"


def _same(case: Case, known: Numbers, given: Any) -> bool:
    """Whether a committed answer is the known one; for a number see `sealed.near`."""
    if "digits" not in case.inputs:
        due = known.get("value")
        return (due is None) == (given is None) and _choice(due) == _choice(given)
    digits = case.inputs["digits"]
    try:
        said = number(given)
    except ValueError:
        return False
    return rounded(number(known["value"]), digits) in near(said, digits)


def _choice(given: Any) -> str:
    """A choice without what does not matter in it."""
    text = str(given)
    return text.strip(" .()\n\t").casefold()


def _size(path: Any) -> float:
    """The largest number of a path, which a mistake may have led out of the finite ones."""
    numbers = np.abs(np.array(path, dtype=float))
    return float(np.max(numbers, initial=0.0, where=np.isfinite(numbers)))
