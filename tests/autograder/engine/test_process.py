"""A child's end as the grader sees it."""

from __future__ import annotations

import os
import threading
from typing import Any

from autograder.engine import wire
from autograder.engine.process import ForkedProcess


class SlowToDie:
    """Stands in for a fork server whose child lives on for a moment after it was ended."""

    def __init__(self, pipe: Any) -> None:
        self.pipe = pipe

    def kill(self, child: int) -> None:
        threading.Timer(0.2, self.pipe.close).start()


def test_a_child_is_closed_when_it_is_gone_and_not_before() -> None:
    """What it works in is removed next, and it must not write there any more."""
    (there, to), (back, here) = os.pipe(), os.pipe()
    theirs = os.fdopen(here, "wb", buffering=0)
    wire.send(theirs, {"child": 7})
    child: Any = ForkedProcess(SlowToDie(theirs), os.fdopen(to, "wb"), os.fdopen(back, "rb", 0))  # type: ignore[arg-type]
    child.close()
    assert theirs.closed
    os.close(there)
