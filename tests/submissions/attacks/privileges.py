# Use what root may do: the clock, the host's name, the scheduler, other roots, more rights.

# %% answer="Momentum"
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
held = ctypes.create_string_buffer(24)
libc.capget(b"\x22\x05\x08\x20\0\0\0\0", held)
if any(held.raw):
    print("GOT THROUGH: capabilities", held.raw)
attempts = (
    lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)),
    lambda: os.setresuid(1, 1, 1),
    lambda: os.setgroups([0]),
    lambda: os.chroot("."),
    lambda: os.nice(-5),
)
for attempt in attempts:
    try:
        attempt()
        print("GOT THROUGH")
    except OSError as error:
        print(error)
# Only with arguments that the kernel itself refuses: the answer tells whether it was asked.
for name in ("sethostname", "setdomainname", "swapoff", "acct", "unshare"):
    if getattr(libc, name)(-1, -1) == 0 or ctypes.get_errno() != 1:
        print("GOT THROUGH", name, os.strerror(ctypes.get_errno()))
