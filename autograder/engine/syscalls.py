"""The system calls that a student's process may make; every other one is refused.

The list was taken down by `strace` from notebooks that compute, draw, print, wait, start threads
and keep files, and completed by the other forms of the same calls, which another C library or
NumPy may choose. A call that is not here gets EPERM, so what a later kernel adds is refused too.

Left out with intent: what starts programs and processes, signals to others, sockets, namespaces,
devices, other processes' memory; what changes rights, owners or times of files, which Landlock does
not cover; and what tells or changes which pages of a file are in memory (`mincore`, `cachestat`,
`preadv2`, `fadvise64`, `readahead`), as that would outlive the process.
"""

from __future__ import annotations

from dataclasses import dataclass

Numbers = tuple[int, int | None]
"""A call's number on x86_64 and on aarch64; None where there is none."""


@dataclass(frozen=True)
class Only:
    """A call is allowed if these bits of an argument, counted from 0, are one of `values`."""

    argument: int
    values: tuple[int, ...]
    bits: int = 0xFFFFFFFF


NOTHING, PERM, NOTTY, NOSYS = 0, 1, 25, 38  # errors, of errno.h
NEWEST = 450  # of Linux 6.1, as Debian 12 has it: the C library can do without any later call

ALLOWED: dict[str, Numbers] = {
    # Memory.
    "brk": (12, 214),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "mprotect": (10, 226),
    "msync": (26, 227),
    # Threads: clone and clone3 have lines of their own below.
    "futex": (202, 98),
    "futex_waitv": (449, 449),
    "set_robust_list": (273, 99),
    "rseq": (334, 293),
    "membarrier": (324, 283),
    "set_tid_address": (218, 96),
    "gettid": (186, 178),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "sched_getparam": (143, 121),
    "sched_getscheduler": (145, 120),
    "sched_get_priority_max": (146, 125),
    "sched_get_priority_min": (147, 126),
    "getcpu": (309, 168),
    "exit": (60, 93),
    "exit_group": (231, 94),
    # Signals of this process to itself, by timers and faults.
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "rt_sigpending": (127, 136),
    "rt_sigsuspend": (130, 133),
    "rt_sigtimedwait": (128, 137),
    "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
    "pause": (34, None),
    # Time.
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "gettimeofday": (96, 169),
    "time": (201, None),
    "nanosleep": (35, 101),
    "times": (100, 153),
    "alarm": (37, None),
    "getitimer": (36, 102),
    "setitimer": (38, 103),
    # What this process is.
    "getpid": (39, 172),
    "getppid": (110, 173),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "getresuid": (118, 148),
    "getresgid": (120, 150),
    "getgroups": (115, 158),
    "getpgid": (121, 155),
    "getpgrp": (111, None),
    "getsid": (124, 156),
    "getpriority": (140, 141),
    "getrusage": (98, 165),
    "getrlimit": (97, 163),
    "uname": (63, 160),
    "sysinfo": (99, 179),
    "getrandom": (318, 278),
    "umask": (95, 166),
    # Files that are open.
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "pread64": (17, 67),
    "pwrite64": (18, 68),
    "preadv": (295, 69),
    "pwritev": (296, 70),
    "lseek": (8, 62),
    "close": (3, 57),
    "close_range": (436, 436),
    "dup": (32, 23),
    "dup2": (33, None),
    "dup3": (292, 24),
    "fstat": (5, 80),
    "fstatfs": (138, 44),
    "ftruncate": (77, 46),
    "fallocate": (285, 47),
    "fsync": (74, 82),
    "fdatasync": (75, 83),
    "sendfile": (40, 71),
    "copy_file_range": (326, 285),
    # Files by their names, as far as Landlock lets them; open and openat stand below.
    "creat": (85, None),
    "stat": (4, None),
    "lstat": (6, None),
    "newfstatat": (262, 79),
    "statx": (332, 291),
    "statfs": (137, 43),
    "access": (21, None),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "getdents": (78, None),
    "getdents64": (217, 61),
    "getcwd": (79, 17),
    "chdir": (80, 49),
    "fchdir": (81, 50),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "rmdir": (84, None),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    "link": (86, None),
    "linkat": (265, 37),
    "symlink": (88, None),
    "symlinkat": (266, 36),
    # Pipes and waiting; a socket is had in a pair only, which asyncio needs.
    "pipe": (22, None),
    "pipe2": (293, 59),
    "select": (23, None),
    "pselect6": (270, 72),
    "poll": (7, None),
    "ppoll": (271, 73),
    "epoll_create": (213, None),
    "epoll_create1": (291, 20),
    "epoll_ctl": (233, 21),
    "epoll_wait": (232, None),
    "epoll_pwait": (281, 22),
    "epoll_pwait2": (441, 441),
    "eventfd2": (290, 19),
    "sendto": (44, 206),
    "recvfrom": (45, 207),
    "shutdown": (48, 210),
    "getsockname": (51, 204),
    "getpeername": (52, 205),
    "getsockopt": (55, 209),
}

THREAD, NEW = 0x10000, 0x7E020000  # flags of clone: a thread; namespaces of its own
# Opened in a way that asks for no right, or emptied though opened for reading only: old Landlock
# looks at neither.
OPEN = Only(0, (0, 1, 2, 0x201, 0x202), bits=0x203)
MODES = OPEN.values, OPEN.bits

CHECKED: dict[str, tuple[Numbers, tuple[Only, ...]]] = {
    "clone": ((56, 220), (Only(0, (THREAD,), bits=THREAD | NEW),)),
    "prlimit64": ((302, 261), (Only(0, (0,)),)),  # of this process only
    "open": ((2, None), (Only(1, *MODES),)),
    "openat": ((257, 56), (Only(2, *MODES),)),
    "socketpair": ((53, 199), (Only(0, (1,)), Only(1, (1,), bits=0xF))),  # AF_UNIX, SOCK_STREAM
    # Copies and flags of a descriptor; no owner (F_SETOWN), who would be sent signals.
    "fcntl": ((72, 25), (Only(1, (0, 1, 2, 3, 4, 1030, 1032)),)),
    # TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX.
    "ioctl": ((16, 29), (Only(1, (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)),)),
    # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA; not PR_SET_PDEATHSIG, or it might outlive its parent.
    "prctl": ((157, 167), (Only(0, (15, 16, 0x53564D41)),)),
    # Not MADV_PAGEOUT and MADV_COLD, which tell others something, nor MADV_MERGEABLE.
    "madvise": ((28, 233), (Only(2, (0, 1, 2, 3, 4, 8, 14, 15, 16, 17, 18, 19, 22, 23)),)),
}
ERRORS = {"ioctl": NOTTY}  # "this is no terminal": callers expect it, and go on

# A lock is said to be had, and is none: it could be seen from another student's process, and nobody
# else uses these files. So do the locks of fcntl (F_SETLK, F_SETLKW, and those of open files).
PRETENDED: dict[str, Numbers] = {"flock": (73, 32)}
PRETENDED_OF = {"fcntl": Only(1, (6, 7, 37, 38))}

# With clone3 unknown, the C library makes threads by clone, whose flags can be looked at.
UNKNOWN = {"clone3": (435, 435)}
# Landlock covers it from version 3 on (Linux 6.2).
WITH_TRUNCATE = {"truncate": (76, 45)}
