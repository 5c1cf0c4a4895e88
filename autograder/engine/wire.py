"""Plain data over a pipe: msgpack in frames of bounded size. No pickle, no code.

Decoding builds text, numbers, booleans, None, lists and dicts with text keys, and nothing else;
both ends refuse anything that is not of this kind.
"""

from __future__ import annotations

import itertools
import os
import select
import struct
import time
from typing import IO, Any

import msgpack

LARGEST = 8 << 20  # bytes of one frame
PACKET = 8192  # bytes of a message to the fork server, which is a packet and needs no frame
CONTAINERS = 200_000  # lists and dicts in one: an empty one takes a byte there, and 64 here
CHUNK = 1 << 16  # bytes read at once, as many as a pipe holds
HEADER = struct.Struct("<I")


class WireError(Exception):
    """Bytes that are no message of ours."""


def send(pipe: IO[bytes], message: Any) -> None:
    """Write one message."""
    body = pack(message)
    _check(len(body))
    pipe.write(HEADER.pack(len(body)) + body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Read one message; EOFError when the other side is gone."""
    (size,) = HEADER.unpack(_exactly(pipe, HEADER.size))
    _check(size)
    return unpack(_exactly(pipe, size))


class Inbox:
    """The messages that come by a pipe from a process that may do anything.

    One message is read at a time, so a flood of them fills the pipe and nothing else.
    """

    def __init__(self, pipe: IO[bytes]) -> None:
        self.pipe = pipe
        self.read = bytearray()

    def next(self, seconds: float | None = None) -> Any:
        """Return the next message; TimeoutError after so many seconds, EOFError at the end."""
        end = None if seconds is None else time.monotonic() + seconds
        while True:
            if len(self.read) >= HEADER.size:
                (size,) = HEADER.unpack_from(self.read)
                _check(size)
                if len(self.read) >= HEADER.size + size:
                    body = bytes(self.read[HEADER.size : HEADER.size + size])
                    del self.read[: HEADER.size + size]
                    return unpack(body)
            left = None if end is None else max(end - time.monotonic(), 0.0)
            if not self._ready(left):
                raise TimeoutError
            chunk = os.read(self.pipe.fileno(), CHUNK)
            if not chunk:
                raise EOFError
            self.read += chunk

    def drain(self, seconds: float) -> None:
        """Wait until the other side is gone, but no longer than this between two reads."""
        while self._ready(seconds) and os.read(self.pipe.fileno(), CHUNK):
            pass

    def _ready(self, seconds: float | None) -> bool:
        """Whether there is something to read, or an end, within so many seconds.

        On Windows nobody can tell: there it is read until the process is ended from outside.
        """
        return os.name != "posix" or bool(select.select([self.pipe], [], [], seconds)[0])


def pack(message: Any) -> bytes:
    """Return a message as bytes."""
    body: bytes = msgpack.packb(message)
    return body


def unpack(body: bytes) -> Any:
    """Return the message in bytes; WireError if it is none."""
    left = itertools.repeat(None, CONTAINERS)

    def counted(container: Any) -> Any:
        for _ in left:
            return container
        raise WireError(f"a message of more than {CONTAINERS} lists and dicts")

    try:
        return msgpack.unpackb(
            body,
            strict_map_key=True,
            ext_hook=_no_extension,
            object_hook=counted,
            list_hook=counted,
        )
    except WireError:
        raise
    except Exception as error:  # msgpack's own errors, too deep nesting, bad UTF-8
        raise WireError(f"unreadable message: {error}") from None


def _check(size: int) -> None:
    if size > LARGEST:
        raise WireError(f"a message of {size} bytes is over the limit of {LARGEST}")


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _no_extension(code: int, _: bytes) -> Any:
    raise WireError(f"a message with the unknown type {code}")
