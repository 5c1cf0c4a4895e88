"""Frames carry plain data, and nothing else gets through."""

from __future__ import annotations

import contextlib
import io
import os
import struct
import threading
from collections.abc import Iterator
from typing import IO, Any

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
    frame(msgpack.packb([{}] * (wire.CONTAINERS + 1))),
    frame(msgpack.packb([[]] * (wire.CONTAINERS + 1))),
], ids=[
    "size", "rubbish", "depth", "extension", "key", "length", "utf8", "dicts", "lists",
])  # fmt: skip
def test_bytes_that_are_no_message_are_a_wire_error(pipe: io.BytesIO) -> None:
    with pytest.raises(wire.WireError):
        wire.receive(pipe)


def test_an_end_in_the_middle_is_the_end() -> None:
    with pytest.raises(EOFError):
        wire.receive(io.BytesIO(struct.pack("<I", 10) + b"abc"))


def test_too_large_a_message_is_refused_before_it_is_sent() -> None:
    with pytest.raises(wire.WireError):
        wire.send(io.BytesIO(), "x" * (wire.LARGEST + 1))


@pytest.fixture
def pipe() -> Iterator[tuple[IO[bytes], wire.Inbox]]:
    """A pipe's end to write to, and the inbox at the other."""
    back, to = os.pipe()
    with os.fdopen(to, "wb", buffering=0) as sink, os.fdopen(back, "rb", buffering=0) as source:
        yield sink, wire.Inbox(source)


Pipe = tuple[IO[bytes], wire.Inbox]


def test_messages_come_one_by_one(pipe: Pipe) -> None:
    sink, inbox = pipe
    for message in ("first", {"second": 2}):
        wire.send(sink, message)
    assert inbox.next(1.0) == "first"
    assert inbox.next(1.0) == {"second": 2}
    with pytest.raises(TimeoutError):
        inbox.next(0.01)


def test_a_message_may_come_in_pieces(pipe: Pipe) -> None:
    sink, inbox = pipe
    whole = frame(wire.pack("a message")).getvalue()
    for cut in (2, 7, len(whole)):
        with pytest.raises(TimeoutError):
            inbox.next(0.01)
        sink.write(whole[:cut])
        whole = whole[cut:]
    assert inbox.next(1.0) == "a message"


def test_the_largest_message_passes_a_pipe(pipe: Pipe) -> None:
    sink, inbox = pipe
    message = "x" * (wire.LARGEST - 10)
    writer = threading.Thread(target=wire.send, args=(sink, message))
    writer.start()
    assert inbox.next(30.0) == message
    writer.join()


def test_a_flood_stays_in_the_pipe(pipe: Pipe) -> None:
    sink, inbox = pipe
    os.set_blocking(sink.fileno(), False)
    flood = frame(wire.pack("drop")).getvalue()
    written = 0
    with contextlib.suppress(BlockingIOError):
        while written < 100 * wire.CHUNK:
            number = sink.write(flood)
            if number is None:
                break
            written += number
    assert inbox.next(1.0) == "drop"
    assert len(inbox.read) <= wire.CHUNK


def test_no_more_is_read_than_is_allowed(pipe: Pipe) -> None:
    sink, inbox = pipe
    sink.write(struct.pack("<I", wire.LARGEST + 1))
    with pytest.raises(wire.WireError, match="over the limit"):
        inbox.next(1.0)


@pytest.mark.parametrize("rest", [b"", b"\x01", struct.pack("<I", 9) + b"half"])
def test_the_end_is_told(pipe: Pipe, rest: bytes) -> None:
    sink, inbox = pipe
    sink.write(rest)
    sink.close()
    with pytest.raises(EOFError):
        inbox.next(1.0)


def test_the_end_is_waited_for(pipe: Pipe) -> None:
    sink, inbox = pipe
    sink.write(b"rubbish")
    threading.Timer(0.1, sink.close).start()
    inbox.drain(30.0)
    assert sink.closed
