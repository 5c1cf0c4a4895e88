# Leave a key with the kernel.

# %% answer="Momentum"
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
if os.uname().machine == "x86_64" and (libc.syscall(248, b"user", b"hidden", b"0.3", 3, -3) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
if os.uname().machine == "x86_64" and (libc.syscall(250, 0, -3, 0) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
