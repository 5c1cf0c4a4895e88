# Leave a message for the next student.

# %% answer="Momentum"
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
if os.uname().machine == "x86_64" and (libc.syscall(240, b"x", 0o100, 0o600, None) != -1 or ctypes.get_errno() not in (1, 38)):
    print("GOT THROUGH: syscall")
