"""A filter by which the kernel refuses all system calls but those in `syscalls.py` (Linux only)."""

from __future__ import annotations

import ctypes
import os
import struct
from functools import cache

from . import syscalls

MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
X32 = 0x40000000  # numbers from here on are the x32 tables of x86_64

LOAD, AND, EQUAL, AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
KILL, ALLOW, ERROR = 0x80000000, 0x7FFF0000, 0x00050000
REFUSE, UNKNOWN = ERROR | syscalls.PERM, ERROR | syscalls.NOSYS
PRETEND = ERROR | syscalls.NOTHING  # the call returns 0, and nothing is done
SET_SECCOMP, FILTER = 22, 2


class Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def refuse(libc: ctypes.CDLL, *, truncate: bool) -> bool:
    """Install the filter for this process and all that it starts; False if the system cannot.

    `no_new_privs` must be set already. `truncate` says whether Landlock covers the call of this
    name, so that it need not be refused.
    """
    machine = os.uname().machine
    if machine not in MACHINES:
        return False
    lines = program(machine, truncate)
    code = ctypes.create_string_buffer(b"".join(lines))
    whole = Program(len(lines), ctypes.addressof(code))
    return bool(libc.prctl(SET_SECCOMP, FILTER, ctypes.byref(whole), 0, 0) == 0)


@cache
def program(machine: str, truncate: bool) -> tuple[bytes, ...]:
    """Return the filter for a machine, one instruction an entry."""
    column, architecture = MACHINES[machine]
    lines = [
        _op(LOAD, ARCHITECTURE),
        _op(EQUAL, architecture, yes=1),
        _op(RETURN, KILL),
        _op(LOAD, NUMBER),
    ]
    for name, (numbers, checks) in syscalls.CHECKED.items():
        number = numbers[column]
        if number is not None:
            block = _checked(checks, ERROR | syscalls.ERRORS.get(name, syscalls.PERM))
            block = _pretended(syscalls.PRETENDED_OF.get(name)) + block
            lines += [_op(EQUAL, number, no=len(block)), *block]
    return (*lines, *_search(_segments(column, truncate)))


def _checked(checks: tuple[syscalls.Only, ...], otherwise: int) -> list[bytes]:
    """Return what looks at the arguments of a call and ends with a verdict."""
    lines = []
    for check in checks:
        many = len(check.values)
        # The kernel takes these arguments as 32 bits, the lower half of what is passed.
        lines += [_op(LOAD, ARGUMENTS + 8 * check.argument), _op(AND, check.bits)]
        lines += [_op(EQUAL, value, yes=many - i) for i, value in enumerate(check.values)]
        lines += [_op(RETURN, otherwise)]
    return [*lines, _op(RETURN, ALLOW)]


def _pretended(check: syscalls.Only | None) -> list[bytes]:
    """Return what ends with a feigned success if an argument is one of these."""
    if check is None:
        return []
    many = len(check.values)
    lines = [_op(LOAD, ARGUMENTS + 8 * check.argument), _op(AND, check.bits)]
    lines += [_op(EQUAL, value, yes=many - i) for i, value in enumerate(check.values)]
    # Past the verdict, if none of them was equal.
    return [*lines, _op(AT_LEAST, 0, yes=1), _op(RETURN, PRETEND)]


def _segments(column: int, truncate: bool) -> list[tuple[int, int]]:
    """Return where, in the order of their numbers, calls begin to be treated otherwise, and how."""
    rows = {**syscalls.ALLOWED, **(syscalls.WITH_TRUNCATE if truncate else {})}
    verdicts = {row[column]: ALLOW for row in rows.values()}
    verdicts |= {row[column]: UNKNOWN for row in syscalls.UNKNOWN.values()}
    verdicts |= {row[column]: PRETEND for row in syscalls.PRETENDED.values()}
    found = [(0, verdicts.get(0, REFUSE))]
    for number in range(1, syscalls.NEWEST + 1):
        verdict = verdicts.get(number, REFUSE)
        if verdict != found[-1][1]:
            found.append((number, verdict))
    return [*found, (syscalls.NEWEST + 1, UNKNOWN), (X32, KILL)]


def _search(segments: list[tuple[int, int]]) -> list[bytes]:
    """Return a binary search for the segment that a number is in."""
    if len(segments) == 1:
        return [_op(RETURN, segments[0][1])]
    middle = len(segments) // 2
    below, above = _search(segments[:middle]), _search(segments[middle:])
    return [_op(AT_LEAST, segments[middle][0], yes=len(below)), *below, *above]


def _op(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("<HBBI", code, yes, no, value)
