"""The shape of an optimizer: hyper-parameters outside, memory handed from step to step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Gradient = Callable[[Array], Array]
"""The gradient oracle: give it a place, it answers with the slope there.

An optimizer decides *where* to ask, which is all that sets Nesterov's method apart.
"""

State = TypeVar("State")


class Optimizer(Protocol[State]):
    """What every optimizer of the course can do.

    An implementation is a frozen dataclass whose fields are the hyper-parameters. Nothing is
    remembered on the object: all memory is in `state`, so one optimizer can drive many runs.
    """

    def init(self, w: Array) -> State:
        """Return the memory before the first step, for parameters shaped like `w`."""
        ...

    def step(self, w: Array, grad: Gradient, state: State) -> tuple[Array, State]:
        """Return the next place and the next memory; `w` and `state` stay as they were."""
        ...
