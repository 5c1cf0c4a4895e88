"""Frames carry plain data, and nothing else gets through."""

from __future__ import annotations

import io
import struct
from typing import Any

import msgpack
import pytest

from autograder.engine import wire


def through(message: Any) -> Any:
    pipe = io.BytesIO()
    wire.send(pipe, message)
    pipe.seek(0)
    return wire.receive(pipe)


@pytest.mark.parametrize("message", [
    None, True, 3, -1.5, float("inf"), "text", [], [1, [2.0, None]], {"a": {"b": [1]}},
])  # fmt: skip
def test_plain_data_comes_through(message: Any) -> None:
    assert through(message) == message


@pytest.mark.parametrize("message", [object(), {1, 2}, 1j, lambda: None])
def test_anything_else_is_refused(message: Any) -> None:
    with pytest.raises(TypeError):
        through(message)


def frame(body: bytes) -> io.BytesIO:
    return io.BytesIO(struct.pack("<I", len(body)) + body)


@pytest.mark.parametrize("pipe", [
    io.BytesIO(struct.pack("<I", wire.LARGEST + 1)),
    frame(b"\xc1"),
    frame(b"\x91" * 100_000),
    frame(msgpack.packb(msgpack.ExtType(5, b"x"))),
    frame(msgpack.packb({1: 2})),
    frame(b"\xdd\xff\xff\xff\xff"),
    frame(b"\xa5\xff\xff\xff\xff\xff"),
], ids=["size", "rubbish", "depth", "extension", "key", "length", "utf8"])  # fmt: skip
def test_bytes_that_are_no_message_are_a_wire_error(pipe: io.BytesIO) -> None:
    with pytest.raises(wire.WireError):
        wire.receive(pipe)


def test_an_end_in_the_middle_is_the_end() -> None:
    with pytest.raises(EOFError):
        wire.receive(io.BytesIO(struct.pack("<I", 10) + b"abc"))


def test_too_large_a_message_is_refused_before_it_is_sent() -> None:
    with pytest.raises(wire.WireError):
        wire.send(io.BytesIO(), "x" * (wire.LARGEST + 1))
