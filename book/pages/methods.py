"""All methods side by side: what they say of themselves, and what is measured of them here.

A page asks for the table by ```` ```{methods} ````, for all rules by ```` ```{rules} ````, and for
one of them, folded up beside its formula, by ```` ```{rule} Adam ````. That is the rule in the
letters of the code and not the code, which is what exercises ask for. The sentence and the rule are
the docstring's. What is kept, how long the first step is and what a path does not notice come from
runs of the very class, so none of it can part from the code.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, NamedTuple

import numpy as np
from sphinx.application import Sphinx

import solutions

ASKED = re.compile(r"^```\{(methods|rules|rule)\}(?: (\w+))?\n```$", re.MULTILINE)
RULE = re.compile(r"^Rule[^\n]*(?:\n[^\n]+)*?::\n\n((?: {4}[^\n]*\n|\n)+)", re.MULTILINE)
Field = Callable[[Any], Any]


class Method(NamedTuple):
    """A row: a name of the key, where it is taught, what torch calls it, and when it is used."""

    name: str
    section: str
    torch: str
    when: str


METHODS = (
    Method("GradientDescent", "gradient", "SGD", "a baseline; no memory to spare"),
    Method("Momentum", "running-average", "", "to understand averages; Adam's upper half"),
    Method("HeavyBall", "two-conventions", "SGD(momentum=)", "convolutions, with a schedule"),
    Method(
        "NesterovShifted", "shifted-form", "SGD(nesterov=True)", "as the heavy ball, less ringing"
    ),
    Method("Adagrad", "adagrad", "Adagrad", "sparse features"),
    Method("RMSProp", "rmsprop", "RMSprop", "targets that move; older recipes"),
    Method("Adam", "adam", "Adam", "a safe first try, rate tuned"),
    Method("AdamW", "adamw", "AdamW", "transformers; the usual default"),
    Method("AMSGrad", "after-adam", "Adam(amsgrad=True)", "where a proof is wanted"),
    Method("Adadelta", "adadelta", "Adadelta", "seldom today"),
    Method("Nadam", "nadam", "NAdam", "in the place of Adam"),
    Method("RAdam", "radam", "RAdam", "Adam without a warm-up of one's own"),
    Method("LAMB", "lamb", "", "very large batches"),
    Method("Lion", "lion", "", "half of Adam's memory"),
    Method("Muon", "muon", "Muon", "hidden matrices, AdamW for the rest"),
    Method("ScheduleFree", "schedule-free", "", "an end that is not known"),
)

CURVATURES = np.diag([1.0, 10.0])
START = np.array([[2.0, -1.0], [0.7, 1.2]])
LR = 0.01
YES, NO = "yes", "no"


def tabulate(_: Sphinx, __: str, source: list[str]) -> None:
    """Put table and rules in the place of the requests for them."""
    made = {"methods": lambda _: table(), "rules": lambda _: rules(), "rule": folded}
    source[0] = ASKED.sub(lambda asked: made[asked[1]](asked[2]), source[0])


def table() -> str:
    """Return the table of all methods in Markdown."""
    heads = (
        *("Method", "What it does", "Kept a weight", "First step"),
        *("Loss · 1000", "Axes turned", "$w$ · 100", "In torch", "When"),
    )
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for method in METHODS:
        rule = made(method)
        cells = (
            *(f"[{method.name}](#{method.section})", summary(method.name)),
            *(str(kept(rule)), first_step(rule)),
            *(said(unmoved(rule, change)) for change in (louder, turned, finer)),
            *(f"`{method.torch}`" if method.torch else "none", method.when),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def rules() -> str:
    """Return the rule of every method, as its docstring has it."""
    return "\n\n".join(
        f"**{method.name}**\n\n```text\n{rule_of(method.name)}\n```" for method in METHODS
    )


def folded(name: str) -> str:
    """Return one rule, folded up, as it stands beside its formula in a lesson."""
    return f"````{{dropdown}} In the letters of the code\n```text\n{rule_of(name)}\n```\n````"


def summary(name: str) -> str:
    """Return the first sentence of a docstring, on one line."""
    text = inspect.getdoc(getattr(solutions, name)) or ""
    first = " ".join(text.split("\n\n")[0].split()).rstrip(".")
    return first.replace("`", "").replace("|", r"\|")


def rule_of(name: str) -> str:
    """Return the lines of a docstring's rule, moved to the margin.

    Raises
    ------
    ValueError
        If the docstring has no rule.
    """
    found = RULE.search((inspect.getdoc(getattr(solutions, name)) or "") + "\n")
    if not found:
        raise ValueError(f"the docstring of solutions.{name} has no rule")
    return textwrap.dedent(found[1]).strip()


def made(method: Method) -> Any:
    """Return the optimizer at its usual settings, without decay, at a rate that suits the tests."""
    rule = getattr(solutions, method.name)(lr=LR)
    plain = {"decay": 0.0} if any(field.name == "decay" for field in fields(rule)) else {}
    return replace(rule, **plain)


def walk(rule: Any, grad: Field, w: Any, steps: int = 30) -> tuple[Any, Any]:
    """Return the last place and memory of a walk."""
    state = rule.init(w)
    for _ in range(steps):
        w, state = rule.step(w, grad, state)
    return w, state


def slope(w: Any) -> Any:
    """Return the gradient of the landscape of matrices on which all is tried."""
    return CURVATURES @ w


def kept(rule: Any) -> int:
    """Return how many numbers a weight are remembered: those that a later place depends on."""
    w, state = walk(rule, slope, START, 3)
    after = walk_on(rule, w, state)
    parts = state if isinstance(state, tuple) else (state,)
    count = 0
    for place, part in enumerate(parts):
        if np.shape(part) != START.shape:
            continue
        other = tuple(p + 0.5 if k == place else p for k, p in enumerate(parts))
        moved = type(state)(*other) if hasattr(state, "_fields") else other[0]
        count += not np.array_equal(walk_on(rule, w, moved), after)
    return count


def walk_on(rule: Any, w: Any, state: Any) -> Any:
    """Return the place two steps on: what the first only stores, the second may use."""
    for _ in range(2):
        w, state = rule.step(w, slope, state)
    return w


def first_step(rule: Any) -> str:
    """Return how long the first step is, for a slope g at a place w, in rates."""

    def length(g: float, w: float) -> float:
        at = w * np.eye(2)
        after, _ = rule.step(at, lambda _: g * np.eye(2), rule.init(at))
        return float(np.abs(after - at).max()) / LR

    plain, steep, far = length(2.0, 1.0), length(2000.0, 1.0), length(2.0, 3.0)
    if np.isclose(far, 3 * plain, rtol=1e-3):
        return f"{plain:.3g} lr \\|w\\|".removeprefix("1 ")
    unit, number = ("lr", plain) if np.isclose(plain, steep, rtol=1e-3) else ("lr g", plain / 2)
    return f"{number:.3g} {unit}".removeprefix("1 ")


def unmoved(rule: Any, change: Callable[[], tuple[Field, Field]]) -> bool:
    """Whether the path of a changed landscape is the old one, changed alike."""
    there, grad = change()
    old, new = walk(rule, slope, START)[0], walk(rule, grad, there(START))[0]
    return bool(np.allclose(new, there(old), rtol=0, atol=1e-4 * np.abs(there(START)).max()))


def louder() -> tuple[Field, Field]:
    """Multiply the loss by 1000."""
    return lambda w: w, lambda w: 1000 * slope(w)


def turned() -> tuple[Field, Field]:
    """Turn the axes by 30 degrees."""
    c, s = np.cos(np.pi / 6), np.sin(np.pi / 6)
    turn = np.array([[c, -s], [s, c]])
    return lambda w: turn @ w, lambda w: turn @ slope(turn.T @ w)


def finer() -> tuple[Field, Field]:
    """Measure w in a unit a hundred times finer."""
    return lambda w: 100 * w, lambda w: slope(w / 100) / 100


def said(yes: bool) -> str:
    """Return what the table says of a path that is, or is not, the same."""
    return YES if yes else NO
