# Become somebody else.

# %% answer="Momentum"
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
if (libc.setuid(1) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: setuid")
if (libc.setresuid(1, 1, 1) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: setresuid")
if (libc.setgid(1) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: setgid")
if (libc.setgroups(0, None) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: setgroups")
if os.uname().machine == "x86_64" and (libc.syscall(126, None, None) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
