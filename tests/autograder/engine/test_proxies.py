"""What trusted code asks of a student's thing."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.engine.proxies import Names, Proxy


class Asked:
    """Stands in for the student's process."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def attribute(self, number: int, name: str) -> str:
        self.names.append(name)
        return f"the student's {name}"

    name = attribute


def test_what_python_itself_looks_for_is_not_asked_of_a_student() -> None:
    """`__array__`, say: NumPy would take numbers from it that nobody has looked at."""
    reach: Any = Asked()
    thing = Proxy(reach, 3)
    assert thing.speed == "the student's speed"
    for special in ("__array__", "__float__", "__wrapped__"):
        assert not hasattr(thing, special)
    assert reach.names == ["speed"]
    with pytest.raises(KeyError):
        Names(reach)["__build_class_of_mine__"]
    assert reach.names == ["speed"]
