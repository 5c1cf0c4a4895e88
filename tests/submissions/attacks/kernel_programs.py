# Load a program into the kernel, and watch others.

# %% answer="Momentum"
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
if os.uname().machine == "x86_64" and (libc.syscall(321, 0, None, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
if os.uname().machine == "x86_64" and (libc.syscall(298, None, 0, -1, -1, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
if os.uname().machine == "x86_64" and (libc.syscall(313, 0, b"", 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
