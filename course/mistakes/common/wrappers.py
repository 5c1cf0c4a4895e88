"""Mistakes that can be made with whatever is put around an optimizer."""

from __future__ import annotations

from typing import Any

from course.mistakes.common.any_optimizer import common
from course.task import Misconception

# A wrapper has no rate of its own, and no defaults to fall back on.
OF_RULES = ("the learning rate applied twice", "the hyper-parameters ignored", "the rate left out")


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


def around(reference: type, section: str) -> list[Misconception]:
    """Return the mistakes of every wrapper. They belong at the end of a list."""
    return [known for known in common(reference, section) if known.name not in OF_RULES]
