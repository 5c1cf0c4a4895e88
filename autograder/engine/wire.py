"""Plain data over a pipe: msgpack in frames of bounded size. No pickle, no code.

Decoding builds text, numbers, booleans, None, lists and dicts with text keys, and nothing else;
both ends refuse anything that is not of this kind.
"""

from __future__ import annotations

import struct
from typing import IO, Any

import msgpack

LARGEST = 8 << 20  # bytes of one frame
PACKET = 8192  # bytes of a message to the nursery, which is a packet and needs no frame
HEADER = struct.Struct("<I")


class WireError(Exception):
    """Bytes that are no message of ours."""


def send(pipe: IO[bytes], message: Any) -> None:
    """Write one message."""
    body = pack(message)
    if len(body) > LARGEST:
        raise WireError(f"a message of {len(body)} bytes is over the limit of {LARGEST}")
    pipe.write(HEADER.pack(len(body)) + body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Read one message; EOFError when the other side is gone."""
    (size,) = HEADER.unpack(_exactly(pipe, HEADER.size))
    if size > LARGEST:
        raise WireError(f"a message of {size} bytes is over the limit of {LARGEST}")
    return unpack(_exactly(pipe, size))


def pack(message: Any) -> bytes:
    """Return a message as bytes."""
    body: bytes = msgpack.packb(message)
    return body


def unpack(body: bytes) -> Any:
    """Return the message in bytes; WireError if it is none."""
    try:
        return msgpack.unpackb(body, strict_map_key=True, ext_hook=_no_extension)
    except WireError:
        raise
    except Exception as error:  # msgpack's own errors, too deep nesting, bad UTF-8
        raise WireError(f"unreadable message: {error}") from None


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _no_extension(code: int, _: bytes) -> Any:
    raise WireError(f"a message with the unknown type {code}")
