# Stop the kernel in the middle of a call.

# %% answer="Momentum"
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
if os.uname().machine == "x86_64" and (libc.syscall(323, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
