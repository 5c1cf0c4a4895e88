"""Every system call there is goes through or is refused, and what else bounds a process holds."""

from __future__ import annotations

import errno
import os
import struct
from typing import Any

import pytest

from autograder.engine import bubblewrap, sandbox, seccomp, syscalls
from tests.helpers.confined import LATER, tried

LIMITS = {  # stated once more, as no test over a table can miss a row that is not there
    "RLIMIT_AS": 4 << 30,
    "RLIMIT_FSIZE": 16 << 20,
    "RLIMIT_NOFILE": 256,
    "RLIMIT_CPU": 300,
    "RLIMIT_CORE": 0,
}
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # AUDIT_ARCH_*, linux/audit.h
ALLOW, KILL = 0x7FFF0000, 0x80000000  # SECCOMP_RET_ALLOW and _KILL_PROCESS
REFUSED, UNKNOWN = 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS  # SECCOMP_RET_ERRNO
NOT_A_TERMINAL = 0x00050000 | errno.ENOTTY
DONE = 0x00050000  # with errno 0: told to have been done
LOCK = (73, 32)  # flock
TRUNCATE = (76, 45)  # allowed where Landlock covers it
PROBES = ((335, 336), ())  # uretprobe and uprobe, which the kernel alone can place, pass any filter
# What must never be on the list, by number on x86_64 and aarch64, from the kernel's asm/unistd.h.
NEVER = {
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "pidfd_open": (434, 434),
    "rt_sigqueueinfo": (129, 138), "pidfd_send_signal": (424, 424), "pidfd_getfd": (438, 438),
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "sendmsg": (46, 211),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "pivot_root": (155, 41),
    "mount_setattr": (442, 442), "chroot": (161, 51), "mknod": (133, None),
    "mknodat": (259, 33),
    "bpf": (321, 280), "io_uring_setup": (425, 425), "userfaultfd": (323, 282),
    "keyctl": (250, 219),
    "memfd_create": (319, 279), "shmget": (29, 194), "mq_open": (240, 180), "msgget": (68, 186),
    "chmod": (90, None), "fchmodat": (268, 53), "chown": (92, None), "fchownat": (260, 54),
    "utimensat": (280, 88), "setxattr": (188, 5), "fremovexattr": (199, 16),
    "reboot": (169, 142), "settimeofday": (164, 170), "clock_settime": (227, 112),
    "sethostname": (170, 161), "swapoff": (168, 225), "acct": (163, 89), "syslog": (103, 116),
    "sched_setscheduler": (144, 119), "sched_setattr": (314, 274), "setpriority": (141, 140),
    "capset": (126, 91), "setuid": (105, 146), "setresuid": (117, 147), "init_module": (175, 105),
    "kexec_load": (246, 104), "iopl": (172, None), "open_by_handle_at": (304, 265),
    "inotify_init1": (294, 26), "fanotify_init": (300, 262), "quotactl": (179, 60),
    "mincore": (27, 232), "preadv2": (327, 286), "fadvise64": (221, 223), "readahead": (187, 213),
    "openat2": (437, 437), "clone3": (435, 435), "seccomp": (317, 277),
}  # fmt: skip


def answer(machine: str, number: int, *given: int, architecture: int = 0, abi: int = 3) -> int:
    """What the kernel does with a call: the filter read as linux/filter.h describes it."""
    lines = [struct.unpack("<HBBI", line) for line in seccomp.program(machine, abi >= 3)]
    data = {0: number, 4: architecture or MACHINES[machine][1]}  # struct seccomp_data
    data |= {16 + 8 * i: argument for i, argument in enumerate(given)}
    at = loaded = 0
    while True:
        code, yes, no, value = lines[at]
        jump = 0
        if code == 0x06:  # BPF_RET
            return value
        if code == 0x20:  # BPF_LD
            loaded = data[value]
        elif code == 0x54:  # BPF_AND
            loaded &= value
        else:  # BPF_JEQ, BPF_JGE
            jump = yes if {0x15: loaded == value, 0x35: loaded >= value}[code] else no
        at += 1 + jump


@pytest.mark.parametrize("machine", MACHINES)
def test_the_whole_table_by_the_filter_of_each_processor(machine: str) -> None:
    column, _ = MACHINES[machine]
    nothing = [0] * 6
    allowed = {row[column]: name for name, row in syscalls.ALLOWED.items()}
    checked = {row[column]: name for name, (row, _) in syscalls.CHECKED.items()}
    never = {row[column]: name for name, row in NEVER.items()}
    assert not (set(allowed) | set(checked)) & (set(never) - {None})
    for number in range(syscalls.NEWEST + 1):
        said = answer(machine, number, *nothing)
        if number in allowed or number == TRUNCATE[column]:
            assert said == ALLOW, number
        elif number == 435:
            assert said == UNKNOWN, "clone3, so that the C library takes clone"
        elif number == LOCK[column]:
            assert said == DONE, "a lock is none, or another process could see it"
        elif number not in checked:
            assert said == REFUSED, number
    assert {answer(machine, number) for number in (451, 462, 10_000)} == {UNKNOWN}
    others = {0xC000003E, 0xC00000B7, 0x40000003} - {MACHINES[machine][1]}  # and 32 bits
    assert {answer(machine, 1, architecture=other) for other in others} == {KILL}
    assert {answer(machine, 0x40000000 + number) for number in (0, 1, 59)} == {KILL}, "x32"


@pytest.mark.parametrize("machine", MACHINES)
def test_what_is_looked_at_in_the_arguments(machine: str) -> None:
    column, _ = MACHINES[machine]

    def said(name: str, *given: int, abi: int = 3) -> int:
        row = syscalls.CHECKED.get(name, (syscalls.WITH_TRUNCATE.get(name), ()))[0]
        assert row is not None
        number = row[column]
        return ALLOW if number is None else answer(machine, number, *given, *[0] * 6, abi=abi)

    thread = 0x3D0F00  # of pthread_create, as strace shows it
    assert (said("clone", thread), said("clone", 17)) == (ALLOW, REFUSED)
    for namespace in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert said("clone", thread | namespace) == REFUSED
    assert (said("prlimit64", 0), said("prlimit64", 1)) == (ALLOW, REFUSED), "its own limits only"
    assert (said("socketpair", 1, 0x80801), said("socketpair", 1, 2)) == (ALLOW, REFUSED)
    assert (said("socketpair", 30, 1), said("socketpair", 2, 1)) == (REFUSED, REFUSED)
    for command in (8, 10, 15, 1024, 1026, 1031, 1033):  # SETOWN, SETSIG, LEASE, NOTIFY, SEALS
        assert said("fcntl", 3, command) == REFUSED
    assert {said("fcntl", 3, command) for command in (0, 1, 2, 3, 4, 1030)} == {ALLOW}
    assert {said("fcntl", 3, command) for command in (6, 7, 37, 38)} == {DONE}, "locks"
    assert {said("fcntl", 3, command) for command in (5, 36)} == {REFUSED}, "who has a lock"
    for request in (0x8901, 0x8902, 0x5452, 0x5412, 0x541C):  # FIOSETOWN, FIOASYNC, TIOCSTI
        assert said("ioctl", 3, request) == NOT_A_TERMINAL
    assert said("ioctl", 3, 0x5401) == ALLOW
    for option in (1, 4, 8, 22, 23, 24, 38, 47):  # PDEATHSIG, DUMPABLE, SECCOMP, CAPBSET, AMBIENT
        assert said("prctl", option) == REFUSED
    assert said("prctl", 15) == ALLOW
    assert (said("madvise", 0, 0, 4), said("madvise", 0, 0, 21)) == (ALLOW, REFUSED)
    for place, name in enumerate(("openat", "open")):
        before = [0] * (1 - place)
        modes = (os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, os.O_RDWR | 0x80000)
        assert {said(name, *before, 0, mode) for mode in modes} == {ALLOW}
        if machine == "x86_64" or name == "openat":
            odd = (os.O_RDONLY | os.O_TRUNC, 3, 3 | os.O_TRUNC)
            assert {said(name, *before, 0, mode) for mode in odd} == {REFUSED}
    assert (said("truncate", abi=3), said("truncate", abi=2)) == (ALLOW, REFUSED)


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    if not bubblewrap.works():
        pytest.skip(reason="calls are tried within namespaces, which bubblewrap makes")
    return tried()


def test_the_kernel_refuses_the_whole_rest_of_the_table(found: dict[str, Any]) -> None:
    assert found["level"] == sandbox.Level.FULL
    column = MACHINES[os.uname().machine][0]
    allowed = {row[column] for row in (*syscalls.ALLOWED.values(), TRUNCATE)}
    checked = {row[column] for row, _ in syscalls.CHECKED.values()}
    for number in range(syscalls.NEWEST + LATER):
        confined, free = found["confined"][str(number)], found["free"][str(number)]
        if number in allowed or number in PROBES[column]:
            assert confined == free, "as it would be without a filter"
        elif number > syscalls.NEWEST or number == 435:
            assert confined == errno.ENOSYS
        elif number == LOCK[column]:
            assert confined == 0
        elif number not in checked:
            assert confined == errno.EPERM, number


def test_no_capability_is_left(found: dict[str, Any]) -> None:
    assert found["capabilities"] == "00" * 24


def test_the_table_of_limits_is_whole() -> None:
    assert {name for name, _ in sandbox.LIMITS} == set(LIMITS)


@pytest.mark.parametrize("limit", LIMITS)
def test_a_confined_process_is_bounded_for_good(limit: str, found: dict[str, Any]) -> None:
    assert found["limits"][limit] == [LIMITS[limit]] * 2
