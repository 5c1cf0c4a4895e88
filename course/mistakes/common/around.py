"""The right optimizer within another, which does one thing otherwise."""

from __future__ import annotations

from typing import Any


class Around:
    """Behaves as the right optimizer does; what is made of it does one thing otherwise."""

    reference: Any

    @classmethod
    def of(cls, reference: type) -> type:
        """Return this around one rule, under its name."""
        return type(reference.__name__, (cls,), {"reference": reference})

    def __init__(self, **hyper: Any) -> None:
        self.rule = self.reference(**hyper)

    def init(self, w: Any) -> Any:
        """Return the memory before the first step."""
        return self.rule.init(w)

    def step(self, w: Any, grad: Any, state: Any) -> Any:
        """Return the next place and memory."""
        return self.rule.step(w, grad, state)
