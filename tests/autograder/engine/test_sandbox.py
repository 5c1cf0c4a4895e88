"""What a confined process is bounded by and refused, row by row of the tables that say so."""

from __future__ import annotations

import errno
import struct
from typing import Any

import pytest

from autograder.engine import bubblewrap, sandbox, seccomp
from tests.helpers.confined import tried

# Stated here once more, as no test over a table can miss a row that is not there.
REFUSED = """
    fork vfork execve execveat
    kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal pidfd_open pidfd_getfd
    socket connect bind listen
    ptrace process_vm_readv process_vm_writev process_madvise kcmp
    setsid setpgid unshare setns
    mount umount2 pivot_root chroot
    open_tree move_mount fsopen fsconfig fsmount fspick mount_setattr
    add_key request_key keyctl
    bpf perf_event_open io_uring_setup io_uring_enter io_uring_register userfaultfd personality
    shmget shmat semget msgget mq_open memfd_create
    chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat
    utime utimes futimesat utimensat
    setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr
    sched_setaffinity setpriority ioprio_set
""".split()  # noqa: SIM905 - a row a kind can be read
LIMITS = {
    "RLIMIT_AS": 4 << 30,
    "RLIMIT_FSIZE": 16 << 20,
    "RLIMIT_NOFILE": 256,
    "RLIMIT_CPU": 300,
    "RLIMIT_CORE": 0,
}
# Calls of every program; by number on x86_64 and aarch64, from the kernel's <asm/unistd.h>.
ALLOWED = {"read": (0, 63), "write": (1, 64), "openat": (257, 56), "futex": (202, 98)}
X86_64, AARCH64 = 0xC000003E, 0xC00000B7  # AUDIT_ARCH_* of <linux/audit.h>


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    if not bubblewrap.works():
        pytest.skip(reason="calls are tried within namespaces, which bubblewrap makes")
    return tried()


def test_the_tables_are_whole() -> None:
    assert sorted(seccomp.CALLS) == sorted(REFUSED)
    assert {name for name, _ in sandbox.LIMITS} == set(LIMITS)


@pytest.mark.parametrize("call", REFUSED)
def test_a_confined_process_is_refused(call: str, found: dict[str, Any]) -> None:
    assert found["level"] == sandbox.Level.FULL
    if call not in found["confined"]:
        pytest.skip(reason="this processor has no such call")
    assert found["confined"][call] == errno.EPERM
    assert found["free"][call] != errno.EPERM, "so it was the filter that refused it"


@pytest.mark.parametrize("limit", LIMITS)
def test_a_confined_process_is_bounded_for_good(limit: str, found: dict[str, Any]) -> None:
    assert found["limits"][limit] == [LIMITS[limit]] * 2


def answer(machine: str, architecture: int, number: int, argument: int = 0) -> int:
    """What the kernel does with a call: the filter read as linux/filter.h describes it."""
    lines = [struct.unpack("<HBBI", line) for line in seccomp.program(machine)]
    data = {0: number, 4: architecture, 16: argument}  # struct seccomp_data
    at = loaded = 0
    while True:
        code, yes, no, value = lines[at]
        if code == 0x06:  # BPF_RET
            return value
        if code == 0x20:  # BPF_LD
            loaded, jump = data[value], 0
        else:  # BPF_JEQ, BPF_JGE, BPF_JSET
            holds = {0x15: loaded == value, 0x35: loaded >= value, 0x45: loaded & value}[code]
            jump = yes if holds else no
        at += 1 + jump


@pytest.mark.parametrize(
    ("machine", "architecture", "column"), [("x86_64", X86_64, 0), ("aarch64", AARCH64, 1)]
)
def test_the_filter_of_each_processor(machine: str, architecture: int, column: int) -> None:
    def said(number: int, argument: int = 0) -> int:
        return answer(machine, architecture, number, argument)

    allow, kill = 0x7FFF0000, 0x80000000  # SECCOMP_RET_ALLOW and _KILL_PROCESS
    refuse, unknown = 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS  # SECCOMP_RET_ERRNO
    for call, row in seccomp.CALLS.items():
        assert said(row[column]) == refuse or row[column] == 0, call
    for call, row in ALLOWED.items():
        assert said(row[column]) == allow, call
    thread, signal = 0x10000, 17  # CLONE_THREAD; SIGCHLD is what a process is forked with
    clone, prlimit = (56, 220)[column], (302, 261)[column]
    assert (said(clone, thread), said(clone, signal)) == (allow, refuse)
    assert said(435) == unknown, "clone3, so that the C library takes clone"
    assert (said(prlimit, 0), said(prlimit, 1)) == (allow, refuse), "its own limits only"
    others = {X86_64, AARCH64, 0x40000003} - {architecture}  # and 32 bits, numbered otherwise
    assert {answer(machine, other, 0) for other in others} == {kill}
    assert machine != "x86_64" or said(0x40000000) == kill, "the x32 tables"
