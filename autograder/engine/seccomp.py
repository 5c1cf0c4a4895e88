"""System calls that no coursework needs, refused by the kernel from now on (Linux only).

What is left allows computing, threads, and files as far as Landlock lets them. Refused: starting
programs and processes, signals, sockets, other processes' memory, namespaces and mounts, and
changing whom files belong to, what they allow, and their times and attributes, which Landlock does
not cover. What files are called may change, as far as Landlock lets it: within the workdir.
"""

from __future__ import annotations

import ctypes
import os
import struct

# One row a call: its number on x86_64 and on aarch64 (0 where there is none).
CALLS = {
    "fork": (57, 0),
    "vfork": (58, 0),
    "execve": (59, 221),
    "execveat": (322, 281),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "setsid": (112, 157),
    "setpgid": (109, 154),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "userfaultfd": (323, 282),
    "personality": (135, 92),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "memfd_create": (319, 279),
    "chmod": (90, 0),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, 0),
    "fchown": (93, 55),
    "lchown": (94, 0),
    "fchownat": (260, 54),
    "utime": (132, 0),
    "utimes": (235, 0),
    "futimesat": (261, 0),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "sched_setaffinity": (203, 122),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
}
CLONE, CLONE3, PRLIMIT = (56, 220), (435, 435), (302, 261)
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
X32 = 0x40000000  # numbers from here on are the x32 tables of x86_64
CLONE_THREAD = 0x10000

LOAD, EQUAL, AT_LEAST, HAS_BITS, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
KILL, ALLOW, REFUSE, UNKNOWN = 0x80000000, 0x7FFF0000, 0x00050001, 0x00050026  # EPERM, ENOSYS
SET_SECCOMP, FILTER = 22, 2


class Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def program(machine: str) -> list[bytes]:
    """Return the filter for a machine, one instruction an entry."""
    column, architecture = ARCHITECTURES[machine]

    def op(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("<HBBI", code, yes, no, value)

    lines = [
        op(LOAD, ARCHITECTURE),
        op(EQUAL, architecture, yes=1),
        op(RETURN, KILL),
        op(LOAD, NUMBER),
    ]
    if machine == "x86_64":
        lines += [op(AT_LEAST, X32, no=1), op(RETURN, KILL)]
    # With clone3 unknown, the C library makes threads by clone, whose flags can be looked at.
    lines += [op(EQUAL, CLONE3[column], no=1), op(RETURN, UNKNOWN)]
    lines += [
        op(EQUAL, CLONE[column], no=4),
        op(LOAD, FIRST_ARGUMENT),
        op(HAS_BITS, CLONE_THREAD, yes=1),
        op(RETURN, REFUSE),
        op(LOAD, NUMBER),
    ]
    lines += [
        op(EQUAL, PRLIMIT[column], no=4),  # the limits of this process only
        op(LOAD, FIRST_ARGUMENT),
        op(EQUAL, 0, yes=1),
        op(RETURN, REFUSE),
        op(LOAD, NUMBER),
    ]
    numbers = [row[column] for row in CALLS.values() if row[column]]
    lines += [op(EQUAL, n, yes=len(numbers) - i) for i, n in enumerate(numbers)]
    return [*lines, op(RETURN, ALLOW), op(RETURN, REFUSE)]


def refuse(libc: ctypes.CDLL) -> bool:
    """Install the filter for this process and all that it starts; False if the system cannot.

    `no_new_privs` must be set already.
    """
    machine = os.uname().machine
    if machine not in ARCHITECTURES:
        return False
    lines = program(machine)
    code = ctypes.create_string_buffer(b"".join(lines))
    whole = Program(len(lines), ctypes.addressof(code))
    return bool(libc.prctl(SET_SECCOMP, FILTER, ctypes.byref(whole), 0, 0) == 0)
