"""Mistakes that can be made with whatever is put around an optimizer."""

from __future__ import annotations

from typing import Any

from autograder.mistakes.any_rule import (
    AsksTwice,
    Forgetful,
    InTheCallersArray,
    OnTheObject,
    Uphill,
)
from autograder.task import Wrong


class Unwrapped:
    """Hands everything on to the rule inside."""

    def __init__(self, rule: Any, **_: Any) -> None:
        self.rule = rule

    def init(self, w: Any) -> Any:
        """Return the rule's memory."""
        return self.rule.init(w)

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Step as the rule does."""
        return self.rule.step(w, grad, state)


def around(reference: type, section: str) -> list[Wrong]:
    """Return the mistakes of every wrapper. They belong at the end of a list."""

    def made(kind: type) -> type:
        return type(reference.__name__, (kind,), {"reference": reference})

    return [
        Wrong(
            "a step up the slope",
            "The place moves the wrong way: check the signs.",
            section,
            made(Uphill),
        ),
        Wrong(
            "memory kept on the object",
            "What is remembered lives on self, so two runs with one optimizer mix; hand it on as "
            "the state.",
            section,
            made(OnTheObject),
            worth=0.5,
        ),
        Wrong(
            "the caller's array changed",
            "The numbers are right, but the array w that was handed in has been changed: write "
            "w = w - ... in the place of w -= ...",
            section,
            made(InTheCallersArray),
            worth=0.5,
        ),
        Wrong(
            "two gradients a step",
            "The numbers are right, but grad is called twice: keep the first answer in a variable. "
            "With a mini-batch the second call would even be another gradient.",
            section,
            made(AsksTwice),
            worth=0.5,
        ),
    ]


def forgetful(reference: type, section: str) -> Wrong:
    """Return the mistake of a wrapper that drops the memory of the rule inside."""
    return Wrong(
        "the rule's memory lost",
        "The rule begins with an empty memory at every step: hand on what its step returned.",
        section,
        type(reference.__name__, (Forgetful,), {"reference": reference}),
    )
