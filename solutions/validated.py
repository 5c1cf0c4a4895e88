"""What every optimizer of the key refuses, kept out of the way of its formulas.

`validated` goes under ``@dataclass`` and adds three things: hyper-parameters are checked when they
are given, whole numbers become floats, and a gradient or a memory that does not fit is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import wraps
from math import inf
from operator import index
from typing import Any, TypeVar

import numpy as np

from descent.optimizer import Gradient

T = TypeVar("T")

Rule = tuple[Callable[[Any], bool], str]
"""What `require` asks of a value: a test of it, and the same in words."""


@dataclass(frozen=True)
class Range:
    """What a number may be: at least `least` or above `above`, below `below` or at most `most`."""

    least: float = -inf
    above: float = -inf
    below: float = inf
    most: float = inf
    whole: bool = False

    @property
    def wanted(self) -> str:
        """The range in words."""
        start = f"({self.above}" if self.above > -inf else f"[{self.least}"
        if min(self.below, self.most) < inf:
            return f"in {start}, " + (f"{self.most}]" if self.most < inf else f"{self.below})")
        number = "a whole number" if self.whole else "a finite number"
        return number + (
            f" above {self.above}" if self.above > -inf else f" of at least {self.least}"
        )

    def __contains__(self, x: Any) -> bool:
        number = index(x) if self.whole else x
        return self.least <= number <= self.most and self.above < number < self.below


# What a number may be, by the name that it has in the whole course. The playground has it from
# here, by `course.golden`.
RANGES = {
    **dict.fromkeys(("lr", "eps", "decay", "psi", "lowest"), Range(least=0)),
    **dict.fromkeys(("beta", "beta1", "beta2", "rho"), Range(least=0, below=1)),
    **dict.fromkeys(("every", "first", "steps"), Range(least=1, whole=True)),
    "threshold": Range(least=4),
    "factor": Range(least=1),
    "gamma": Range(above=0, most=1),
    "most": Range(above=0),
}
CONSTRAINTS: dict[str, Rule] = {
    name: (range_.__contains__, range_.wanted) for name, range_ in RANGES.items()
}
NON_NEGATIVE, POSITIVE, COUNT = (CONSTRAINTS[name] for name in ("lr", "most", "steps"))


def validated(cls: type[T]) -> type[T]:
    """Add the checks to a class with hyper-parameters as fields, `init` and `step`."""
    plain: Any = cls
    init, step = plain.init, plain.step

    def check_hyper(self: Any) -> None:
        for field in fields(self):
            if field.name in CONSTRAINTS:
                value = getattr(self, field.name)
                require(field.name, value, *CONSTRAINTS[field.name])
                if isinstance(value, np.generic):
                    object.__setattr__(self, field.name, value.item())

    @wraps(init)
    def validated_init(self: Any, w: Any) -> Any:
        return init(self, floating(w))

    @wraps(step)
    def validated_step(self: Any, w: Any, grad: Gradient, state: Any) -> Any:
        w = floating(w)
        for array in arrays(state):
            if np.shape(array) != np.shape(w):
                raise ValueError(
                    f"state is of shape {np.shape(array)}, but w is of shape {np.shape(w)}: "
                    "the shape changed between steps"
                )
        return step(self, w, _checked(grad), state)

    plain.__post_init__ = check_hyper
    plain.init, plain.step = validated_init, validated_step
    return cls


def require(name: str, value: Any, allowed: Callable[[Any], bool], wanted: str) -> None:
    """Raise a ValueError that names the argument and its value unless it is allowed."""
    try:
        fine = bool(allowed(value)) and not isinstance(value, bool | np.bool_ | np.ndarray)
    except (TypeError, ValueError):
        fine = False
    if not fine:
        raise ValueError(f"{name} must be {wanted}, got {value!r}")


def floating(w: Any) -> Any:
    """Return whole numbers and lists as floats, and anything else as it is."""
    if isinstance(w, bool | int | np.integer):
        return float(w)
    if isinstance(w, list | tuple):
        return np.array(w, dtype=float)
    if isinstance(w, np.ndarray) and w.dtype.kind in "biu":
        return w.astype(float)
    return w


def arrays(state: Any) -> Iterator[Any]:
    """The arrays of a memory: it may be one, a tuple with some, or nothing."""
    for part in state if isinstance(state, tuple) else (state,):
        if isinstance(part, np.ndarray | np.generic):
            yield part


def _checked(grad: Gradient) -> Gradient:
    def checked(at: Any) -> Any:
        g = floating(grad(at))
        if np.shape(g) != np.shape(at):
            raise ValueError(
                f"grad returned shape {np.shape(g)} for a place of shape {np.shape(at)}"
            )
        if np.asarray(g != g).any():  # only NaN differs from itself, in whatever type of number
            raise ValueError(f"grad returned NaN: {g}")
        return g

    return checked
