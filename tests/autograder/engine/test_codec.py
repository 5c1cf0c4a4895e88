"""Values on the wire come back as they were, and what is no data stays behind."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.engine import wire
from autograder.engine.codec import decode, encode


def there_and_back(value: Any) -> tuple[Any, list[Any]]:
    """What a value is on the other side, and the things that stayed on this one."""
    kept: list[Any] = []

    def keep(thing: Any) -> list[Any]:
        kept.append(thing)
        return ["handle", len(kept) - 1]

    sent = wire.unpack(wire.pack(encode(value, keep)))
    return decode(sent, lambda tag, content: (tag, content)), kept


@pytest.mark.parametrize("value", [
    None, True, -3, 2.5, "text", 2**63 - 1, 1 - 2**63, float("inf"),
    [], (), {}, (1, [2, (3,)]), {"a": (1, 2), ("b", 1): None}, [["tuple", [1]]], ["handle", 0],
])  # fmt: skip
def test_data_comes_back_as_it_was(value: Any) -> None:
    found, kept = there_and_back(value)
    assert found == value
    assert type(found) is type(value)
    assert kept == []


@pytest.mark.parametrize("kind", [float, int, bool])
def test_an_array_comes_back_as_one(kind: type) -> None:
    array = np.array([[0, 1], [2, 3]]).astype(kind)
    found, _ = there_and_back(array)
    assert isinstance(found, np.ndarray)
    assert found.tolist() == array.tolist()


class Number(int):
    """A number of the student's own, which may answer as it likes."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


@pytest.mark.parametrize(
    ("value", "plain"), [(np.float64(1.5), 1.5), (np.int8(3), 3), (np.True_, True), (Number(7), 7)]
)
def test_a_number_is_sent_as_the_plain_one(value: Any, plain: Any) -> None:
    found, _ = there_and_back(value)
    assert found == plain
    assert type(found) is type(plain)


@pytest.mark.parametrize("value", [
    2**63, -(2**63), object(), {1}, 1j, np.array([None]), np.array([1j]), np.array(["a"]),
    type("Own", (list,), {})(), type("Own", (dict,), {})(), type("Own", (np.ndarray,), {})(2),
])  # fmt: skip
def test_what_is_no_data_stays_behind(value: Any) -> None:
    found, kept = there_and_back(value)
    assert found == ("handle", 0)
    assert len(kept) == 1
    assert kept[0] is value


def test_what_is_too_deep_stays_behind() -> None:
    """Within the depth that msgpack can read; a list that holds itself has no end at all."""
    circle: list[Any] = []
    circle.append(circle)
    found, kept = there_and_back(circle)
    depth = 0
    while found != ("handle", 0):
        (found,) = found
        depth += 1
    assert depth == 21
    assert kept == [circle]


@pytest.mark.parametrize("sent", [[], ["list"], [1, 2], ["list", 1, 2], [["list", []], []]])
def test_what_is_no_value_is_refused(sent: Any) -> None:
    with pytest.raises(ValueError, match="not a value"):
        decode(sent, lambda tag, content: None)
